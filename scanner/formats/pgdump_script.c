/* Scripts composed of archives of pg_dump. See pgdump_script.h. */
#include "scanner/formats/pgdump_script.h"

#include <string.h>

/* By which the lexer tells the dialect. */
#define INTRO "--\n-- PostgreSQL database dump\n--\n\n"
#define INTRO_MAX 4096 /* bytes */

static int open_table(struct emitter *emitter, const struct table *table)
{
	struct emitter *out = ((struct pgdump_script *)emitter)->x->out;

	return out->table(out, table);
}

/* Offsets and lines are those of a script which nobody has. */
static int emit_composed(struct emitter *emitter)
{
	struct emitter *out = ((struct pgdump_script *)emitter)->x->out;
	struct chunk *c = out->chunk;
	uint64_t origin = c->origin;
	uint8_t units = c->units;
	int outcome;

	c->origin = 0;
	c->units = UNITS_NONE;
	outcome = out->emit(out);
	c->origin = origin;
	c->units = units;
	return outcome;
}

static void begin(struct pgdump_script *s)
{
	buffer_clear(&s->text);
	buffer_append(&s->text, s->intro.bytes, s->intro.length);
}

void pgdump_script_init(struct pgdump_script *s, struct extraction *x)
{
	*s = (struct pgdump_script){ .emitter = { .chunk = x->out->chunk,
						  .table = open_table,
						  .emit = emit_composed,
						  .label = x->out->label },
				     .x = x };
	buffer_text(&s->intro, INTRO);
	begin(s);
}

void pgdump_script_release(struct pgdump_script *s)
{
	buffer_release(&s->intro);
	buffer_release(&s->text);
}

bool pgdump_is_kind(const struct pgdump_entry *e, const char *kind)
{
	return e->kind.length == strlen(kind) &&
	       !memcmp(e->kind.bytes, kind, e->kind.length);
}

bool pgdump_is_setting(const struct pgdump_entry *e)
{
	return pgdump_is_kind(e, "ENCODING") ||
	       pgdump_is_kind(e, "STDSTRINGS");
}

static void add_definition(struct buffer *text, const struct pgdump_entry *e)
{
	buffer_append(text, e->definition.bytes, e->definition.length);
	buffer_byte(text, '\n');
}

void pgdump_script_define(struct pgdump_script *s, const struct pgdump_entry *e)
{
	if (pgdump_is_setting(e) &&
	    s->intro.length + e->definition.length < INTRO_MAX)
		add_definition(&s->intro, e);
	add_definition(&s->text, e);
}

void pgdump_script_copy(struct pgdump_script *s, int64_t id, const char *copy)
{
	if (copy)
		buffer_text(&s->text, copy);
	else
		buffer_format(&s->text, "COPY \"%lld\" FROM stdin;\n",
			      (long long)id);
}

/* The start of a script in memory, the rest of it elsewhere. */
struct joined {
	struct source source; /* first; forward */
	const struct buffer *start;
	struct source *rest; /* or NULL */
};

static ssize_t read_joined(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	const struct joined *j = (const struct joined *)source;
	size_t start = j->start->length;

	if (offset >= start)
		return j->rest ? j->rest->read(j->rest, into, length,
					       offset - start, problem)
			       : 0;
	if (length > start - offset)
		length = start - (size_t)offset;
	memcpy(into, j->start->bytes + offset, length);
	return (ssize_t)length;
}

int pgdump_script_run(struct pgdump_script *s, struct source *rest)
{
	struct joined joined = { .source = { .read = read_joined,
					     .size = SOURCE_UNKNOWN,
					     .forward = true },
				 .start = &s->text,
				 .rest = rest };
	struct head head = { .bytes = s->text.bytes,
			     .length = s->text.length,
			     .text = s->text.bytes,
			     .text_length = s->text.length,
			     .path = "" };
	struct extraction x = { .source = &joined.source,
				.head = &head,
				.end = UINT64_MAX,
				.depth = s->x->depth,
				.budget = s->x->budget,
				.out = &s->emitter,
				.problem = s->x->problem };
	int outcome;

	if (!rest && s->text.length == s->intro.length)
		return OUTCOME_OK;
	if (s->text.failed)
		return problem_set(s->x->problem, OUTCOME_FAILED,
				   REASON_MEMORY, "no memory for a script");
	outcome = format_sql.extract(&x);
	begin(s);
	if (outcome != OUTCOME_PARTIAL && outcome != OUTCOME_FAILED)
		return outcome;
	s->partial = true;
	return OUTCOME_OK;
}
