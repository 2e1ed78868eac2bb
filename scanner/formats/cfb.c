/* Compound files. See cfb.h, and [MS-CFB] 2 for the layout. */
#include "scanner/formats/cfb.h"

#include <string.h>
#include <strings.h>

#include "scanner/base/little.h"

#define SECTOR_MAX 4096
#define MINI_SHIFT 6
#define MINI_CUTOFF 4096
#define DIFAT_INLINE 109 /* sectors of the FAT that the header names */
#define FAT_MAX (1u << 18) /* sectors of the FAT, 1 MiB of numbers */
#define ENTRY_BYTES 128
#define ENTRIES_MAX 8192
#define END_OF_CHAIN 0xFFFFFFFE /* larger ones mean nothing, either */
#define LAST_SECTOR 0xFFFFFFFA

struct cfb {
	struct source *file;
	uint32_t shift; /* of a sector's bytes: 9 or 12 */
	uint32_t *fat;	/* the sectors that the FAT is in */
	size_t fat_count;
	uint32_t cached; /* which of them is in `links` */
	unsigned char links[SECTOR_MAX];
	struct cfb_stream mini, mini_fat;
	uint64_t steps; /* along chains, that may still be taken */
	struct cfb_entry *entries;
	size_t count;
};

static uint64_t place_of(const struct cfb *c, uint32_t sector)
{
	return ((uint64_t)sector + 1) << c->shift;
}

/* Reads a part of a sector. False when it is not all there. */
static bool read_sector(struct cfb *c, uint32_t sector, void *into,
			size_t length, struct problem *problem)
{
	ssize_t n = source_fill(c->file, into, length, place_of(c, sector),
				problem);

	if (n == (ssize_t)length)
		return true;
	problem_set(problem, 0, REASON_TRUNCATED,
		    "a compound file that ends early");
	return false;
}

/* The sector behind one of the FAT's. Where the FAT itself is cut off it is
 * the next one: most files are written in one go. */
static uint32_t next_sector(struct cfb *c, uint32_t sector,
			    struct problem *problem)
{
	uint32_t per = 1u << (c->shift - 2), at = sector / per;

	if (at >= c->fat_count) {
		problem_set(problem, 0, REASON_TRUNCATED,
			    "a compound file without all of its table");
		return sector + 1;
	}
	if (c->cached != at) {
		c->cached = UINT32_MAX;
		if (!read_sector(c, c->fat[at], c->links, (size_t)1 << c->shift,
				 problem))
			return sector + 1;
		c->cached = at;
	}
	return little32(c->links + sector % per * 4);
}

static uint32_t next_of(struct cfb_stream *s, uint32_t sector,
			struct problem *problem)
{
	struct source *table = &s->cfb->mini_fat.source;
	unsigned char link[4];

	if (!s->mini)
		return next_sector(s->cfb, sector, problem);
	if (source_fill(table, link, 4, (uint64_t)sector * 4, problem) != 4)
		return END_OF_CHAIN;
	return little32(link);
}

/* Goes along the chain to the stream's sector of that number. */
static bool seek(struct cfb_stream *s, uint64_t number,
		 struct problem *problem)
{
	if (number < s->number) {
		s->number = 0;
		s->sector = s->first;
	}
	for (; s->number < number && s->sector < LAST_SECTOR; s->number++) {
		if (!s->cfb->steps)
			break;
		s->cfb->steps--;
		s->sector = next_of(s, s->sector, problem);
	}
	return s->number == number && s->sector < LAST_SECTOR;
}

static ssize_t stream_read(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	struct cfb_stream *s = (struct cfb_stream *)source;
	uint32_t shift = s->mini ? MINI_SHIFT : s->cfb->shift;
	uint64_t within = offset & ((1u << shift) - 1), place;
	struct source *from = s->cfb->file;
	ssize_t n;

	if (offset >= source->size)
		return 0;
	if (!seek(s, offset >> shift, problem))
		return problem_set(problem, -1, REASON_DAMAGED,
				   "a stream of a compound file ends early");
	if (length > (1u << shift) - within)
		length = (1u << shift) - (size_t)within;
	if (length > source->size - offset)
		length = (size_t)(source->size - offset);
	place = place_of(s->cfb, s->sector);
	if (s->mini) {
		from = &s->cfb->mini.source;
		place = (uint64_t)s->sector << MINI_SHIFT;
	}
	n = source_fill(from, into, length, place + within, problem);
	if (n > 0)
		return n;
	return problem_set(problem, -1, REASON_TRUNCATED,
			   "a compound file that ends early");
}

/* No stream is larger than the file. */
static struct cfb_stream stream_at(struct cfb *c, uint32_t first,
				   uint64_t size, bool mini)
{
	return (struct cfb_stream){
		.source = { .read = stream_read,
			    .size = size < c->file->size ? size
							 : c->file->size },
		.cfb = c,
		.first = first,
		.sector = first,
		.mini = mini,
	};
}

struct cfb_stream cfb_stream(struct cfb *c, const struct cfb_entry *entry)
{
	return stream_at(c, entry->first, entry->size,
			 entry->size < MINI_CUTOFF);
}

/* The sectors of the FAT: the first ones are in the header, of the others
 * there is a chain of lists, each of which ends with the next one's sector. */
static bool read_difat(struct cfb *c, const unsigned char *header,
		       struct problem *problem)
{
	uint32_t list = little32(header + 68);
	uint32_t per = (1u << (c->shift - 2)) - 1;
	uint64_t most = (c->file->size >> (2 * c->shift - 2)) + 1;
	unsigned char sector[SECTOR_MAX];

	if (most > FAT_MAX)
		most = FAT_MAX;
	c->fat = malloc(((size_t)most + DIFAT_INLINE + per) * sizeof(*c->fat));
	if (!c->fat)
		return false;
	for (; c->fat_count < DIFAT_INLINE; c->fat_count++) {
		c->fat[c->fat_count] = little32(header + 76 + 4 * c->fat_count);
		if (c->fat[c->fat_count] > LAST_SECTOR)
			return true;
	}
	while (list < LAST_SECTOR && c->fat_count < most) {
		if (!read_sector(c, list, sector, (size_t)1 << c->shift,
				 problem))
			return true;
		for (uint32_t i = 0; i < per; i++)
			c->fat[c->fat_count++] = little32(sector + 4 * i);
		list = little32(sector + 4 * per);
	}
	return true;
}

/* False when it cannot be one. */
static bool read_entry(const struct cfb *c, const unsigned char *raw,
		       struct cfb_entry *entry)
{
	uint32_t name = little16(raw + 64);
	size_t length = 0;

	if (name > 64 || raw[66] > 5 || raw[67] > 1)
		return false;
	*entry = (struct cfb_entry){ .left = little32(raw + 68),
				     .right = little32(raw + 72),
				     .child = little32(raw + 76),
				     .first = little32(raw + 116),
				     .size = little32(raw + 120) };
	if (c->shift > 9)
		entry->size |= (uint64_t)little32(raw + 124) << 32;
	if (entry->size > c->file->size)
		entry->size = c->file->size;
	if (raw[66] == 2)
		entry->type = CFB_STREAM;
	else if (raw[66] == 1 || raw[66] == 5)
		entry->type = CFB_STORAGE;
	if (name >= 2)
		charset_to_utf8(CHARSET_UTF16LE, raw, name - 2,
				(unsigned char *)entry->name, CFB_NAME - 1,
				&length);
	entry->name[length] = 0;
	return true;
}

static bool read_directory(struct cfb *c, uint32_t first,
			   struct problem *problem)
{
	struct cfb_stream s = stream_at(c, first, UINT64_MAX, false);
	size_t most = ENTRIES_MAX;
	unsigned char raw[ENTRY_BYTES];

	if (c->file->size / ENTRY_BYTES < most)
		most = (size_t)(c->file->size / ENTRY_BYTES) + 1;
	c->entries = malloc(most * sizeof(*c->entries));
	if (!c->entries)
		return false;
	/* How long it is, is only known from its chain. */
	while (seek(&s, c->count * ENTRY_BYTES >> c->shift, problem) &&
	       source_fill(&s.source, raw, ENTRY_BYTES,
			   c->count * ENTRY_BYTES, problem) == ENTRY_BYTES) {
		if (c->count == most) {
			problem_set(problem, 0, REASON_MEMBERS,
				    "a compound file of more than %d entries",
				    ENTRIES_MAX);
			break;
		}
		if (!read_entry(c, raw, &c->entries[c->count])) {
			problem_set(problem, 0, REASON_DAMAGED,
				    "the directory of a compound file is "
				    "damaged");
			break;
		}
		c->count++;
	}
	return c->count > 0;
}

/* The entries of a storage are a tree, whatever is in one but its root has
 * that as its parent: who has one is not visited again. */
static void adopt(struct cfb *c, uint32_t storage, uint32_t *waiting)
{
	size_t count = 1;

	waiting[0] = c->entries[storage].child;
	while (count) {
		uint32_t at = waiting[--count];
		struct cfb_entry *e;

		if (at >= c->count || c->entries[at].parent != UINT32_MAX ||
		    at == CFB_ROOT)
			continue;
		e = &c->entries[at];
		e->parent = storage;
		waiting[count++] = e->left;
		waiting[count++] = e->right;
	}
}

/* Who is in no tree counts to the root. */
static bool find_parents(struct cfb *c)
{
	uint32_t *waiting = malloc((c->count * 2 + 1) * sizeof(*waiting));

	if (!waiting)
		return false;
	for (size_t i = 0; i < c->count; i++)
		c->entries[i].parent = UINT32_MAX;
	for (size_t i = 0; i < c->count; i++)
		if (c->entries[i].type == CFB_STORAGE)
			adopt(c, (uint32_t)i, waiting);
	for (size_t i = 0; i < c->count; i++)
		if (c->entries[i].parent == UINT32_MAX)
			c->entries[i].parent = CFB_ROOT;
	free(waiting);
	return true;
}

static bool read_all(struct cfb *c, const unsigned char *header,
		     struct problem *problem)
{
	const struct cfb_entry *root;

	c->shift = little16(header + 30);
	if (memcmp(header, CFB_SIGNATURE, 8) ||
	    (c->shift != 9 && c->shift != 12)) {
		problem_set(problem, 0, REASON_DAMAGED,
			    "the header of a compound file is damaged");
		return false;
	}
	/* Some fifty streams may each be walked along from the start. */
	c->steps = 64 * ((c->file->size >> c->shift) + 1024);
	if (!read_difat(c, header, problem) ||
	    !read_directory(c, little32(header + 48), problem) ||
	    !find_parents(c))
		return false;
	root = &c->entries[CFB_ROOT];
	c->mini = stream_at(c, root->first, root->size, false);
	c->mini_fat = stream_at(c, little32(header + 60),
				(uint64_t)little32(header + 64) << c->shift,
				false);
	return true;
}

struct cfb *cfb_open(struct source *file, struct problem *problem)
{
	unsigned char header[CFB_HEADER_BYTES];
	struct cfb *c = calloc(1, sizeof(*c));

	if (!c) {
		problem_set(problem, 0, REASON_MEMORY,
			    "no memory for a compound file");
		return NULL;
	}
	c->file = file;
	c->cached = UINT32_MAX;
	if (source_fill(file, header, sizeof(header), 0, problem) ==
		    (ssize_t)sizeof(header) &&
	    read_all(c, header, problem))
		return c;
	problem_set(problem, 0, REASON_TRUNCATED,
		    "a compound file without a directory");
	cfb_close(c);
	return NULL;
}

void cfb_close(struct cfb *c)
{
	if (!c)
		return;
	free(c->fat);
	free(c->entries);
	free(c);
}

size_t cfb_count(const struct cfb *c)
{
	return c->count;
}

const struct cfb_entry *cfb_entry(const struct cfb *c, size_t index)
{
	return &c->entries[index];
}

int64_t cfb_find(const struct cfb *c, uint32_t storage, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->entries[i].type == CFB_STREAM &&
		    c->entries[i].parent == storage &&
		    !strcasecmp(c->entries[i].name, name))
			return (int64_t)i;
	return -1;
}
