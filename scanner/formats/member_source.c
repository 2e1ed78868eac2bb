/* Members as sources. See member_source.h. */
#include "scanner/formats/member_source.h"

#define SKIP_BYTES 4096

static ssize_t pull(struct member_source *m, void *into, size_t length,
		    struct problem *problem)
{
	ssize_t n;

	if (budget_time(m->budget, problem) != OUTCOME_OK)
		return -1;
	n = m->next(m, into, length, problem);
	if (!n && m->source.size == SOURCE_UNKNOWN)
		m->source.size = m->at;
	if (n <= 0)
		return n;
	if (budget_bytes(m->budget, (uint64_t)n, problem) != OUTCOME_OK)
		return -1;
	m->at += (uint64_t)n;
	return n;
}

static ssize_t read_member(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	struct member_source *m = (struct member_source *)source;
	unsigned char skipped[SKIP_BYTES];
	ssize_t n;

	if (!m->opened || offset < m->at) {
		if (m->open(m, problem) != OUTCOME_OK)
			return -1;
		m->opened = true;
		m->at = 0;
	}
	while (m->at < offset) {
		uint64_t gap = offset - m->at;

		n = pull(m, skipped, gap < SKIP_BYTES ? (size_t)gap
						      : SKIP_BYTES, problem);
		if (n <= 0)
			return n;
	}
	return pull(m, into, length, problem);
}

void member_source_init(struct member_source *m, struct budget *budget,
			uint64_t size)
{
	m->source = (struct source){ .read = read_member,
				     .size = size,
				     .forward = true };
	m->budget = budget;
}

void member_name(struct buffer *out, const unsigned char *raw, size_t length)
{
	enum charset charset;
	unsigned char utf8[4096];

	if (!length)
		return;
	charset = charset_detect(raw, length, NULL);
	for (size_t n = 1; n && length;) {
		n = *raw == '/' ? 1
		    : length > 1 && raw[0] == '.' && raw[1] == '/' ? 2 : 0;
		raw += n;
		length -= n;
	}
	if (charset > CHARSET_UTF8) {
		length = charset_decode(charset, raw, length, utf8,
					sizeof(utf8));
		raw = utf8;
	}
	buffer_append(out, raw, length);
}

int member_room(struct extraction *x)
{
	if (x->budget->members_left && x->depth < x->budget->depth_max)
		return OUTCOME_OK;
	return budget_member(x->budget, x->depth + 1, x->problem);
}

int member_source_drain(struct member_source *m, struct problem *problem)
{
	unsigned char skipped[SKIP_BYTES];
	ssize_t n = 1;

	while (n > 0)
		n = read_member(&m->source, skipped, sizeof(skipped), m->at,
				problem);
	return n < 0 ? OUTCOME_FAILED : OUTCOME_OK;
}
