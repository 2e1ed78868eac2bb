/* Documents that are zips of XML parts. See package.h. */
#include "scanner/formats/package.h"

#include <string.h>
#include <strings.h>

#include "scanner/base/little.h"

#define HEADER_BYTES 30 /* of an entry (APPNOTE 4.3.7) */

bool package_start(struct package *p, struct zip_archive *a)
{
	*p = (struct package){ .archive = a, .done = calloc(a->count + 1, 1) };
	if (!p->done)
		return !problem_set(a->x->problem, OUTCOME_FAILED,
				    REASON_MEMORY, "no memory for a document");
	compose_start(&p->composer, a->x->out);
	return true;
}

int package_end(struct package *p)
{
	free(p->done);
	if (p->stopped != OUTCOME_OK)
		return p->stopped;
	return p->partial ? OUTCOME_PARTIAL : OUTCOME_OK;
}

bool package_went_on(struct package *p, int outcome)
{
	if (outcome == OUTCOME_OK)
		return true;
	if (p->stopped == OUTCOME_OK)
		p->stopped = outcome;
	return false;
}

void package_lacks(struct package *p, enum reason reason, const char *words)
{
	p->partial = true;
	problem_set(p->archive->x->problem, OUTCOME_PARTIAL, reason, "%s",
		    words);
}

void package_release(struct package *p, struct buffer *buffer)
{
	if (buffer->failed)
		package_lacks(p, REASON_MEMORY, "no memory for a document");
	buffer_release(buffer);
}

bool package_has(const struct zip_archive *a, const char *name)
{
	return zip_entry_find(a, name) >= 0;
}

int64_t package_find(const struct package *p, const char *name)
{
	int64_t i = name ? zip_entry_find(p->archive, name) : -1;

	return i >= 0 && p->done[i] == PART_OPEN ? i : -1;
}

void package_pass(struct package *p, const char *name)
{
	int64_t index = package_find(p, name);

	if (index >= 0)
		p->done[index] = PART_READ;
}

bool package_part(struct package *p, uint64_t index,
		  const struct xml_events *events, void *context)
{
	struct zip_entry e;
	int outcome = zip_entry_enter(&e, p->archive, index);

	if (!package_went_on(p, outcome))
		return false;
	outcome = OUTCOME_FAILED;
	if (!e.member.encrypted)
		outcome = xml_parse(e.member.source, events, context,
				    p->archive->x->problem);
	zip_entry_leave(&e);
	p->done[index] = outcome == OUTCOME_FAILED ? PART_RAW : PART_READ;
	p->partial |= outcome != OUTCOME_OK;
	return p->stopped == OUTCOME_OK;
}

static bool pass_close(void *context, const char *name)
{
	(void)context;
	(void)name;
	return true;
}

static bool pass_text(void *context, const unsigned char *text, size_t length)
{
	(void)context;
	(void)text;
	(void)length;
	return true;
}

bool package_plan(struct package *p, const char *name,
		  bool (*open)(void *, const struct xml_element *),
		  void *context)
{
	const struct xml_events events = { open, pass_close, pass_text };
	int64_t index = package_find(p, name);
	bool going;

	if (index < 0)
		return true;
	going = package_part(p, (uint64_t)index, &events, context);
	p->done[index] = PART_OPEN;
	return going;
}

bool package_prose(struct package *p, const unsigned char *text, size_t length)
{
	static const struct table prose = { .kind = TABLE_PROSE };

	if (!p->prose &&
	    !package_went_on(p, compose_table(&p->composer, &prose)))
		return false;
	p->prose = true;
	return package_went_on(p, compose_prose(&p->composer, text, length));
}

static bool has_suffix(const char *name, const char *const *suffixes)
{
	size_t n = strlen(name), m;

	for (; *suffixes; suffixes++) {
		m = strlen(*suffixes);
		if (n >= m && !strcasecmp(name + n - m, *suffixes))
			return true;
	}
	return false;
}

/* The emitter may use the chunk for what is in the member. */
static bool hand_over(struct package *p, uint64_t index)
{
	bool going = package_went_on(
		p, zip_entry_deliver(p->archive, index,
				     p->done[index] == PART_ENCRYPTED));

	compose_start(&p->composer, p->archive->x->out);
	p->prose = false;
	return going;
}

bool package_rest(struct package *p, const char *const *suffixes,
		  bool (*read)(struct package *, uint64_t index,
			       const char *name))
{
	struct zip_archive *a = p->archive;

	for (uint64_t i = 0; i < a->count; i++) {
		const char *name = zip_entry_name(a, i);

		if (!name || zip_entry_directory(a, i))
			continue;
		if (p->done[i] == PART_OPEN && has_suffix(name, suffixes) &&
		    !read(p, i, name))
			return false;
		if (p->done[i] != PART_READ && !hand_over(p, i))
			return false;
	}
	return package_went_on(p, compose_flush(&p->composer));
}

/* Office, LibreOffice and the libraries put different parts first, all of
 * them one of a known name soon. Entries that tell their size are skipped:
 * they may be packages themselves. */
unsigned package_bid(const struct head *head, const char *prefix)
{
	const unsigned char *p = head->bytes, *end = p + head->length;
	size_t n = strlen(prefix);

	if (head->length < 4 || memcmp(p, "PK\3\4", 4))
		return 0;
	while ((p = memmem(p, (size_t)(end - p), "PK\3\4", 4)) &&
	       (size_t)(end - p) >= HEADER_BYTES + n) {
		size_t packed = little32(p + 18);

		if (!memcmp(p + HEADER_BYTES, prefix, n))
			return 56;
		p += HEADER_BYTES;
		if (packed > (size_t)(end - p))
			break;
		p += packed;
	}
	return 0;
}
