/* Look-ups in the lists of surnames, places and words, and of how they are
 * spelt. See tables.h. */
#include "detectors/tables/data.h"
#include "detectors/tables/tables.h"

enum surname surname_rank(uint32_t character)
{
	uint32_t n = character - HAN_FIRST;

	if (n > HAN_LAST - HAN_FIRST)
		return SURNAME_NONE;
	return surname_ranks[n / 4] >> n % 4 * 2 & 3;
}

static const struct word_list *const lists[] = {
	[WORDS_SURNAMES] = &surnames_double,
	[WORDS_UPPER] = &regions_upper,
	[WORDS_LOWER] = &regions_lower,
	[WORDS_PLAIN] = &words_plain,
};

static bool is_listed(const struct word_list *list, uint16_t sum,
		      const uint32_t *characters, size_t n)
{
	const uint64_t *at = list->words + list->starts[sum / 64];
	const uint64_t *end = list->words + list->starts[sum / 64 + 1];
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++) {
		if (characters[i] > 0xFFFF)
			return false;
		word |= (uint64_t)characters[i] << 16 * i;
	}
	while (at < end && *at != word)
		at++;
	return at < end;
}

size_t word_begins(enum words words, const uint32_t *characters, size_t count)
{
	const struct word_list *list = lists[words];
	size_t longest = 0;
	uint16_t sum = 0;

	for (size_t n = 0; n < count && n < WORD_LONGEST; n++) {
		sum = (uint16_t)(sum * 31 + characters[n]);
		if (n && list->sums[sum / 64] >> sum % 64 & 1 &&
		    is_listed(list, sum, characters, n + 1))
			longest = n + 1;
	}
	return longest;
}

unsigned pinyin_of(const unsigned char *letters, size_t length)
{
	size_t low = 0, high = (size_t)pinyin_count;
	uint64_t word = 0;

	if (length > PINYIN_LONGEST)
		return 0;
	for (size_t i = 0; i < length; i++)
		word |= (uint64_t)(letters[i] - 'a' + 1) << (5 * i);
	while (low < high) {
		size_t middle = (low + high) / 2;
		uint64_t found = pinyin_words[middle];

		if (found >> 4 == word)
			return found & 15;
		if (found >> 4 < word)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}
