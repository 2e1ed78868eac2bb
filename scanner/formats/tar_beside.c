/*
 * What lies beside a member in its archive, as it would in a folder. A tar has
 * no table of contents: when a member asks for the first time, the headers are
 * gone through as far as the archive can be read at any place.
 */
#include "scanner/formats/tar_beside.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "scanner/base/array.h"

#define PLACES_MAX 65536
#define NAMES_MAX (4 * 1024 * 1024) /* bytes of all of them */

struct tar_places {
	struct place {
		size_t name; /* in `names`, with a NUL behind it */
		uint64_t data, size;
	} *places;
	size_t count, room;
	struct buffer names;
};

void tar_places_free(struct tar_places *p)
{
	if (!p)
		return;
	buffer_release(&p->names);
	free(p->places);
	free(p);
}

static bool add(struct tar_places *p, const struct tar_entry *e)
{
	struct place *places;

	if (p->count == PLACES_MAX || p->names.length > NAMES_MAX)
		return false;
	places = array_grow(p->places, p->count, &p->room, sizeof(*places));
	if (!places)
		return false;
	p->places = places;
	p->places[p->count++] =
		(struct place){ p->names.length, e->data, e->size };
	buffer_append(&p->names, e->name.bytes, e->name.length);
	buffer_byte(&p->names, 0);
	return !p->names.failed;
}

static int by_name(const void *a, const void *b, void *names)
{
	const struct place *x = a, *y = b;
	const char *text = names;
	int order = strcmp(text + x->name, text + y->name);

	return order ? order : (x->data > y->data) - (x->data < y->data);
}

/* The members within reach, in order of their names. */
static struct tar_places *find_places(const struct tar *t)
{
	struct tar_places *p = calloc(1, sizeof(*p));
	struct problem ignored = { 0 };
	struct extraction x = *t->x;
	struct tar way = { .x = &x, .source = t->source };

	x.problem = &ignored;
	while (p && way.at < t->reach && tar_next(&way)) {
		const struct tar_entry *e = &way.entry;

		if (e->data > t->reach || e->size > t->reach - e->data)
			break;
		if (e->size && !e->sparse && !add(p, e))
			break;
		tar_skip(&way, e->size);
	}
	tar_entry_release(&way.entry);
	if (p && p->count)
		qsort_r(p->places, p->count, sizeof(*p->places), by_name,
			p->names.bytes);
	return p;
}

static const struct place *find(const struct tar_places *p, const char *name)
{
	size_t from = 0, to = p->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct place *place = &p->places[middle];
		int order = strcmp((char *)p->names.bytes + place->name, name);

		if (!order)
			return place;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* The place of that name in the folder of the member, or NULL. */
static const struct place *find_beside(struct tar *t, const char *name,
				       const char *suffix)
{
	const char *path = buffer_string(&t->entry.name);
	const char *slash = strrchr(path, '/');
	struct buffer wanted = { 0 };
	const struct place *found;

	if (!t->places)
		t->places = find_places(t);
	if (!t->places)
		return NULL;
	if (name && slash)
		buffer_append(&wanted, path, (size_t)(slash + 1 - path));
	buffer_text(&wanted, name ? name : path);
	buffer_text(&wanted, suffix);
	found = find(t->places, buffer_string(&wanted));
	buffer_release(&wanted);
	return found;
}

/* Mixes what tells one member from those of other archives. */
static uint64_t stamp_of(struct source *member, uint64_t begin)
{
	unsigned char head[4096];
	struct problem ignored = { 0 };
	ssize_t n = source_fill(member, head, sizeof(head), 0, &ignored);
	uint64_t sum = n > 0 ? crc32(0, head, (uInt)n) : 0;

	return ((sum << 32 ^ member->size) * 0x9E3779B97F4A7C15) ^ begin;
}

static void close_beside(struct source *source)
{
	free(source);
}

static struct source *tar_beside(struct source *source, const char *name,
				 const char *suffix)
{
	struct tar *t = ((struct tar_member *)source)->tar;
	const struct place *place = find_beside(t, name, suffix);
	struct window_source *beside;

	if (!place || place->data == t->entry.data)
		return NULL;
	beside = malloc(sizeof(*beside));
	if (!beside)
		return NULL;
	*beside = window_source(t->source, place->data, place->size);
	beside->source.forward = false; /* it is within reach */
	beside->source.stamp = stamp_of(&beside->source, place->data);
	beside->source.close = close_beside;
	return &beside->source;
}

struct tar_member tar_member(struct tar *t)
{
	struct tar_member m = {
		.data = window_source(t->source, t->entry.data,
				      t->entry.size),
		.tar = t,
	};

	m.data.source.beside = tar_beside;
	return m;
}
