/*
 * Members by their local headers (APPNOTE 4.3.7): for archives whose
 * directory is damaged, cut off or too large to hold. See zip_archive.h.
 */
#include "scanner/formats/zip_archive.h"

#include <string.h>
#include <zlib.h>

#include "scanner/base/little.h"

#define HEADER_BYTES 30
#define EXTRA_ZIP64 1
#define FLAG_ENCRYPTED 1 /* bit 0 */
#define FLAG_DESCRIBED 8 /* bit 3: CRC and sizes follow the data */
#define FLAG_NO_HEADER 0x2000
#define BLOCK_BYTES (16 * 1024)
#define NOWHERE UINT64_MAX

enum method { METHOD_STORED = 0, METHOD_DEFLATED = 8 };

/* A member that is known by its local header alone. */
struct local {
	struct member_source unpacked; /* first */
	struct extraction *x;
	struct buffer name;
	unsigned method, flags;
	bool sized; /* packed is known; else only deflate finds the end */
	uint64_t packed, size;
	uint32_t crc, crc_so_far;
	uint64_t data; /* offset of its first byte */
	uint64_t next; /* offset of the next byte to unpack */
	bool ended;
	z_stream z;
	bool inflating;
	unsigned char in[BLOCK_BYTES];
};

static int open_local(struct member_source *m, struct problem *problem)
{
	struct local *l = (struct local *)m;

	l->next = l->data;
	l->ended = false;
	l->crc_so_far = (uint32_t)crc32(0, NULL, 0);
	if (l->method == METHOD_STORED)
		return OUTCOME_OK;
	if (l->method != METHOD_DEFLATED)
		return problem_set(problem, OUTCOME_FAILED, REASON_UNSUPPORTED,
				   "zip: compression method %u", l->method);
	if (l->inflating)
		inflateEnd(&l->z);
	l->z = (z_stream){ 0 };
	l->inflating = inflateInit2(&l->z, -MAX_WBITS) == Z_OK;
	return l->inflating ? OUTCOME_OK
			    : problem_set(problem, OUTCOME_FAILED,
					  REASON_MEMORY, "zip: no memory");
}

/* Packed bytes, as far as the member goes. */
static ssize_t read_packed(struct local *l, void *into, size_t length,
			   struct problem *problem)
{
	uint64_t left = l->data + l->packed - l->next;
	ssize_t n;

	if (l->sized && length > left)
		length = (size_t)left;
	n = length ? l->x->source->read(l->x->source, into, length, l->next,
					problem)
		   : 0;
	if (n > 0)
		l->next += (uint64_t)n;
	return n;
}

static ssize_t inflate_some(struct local *l, void *into, size_t length,
			    struct problem *problem)
{
	ssize_t n;
	int status;

	l->z.next_out = into;
	l->z.avail_out = (uInt)length;
	while (l->z.avail_out == length && !l->ended) {
		if (!l->z.avail_in) {
			n = read_packed(l, l->in, sizeof(l->in), problem);
			if (n < 0)
				return -1;
			if (!n)
				break;
			l->z.next_in = l->in;
			l->z.avail_in = (uInt)n;
		}
		status = inflate(&l->z, Z_NO_FLUSH);
		l->ended = status == Z_STREAM_END;
		if (status != Z_OK && status != Z_STREAM_END &&
		    l->z.avail_out == length)
			return problem_set(problem, -1, REASON_DAMAGED,
					   "zip: damaged deflate data");
	}
	return (ssize_t)(length - l->z.avail_out);
}

static ssize_t next_of_local(struct member_source *m, void *into,
			     size_t length, struct problem *problem)
{
	struct local *l = (struct local *)m;
	ssize_t n;

	if (length > UINT32_MAX / 2)
		length = UINT32_MAX / 2;
	if (l->method == METHOD_STORED) {
		n = read_packed(l, into, length, problem);
		l->ended = l->next == l->data + l->packed;
	} else {
		n = inflate_some(l, into, length, problem);
	}
	if (n > 0)
		l->crc_so_far =
			(uint32_t)crc32(l->crc_so_far, into, (uInt)n);
	if (n)
		return n;
	if (!l->ended)
		return problem_set(problem, -1, REASON_TRUNCATED,
				   "zip: the archive ends inside a member");
	if (!(l->flags & FLAG_DESCRIBED) && l->crc != l->crc_so_far)
		return problem_set(problem, -1, REASON_DAMAGED,
				   "zip: wrong checksum");
	return 0;
}

/* A header that could be one, not just its signature in other data. */
static bool header_sane(const unsigned char *h)
{
	unsigned version = h[4], method = little16(h + 8);
	unsigned name = little16(h + 26);

	return version <= 63 && name && name <= 4096 &&
	       (method <= 20 || (method >= 93 && method <= 99));
}

static bool directory_at(const unsigned char *b)
{
	return !memcmp(b, "PK\1\2", 4) || !memcmp(b, "PK\5\6", 4) ||
	       !memcmp(b, "PK\6\6", 4);
}

/*
 * The next local header, directory or (when `descriptor`) data descriptor at
 * or behind `from`. NOWHERE at the end of the source.
 */
static uint64_t find_next(struct extraction *x, uint64_t from, bool descriptor,
			  bool *directory)
{
	unsigned char block[BLOCK_BYTES];
	struct problem ignored = { 0 };
	ssize_t n;

	*directory = false;
	while (budget_time(x->budget, x->problem) == OUTCOME_OK) {
		const unsigned char *p = block;
		size_t left;

		n = source_fill(x->source, block, sizeof(block), from,
				&ignored);
		for (left = n > 0 ? (size_t)n : 0;
		     (p = memmem(p, left, "PK", 2)); p++) {
			left = (size_t)(block + n - p);
			if (left < HEADER_BYTES && n == sizeof(block))
				break;
			*directory = left >= 4 && directory_at(p);
			if (*directory ||
			    (left >= HEADER_BYTES && !memcmp(p, "PK\3\4", 4) &&
			     header_sane(p)) ||
			    (descriptor && left >= 4 &&
			     !memcmp(p, "PK\7\x08", 4)))
				return from + (uint64_t)(p - block);
			left--;
		}
		if (n < (ssize_t)sizeof(block))
			break;
		from += p ? (uint64_t)(p - block)
			  : sizeof(block) - HEADER_BYTES;
	}
	return NOWHERE;
}

/* Zip64 sizes, and the name in Unicode. */
static const unsigned char *read_extra(struct local *l,
				       const unsigned char *extra,
				       size_t length, size_t *unicode_length)
{
	const unsigned char *unicode = NULL;

	while (length >= 4) {
		size_t n = little16(extra + 2);

		if (n > length - 4)
			break;
		if (little16(extra) == EXTRA_ZIP64 && n >= 16 &&
		    l->packed == UINT32_MAX) {
			l->size = little64(extra + 4);
			l->packed = little64(extra + 12);
		} else if (little16(extra) == ZIP_UNICODE_PATH) {
			unicode = extra + 4;
			*unicode_length = n;
		}
		extra += 4 + n;
		length -= 4 + n;
	}
	return unicode;
}

/* Reads the header at an offset. False when the source ends in it. */
static bool read_header(struct local *l, uint64_t at)
{
	unsigned char h[HEADER_BYTES];
	const unsigned char *unicode;
	size_t name, extra, unicode_length = 0;
	struct problem ignored = { 0 };
	ssize_t n;

	if (source_fill(l->x->source, h, sizeof(h), at, &ignored) !=
	    sizeof(h))
		return false;
	l->flags = little16(h + 6);
	l->method = little16(h + 8);
	l->crc = little32(h + 14);
	l->packed = little32(h + 18);
	l->size = little32(h + 22);
	name = little16(h + 26);
	extra = little16(h + 28);
	l->data = at + HEADER_BYTES + name + extra;
	/* The name fits, by header_sane(); of the extra fields what does. */
	if (extra > sizeof(l->in) - name)
		extra = sizeof(l->in) - name;
	n = source_fill(l->x->source, l->in, name + extra, at + HEADER_BYTES,
			&ignored);
	if (n < (ssize_t)(name + extra))
		return false;
	unicode = read_extra(l, l->in + name, extra, &unicode_length);
	zip_name(&l->name, l->in, name, unicode, unicode_length);
	l->sized = !(l->flags & FLAG_DESCRIBED) || l->packed;
	return true;
}

/* Without sizes only deflate knows its end: look for what follows. */
static void settle_size(struct local *l)
{
	bool directory;
	uint64_t next;

	if (l->sized ||
	    (l->method == METHOD_DEFLATED && !(l->flags & FLAG_ENCRYPTED)))
		return;
	next = find_next(l->x, l->data, true, &directory);
	if (next != NOWHERE) {
		l->packed = next - l->data;
		l->sized = true;
	}
	l->size = SOURCE_UNKNOWN;
}

static bool directory_name(struct local *l)
{
	return l->name.length && !l->size &&
	       l->name.bytes[l->name.length - 1] == '/';
}

static int deliver(struct local *l, bool *failed)
{
	struct extraction *x = l->x;
	struct member member = { 0 };

	*failed = false;
	settle_size(l);
	if (l->sized && !(l->flags & FLAG_DESCRIBED) && directory_name(l))
		return OUTCOME_OK;
	*failed = member_room(x) != OUTCOME_OK ||
		  budget_time(x->budget, x->problem) != OUTCOME_OK;
	if (*failed)
		return OUTCOME_FAILED;
	if (l->flags & FLAG_DESCRIBED)
		l->size = SOURCE_UNKNOWN;
	member_source_init(&l->unpacked, x->budget, l->size);
	member.name = buffer_string(&l->name);
	member.size = l->size;
	member.encrypted = l->flags & (FLAG_ENCRYPTED | FLAG_NO_HEADER);
	member.source = member.encrypted ? NULL : &l->unpacked.source;
	return x->out->member(x->out, &member);
}

/* Where the member's data ends, at the least. */
static uint64_t end_of(struct local *l)
{
	struct problem ignored = { 0 };
	bool encrypted = l->flags & (FLAG_ENCRYPTED | FLAG_NO_HEADER);

	if (l->sized)
		return l->data + l->packed;
	if (encrypted || l->method != METHOD_DEFLATED ||
	    member_source_drain(&l->unpacked, &ignored) != OUTCOME_OK)
		return l->data;
	return l->next - l->z.avail_in;
}

/* One member: sets *at to where the next header is looked for. */
static int walk_one(struct extraction *x, uint64_t *at, bool *failed)
{
	struct local *l = calloc(1, sizeof(*l));
	uint64_t end;
	int outcome = OUTCOME_OK;

	*failed = !l;
	if (!l)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "zip: no memory");
	l->unpacked = (struct member_source){ .open = open_local,
					      .next = next_of_local };
	l->x = x;
	if (read_header(l, *at)) {
		outcome = deliver(l, failed);
		end = *failed || outcome != OUTCOME_OK ? *at : end_of(l);
		*at = end > *at ? end : *at + 4;
	} else {
		*at = NOWHERE;
	}
	if (l->inflating)
		inflateEnd(&l->z);
	buffer_release(&l->name);
	free(l);
	return outcome;
}

int zip_walk(struct extraction *x, bool *whole)
{
	uint64_t at = 0, members = 0;
	bool failed = false;
	int outcome;

	for (;;) {
		at = find_next(x, at, false, whole);
		if (at == NOWHERE || *whole)
			break;
		outcome = walk_one(x, &at, &failed);
		if (failed)
			return members ? OUTCOME_PARTIAL : OUTCOME_FAILED;
		if (outcome != OUTCOME_OK)
			return outcome;
		if (at == NOWHERE)
			break;
		members++;
		if (budget_bytes(x->budget, !x->budget->bytes_left,
				 x->problem) != OUTCOME_OK)
			return OUTCOME_PARTIAL;
	}
	return members || *whole ? OUTCOME_OK : OUTCOME_FAILED;
}
