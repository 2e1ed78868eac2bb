/* Tables of contents of pg_dump. See pgdump_toc.h. */
#include "scanner/formats/pgdump_toc.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/base/little.h"

#define TEXT_MAX (1024 * 1024) /* bytes of a text; the rest is passed over */
#define MINOR_MIN 10
#define MINOR_MAX 16
#define STAMP_INTS 7 /* second, minute, ..., daylight saving */

static bool refill(struct pgdump_reader *r)
{
	ssize_t n = -1;

	if (budget_time(r->budget, r->problem) == OUTCOME_OK)
		n = source_fill(r->source, r->bytes, sizeof(r->bytes), r->next,
				r->problem);
	r->at = 0;
	r->filled = n > 0 ? (size_t)n : 0;
	r->next += r->filled;
	return r->filled;
}

size_t pgdump_read(struct pgdump_reader *r, void *into, size_t length)
{
	size_t done = 0;

	while (done < length && (r->at < r->filled || refill(r))) {
		size_t n = r->filled - r->at;

		if (n > length - done)
			n = length - done;
		memcpy((char *)into + done, r->bytes + r->at, n);
		r->at += n;
		done += n;
	}
	return done;
}

uint64_t pgdump_tell(const struct pgdump_reader *r)
{
	return r->next - (r->filled - r->at);
}

void pgdump_seek(struct pgdump_reader *r, uint64_t raw)
{
	uint64_t begin = r->next - r->filled;

	if (raw >= begin && raw <= r->next) {
		r->at = (size_t)(raw - begin);
		return;
	}
	r->at = r->filled = 0;
	r->next = raw;
}

static bool whole(struct pgdump_reader *r, void *into, size_t length)
{
	if (pgdump_read(r, into, length) == length)
		return true;
	r->fault = true;
	problem_set(r->problem, OUTCOME_FAILED, REASON_TRUNCATED,
		    "the archive ends early");
	return false;
}

/* A byte for the sign, then the lowest byte first. */
bool pgdump_int(struct pgdump_reader *r, int64_t *value)
{
	unsigned char bytes[1 + 8];

	if (!whole(r, bytes, 1 + r->int_size))
		return false;
	*value = (int64_t)(little(bytes + 1, r->int_size) & INT64_MAX);
	if (bytes[0])
		*value = -*value;
	return true;
}

/* Passes over a text, of which `kept` bytes were read. */
static bool skip_rest(struct pgdump_reader *r, int64_t length, int64_t kept)
{
	uint64_t end = pgdump_tell(r) + (uint64_t)(length - kept);
	unsigned char last;

	if (kept == length)
		return true;
	pgdump_seek(r, end - 1);
	return whole(r, &last, 1);
}

/* A length and as many bytes; a negative one stands for none at all. NULL:
 * the text is passed over. */
static bool read_text(struct pgdump_reader *r, struct buffer *text, bool *none)
{
	unsigned char some[4096];
	int64_t length, kept = 0, most = text ? TEXT_MAX : 0;

	if (!pgdump_int(r, &length))
		return false;
	if (text)
		buffer_clear(text);
	if (none)
		*none = length < 0;
	if (length < 0)
		return true;
	if (text && length > most) {
		r->fault = true;
		problem_set(r->problem, OUTCOME_PARTIAL, REASON_BYTES,
			    "pg_dump: a definition of more than %d bytes",
			    TEXT_MAX);
	}
	while (kept < length && kept < most) {
		int64_t n = (length < most ? length : most) - kept;

		if (n > (int64_t)sizeof(some))
			n = sizeof(some);
		if (!whole(r, some, (size_t)n))
			return false;
		buffer_append(text, some, (size_t)n);
		kept += n;
	}
	return skip_rest(r, length, kept);
}

static bool skip_texts(struct pgdump_reader *r, unsigned count)
{
	while (count && read_text(r, NULL, NULL))
		count--;
	return !count;
}

static bool skip_ints(struct pgdump_reader *r, unsigned count)
{
	int64_t value;

	while (count && pgdump_int(r, &value))
		count--;
	return !count;
}

/* Since 1.15 a byte names the method; before, there was a level of gzip. */
static bool read_packing(struct pgdump_reader *r)
{
	static const struct codec *const methods[] = { NULL, &codec_zlib,
						       &codec_lz4,
						       &codec_zstd };
	unsigned char method;
	int64_t level;

	if (r->minor < 15) {
		if (!pgdump_int(r, &level))
			return false;
		method = level != 0;
	} else if (!whole(r, &method, 1)) {
		return false;
	}
	if (method >= sizeof(methods) / sizeof(*methods)) {
		problem_set(r->problem, OUTCOME_FAILED, REASON_UNSUPPORTED,
			    "pg_dump: unknown compression %u", method);
		return false;
	}
	r->codec = methods[method];
	return true;
}

/* Versions, sizes and the form, as bytes. */
static bool read_fixed(struct pgdump_reader *r)
{
	unsigned char fixed[PGDUMP_MAGIC_BYTES + 5];

	if (!whole(r, fixed, sizeof(fixed)))
		return false;
	if (memcmp(fixed, PGDUMP_MAGIC, PGDUMP_MAGIC_BYTES)) {
		problem_set(r->problem, OUTCOME_FAILED, REASON_DAMAGED,
			    "pg_dump: no archive");
		return false;
	}
	r->minor = fixed[PGDUMP_MAGIC_BYTES];
	r->int_size = fixed[PGDUMP_MAGIC_BYTES + 2]; /* behind the revision */
	r->offset_size = fixed[PGDUMP_MAGIC_BYTES + 3];
	r->form = fixed[PGDUMP_MAGIC_BYTES + 4];
	if (r->minor >= MINOR_MIN && r->minor <= MINOR_MAX && r->int_size &&
	    r->int_size <= 8 && r->offset_size && r->offset_size <= 8 &&
	    (r->form == PGDUMP_CUSTOM || r->form == PGDUMP_TAR))
		return true;
	problem_set(r->problem, OUTCOME_FAILED, REASON_UNSUPPORTED,
		    "pg_dump: unknown archive, version 1.%u, form %u",
		    r->minor, (unsigned)r->form);
	return false;
}

int pgdump_begin(struct pgdump_reader *r, struct source *source,
		 struct budget *budget, struct problem *problem)
{
	*r = (struct pgdump_reader){ .source = source,
				     .budget = budget,
				     .problem = problem };
	return read_fixed(r) && read_packing(r) &&
			       skip_ints(r, STAMP_INTS) &&
			       skip_texts(r, 3) && /* database, versions */
			       pgdump_int(r, &r->entries)
		       ? OUTCOME_OK
		       : OUTCOME_FAILED;
}

static bool read_depends(struct pgdump_reader *r, struct pgdump_entry *e)
{
	struct buffer text = { 0 };
	bool none, read;

	e->depend_count = 0;
	while ((read = read_text(r, &text, &none)) && !none)
		if (e->depend_count < PGDUMP_DEPENDS_MAX)
			e->depends[e->depend_count++] =
				strtoll(buffer_string(&text), NULL, 10);
	buffer_release(&text);
	return read;
}

/* Where its data are: an offset, or the name of a file. */
static bool read_place(struct pgdump_reader *r, struct pgdump_entry *e)
{
	enum { NOT_SET = 1, SET = 2 };
	unsigned char place[1 + 8];
	int64_t length;

	e->data = 0;
	if (r->form == PGDUMP_CUSTOM) {
		if (!whole(r, place, 1 + r->offset_size))
			return false;
		e->has_data = place[0] == NOT_SET || place[0] == SET;
		if (place[0] == SET)
			e->data = little(place + 1, r->offset_size);
		return true;
	}
	if (!pgdump_int(r, &length))
		return false;
	e->has_data = length > 0;
	return length <= 0 || skip_rest(r, length, 0);
}

static bool read_entry(struct pgdump_reader *r, struct pgdump_entry *e)
{
	return pgdump_int(r, &e->id) && skip_ints(r, 1) && /* has data */
	       skip_texts(r, 3) && /* object's class and number, name */
	       read_text(r, &e->kind, NULL) &&
	       skip_ints(r, r->minor >= 11) && /* section */
	       read_text(r, &e->definition, NULL) &&
	       skip_texts(r, 1) && /* DROP */
	       read_text(r, &e->copy, NULL) &&
	       skip_texts(r, r->minor >= 14 ? 3 : 2) && /* schema, storage */
	       skip_ints(r, r->minor >= 16) && /* kind of relation */
	       skip_texts(r, 2) && /* owner, WITH OIDS */
	       read_depends(r, e) && read_place(r, e);
}

bool pgdump_entry_read(struct pgdump_reader *r, struct pgdump_entry *e)
{
	if (r->entries <= 0)
		return false;
	r->entries--;
	if (read_entry(r, e))
		return true;
	r->entries = -1;
	return false;
}

void pgdump_entry_release(struct pgdump_entry *e)
{
	buffer_release(&e->kind);
	buffer_release(&e->definition);
	buffer_release(&e->copy);
}
