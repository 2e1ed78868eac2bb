/* Keyed hashes, by libsodium; SM3, which it has not, by libcrypto. See
 * hash.h. */
#include "scanner/base/hash.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <sodium.h>
#include <string.h>

#include "scanner/base/library.h"
#include "scanner/base/sonames.h"

#define FUNCTIONS(F)                                                     \
	F(EVP_MAC_fetch) F(EVP_MAC_free) F(EVP_MAC_CTX_new)              \
	F(EVP_MAC_CTX_free) F(EVP_MAC_init) F(EVP_MAC_update)            \
	F(EVP_MAC_final)
LIBRARY(libcrypto, SONAME_crypto, FUNCTIONS)

#define KEY_BYTES sizeof(((struct keys *)NULL)->print)
#define HMAC_BYTES 32 /* of both */
_Static_assert(HMAC_BYTES == crypto_auth_hmacsha256_BYTES, "of SHA-256");

const char *digest_name(enum digest digest)
{
	return digest == DIGEST_SM3 ? "HMAC-SM3" : "HMAC-SHA-256";
}

void keys_derive(struct keys *keys)
{
	unsigned char id[16];

	crypto_kdf_derive_from_key((unsigned char *)keys->count,
				   sizeof(keys->count), 1, "pd-count",
				   keys->engagement);
	crypto_kdf_derive_from_key(keys->print, sizeof(keys->print),
				   keys->digest == DIGEST_SM3 ? 5 : 2,
				   "pd-print", keys->engagement);
	crypto_auth_hmacsha256_init(&keys->sha256, keys->print,
				    sizeof(keys->print));
	crypto_kdf_derive_from_key(id, sizeof(id), 3, "pd-keyid",
				   keys->engagement);
	sodium_bin2hex(keys->id, sizeof(keys->id), id, 8);
}

static void hmac_sha256(const struct keys *keys, const char *detector_id,
			struct secret value, unsigned char out[HMAC_BYTES])
{
	crypto_auth_hmacsha256_state state = keys->sha256;

	crypto_auth_hmacsha256_update(&state,
				      (const unsigned char *)detector_id,
				      strlen(detector_id) + 1);
	crypto_auth_hmacsha256_update(&state, value.bytes, value.length);
	crypto_auth_hmacsha256_final(&state, out);
}

static bool hmac_sm3(const unsigned char *key, const char *detector_id,
		     struct secret value, unsigned char out[HMAC_BYTES])
{
	const struct libcrypto *lib = libcrypto();
	char name[] = "SM3";
	const OSSL_PARAM params[] = {
		OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_DIGEST, name,
				       sizeof(name) - 1),
		OSSL_PARAM_END
	};
	EVP_MAC *hmac = lib ? lib->EVP_MAC_fetch(NULL, "HMAC", NULL) : NULL;
	EVP_MAC_CTX *state = hmac ? lib->EVP_MAC_CTX_new(hmac) : NULL;
	bool made;

	made = state && lib->EVP_MAC_init(state, key, KEY_BYTES, params) &&
	       lib->EVP_MAC_update(state, (const unsigned char *)detector_id,
				   strlen(detector_id) + 1) &&
	       lib->EVP_MAC_update(state, value.bytes, value.length) &&
	       lib->EVP_MAC_final(state, out, NULL, HMAC_BYTES);
	if (lib) {
		lib->EVP_MAC_CTX_free(state);
		lib->EVP_MAC_free(hmac);
	}
	return made;
}

int digest_open(enum digest digest, struct problem *problem)
{
	static const unsigned char key[KEY_BYTES];
	unsigned char out[HMAC_BYTES];

	if (digest == DIGEST_SM3 &&
	    !hmac_sm3(key, "", (struct secret){ key, 0 }, out))
		return library_missing(problem, OUTCOME_FATAL, SONAME_crypto);
	return OUTCOME_OK;
}

void hash_fingerprint(const struct keys *keys, const char *detector_id,
		      struct secret value,
		      unsigned char out[FINGERPRINT_BYTES])
{
	unsigned char full[HMAC_BYTES] = { 0 };

	if (keys->digest == DIGEST_SM3)
		hmac_sm3(keys->print, detector_id, value, full);
	else
		hmac_sha256(keys, detector_id, value, full);
	memcpy(out, full, FINGERPRINT_BYTES);
}
