/* The engagement's key: a file of mode 0600 with 32 random bytes, made at
 * first use. With it fingerprints are comparable; without it they say
 * nothing. */
#ifndef SCANNER_CLI_KEY_H
#define SCANNER_CLI_KEY_H

#include "scanner/base/hash.h"
#include "scanner/base/outcome.h"

/* Reads the key, or makes it when there is none. `file` NULL:
 * $XDG_CONFIG_HOME/pandian/key or ~/.config/pandian/key. Refuses a key that
 * others can read. */
int key_load(const char *file, struct keys *, struct problem *);

#endif
