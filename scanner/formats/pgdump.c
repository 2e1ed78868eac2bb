/*
 * Archives of pg_dump, which are made into what pg_restore would make of
 * them: a script for each table, with its COPY statement, that sql.c reads.
 * The custom form is a file, the tar form a tar, and of the folder form each
 * file of data is read by itself, with names from the table of contents
 * beside it.
 *
 * Own code, since pg_restore refuses archives of servers newer than itself.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/member_source.h"
#include "scanner/formats/pgdump_data.h"
#include "scanner/formats/pgdump_folder.h"
#include "scanner/formats/pgdump_names.h"
#include "scanner/formats/pgdump_script.h"
#include "scanner/formats/tar.h"

#define TOC_FILE "toc.dat"
#define DATA_SUFFIX ".dat"
#define SCRIPT_BYTES (256 * 1024) /* of definitions, read at once */

struct pgdump {
	struct pgdump_script script; /* first: its emitter is given members */
	struct extraction *x;
	struct pgdump_reader reader;
	struct pgdump_names names;
};

static int take_entry(struct pgdump *p, const struct pgdump_entry *e)
{
	pgdump_script_define(&p->script, e);
	if (e->has_data && !pgdump_names_add(&p->names, e)) {
		p->script.partial = true;
		problem_set(p->x->problem, OUTCOME_PARTIAL, REASON_MEMORY,
			    "pg_dump: more tables than names are kept of");
	}
	return p->script.text.length < SCRIPT_BYTES
		       ? OUTCOME_OK
		       : pgdump_script_run(&p->script, NULL);
}

/* The table of contents, as a script of definitions. */
static int read_toc(struct pgdump *p, struct source *source)
{
	struct pgdump_reader *r = &p->reader;
	struct pgdump_entry e = { 0 };
	int outcome = pgdump_begin(r, source, p->x->budget, p->x->problem);

	if (outcome != OUTCOME_OK)
		return outcome;
	while (outcome == OUTCOME_OK && pgdump_entry_read(r, &e))
		outcome = take_entry(p, &e);
	pgdump_entry_release(&e);
	p->script.partial |= r->fault;
	return outcome == OUTCOME_OK ? pgdump_script_run(&p->script, NULL)
				     : outcome;
}

/* Data that are about to be read. */
static void add_copy(struct pgdump *p, int64_t id,
		     const struct pgdump_name *name)
{
	pgdump_script_copy(&p->script, id,
			   name ? pgdump_names_copy(&p->names, name) : NULL);
}

/* A large object is a file as any other. */
static int deliver_object(struct pgdump *p, int64_t number,
			  struct source *source)
{
	struct extraction *x = p->x;
	struct member member = { .size = SOURCE_UNKNOWN, .source = source };
	struct buffer name = { 0 };
	int outcome = OUTCOME_OK;

	if (member_room(x) != OUTCOME_OK) {
		p->script.partial = true;
		return OUTCOME_PARTIAL;
	}
	buffer_format(&name, "blob_%lld.dat", (long long)number);
	member.name = buffer_string(&name);
	outcome = x->out->member(x->out, &member);
	buffer_release(&name);
	return outcome;
}

/* The blocks of a table whose statement is in the script, or those of a
 * large object. OUTCOME_PARTIAL when their end is not found. */
static int read_blocks(struct pgdump *p, int64_t object)
{
	struct pgdump_blocks blocks = pgdump_blocks(&p->reader);
	struct source *source = &blocks.source;
	struct packed *packed = NULL;
	bool followed = false;
	int outcome;

	if (p->reader.codec) {
		packed = packed_open(source, p->reader.codec, p->x->budget);
		if (!packed)
			return problem_set(p->x->problem, OUTCOME_FAILED,
					   REASON_MEMORY,
					   "no memory to unpack a table");
		source = packed_source(packed);
	}
	outcome = object ? deliver_object(p, object, source)
			 : pgdump_script_run(&p->script, source);
	if (packed) {
		followed = packed_followed(packed);
		packed_close(packed);
	}
	if (outcome != OUTCOME_OK)
		return outcome;
	if (!pgdump_blocks_end(&blocks))
		return OUTCOME_PARTIAL;
	if (followed) {
		p->script.partial = true;
		problem_set(p->x->problem, OUTCOME_PARTIAL, REASON_DAMAGED,
			    "pg_dump: data that are not packed as the rest");
	}
	return OUTCOME_OK;
}

/* Large objects behind their numbers, ended by a number of 0. */
static int read_objects(struct pgdump *p)
{
	int64_t number = 1;
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK && number) {
		if (!pgdump_int(&p->reader, &number))
			outcome = OUTCOME_PARTIAL;
		else if (number)
			outcome = read_blocks(p, number);
	}
	return outcome;
}

/* The data of one entry. OUTCOME_PARTIAL when their end is not found. */
static int read_data(struct pgdump *p, unsigned char type)
{
	enum { TABLE = 1, OBJECTS = 3 };
	const struct pgdump_name *name;
	int64_t id;

	if (!pgdump_int(&p->reader, &id))
		return OUTCOME_PARTIAL;
	name = pgdump_names_find(&p->names, id);
	if (type == OBJECTS)
		return read_objects(p);
	if (type != TABLE)
		return problem_set(p->x->problem, OUTCOME_PARTIAL,
				   REASON_DAMAGED,
				   "pg_dump: unknown blocks of data");
	add_copy(p, id, name);
	return read_blocks(p, 0);
}

/* Behind damage, data are found by their offsets. */
static bool find_data(struct pgdump *p, uint64_t behind)
{
	uint64_t raw = p->x->source->forward
			       ? 0
			       : pgdump_names_behind(&p->names, behind);

	p->script.partial = true;
	if (raw)
		pgdump_seek(&p->reader, raw);
	return raw;
}

static int read_custom(struct pgdump *p)
{
	struct pgdump_reader *r = &p->reader;
	uint64_t begin;
	unsigned char type;

	if (r->entries < 0 && !find_data(p, 0))
		return OUTCOME_OK;
	begin = pgdump_tell(r);
	while (pgdump_read(r, &type, 1)) {
		int outcome = read_data(p, type);

		if (outcome != OUTCOME_OK && outcome != OUTCOME_PARTIAL)
			return outcome;
		if (outcome == OUTCOME_PARTIAL && !find_data(p, begin))
			return OUTCOME_OK;
		begin = pgdump_tell(r);
	}
	if (pgdump_names_met(&p->names))
		return OUTCOME_OK;
	return problem_set(p->x->problem, OUTCOME_PARTIAL, REASON_TRUNCATED,
			   "the archive ends early");
}

/* The number of the entry whose data a file holds: 3456.dat. */
static bool data_file(const char *path, int64_t *id)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t digits = strspn(name, "0123456789");

	*id = strtoll(name, NULL, 10);
	return digits && digits <= 10 && !strcmp(name + digits, DATA_SUFFIX);
}

static int take_member(struct emitter *emitter, const struct member *member)
{
	struct pgdump *p = (struct pgdump *)emitter;
	struct emitter *out = p->x->out;
	const struct pgdump_name *name;
	int64_t id;
	int outcome;

	if (!strcmp(member->name, TOC_FILE)) {
		outcome = read_toc(p, member->source);
		p->script.partial |= outcome == OUTCOME_FAILED;
		return outcome == OUTCOME_FAILED ? OUTCOME_OK : outcome;
	}
	if (!data_file(member->name, &id))
		return out->member(out, member);
	name = pgdump_names_find(&p->names, id);
	if (!name)
		return out->member(out, member);
	add_copy(p, id, name);
	return pgdump_script_run(&p->script, member->source);
}

static int read_tar(struct pgdump *p)
{
	struct extraction archive = *p->x;

	archive.out = &p->script.emitter;
	return format_tar.extract(&archive);
}

static struct source *open_toc(struct source *source)
{
	return source->beside ? source->beside(source, TOC_FILE, "") : NULL;
}

/* A file of data in a folder, which is read whatever lies beside it. */
static int read_data_file(struct pgdump *p, int64_t id)
{
	struct source *source = p->x->source;
	struct source *toc = open_toc(source);

	if (!toc || !pgdump_folder_describe(&p->script, toc, id)) {
		pgdump_script_copy(&p->script, id, NULL);
		p->script.partial = true;
		problem_set(p->x->problem, OUTCOME_PARTIAL, REASON_DAMAGED,
			    "pg_dump: " TOC_FILE " does not name it");
	}
	if (toc)
		toc->close(toc);
	return pgdump_script_run(&p->script, source);
}

static bool is_archive(const unsigned char *bytes, size_t length)
{
	return length > PGDUMP_MAGIC_BYTES &&
	       !memcmp(bytes, PGDUMP_MAGIC, PGDUMP_MAGIC_BYTES);
}

/* A tar whose first member is a table of contents. */
static bool is_tar(const struct head *head)
{
	return head->length > TAR_BLOCK && tar_header_valid(head->bytes) &&
	       !strncmp((const char *)head->bytes, TOC_FILE,
			sizeof(TOC_FILE)) &&
	       is_archive(head->bytes + TAR_BLOCK, head->length - TAR_BLOCK);
}

static int read_any(struct pgdump *p)
{
	const struct head *head = p->x->head;
	int64_t id;
	int outcome;

	if (is_tar(head))
		return read_tar(p);
	if (!is_archive(head->bytes, head->length) &&
	    data_file(head->path, &id))
		return read_data_file(p, id);
	outcome = read_toc(p, p->x->source);
	if (outcome == OUTCOME_OK && p->reader.form == PGDUMP_CUSTOM)
		outcome = read_custom(p);
	return outcome;
}

static int extract(struct extraction *x)
{
	struct pgdump *p = calloc(1, sizeof(*p));
	int outcome;

	if (!p)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read an archive");
	pgdump_script_init(&p->script, x);
	p->script.emitter.member = take_member;
	p->x = x;
	outcome = read_any(p);
	if (outcome == OUTCOME_OK && p->script.partial)
		outcome = OUTCOME_PARTIAL;
	pgdump_names_release(&p->names);
	pgdump_script_release(&p->script);
	free(p);
	return outcome;
}

static bool has_toc_beside(struct source *source)
{
	struct source *toc = source ? open_toc(source) : NULL;
	struct problem ignored = { 0 };
	unsigned char magic[PGDUMP_MAGIC_BYTES + 1];
	bool found = false;
	ssize_t n;

	if (!toc)
		return false;
	n = source_fill(toc, magic, sizeof(magic), 0, &ignored);
	found = n > 0 && is_archive(magic, (size_t)n);
	toc->close(toc);
	return found;
}

static unsigned bid(const struct head *head)
{
	int64_t id;

	if (is_archive(head->bytes, head->length))
		return 48;
	if (is_tar(head))
		return 80;
	return data_file(head->path, &id) && has_toc_beside(head->source)
		       ? 48
		       : 0;
}

const struct format format_pgdump = {
	.name = "pgdump",
	.bid = bid,
	.extract = extract,
};
