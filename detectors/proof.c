/* Numbers proven by check digits. See proof.h. */
#include "detectors/proof.h"

#include <string.h>

#include "detectors/detector.h"

#define LENGTH_MAX 32
#define READABLE 16 /* bytes behind a candidate */
#define LAST_DAY 99991231 /* nobody's birth is too late */

bool number_proven(const unsigned char *text, uint32_t length)
{
	unsigned char padded[LENGTH_MAX + READABLE] = { 0 };
	struct candidate c = { .text = padded,
			       .length = (uint16_t)length,
			       .group_count = 1,
			       .groups = { (uint8_t)length },
			       .form = FORM_CELL,
			       .today = LAST_DAY };

	if (length > LENGTH_MAX)
		return false;
	memcpy(padded, text, length);
	if (length && padded[length - 1] == 'x')
		padded[length - 1] = 'X';
	while (padded[c.digits] >= '0' && padded[c.digits] <= '9')
		c.digits++;
	for (size_t i = 0; i < detector_count; i++) {
		const struct detector *d = detectors[i];
		struct evidence e = { 0 };

		if (d->seed == SEED_DIGITS && d->lengths >> length & 1 &&
		    d->examine(&c, &e) == ANSWER_HIT &&
		    e.checks & CHECK_CHECKSUM)
			return true;
	}
	return false;
}
