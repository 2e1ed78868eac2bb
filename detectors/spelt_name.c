/* Names in pinyin, without tones. See spelt_name.h. */
#include "detectors/spelt_name.h"

#include "detectors/cell.h"
#include "detectors/strata.h"
#include "detectors/tables/tables.h"

#define WORDS 3
#define SYLLABLE_LONGEST 6

struct word {
	const unsigned char *text;
	size_t length;
};

static unsigned means(struct word w)
{
	return pinyin_of(w.text, w.length);
}

/* A word's part behind its first n letters. */
static struct word behind(struct word w, size_t n)
{
	return (struct word){ w.text + n, w.length - n };
}

/* One or two syllables. */
static bool is_given(struct word w)
{
	if (w.length < 2)
		return false;
	if (means(w) & PINYIN_SYLLABLE)
		return true;
	for (size_t n = 1; n <= SYLLABLE_LONGEST && n < w.length; n++)
		if (means((struct word){ w.text, n }) & PINYIN_SYLLABLE &&
		    means(behind(w, n)) & PINYIN_SYLLABLE)
			return true;
	return false;
}

/* The surname's rank when the other words are a given name. */
static unsigned rank_of(struct word surname, const struct word *given,
			size_t count)
{
	unsigned rank = means(surname) & PINYIN_SURNAME;

	if (!rank || count > 2)
		return SURNAME_NONE;
	if (count == 1)
		return is_given(*given) ? rank : SURNAME_NONE;
	return means(given[0]) & means(given[1]) & PINYIN_SYLLABLE
		       ? rank : SURNAME_NONE;
}

/* Makes letters small, and words of what stands between separators. Returns
 * how many there are, WORDS + 1: more. */
static size_t split(const unsigned char *text, size_t length,
		    unsigned char *small, struct word *words)
{
	size_t count = 0;
	bool inside = false;

	for (size_t i = 0; i < length && count <= WORDS; i++) {
		if (!ascii_is(text[i], ASCII_LETTER)) {
			if (!strchr(" ,/-'", text[i]))
				return 0;
			inside = false;
			continue;
		}
		small[i] = text[i] | 0x20;
		if (!inside && count++ < WORDS)
			words[count - 1] = (struct word){ small + i, 0 };
		if (count <= WORDS)
			words[count - 1].length++;
		inside = true;
	}
	return count;
}

/* The rank of the surname, which stands first, or last. */
static unsigned rank_of_words(const struct word *words, size_t count)
{
	unsigned rank = rank_of(words[0], words + 1, count - 1);

	return rank ? rank : rank_of(words[count - 1], words, count - 1);
}

/* An Hui, written apart. */
static bool is_place(const struct word *words, size_t count)
{
	unsigned char joint[32];
	size_t length = 0;

	for (size_t i = 0; i < count; i++) {
		memcpy(joint + length, words[i].text, words[i].length);
		length += words[i].length;
	}
	return pinyin_of(joint, length) & PINYIN_PLACE;
}

unsigned spelt_name(const unsigned char *text, size_t length)
{
	unsigned char small[32];
	struct word words[WORDS];
	size_t count;
	unsigned rank;

	if (!cell_may_be_spelt(text, (uint32_t)length))
		return 0;
	count = split(text, length, small, words);
	if (count < 2)
		return 0;
	if (count > WORDS || is_place(words, count))
		return NAME_LATIN;
	rank = rank_of_words(words, count);
	return rank ? NAME_SPELT + rank : NAME_LATIN;
}
