/* Keyed hashes, by libsodium. See hash.h. */
#include "scanner/base/hash.h"

#include <sodium.h>
#include <string.h>

void keys_derive(struct keys *keys)
{
	unsigned char id[16], print[32];

	crypto_kdf_derive_from_key(keys->count, sizeof(keys->count), 1,
				   "pd-count", keys->engagement);
	crypto_kdf_derive_from_key(print, sizeof(print), 2, "pd-print",
				   keys->engagement);
	crypto_auth_hmacsha256_init(&keys->fingerprint, print, sizeof(print));
	sodium_memzero(print, sizeof(print));
	crypto_kdf_derive_from_key((unsigned char *)keys->cells,
				   sizeof(keys->cells), 4, "pd-cells",
				   keys->engagement);
	crypto_kdf_derive_from_key(id, sizeof(id), 3, "pd-keyid",
				   keys->engagement);
	sodium_bin2hex(keys->id, sizeof(keys->id), id, 8);
}

struct hash128 hash_count(const struct keys *keys, uint64_t salt,
			  struct secret value)
{
	unsigned char out[crypto_shorthash_siphashx24_BYTES];
	struct hash128 hash;

	crypto_shorthash_siphashx24(out, value.bytes, value.length,
				    keys->count);
	memcpy(&hash.low, out, 8);
	memcpy(&hash.high, out + 8, 8);
	hash.low ^= salt;
	return hash;
}

void hash_fingerprint(const struct keys *keys, const char *detector_id,
		      struct secret value,
		      unsigned char out[FINGERPRINT_BYTES])
{
	crypto_auth_hmacsha256_state state = keys->fingerprint;
	unsigned char full[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256_update(&state,
				      (const unsigned char *)detector_id,
				      strlen(detector_id) + 1);
	crypto_auth_hmacsha256_update(&state, value.bytes, value.length);
	crypto_auth_hmacsha256_final(&state, full);
	memcpy(out, full, FINGERPRINT_BYTES);
}
