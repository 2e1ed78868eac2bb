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
#include "scanner/formats/tar_beside.h"

#define EXTENSION_MAX (1024 * 1024) /* bytes; longer ones are not looked at */
#define AHEAD_BYTES (8 * 1024 * 1024) /* halved at each level */

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
	n = source_fill(t->source, block, TAR_BLOCK, at, x->problem);
	t->failed |= n < 0;
	return n == TAR_BLOCK;
}

/* Goes behind the data of a header, which fill whole blocks. */
void tar_skip(struct tar *t, uint64_t size)
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

	n = text ? source_fill(t->source, text, size, t->at, t->x->problem)
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
		tar_skip(t, own.size);
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

bool tar_next(struct tar *t)
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
				tar_map_old(&e->map, block, t->source,
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
	struct tar_member own = tar_member(t);
	struct tar_sparse sparse;
	struct buffer name = { 0 };
	struct member member = { .mtime_ns = e->mtime_ns,
				 .source = &own.data.source };
	int outcome;

	if (!e->size && e->type > TAR_SYMLINK && e->type <= TAR_FIFO)
		return OUTCOME_OK;
	t->failed |= member_room(x) != OUTCOME_OK ||
		     budget_bytes(x->budget, !x->budget->bytes_left,
				  x->problem) != OUTCOME_OK;
	if (t->failed)
		return OUTCOME_OK;
	if (e->sparse)
		member.source = unfold(t, &own.data, &sparse);
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

/* Of what is unpacked on the way, the start is kept, so that its members see
 * what lies beside them. A failure comes again behind it. */
static unsigned char *look_ahead(const struct extraction *x, size_t *length)
{
	size_t room = AHEAD_BYTES >> (x->depth < 16 ? x->depth : 16);
	struct problem ignored = { 0 };
	unsigned char *head;
	ssize_t n;

	if (room > x->budget->bytes_left / 2)
		room = (size_t)(x->budget->bytes_left / 2);
	head = malloc(room + 1);
	n = head ? source_fill(x->source, head, room, 0, &ignored) : 0;
	*length = n > 0 ? (size_t)n : 0;
	return head;
}

static int extract(struct extraction *x)
{
	struct tar t = { .x = x, .source = x->source, .reach = UINT64_MAX };
	unsigned char *head = NULL;
	struct headed_source headed;
	int outcome = OUTCOME_OK;
	size_t length;

	if (x->source->forward) {
		head = look_ahead(x, &length);
		headed = headed_source(x->source, head, length);
		t.source = &headed.source;
		t.reach = length;
	}
	while (outcome == OUTCOME_OK && !t.failed && tar_next(&t)) {
		outcome = deliver(&t);
		tar_skip(&t, t.entry.size);
	}
	tar_entry_release(&t.entry);
	tar_places_free(t.places);
	free(head);
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
