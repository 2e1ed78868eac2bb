/*
 * What lies beside a member in its archive, as it would in a folder: names of
 * columns, long texts, a database's log. The one that was asked for last is
 * kept, unpacked: the next member often asks for it again.
 */
#include "scanner/formats/zip_beside.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/formats/settled_source.h"

struct zip_beside {
	struct settled_source settled; /* first */
	uint64_t index;
};

/* It stays with the archive. */
static void keep(struct source *source)
{
	(void)source;
}

void zip_beside_release(struct zip_archive *a)
{
	if (a->beside)
		settled_source_release(&a->beside->settled);
	free(a->beside);
	a->beside = NULL;
}

static struct zip_beside *unpack(struct zip_archive *a, uint64_t index)
{
	struct zip_beside *b = calloc(1, sizeof(*b));
	struct problem ignored = { 0 };
	struct zip_entry entry;
	int outcome = OUTCOME_FAILED;

	if (!b || zip_entry_enter(&entry, a, index) != OUTCOME_OK) {
		free(b);
		return NULL;
	}
	b->settled.file = -1;
	if (entry.member.source)
		outcome = settled_source_open(&b->settled, entry.member.source,
					      a->x->depth + 1, &ignored);
	b->index = index;
	b->settled.source.stamp = entry.unpacked.source.stamp;
	b->settled.source.close = keep;
	zip_entry_leave(&entry);
	if (outcome != OUTCOME_FAILED)
		return b;
	settled_source_release(&b->settled);
	free(b);
	return NULL;
}

/* The entry of that name in the folder of another one, or -1. */
static int64_t find(const struct zip_entry *e, const char *name,
		    const char *suffix)
{
	const char *path = zip_entry_name(e->archive, e->index), *slash;
	struct buffer wanted = { 0 };
	int64_t index;

	if (!path)
		return -1;
	slash = strrchr(path, '/');
	if (name && slash)
		buffer_append(&wanted, path, (size_t)(slash + 1 - path));
	buffer_text(&wanted, name ? name : path);
	buffer_text(&wanted, suffix);
	index = zip_entry_find(e->archive, buffer_string(&wanted));
	buffer_release(&wanted);
	return index;
}

struct source *zip_beside(struct source *source, const char *name,
			  const char *suffix)
{
	const struct zip_entry *e = (const struct zip_entry *)source;
	struct zip_archive *a = e->archive;
	int64_t found = find(e, name, suffix);

	if (found < 0 || (uint64_t)found == e->index)
		return NULL;
	if (!a->beside || a->beside->index != (uint64_t)found) {
		zip_beside_release(a);
		a->beside = unpack(a, (uint64_t)found);
	}
	return a->beside ? &a->beside->settled.source : NULL;
}
