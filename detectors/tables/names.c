/* Look-ups in the lists of surnames, places and words. See tables.h. */
#include "detectors/tables/data.h"
#include "detectors/tables/tables.h"

enum surname surname_rank(uint32_t character)
{
	uint32_t n = character - HAN_FIRST;

	if (n > HAN_LAST - HAN_FIRST)
		return SURNAME_NONE;
	return surname_ranks[n / 4] >> n % 4 * 2 & 3;
}

bool word_known(enum words list, const uint32_t *characters, size_t count)
{
	static const struct word_list *const lists[] = {
		[WORDS_SURNAMES] = &surnames_double,
		[WORDS_UPPER] = &regions_upper,
		[WORDS_LOWER] = &regions_lower,
		[WORDS_PLAIN] = &words_plain,
	};
	const uint64_t *words = lists[list]->words;
	size_t low = 0, high = lists[list]->count;
	uint64_t word = 0;
	uint16_t sum = 0;

	if (count < 2 || count > 4)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (characters[i] > 0xFFFF)
			return false;
		word |= (uint64_t)characters[i] << 16 * i;
		sum = (uint16_t)(sum * 31 + characters[i]);
	}
	if (!(lists[list]->sums[sum / 64] >> sum % 64 & 1))
		return false;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (words[middle] < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low < lists[list]->count && words[low] == word;
}
