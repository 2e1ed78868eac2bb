/*
 * Documents in compound files (Office until 2007, messages of Outlook,
 * encrypted documents of later ones). Those that nobody here reads are named.
 * See ole2.h.
 */
#include "scanner/formats/ole2.h"

#include <string.h>
#include <strings.h>

#include "scanner/base/buffer.h"
#include "scanner/formats/settled_source.h"
#include "scanner/formats/xls.h"

#define MACROS "_VBA_PROJECT_CUR" /* the storage that they are in */
#define DEPTH_MAX 16		  /* of storages in a name */

bool ole2_begins(const struct head *head)
{
	return head->length >= strlen(CFB_SIGNATURE) &&
	       !memcmp(head->bytes, CFB_SIGNATURE, 8);
}

/* What links an object with the program that made it, and pictures of it. */
static bool says_nothing(const struct cfb_entry *e)
{
	static const char *const names[] = {
		"\1CompObj", "\1Ole", "\3ObjInfo", "\3LinkInfo", "\2OlePres000",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(e->name, names[i]))
			return true;
	return !e->size;
}

/* Documents that are not read, by the name of a stream. */
static const struct {
	const char *stream, *words;
} kinds[] = {
	{ "WordDocument", "Word's older documents (.doc)" },
	{ "PowerPoint Document", "PowerPoint's older ones (.ppt)" },
	{ "__properties_version1.0", "messages of Outlook (.msg)" },
	{ "VisioDocument", "drawings of Visio (.vsd)" },
};

/* What a storage is, in words; NULL: nothing that is known here. */
static const char *kind_of(const struct cfb *c, uint32_t storage)
{
	if (!strcasecmp(cfb_entry(c, storage)->name, MACROS))
		return "macros";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (cfb_find(c, storage, kinds[i].stream) >= 0)
			return kinds[i].words;
	return NULL;
}

/* The names of the storages around a stream, and its own. NULL, or the kind
 * of the document below the root that it is a part of. */
static const char *path_of(const struct cfb *c, const struct cfb_entry *e,
			   struct buffer *path)
{
	const struct cfb_entry *around[DEPTH_MAX] = { e };
	const char *kind = NULL;
	unsigned depth = 1;

	for (; depth < DEPTH_MAX && e->parent != CFB_ROOT && !kind; depth++) {
		kind = kind_of(c, e->parent);
		around[depth] = e = cfb_entry(c, e->parent);
	}
	buffer_clear(path);
	while (depth--) {
		buffer_text(path, around[depth]->name);
		if (depth)
			buffer_byte(path, '/');
	}
	return kind;
}

int ole2_members(struct extraction *x, struct cfb *c,
		 bool (*read)(const struct cfb *, const struct cfb_entry *))
{
	struct buffer path = { 0 };
	int outcome = OUTCOME_OK;

	for (size_t i = 0; i < cfb_count(c) && outcome == OUTCOME_OK; i++) {
		const struct cfb_entry *e = cfb_entry(c, i);
		struct cfb_stream stream = cfb_stream(c, e);
		struct member member = { .size = e->size,
					 .source = &stream.source };
		const char *kind;

		if (e->type != CFB_STREAM || says_nothing(e) || read(c, e))
			continue;
		kind = path_of(c, e, &path);
		if (kind) {
			problem_set(x->problem, 0, REASON_UNSUPPORTED,
				    "not read inside: %s", kind);
			continue;
		}
		member.name = buffer_string(&path);
		outcome = x->out->member(x->out, &member);
	}
	buffer_release(&path);
	return outcome;
}

static int not_read(struct extraction *x, const struct cfb *c)
{
	const char *kind = kind_of(c, CFB_ROOT);

	if (cfb_find(c, CFB_ROOT, "EncryptedPackage") >= 0)
		return problem_set(x->problem, OUTCOME_FAILED,
				   REASON_ENCRYPTED, "an encrypted document");
	return problem_set(x->problem, OUTCOME_FAILED, REASON_UNSUPPORTED,
			   "no reader for %s", kind ? kind : "ole2");
}

/* Without its directory a workbook is read by its records alone: they mostly
 * are the first stream. */
static int read_settled(struct extraction *x)
{
	const struct head *head = x->head;
	struct problem why = { 0 };
	struct cfb *c = cfb_open(x->source, &why);
	int outcome;

	if (c && xls_inside(c))
		outcome = xls_read(x, c);
	else if (head->length > CFB_HEADER_BYTES &&
		 xls_begins(head->bytes + CFB_HEADER_BYTES,
			    head->length - CFB_HEADER_BYTES))
		outcome = xls_read_records(x, CFB_HEADER_BYTES);
	else
		outcome = c ? not_read(x, c) : OUTCOME_FAILED;
	cfb_close(c);
	if (why.reason == REASON_NONE)
		return outcome;
	return problem_set(x->problem, outcome, why.reason, "%s", why.words);
}

int ole2_extract(struct extraction *x)
{
	struct extraction inner = *x;
	struct settled_source settled;
	int outcome, settling;

	if (!x->source->forward)
		return read_settled(x);
	settling = settled_source_open(&settled, x->source, x->depth,
				       x->problem);
	inner.source = &settled.source;
	outcome = settling == OUTCOME_FAILED ? settling
					     : read_settled(&inner);
	settled_source_release(&settled);
	return outcome == OUTCOME_OK ? settling : outcome;
}

static unsigned bid(const struct head *head)
{
	return ole2_begins(head) ? 64 : 0;
}

const struct format format_ole2 = {
	.name = "ole2",
	.bid = bid,
	.extract = ole2_extract,
};
