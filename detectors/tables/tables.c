/* Look-ups in the generated tables: an index or two, no search but in the
 * rare long BINs and among the few test numbers. See tables.h. */
#include "detectors/tables/tables.h"

#include <string.h>

#include "detectors/tables/data.h"

static unsigned number(const unsigned char *digits, size_t n)
{
	unsigned value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (unsigned)(digits[i] - '0');
	return value;
}

static bool in_set(const uint64_t *set, unsigned n)
{
	return set[n >> 6] >> (n & 63) & 1;
}

static const struct region_counties *prefecture(const unsigned char *four)
{
	unsigned n = number(four, 4) - REGION_FIRST;
	unsigned index = n < sizeof(region_prefecture) / 2
				 ? region_prefecture[n] : 0;

	return index ? &region_counties[index] : NULL;
}

enum region region_grade(const unsigned char *six)
{
	const struct region_counties *p = prefecture(six);

	if (!p)
		return REGION_NONE;
	return in_set(p->ever, number(six + 4, 2)) ? REGION_EXACT
						   : REGION_PREFECTURE;
}

enum region region_grade_1999(const unsigned char *six)
{
	const struct region_counties *p = prefecture(six);

	if (!p)
		return REGION_NONE;
	return in_set(p->by_1999, number(six + 4, 2)) ? REGION_EXACT
						      : REGION_PREFECTURE;
}

bool card_begins(const unsigned char *digits)
{
	return card_lead[number(digits, 4)];
}

bool card_network(const unsigned char *digits, size_t length)
{
	return card_lead[number(digits, 4)] >> (length - 13) & 1;
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
	unsigned block = card_lead[number(digits, 4)] >> CARD_BLOCK_SHIFT;
	unsigned cell;

	if (!block || length < 15)
		return ISSUER_NONE;
	cell = issuer_block[block][number(digits + 4, 2)];
	if (cell >> (length - 15) & 1)
		return ISSUER_EXACT;
	if (cell & CARD_LONGER && issuer_long_known(digits, length))
		return ISSUER_EXACT;
	return cell >> (length - 15 + 5) & 1 ? ISSUER_SHORT : ISSUER_NONE;
}

bool test_pan(const unsigned char *digits, size_t length)
{
	int low = 0, high = test_pan_count - 1;

	if (!in_set(test_pan_endings, number(digits + length - 3, 3)))
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
				? mobile_segments[number(digits + 1, 4)] : 0;

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
	return in_set(provinces, number(two, 2));
}
