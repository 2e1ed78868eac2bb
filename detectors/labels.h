/*
 * Labels: the words beside a value, or the name of its column, that say what
 * it is or is not. From tables/source/keywords.tsv.
 */
#ifndef DETECTORS_LABELS_H
#define DETECTORS_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One token. Bits are indices of detectors[]. */
struct label_token {
	const char *text;  /* UTF-8, lower case */
	uint64_t means;    /* kinds it speaks for */
	uint64_t denies;   /* kinds it speaks against: counter-labels such as
	                    * 订单号, and labels of other number kinds */
};

#define LABEL_WINDOW 24 /* characters before a value that are searched */

/*
 * The nearest label before a value: `before` is the UTF-8 text that ends
 * where the value begins (at most LABEL_WINDOW characters are looked at; the
 * search stops at a line end, 。 ； ; | TAB). Of tokens that end at the same
 * place the longest counts. Latin tokens need a boundary on their left.
 * Returns the token's index, or -1.
 */
int label_before(const unsigned char *before, size_t length);

/* A label up to 8 characters behind a value, as in 13800138000（手机）. The
 * token must follow at once or after one bracket, space or colon. */
int label_behind(const unsigned char *behind, size_t length);

/* True when the ASCII letters that end `before` (directly glued to a value)
 * are a known label: ID, NO, SFZ, TEL, T, M ... */
bool label_glued(const unsigned char *before, size_t length);

const struct label_token *label_token(int index);

/* What the name of a column says, after normalisation (case, _ . - space,
 * brackets and their content, common prefixes and suffixes dropped; then
 * looked up whole; CamelCase is split). Names of prose length and comments
 * go through label search as well. Bits are indices of detectors[]. */
struct field_label {
	uint64_t means;  /* exact token: +3 points */
	uint64_t weak;   /* two-letter pinyin, or a word within: +1 */
	uint64_t denies; /* counter-label: -3 */
	int token;       /* index of the deciding token, or -1 */
};
struct field_label label_field(const char *name, const char *comment);

#endif
