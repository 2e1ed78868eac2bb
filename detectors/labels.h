/*
 * Labels: the words beside a value, or the name of its column, that say what
 * it is or is not. From tables/source/keywords.tsv and counter_labels.tsv.
 *
 * A token is known by its index in label_tokens[], which is stable within
 * one build only.
 */
#ifndef DETECTORS_LABELS_H
#define DETECTORS_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LABEL_WINDOW 24 /* characters before a value that are searched */

/*
 * The nearest label before a value: `before` is the UTF-8 text that ends
 * where the value begins (at most LABEL_WINDOW characters are looked at; the
 * search stops at a line end, 。 ； ; | TAB). Of tokens that end at the same
 * place the longest counts. Latin tokens need a boundary on both sides.
 * Returns the token's index, or -1.
 */
int label_before(const unsigned char *before, size_t length);

/* A label up to 8 characters behind a value, as in 13800138000（手机）. The
 * token must follow at once or after one bracket, space or colon, and must
 * not be the label of a next value. */
int label_behind(const unsigned char *behind, size_t length);

/* True when the ASCII letters that end `before` (directly glued to a value)
 * are a known label: ID, NO, SFZ, TEL, T, M ... */
bool label_glued(const unsigned char *before, size_t length);

/* What a token says of a kind, an index of detectors[]: that the value is
 * one, that it is none (counter-labels such as 订单号, and labels of number
 * kinds that could be mistaken for it), or neither. */
bool label_means(int token, int detector);
bool label_denies(int token, int detector);

/* The token for reports: UTF-8, normalised (lower case, no separators). */
const char *label_text(int token);

/* What the name of a column says, after normalisation (case, _ . - space,
 * brackets and their content, common prefixes and suffixes dropped; then
 * looked up whole; CamelCase is split). Names that say nothing of themselves
 * leave the word to the column's comment. Bits are indices of detectors[]. */
struct field_label {
	uint64_t means;  /* exact token: +3 points */
	uint64_t weak;   /* two-letter pinyin, or a word within: +1 */
	uint64_t denies; /* counter-label: -3 */
	int token;       /* index of the deciding token, or -1 */
};
/* Either may be NULL. */
struct field_label label_field(const char *name, const char *comment);

#endif
