/* Look-ups in the generated tables: an index or two, no search but in the
 * rare long BINs and among the few test numbers. See tables.h. */
#include "detectors/tables/tables.h"

#include <string.h>

#include "detectors/digits.h"
#include "detectors/tables/data.h"

static bool in_set(const uint64_t *set, unsigned n)
{
	return set[n >> 6] >> (n & 63) & 1;
}

/* Of an unknown one 0. */
static unsigned prefecture(unsigned four)
{
	unsigned n = four - REGION_FIRST;

	return n < sizeof(region_prefecture) / 2 ? region_prefecture[n] : 0;
}

bool region_begins(unsigned four)
{
	return prefecture(four);
}

bool region_exact(unsigned four, unsigned two)
{
	unsigned p = prefecture(four);

	return p && in_set(region_counties[p].ever, two);
}

enum region region_grade(const unsigned char *six)
{
	unsigned p = prefecture(digits_four(six));

	if (!p)
		return REGION_NONE;
	return in_set(region_counties[p].ever, digits_two(six + 4))
		       ? REGION_EXACT : REGION_PREFECTURE;
}

enum region region_grade_1999(const unsigned char *six)
{
	unsigned p = prefecture(digits_four(six));

	if (!p)
		return REGION_NONE;
	return in_set(region_counties[p].by_1999, digits_two(six + 4))
		       ? REGION_EXACT : REGION_PREFECTURE;
}

bool card_begins(unsigned four)
{
	return card_lead[four];
}

bool card_network(const unsigned char *digits, size_t length)
{
	return card_lead[digits_four(digits)] >> (length - 13) & 1;
}

static bool issuer_long_known(const unsigned char *digits, size_t length)
{
	int low = 0, high = issuer_long_count;

	while (low < high) { /* to the first BIN not before these digits */
		int middle = (low + high) / 2;

		if (memcmp(issuer_long[middle].bin, digits, 6) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < issuer_long_count; low++) {
		const struct issuer_long *row = &issuer_long[low];

		if (memcmp(row->bin, digits, 6))
			break;
		if (row->length == length &&
		    !memcmp(row->bin, digits, row->bin_length))
			return true;
	}
	return false;
}

enum issuer issuer_grade(const unsigned char *digits, size_t length)
{
	unsigned block = card_lead[digits_four(digits)] >> CARD_BLOCK_SHIFT;
	unsigned cell;

	if (!block || length < 15)
		return ISSUER_NONE;
	cell = issuer_block[block][digits_two(digits + 4)];
	if (cell >> (length - 15) & 1)
		return ISSUER_EXACT;
	if (cell & CARD_LONGER && issuer_long_known(digits, length))
		return ISSUER_EXACT;
	return cell >> (length - 15 + 5) & 1 ? ISSUER_SHORT : ISSUER_NONE;
}

bool card_usual(unsigned four, unsigned two, size_t length)
{
	unsigned lead = card_lead[four];
	unsigned cell = issuer_block[lead >> CARD_BLOCK_SHIFT][two];

	return length >= 15 && lead >> (length - 13) & 1 &&
	       cell >> (length - 15) & 1 && !(cell & CARD_TEST);
}

bool test_pan(const unsigned char *digits, size_t length)
{
	int low = 0, high = test_pan_count - 1;

	if (!in_set(test_pan_endings, digits_four(digits + length - 4) % 1000))
		return false;
	while (low <= high) {
		int middle = (low + high) / 2;
		const char *pan = test_pans[middle];
		int order = strncmp(pan, (const char *)digits, length);

		if (!order && !pan[length])
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return false;
}

enum segment mobile_segment(const unsigned char *digits, size_t length)
{
	unsigned both = digits[0] == '1'
				? mobile_segments[digits_four(digits + 1)] : 0;

	if (length == 11)
		return (enum segment)(both & 15);
	return length == 13 ? (enum segment)(both >> 4) : SEGMENT_NONE;
}

static unsigned alnum_value(unsigned char c)
{
	return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'A' + 10);
}

bool uscc_prefix_known(const unsigned char *two)
{
	return uscc_prefixes[alnum_value(two[0])] >> alnum_value(two[1]) & 1;
}

bool province_known(const unsigned char *two)
{
	return in_set(provinces, digits_two(two));
}
