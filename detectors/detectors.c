/* The table of all detectors, in the order of precedence, and what little
 * they share. */
#include "detectors/detector.h"

#include <string.h>

#include "detectors/digits.h"
#include "detectors/kinds.h"

const struct detector *const detectors[] = {
	&detector_cn_resident_id,
	&detector_cn_uscc,
	&detector_payment_card,
	&detector_cn_mobile,
	&detector_email,
	&detector_sex,
	&detector_cn_person_name,
	&detector_cn_address,
	&detector_birth_date,
	NULL
};
const size_t detector_count = sizeof(detectors) / sizeof(*detectors) - 1;

int detector_find(const char *id)
{
	for (size_t i = 0; i < detector_count; i++)
		if (!strcmp(detectors[i]->id, id))
			return (int)i;
	return -1;
}

/* A value so short that head and tail would show all of it is all stars. */
struct secret match_written(const struct match *m, unsigned char room[OLD_ID])
{
	if (!(m->form & FORM_OLD))
		return m->value;
	/* without the century, and the check that it did not have */
	memcpy(room, m->value.bytes, 6);
	memcpy(room + 6, m->value.bytes + 8, OLD_ID - 6);
	return (struct secret){ room, OLD_ID };
}

void mask_middle(struct secret value, size_t head, size_t tail,
		 struct masked *masked)
{
	size_t n = value.length;

	if (n > sizeof(masked->text) - 1)
		n = sizeof(masked->text) - 1;
	memset(masked->text, '*', n);
	masked->text[n] = '\0';
	if (head + tail >= n)
		return;
	memcpy(masked->text, value.bytes, head);
	memcpy(masked->text + n - tail, value.bytes + value.length - tail,
	       tail);
}

bool candidate_written_as(const struct candidate *c, const grouping *allowed)
{
	if (c->group_count <= 1)
		return true;
	for (; allowed && (*allowed)[0]; allowed++) {
		size_t i = 0;

		while (i < c->group_count && i < sizeof(*allowed) &&
		       c->groups[i] == (*allowed)[i])
			i++;
		if (i == c->group_count &&
		    (i == sizeof(*allowed) || !(*allowed)[i]))
			return true;
	}
	return false;
}

bool digits_few(const unsigned char *digits, size_t n)
{
	size_t i = 1, second;

	if (n >= 8 && digits_three_differ(digits_eight(digits)))
		return false;
	while (i < n && digits[i] == digits[0])
		i++;
	second = i;
	while (i < n && (digits[i] == digits[0] ||
			 digits[i] == digits[second]))
		i++;
	return i >= n;
}
