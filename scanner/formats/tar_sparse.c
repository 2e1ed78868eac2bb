/* Sparse files in archives, after GNU tar's manual, part "Storing Sparse
 * Files". See tar.h. */
#include "scanner/formats/tar.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/base/array.h"

#define SEGMENTS_MAX (64 * 1024)

/* Old GNU: where the map stands in a header, and in a block behind it. */
enum {
	ENTRY_BYTES = 24,
	NUMBER = 12,
	HEADER_MAP = 386, HEADER_ENTRIES = 4,
	HEADER_EXTENDED = 482, HEADER_SIZE = 483,
	BLOCK_ENTRIES = 21, BLOCK_EXTENDED = 504,
};

void tar_map_release(struct tar_map *m)
{
	free(m->segments);
	*m = (struct tar_map){ 0 };
}

void tar_map_add(struct tar_map *m, uint64_t offset, uint64_t length)
{
	struct tar_segment *segments;
	uint64_t at = 0, end;

	if (m->count) {
		const struct tar_segment *last = m->segments + m->count - 1;

		at = last->at + last->length;
		m->bad |= offset < last->offset + last->length;
	}
	m->bad |= __builtin_add_overflow(offset, length, &end) ||
		  m->count == SEGMENTS_MAX;
	if (m->bad)
		return;
	segments = array_grow(m->segments, m->count, &m->room,
			      sizeof(*segments));
	m->bad = !segments;
	if (m->bad)
		return;
	m->segments = segments;
	m->segments[m->count++] = (struct tar_segment){ offset, length, at };
	m->held = at + length;
}

void tar_map_parse(struct tar_map *m, const char *text)
{
	while (*text && !m->bad) {
		char *end;
		uint64_t offset = strtoull(text, &end, 10);

		if (*end != ',')
			break;
		text = end + 1;
		tar_map_add(m, offset, strtoull(text, &end, 10));
		text = *end == ',' ? end + 1 : end;
		if (*end != ',')
			break;
	}
	m->bad |= *text != '\0';
}

/* Lines of decimal numbers, read block by block. */
struct lines {
	struct source *source;
	uint64_t next; /* offset of the next block */
	size_t at;
	char block[TAR_BLOCK];
};

static bool line_number(struct lines *l, uint64_t *value)
{
	struct problem ignored = { 0 };
	unsigned digits = 0;

	for (*value = 0;; l->at++) {
		if (l->at == TAR_BLOCK) {
			if (source_fill(l->source, l->block, TAR_BLOCK,
					l->next, &ignored) != TAR_BLOCK)
				return false;
			l->next += TAR_BLOCK;
			l->at = 0;
		}
		if (l->block[l->at] == '\n')
			break;
		if (l->block[l->at] < '0' || l->block[l->at] > '9' ||
		    ++digits > 19)
			return false;
		*value = *value * 10 + (uint64_t)(l->block[l->at] - '0');
	}
	l->at++;
	return digits;
}

uint64_t tar_map_read(struct tar_map *m, struct source *data)
{
	struct lines l = { .source = data, .at = TAR_BLOCK };
	uint64_t count, offset, length;

	if (!line_number(&l, &count))
		return 0;
	for (; count && !m->bad; count--) {
		if (!line_number(&l, &offset) || !line_number(&l, &length))
			return 0;
		tar_map_add(m, offset, length);
	}
	return m->bad ? 0 : l.next;
}

static void add_entries(struct tar_map *m, const unsigned char *entry,
			unsigned count)
{
	uint64_t offset, length;

	for (; count--; entry += ENTRY_BYTES)
		if (tar_number(entry, NUMBER, &offset) &&
		    tar_number(entry + NUMBER, NUMBER, &length))
			tar_map_add(m, offset, length);
}

void tar_map_old(struct tar_map *m, const unsigned char *header,
		 struct source *archive, uint64_t *at)
{
	unsigned char block[TAR_BLOCK];
	struct problem ignored = { 0 };
	bool extended = header[HEADER_EXTENDED];

	m->bad |= !tar_number(header + HEADER_SIZE, NUMBER, &m->size);
	add_entries(m, header + HEADER_MAP, HEADER_ENTRIES);
	while (extended && !m->bad) {
		m->bad = source_fill(archive, block, sizeof(block), *at,
				     &ignored) != sizeof(block);
		*at += sizeof(block);
		if (m->bad)
			return;
		add_entries(m, block, BLOCK_ENTRIES);
		extended = block[BLOCK_EXTENDED];
	}
}

/* The last segment that begins at or before an offset, or the first. */
static const struct tar_segment *segment_at(struct tar_sparse *s,
					    uint64_t offset)
{
	const struct tar_map *m = s->map;

	if (m->segments[s->segment].offset > offset)
		s->segment = 0;
	while (s->segment + 1 < m->count &&
	       m->segments[s->segment + 1].offset <= offset)
		s->segment++;
	return m->segments + s->segment;
}

/* Zeros from an offset on, up to the next segment or the file's end. */
static ssize_t read_hole(struct tar_sparse *s, void *into, size_t length,
			 uint64_t offset, struct problem *problem)
{
	uint64_t end = s->source.size;

	for (size_t i = s->segment; i < s->map->count; i++) {
		if (s->map->segments[i].offset <= offset)
			continue;
		if (s->map->segments[i].offset < end)
			end = s->map->segments[i].offset;
		break;
	}
	if (length > end - offset)
		length = (size_t)(end - offset);
	if (budget_time(s->budget, problem) != OUTCOME_OK ||
	    budget_bytes(s->budget, length, problem) != OUTCOME_OK)
		return -1;
	memset(into, 0, length);
	return (ssize_t)length;
}

static ssize_t read_sparse(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	struct tar_sparse *s = (struct tar_sparse *)source;
	const struct tar_segment *segment;
	uint64_t within;

	if (offset >= source->size)
		return 0;
	if (!s->map->count)
		return read_hole(s, into, length, offset, problem);
	segment = segment_at(s, offset);
	within = offset - segment->offset;
	if (offset < segment->offset || within >= segment->length)
		return read_hole(s, into, length, offset, problem);
	if (length > segment->length - within)
		length = (size_t)(segment->length - within);
	return s->data->read(s->data, into, length, segment->at + within,
			     problem);
}

struct tar_sparse tar_sparse(const struct tar_map *map, struct source *data,
			     struct budget *budget)
{
	return (struct tar_sparse){
		.source = { .read = read_sparse,
			    .size = map->size,
			    .forward = data->forward },
		.data = data,
		.map = map,
		.budget = budget,
	};
}
