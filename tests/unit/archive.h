/*
 * For tests of containers: archives made in memory, and an emitter that
 * writes down what it is given, members of members included.
 */
#ifndef TESTS_UNIT_ARCHIVE_H
#define TESTS_UNIT_ARCHIVE_H

#include <assert.h>
#include <zlib.h>

#include "scanner/base/buffer.h"
#include "scanner/identify.h"

enum archive_flag {
	ARCHIVE_ENCRYPTED = 1,
	ARCHIVE_DESCRIBED = 8,  /* sizes behind the data only */
	ARCHIVE_UTF8 = 0x800,
	ARCHIVE_STORED = 0x10000, /* not deflated */
	ARCHIVE_BAD_CRC = 0x20000,
};

struct archive {
	struct buffer bytes;     /* the archive, once it is ended */
	struct buffer directory;
	struct buffer extra;     /* of the next entry */
	unsigned count;
};

static inline void archive_put(struct buffer *b, unsigned bytes,
			       uint64_t value)
{
	for (; bytes--; value >>= 8)
		buffer_byte(b, value & 255);
}

static inline void archive_sizes(struct buffer *b, uint32_t crc,
				 size_t packed, size_t length)
{
	archive_put(b, 4, crc);
	archive_put(b, 4, packed);
	archive_put(b, 4, length);
}

/* The fields that local header and directory share (APPNOTE 4.3.7). */
static inline void archive_common(struct buffer *b, unsigned flags,
				  unsigned method)
{
	archive_put(b, 2, 20);
	archive_put(b, 2, flags & 0xFFFF);
	archive_put(b, 2, method);
	archive_put(b, 4, 0x5A216000);
}

static inline size_t archive_pack(const void *content, size_t length,
				  unsigned char **packed)
{
	z_stream z = { 0 };
	size_t room;

	deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
	room = deflateBound(&z, length);
	*packed = malloc(room);
	z.next_in = (unsigned char *)(uintptr_t)content;
	z.avail_in = (uInt)length;
	z.next_out = *packed;
	z.avail_out = (uInt)room;
	deflate(&z, Z_FINISH);
	deflateEnd(&z);
	return room - z.avail_out;
}

static inline void archive_add(struct archive *a, const char *name,
			       const void *content, size_t length,
			       unsigned flags)
{
	uint32_t crc = (uint32_t)crc32(0, content, (uInt)length);
	unsigned method = flags & ARCHIVE_STORED ? 0 : 8;
	size_t at = a->bytes.length, n = strlen(name), packed_length = length;
	unsigned char *packed = NULL;

	crc ^= flags & ARCHIVE_BAD_CRC ? 1 : 0;
	if (method)
		packed_length = archive_pack(content, length, &packed);
	archive_put(&a->bytes, 4, 0x04034B50);
	archive_common(&a->bytes, flags, method);
	if (flags & ARCHIVE_DESCRIBED)
		archive_sizes(&a->bytes, 0, 0, 0);
	else
		archive_sizes(&a->bytes, crc, packed_length, length);
	archive_put(&a->bytes, 2, n);
	archive_put(&a->bytes, 2, a->extra.length);
	buffer_append(&a->bytes, name, n);
	buffer_append(&a->bytes, a->extra.bytes, a->extra.length);
	buffer_append(&a->bytes, packed ? packed : content, packed_length);
	if (flags & ARCHIVE_DESCRIBED) {
		archive_put(&a->bytes, 4, 0x08074B50);
		archive_sizes(&a->bytes, crc, packed_length, length);
	}
	archive_put(&a->directory, 4, 0x02014B50);
	archive_put(&a->directory, 2, 20);
	archive_common(&a->directory, flags, method);
	archive_sizes(&a->directory, crc, packed_length, length);
	archive_put(&a->directory, 2, n);
	archive_put(&a->directory, 2, a->extra.length);
	archive_put(&a->directory, 6, 0); /* comment, disk, internal */
	archive_put(&a->directory, 4, 0); /* external attributes */
	archive_put(&a->directory, 4, at);
	buffer_append(&a->directory, name, n);
	buffer_append(&a->directory, a->extra.bytes, a->extra.length);
	buffer_clear(&a->extra);
	a->count++;
	free(packed);
}

static inline void archive_text(struct archive *a, const char *name,
				const char *content)
{
	archive_add(a, name, content, strlen(content), 0);
}

static inline void archive_end(struct archive *a)
{
	size_t at = a->bytes.length;

	buffer_append(&a->bytes, a->directory.bytes, a->directory.length);
	archive_put(&a->bytes, 4, 0x06054B50);
	archive_put(&a->bytes, 4, 0);
	archive_put(&a->bytes, 2, a->count);
	archive_put(&a->bytes, 2, a->count);
	archive_put(&a->bytes, 4, a->directory.length);
	archive_put(&a->bytes, 4, at);
	archive_put(&a->bytes, 2, 0);
}

static inline void archive_release(struct archive *a)
{
	buffer_release(&a->bytes);
	buffer_release(&a->directory);
	buffer_release(&a->extra);
}

/*
 * What was emitted, a line each:
 *	table Sheet1: name,phone     (and "prose", "definition")
 *	0=x 1=13800138000#;          cells, # numbers, ; row ends
 *	"text"
 *	[a.txt text                  a member and its type, until
 *	]
 * and how the object or a member ended: "partial damaged".
 */
struct record {
	struct emitter emitter; /* first */
	struct buffer log;
	struct budget budget;
	struct identifier identifier;
	struct keep keep;
	struct problem problem; /* of the outermost object */
	unsigned depth;
	const char *path; /* hints by the file's name; NULL: none */
};

static inline int record_table(struct emitter *e, const struct table *t)
{
	struct record *r = (struct record *)e;
	static const char *const kinds[] = { "table", "definition", "prose" };

	buffer_format(&r->log, "%s %s:", kinds[t->kind],
		      t->name ? t->name : "-");
	for (uint32_t i = 0; i < t->column_count; i++)
		buffer_format(&r->log, "%c%s", i ? ',' : ' ', t->columns[i]);
	buffer_byte(&r->log, '\n');
	e->chunk->row = 0;
	return OUTCOME_OK;
}

/* The same, with the comments of columns behind their names. */
static inline int record_comments(struct emitter *e, const struct table *t)
{
	struct record *r = (struct record *)e;

	record_table(e, t);
	for (uint32_t i = 0; t->comments && i < t->column_count; i++)
		buffer_format(&r->log, "%c%s", i ? ',' : '(',
			      t->comments[i] ? t->comments[i] : "-");
	if (t->comments)
		buffer_text(&r->log, ")\n");
	return OUTCOME_OK;
}

static inline int record_emit(struct emitter *e)
{
	struct record *r = (struct record *)e;
	const struct chunk *c = e->chunk;

	assert(c->begin <= c->end && c->end <= c->length &&
	       c->length <= CHUNK_TEXT && c->cell_count <= CHUNK_CELLS);
	for (unsigned i = 0; i < CHUNK_PAD; i++)
		assert(!c->text[c->length + i]);
	for (uint32_t i = 0; i < c->cell_count; i++) {
		const struct cell *cell = &c->cells[i];
		bool beside = cell->flags & CELL_SIDE;

		assert(cell->offset + cell->length <=
		       (beside ? c->side_length : c->length));
		buffer_format(&r->log, "%u=%.*s%s%s", cell->field,
			      (int)cell->length,
			      (beside ? c->side : c->text) + cell->offset,
			      cell->flags & CELL_NUMBER ? "#" : "",
			      cell->flags & CELL_ROW_END ? ";\n" : " ");
	}
	if (!c->cell_count)
		buffer_format(&r->log, "\"%.*s\"\n", (int)(c->end - c->begin),
			      c->text + c->begin);
	return OUTCOME_OK;
}

static inline int record_read(struct record *, struct source *,
			      struct problem *);

static inline int record_member(struct emitter *e, const struct member *m)
{
	struct record *r = (struct record *)e;
	struct problem problem = { 0 };
	const char *path = r->path;

	buffer_format(&r->log, "[%s ", m->name);
	r->path = m->name;
	r->depth++;
	if (m->encrypted)
		buffer_text(&r->log, "encrypted\n");
	else if (budget_member(&r->budget, r->depth, &problem) == OUTCOME_OK)
		record_read(r, m->source, &problem);
	r->depth--;
	r->path = path;
	buffer_text(&r->log, "]\n");
	return OUTCOME_OK;
}

static inline int record_read(struct record *r, struct source *source,
			      struct problem *problem)
{
	unsigned char *head = malloc(HEAD_BYTES);
	ssize_t n = source_fill(source, head, HEAD_BYTES, 0, problem);
	struct headed_source headed = headed_source(source, head,
						    n > 0 ? (size_t)n : 0);
	struct identity identity;
	struct extraction x = {
		.source = &headed.source,
		.end = UINT64_MAX,
		.depth = r->depth,
		.budget = &r->budget,
		.keep = &r->keep,
		.out = &r->emitter,
		.problem = problem,
	};
	int outcome = OUTCOME_FAILED;

	if (n >= 0) {
		identify(&r->identifier, head, (size_t)n, n < HEAD_BYTES,
			 r->path ? r->path : "", source, &identity);
		buffer_format(&r->log, "%s\n", identity.type);
		x.head = &identity.head;
		x.entry.position = identity.head.bom;
		x.entry.charset = (uint8_t)identity.head.charset;
		if (identity.format)
			outcome = identity.format->extract(&x);
	}
	if (outcome == OUTCOME_OK && problem->reason != REASON_NONE)
		outcome = OUTCOME_PARTIAL;
	if (outcome != OUTCOME_OK)
		buffer_format(&r->log, "%s %s\n",
			      outcome == OUTCOME_PARTIAL ? "partial" : "failed",
			      reason_code(problem->reason));
	free(head);
	return outcome;
}

static inline bool record_label(const char *text)
{
	return strstr(text, "号");
}

/* Budgets may be narrowed before record_bytes(). */
static inline void record_start(struct record *r)
{
	*r = (struct record){
		.emitter = { .chunk = calloc(1, sizeof(struct chunk)),
			     .table = record_table,
			     .emit = record_emit,
			     .member = record_member,
			     .label = record_label },
		.budget = { .depth_max = 16,
			    .members_left = 10000,
			    .bytes_left = 1ULL << 30 },
	};
}

/* Reads an object in memory; the log begins with its type. */
static inline int record_bytes(struct record *r, const void *bytes,
			       size_t length)
{
	struct memory_source m = memory_source(bytes, length);

	r->problem = (struct problem){ 0 };
	buffer_clear(&r->log);
	return record_read(r, &m.source, &r->problem);
}

static inline bool record_has(struct record *r, const char *text)
{
	return memmem(r->log.bytes, r->log.length, text, strlen(text));
}

static inline void record_release(struct record *r)
{
	free(r->emitter.chunk);
	buffer_release(&r->log);
	identifier_release(&r->identifier);
	keep_release(&r->keep);
}

/* Reads bytes behind a head of some format, for fuzz targets. */
static inline int record_any(const char *head, const uint8_t *bytes,
			     size_t length)
{
	struct buffer text = { 0 };
	struct record r;

	if (length > 65536)
		return 0;
	buffer_text(&text, head);
	buffer_append(&text, bytes, length);
	record_start(&r);
	r.budget.members_left = 200;
	r.budget.bytes_left = 1 << 20;
	r.budget.depth_max = 4;
	record_bytes(&r, text.bytes, text.length);
	assert(!r.budget.memory);
	record_release(&r);
	buffer_release(&text);
	return 0;
}

#endif
