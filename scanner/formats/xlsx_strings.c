/*
 * Shared strings: an arena that never moves, and the reader of the part
 * (ECMA-376 part 1, 18.4). What does not fit is handed over as passages.
 */
#include "scanner/formats/xlsx_strings.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/formats/xlsx.h"

#define BLOCK_BITS 18
#define BLOCK_BYTES (1u << BLOCK_BITS)
#define BLOCKS_MAX 72	     /* 18 MiB of text ... */
#define COUNT_MAX (3u << 19) /* ... and 6 MiB of places */

static bool grow_places(struct shared_strings *s)
{
	size_t room = s->room ? s->room * 2 : 1024;
	uint32_t *at;

	if (s->count < s->room)
		return true;
	if (room > COUNT_MAX)
		room = COUNT_MAX;
	if (s->count == room)
		return false;
	at = realloc(s->at, room * sizeof(*at));
	if (!at)
		return false;
	s->at = at;
	s->room = room;
	return true;
}

static bool add_block(struct shared_strings *s)
{
	if (s->block_count == BLOCKS_MAX)
		return false;
	if (!s->blocks)
		s->blocks = calloc(BLOCKS_MAX, sizeof(*s->blocks));
	if (!s->blocks)
		return false;
	s->blocks[s->block_count] = malloc(BLOCK_BYTES);
	if (!s->blocks[s->block_count])
		return false;
	s->block_count++;
	s->used = 0;
	return true;
}

bool shared_strings_add(struct shared_strings *s, const unsigned char *text,
			size_t length)
{
	uint32_t size = (uint32_t)length;
	unsigned char *to;

	if (s->full)
		return false;
	s->full = length > BLOCK_BYTES - sizeof(size) || !grow_places(s) ||
		  ((!s->block_count ||
		    s->used + sizeof(size) + length > BLOCK_BYTES) &&
		   !add_block(s));
	if (s->full)
		return false;
	s->at[s->count++] =
		(uint32_t)((s->block_count - 1) << BLOCK_BITS | s->used);
	to = s->blocks[s->block_count - 1] + s->used;
	memcpy(to, &size, sizeof(size));
	if (length)
		memcpy(to + sizeof(size), text, length);
	s->used += sizeof(size) + length;
	return true;
}

const unsigned char *shared_strings_get(const struct shared_strings *s,
					size_t index, size_t *length)
{
	const unsigned char *from;
	uint32_t size;

	if (index >= s->count)
		return NULL;
	from = s->blocks[s->at[index] >> BLOCK_BITS] +
	       (s->at[index] & (BLOCK_BYTES - 1));
	memcpy(&size, from, sizeof(size));
	*length = size;
	return from + sizeof(size);
}

void shared_strings_release(struct shared_strings *s)
{
	for (size_t i = 0; i < s->block_count; i++)
		free(s->blocks[i]);
	free(s->blocks);
	free(s->at);
}

/* The part: <si> with one <t>, or with runs of them. */
struct reader {
	struct xlsx *xlsx;
	struct buffer text;
	bool in_text;
	bool phonetic; /* in <rPh>: how it is read aloud, not what it says */
	bool large;    /* too large for a cell: it goes out as prose */
	bool opened;   /* the table of strings that are not kept */
};

static bool open_table(struct reader *r)
{
	static const struct table table = { .name = "sharedStrings" };

	if (r->opened)
		return true;
	r->opened = true;
	return package_went_on(
		&r->xlsx->package,
		compose_table(&r->xlsx->package.composer, &table));
}

static bool on_open(void *context, const struct xml_element *element)
{
	struct reader *r = context;

	if (!strcmp(element->name, "si")) {
		buffer_clear(&r->text);
		r->large = false;
	} else if (!strcmp(element->name, "rPh")) {
		r->phonetic = true;
	}
	r->in_text = !strcmp(element->name, "t") && !r->phonetic;
	return true;
}

static bool on_text(void *context, const unsigned char *text, size_t length)
{
	struct reader *r = context;
	struct composer *composer = &r->xlsx->package.composer;

	if (!r->in_text)
		return true;
	if (!r->large && r->text.length + length <= COMPOSE_CELL_MAX) {
		buffer_append(&r->text, text, length);
		return true;
	}
	if (!r->large &&
	    (!open_table(r) ||
	     !package_went_on(
		     &r->xlsx->package,
		     compose_prose(composer, r->text.bytes, r->text.length))))
		return false;
	r->large = true;
	buffer_clear(&r->text);
	return package_went_on(&r->xlsx->package,
			       compose_prose(composer, text, length));
}

/* Not kept: it must be looked at now, without its column. */
static bool hand_over(struct reader *r)
{
	struct xlsx *x = r->xlsx;
	struct composer *composer = &x->package.composer;

	package_lacks(&x->package, REASON_BYTES,
		      "xlsx: shared strings beyond 24 MiB were read apart "
		      "from their columns");
	composer->passages = true;
	if (!open_table(r) ||
	    !package_went_on(&x->package,
			     compose_cell(composer, 0, 0, r->text.bytes,
					  r->text.length)))
		return false;
	compose_row_end(composer);
	return true;
}

static bool on_close(void *context, const char *name)
{
	struct reader *r = context;

	r->in_text = false;
	if (!strcmp(name, "rPh"))
		r->phonetic = false;
	if (strcmp(name, "si"))
		return true;
	if (r->large &&
	    !package_went_on(&r->xlsx->package,
			     compose_flush(&r->xlsx->package.composer)))
		return false;
	return shared_strings_add(&r->xlsx->strings, r->text.bytes,
				  r->text.length) ||
	       hand_over(r);
}

bool xlsx_read_strings(struct xlsx *x, uint64_t index)
{
	static const struct xml_events events = { on_open, on_close, on_text };
	struct reader r = { .xlsx = x };
	bool going = package_part(&x->package, index, &events, &r);

	if (going)
		going = package_went_on(&x->package,
					compose_flush(&x->package.composer));
	x->package.composer.passages = false;
	package_release(&x->package, &r.text);
	return going;
}
