/*
 * tar archives. A member is a stretch of the archive, so that going back in
 * one on disk costs nothing.
 *
 * Own code rather than libarchive, which goes forward only, wants a locale
 * to tell names, and has had 23 advisories in Debian 12.
 */
#include "scanner/formats/tar.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/formats/member_source.h"

#define EXTENSION_MAX (1024 * 1024) /* bytes; longer ones are not looked at */

struct tar {
	struct extraction *x;
	uint64_t at;	  /* raw offset of the next header */
	bool marked;	  /* the last block read was one of zeros: the end */
	bool damaged;	  /* a block that should be a header is none */
	bool failed;	  /* the source has; or a budget ended */
	uint64_t members; /* delivered */
	struct tar_entry entry;
};

static bool is_zero(const unsigned char *block)
{
	return !block[0] && !memcmp(block, block + 1, TAR_BLOCK - 1);
}

static bool read_block(struct tar *t, uint64_t at, unsigned char *block)
{
	struct extraction *x = t->x;
	ssize_t n;

	t->failed |= budget_time(x->budget, x->problem) != OUTCOME_OK;
	if (t->failed)
		return false;
	n = source_fill(x->source, block, TAR_BLOCK, at, x->problem);
	t->failed |= n < 0;
	return n == TAR_BLOCK;
}

/* Goes behind the data of a header, which fill whole blocks. */
static void skip(struct tar *t, uint64_t size)
{
	uint64_t end;

	if (__builtin_add_overflow(t->at, size, &end) ||
	    end > UINT64_MAX - TAR_BLOCK) {
		t->damaged = true;
		return;
	}
	t->at = (end + TAR_BLOCK - 1) & ~(uint64_t)(TAR_BLOCK - 1);
}

/* Reads what extends the header of the entry that follows. */
static void read_extension(struct tar *t, unsigned char type, uint64_t size)
{
	struct tar_entry *e = &t->entry;
	char *text = size <= EXTENSION_MAX ? malloc(size + 1) : NULL;
	ssize_t n;

	n = text ? source_fill(t->x->source, text, size, t->at,
			       t->x->problem)
		 : 0;
	t->failed |= n < 0;
	t->damaged |= n < (ssize_t)size;
	if (n > 0) {
		text[n] = '\0';
		if (type == TAR_GNU_LONG_NAME)
			tar_entry_name(e, text);
		else
			t->damaged |= !tar_pax_read(text, (size_t)n, e);
	}
	free(text);
}

/* True when the block was an extension, and was taken. */
static bool extension(struct tar *t, const unsigned char *block)
{
	struct tar_entry own = { 0 };
	bool sized = tar_header_read(block, &own), known = sized;

	switch (own.type) {
	case TAR_PAX:
	case TAR_SOLARIS_PAX:
	case TAR_GNU_LONG_NAME:
		if (sized)
			read_extension(t, own.type, own.size);
		break;
	case TAR_GLOBAL:
	case TAR_GNU_LONG_LINK:
	case TAR_GNU_VOLUME:
	case TAR_GNU_DUMPDIR:
		break;
	default:
		known = false;
	}
	if (known)
		skip(t, own.size);
	tar_entry_release(&own);
	return known;
}

/* Links, directories and devices have no data, whatever size some programs
 * write there; but when no header follows, data do. */
static void settle_size(struct tar *t)
{
	unsigned char block[TAR_BLOCK];
	struct tar_entry *e = &t->entry;

	if (e->size && e->type >= TAR_LINK && e->type <= TAR_FIFO &&
	    (!read_block(t, e->data, block) || is_zero(block) ||
	     tar_header_valid(block)))
		e->size = 0;
}

/* Finds the next entry. Blocks that are no headers are passed over: zeros
 * end an archive, but another one may be appended to it. */
static bool next_entry(struct tar *t)
{
	unsigned char block[TAR_BLOCK];
	struct tar_entry *e = &t->entry;

	tar_entry_release(e);
	while (read_block(t, t->at, block)) {
		t->at += TAR_BLOCK;
		t->marked = is_zero(block);
		if (t->marked)
			continue;
		if (!tar_header_valid(block)) {
			t->damaged = true;
			tar_entry_release(e);
		} else if (!extension(t, block)) {
			if (!tar_header_read(block, e)) {
				t->damaged = true;
				continue;
			}
			if (e->type == TAR_GNU_SPARSE) {
				e->sparse = true;
				tar_map_old(&e->map, block, t->x->source,
					    &t->at);
			}
			e->data = t->at;
			settle_size(t);
			return true;
		}
	}
	return false;
}

/* The data of a sparse file; as they stand there when the map is bad. */
static struct source *unfold(struct tar *t, struct window_source *data,
			     struct tar_sparse *sparse)
{
	struct tar_entry *e = &t->entry;
	uint64_t map = 0;

	if (e->sparse_map_in_data) {
		map = tar_map_read(&e->map, &data->source);
		e->map.bad |= !map;
	}
	if (e->map.bad || map > e->size || e->map.held > e->size - map) {
		t->damaged = true;
		return &data->source;
	}
	data->begin += map;
	data->source.size -= map;
	*sparse = tar_sparse(&e->map, &data->source, t->x->budget);
	return &sparse->source;
}

static int deliver(struct tar *t)
{
	struct extraction *x = t->x;
	struct tar_entry *e = &t->entry;
	struct window_source data =
		window_source(x->source, e->data, e->size);
	struct tar_sparse sparse;
	struct buffer name = { 0 };
	struct member member = { .mtime_ns = e->mtime_ns,
				 .source = &data.source };
	int outcome;

	if (!e->size && e->type > TAR_SYMLINK && e->type <= TAR_FIFO)
		return OUTCOME_OK;
	t->failed |= member_room(x) != OUTCOME_OK ||
		     budget_bytes(x->budget, !x->budget->bytes_left,
				  x->problem) != OUTCOME_OK;
	if (t->failed)
		return OUTCOME_OK;
	if (e->sparse)
		member.source = unfold(t, &data, &sparse);
	member.size = member.source->size;
	member_name(&name, e->name.bytes, e->name.length);
	member.name = buffer_string(&name);
	outcome = x->out->member(x->out, &member);
	buffer_release(&name);
	t->members++;
	return outcome;
}

/* How the archive ended. */
static int ending(struct tar *t)
{
	struct problem *problem = t->x->problem;

	if (t->damaged)
		problem_set(problem, OUTCOME_PARTIAL, REASON_DAMAGED,
			    "tar: damaged headers");
	if (!t->failed && !t->marked)
		problem_set(problem, OUTCOME_PARTIAL, REASON_TRUNCATED,
			    "tar: the archive ends early");
	if (!t->failed && !t->damaged && t->marked)
		return OUTCOME_OK;
	return t->members ? OUTCOME_PARTIAL : OUTCOME_FAILED;
}

static int extract(struct extraction *x)
{
	struct tar t = { .x = x };
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK && !t.failed && next_entry(&t)) {
		outcome = deliver(&t);
		skip(&t, t.entry.size);
	}
	tar_entry_release(&t.entry);
	return outcome == OUTCOME_OK ? ending(&t) : outcome;
}

static unsigned bid(const struct head *head)
{
	if (head->length < TAR_BLOCK)
		return 0;
	return tar_header_valid(head->bytes) ||
			       !memcmp(head->bytes + 257, "ustar", 5)
		       ? 32
		       : 0;
}

const struct format format_tar = {
	.name = "tar",
	.bid = bid,
	.extract = extract,
};
