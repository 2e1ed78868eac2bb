/*
 * Keyed hashes. Nothing unkeyed is ever stored: all resident ID numbers can
 * be enumerated in hours, so a plain hash of one is the number itself.
 */
#ifndef SCANNER_BASE_HASH_H
#define SCANNER_BASE_HASH_H

#include <sodium.h>
#include <stddef.h>
#include <stdint.h>

#include "scanner/base/secret.h"

struct problem; /* outcome.h */

#define ENGAGEMENT_KEY_BYTES 32
#define FINGERPRINT_BYTES 16

/* What HMACs are made with. */
enum digest {
	DIGEST_SHA256, /* FIPS 180-4, by libsodium */
	DIGEST_SM3,    /* GM/T 0004-2012 (GB/T 32905), by libcrypto */
};

/* "HMAC-SHA-256" */
const char *digest_name(enum digest);
/* FATAL when the library that makes it is not there. */
int digest_open(enum digest, struct problem *);

/* The engagement's key and the keys derived from it. */
struct keys {
	enum digest digest; /* of fingerprints */
	unsigned char engagement[ENGAGEMENT_KEY_BYTES];
	uint64_t count[3];             /* value_hash(), in memory only */
	unsigned char print[32];       /* HMAC, for what is written */
	crypto_auth_hmacsha256_state sha256; /* with `print` taken in */
	char id[17]; /* hex, tells keys apart, reveals nothing of them */
};

/* Derives the rest from keys->engagement and keys->digest (libsodium's
 * BLAKE2b KDF). */
void keys_derive(struct keys *keys);

/* For writing: HMAC cut to 128 bits over "<detector id>\0<value>". Zeros when
 * libcrypto has no memory. */
void hash_fingerprint(const struct keys *, const char *detector_id,
		      struct secret value,
		      unsigned char out[FINGERPRINT_BYTES]);

#endif
