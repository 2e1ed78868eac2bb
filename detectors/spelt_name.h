/* Names of Chinese people in Latin letters: Zhang Xiaoming, XIAO-MING ZHANG,
 * ZHANG/XIAOMING. */
#ifndef DETECTORS_SPELT_NAME_H
#define DETECTORS_SPELT_NAME_H

#include <stddef.h>

/* The stratum of some words: NAME_SPELT and the surname's, if they may be a
 * name, a surname and one or two syllables; NAME_LATIN: they are none. 0: these
 * are no words, or do not end as such do, or but one, as logins are. */
unsigned spelt_name(const unsigned char *text, size_t length);

#endif
