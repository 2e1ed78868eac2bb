/* Look-ups in the generated tables (made by generate.py from the TSV files
 * in tables/source/; see SOURCES.md). All take ASCII digits unless said. */
#ifndef DETECTORS_TABLES_TABLES_H
#define DETECTORS_TABLES_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* GB/T 2260 with history. How much of a six-digit address code is known. */
enum region {
	REGION_NONE,
	REGION_PREFECTURE, /* its first four digits */
	REGION_EXACT,      /* all six; may stand on an ID card */
};
enum region region_grade(const unsigned char *six);
/* The same, but codes that were first used after 1999 are not exact. */
enum region region_grade_1999(const unsigned char *six);
/* region_grade() is REGION_EXACT; of the first four digits and the others. */
bool region_exact(unsigned four, unsigned two);
/* REGION_NONE is not what codes with these four digits, a number, get. */
bool region_begins(unsigned four);

/* The first four digits, as a number, are those of some network or issuer. */
bool card_begins(unsigned four);
/* A card network numbers its cards so, of 13 to 19 digits. */
bool card_network(const unsigned char *digits, size_t length);

/* Card issuers by (BIN, length of the number). */
enum issuer {
	ISSUER_NONE,
	ISSUER_SHORT, /* a BIN so short that order numbers match it as well */
	ISSUER_EXACT,
};
/* `digits` is the whole number, of 13 to 19 digits. */
enum issuer issuer_grade(const unsigned char *digits, size_t length);

/* card_network(), issuer_grade() is ISSUER_EXACT and it is no test_pan(); told
 * by the first four digits and the two behind them, of most that are so. */
bool card_usual(unsigned four, unsigned two, size_t length);

/* Published test card numbers. */
bool test_pan(const unsigned char *digits, size_t length);

/* Class of the segment an 11- or 13-digit mobile number belongs to. */
enum segment {
	SEGMENT_NONE,
	SEGMENT_PERSONAL,
	SEGMENT_SATELLITE, /* valid, not a land mobile */
	SEGMENT_IOT,       /* 13 digits, machines */
	SEGMENT_OTHER,     /* emergency, reserved: not a number of a person */
};
enum segment mobile_segment(const unsigned char *digits, size_t length);

/* GB 32100-2015: the first two characters, [0-9A-Z], name a registrar and
 * category. */
bool uscc_prefix_known(const unsigned char *two);
/* The first two digits are those of a mainland province, 11 to 65. */
bool province_known(const unsigned char *two);

/* Surnames by how frequent they are; of single characters. */
enum surname {
	SURNAME_NONE,
	SURNAME_KNOWN,
	SURNAME_COMMON,   /* of the hundred most frequent */
	SURNAME_FREQUENT, /* of the ten most frequent */
};
enum surname surname_rank(uint32_t character);

/* Lists of words of two to four characters (code points). */
enum words {
	WORDS_SURNAMES, /* of two characters */
	WORDS_UPPER,    /* provinces and prefectures, without 省 市 地区 ... */
	WORDS_LOWER,    /* counties, without 县 区 市 ... */
	WORDS_PLAIN,    /* words that begin as if with a surname: 时间 安全 */
};
#define WORD_LONGEST 4
/* The length of the longest word that these characters begin with; 0: none. */
size_t word_begins(enum words, const uint32_t *characters, size_t count);

/* What small Latin letters spell, without tones: bits. */
enum pinyin {
	PINYIN_SURNAME = 3,  /* enum surname, of the most frequent so spelt */
	PINYIN_SYLLABLE = 4, /* of any word */
	PINYIN_PLACE = 8,    /* a province or prefecture: shanghai */
};
#define PINYIN_LONGEST 12 /* letters */
unsigned pinyin_of(const unsigned char *letters, size_t length);

/* A label token. Bits are types of keywords.tsv, numbered by generate.py. */
struct label_token {
	const char *text; /* UTF-8, normalised: see labels.h */
	uint64_t means;   /* types it is a label of */
	uint64_t denies;  /* types it speaks against */
	uint8_t length;   /* bytes of text */
	uint8_t use;      /* enum label_use bits */
};
enum label_use {
	LABEL_IN_TEXT = 1,  /* counts in running text, not in headers alone */
	LABEL_GENERIC = 2,  /* within a longer name it says little: 账号 */
	LABEL_GLUED = 4,    /* may stand before a value without any space */
};

/* Sorted by text, byte by byte. */
extern const struct label_token label_tokens[];
extern const int label_token_count;
/* Indices of label_tokens[], sorted by the text read from its end. */
extern const uint16_t label_tokens_by_end[];
/* How many of these end in a byte below n. */
extern const uint16_t label_ends[257];
/* Bit 256 * b + a: some token ends in the bytes a b, or is b alone. */
extern const uint64_t label_end_pairs[1024];

/* The types that stand for a detector, sorted by detector id. */
struct label_kind {
	const char *detector;
	uint64_t types;
};
extern const struct label_kind label_kinds[];
extern const int label_kind_count;

#endif
