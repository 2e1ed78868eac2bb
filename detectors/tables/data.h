/* The generated arrays, for tables.c alone. */
#ifndef DETECTORS_TABLES_DATA_H
#define DETECTORS_TABLES_DATA_H

#include <stdint.h>

#include "detectors/tables/tables.h"

#define REGION_FIRST 1000 /* prefectures run from 1000 up to 6599 */
#define REGION_LAST 6599

/* Index in region_counties[] by the first four digits; 0: unknown. */
extern const uint16_t region_prefecture[REGION_LAST - REGION_FIRST + 1];
/* Bit n is the county whose last two digits are n. */
extern const struct region_counties {
	uint64_t ever[2];
	uint64_t by_1999[2];
} region_counties[];

/* By the first four digits of a card: bit n (0 to 6), a network numbers its
 * cards so, with 13 + n digits; from bit 7, index in issuer_block[]; 0: no
 * BIN begins so. */
#define CARD_BLOCK_SHIFT 7
extern const uint16_t card_lead[10000];

/* By the fifth and sixth digit: bit n (0 to 4), a BIN of up to six digits
 * with cards of 15 + n digits; bit 5 + n, one that is short; CARD_LONGER,
 * there are BINs of seven digits and more in issuer_long[]; CARD_TEST, some
 * of test_pans[] begin so. */
#define CARD_LONGER (1U << 10)
#define CARD_TEST (1U << 11)
extern const uint16_t issuer_block[][100];

/* Sorted by BIN. */
extern const struct issuer_long {
	const char *bin;
	uint8_t bin_length, length;
} issuer_long[];
extern const int issuer_long_count;

extern const char *const test_pans[];
extern const int test_pan_count;
/* Bit n: one of them ends in the three digits n. */
extern const uint64_t test_pan_endings[16];

/* enum segment by digits two to five, the first being 1: low half for
 * numbers of 11 digits, high half for 13. */
extern const uint8_t mobile_segments[10000];

/* By the first character (0 to 9, A to Z): bit n, the second may be the one
 * whose value is n. */
extern const uint64_t uscc_prefixes[36];
/* Bit n: n is a mainland province. */
extern const uint64_t provinces[2];

/* Two bits, enum surname, for each character from U+4E00 on. */
#define HAN_FIRST 0x4E00
#define HAN_LAST 0x9FFF
extern const uint8_t surname_ranks[(HAN_LAST + 1 - HAN_FIRST) / 4];

/* Words of two to four characters, 16 bits each, the first the lowest. A
 * word has a sum, mod 65,536: each character added to 31 times what the ones
 * before make. */
struct word_list {
	const uint64_t *words; /* sorted by sum */
	uint16_t starts[1025]; /* how many have a sum below 64 n */
	uint64_t sums[1024];   /* bit n: one has the sum n */
};
extern const struct word_list surnames_double, regions_upper, regions_lower,
	words_plain;

/* Sorted: enum pinyin bits, and above five bits for each letter. */
extern const uint64_t pinyin_words[];
extern const int pinyin_count;

#endif
