/*
 * XML of any vocabulary, also when it is not well-formed: values of elements
 * and attributes as cells of a table whose columns are paths. An element that
 * comes again is a row; text with elements inside of it is a passage.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/markup.h"
#include "scanner/formats/xml_paths.h"

#define TEXT_LONG (64 * 1024) /* of one value; more is a passage */
#define DEPTH_MAX 256 /* elements further in are all told by this one */

struct document {
	struct markup markup;
	struct composer composer;
	struct xml_paths paths;
	struct buffer table;  /* the root's name */
	struct buffer value;  /* of an attribute */
	struct buffer text;   /* since the last tag, or the tag before it: */
	uint32_t line;        /* where it began, */
	uint16_t path;        /* of which element, */
	size_t node;          /* where its last stretch without tags did, */
	size_t node_before;   /* and the one before that; */
	unsigned tags;        /* tags since then, */
	bool gap;             /* blanks since the last one, */
	bool mixed;           /* and it has tags inside of it */
	uint32_t depth;       /* elements around */
	uint32_t record;      /* depth of what is a row; 0: not known yet */
	bool row_used;
	uint16_t stack[DEPTH_MAX + 1];
};

/* No value is without a digit, an @, or something that is no ASCII. */
static bool may_tell(const unsigned char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((text[i] >= '0' && text[i] <= '9') || text[i] == '@' ||
		    text[i] >= 0x80)
			return true;
	return false;
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A value under its path; without one, behind its name. */
static int give_value(struct document *x, uint16_t path,
		      const unsigned char *text, size_t length)
{
	while (length && is_blank(*text)) {
		text++;
		length--;
	}
	while (length && is_blank(text[length - 1]))
		length--;
	if (!may_tell(text, length))
		return OUTCOME_OK;
	if (path == XML_PATH_NONE || length > TEXT_LONG)
		return compose_passage(&x->composer, text, length);
	x->row_used = true;
	return compose_cell(&x->composer, path, 0, text, length);
}

static int text_end(struct document *x)
{
	uint32_t line = x->markup.line;
	int outcome = OUTCOME_OK;

	x->composer.line = x->line;
	if (x->mixed && may_tell(x->text.bytes, x->text.length))
		outcome = compose_passage(&x->composer, x->text.bytes,
					  x->text.length);
	else if (!x->mixed && x->text.length)
		outcome = give_value(x, x->path, x->text.bytes,
				     x->text.length);
	x->composer.line = line;
	buffer_clear(&x->text);
	x->mixed = false;
	x->node = x->node_before = 0;
	return outcome;
}

/* Records keep blanks between two tags. Where only one stands between two
 * texts, it is a part of the text. */
static int on_text(void *context, const unsigned char *text, size_t length)
{
	struct document *x = context;
	uint32_t skipped = 0;
	int outcome = OUTCOME_OK;

	for (; x->tags && length && is_blank(*text); text++, length--) {
		skipped += *text == '\n';
		x->gap = true;
	}
	if (!length)
		return OUTCOME_OK;
	if (!x->text.length) {
		x->line = x->markup.line + skipped;
		x->path = x->stack[x->depth < DEPTH_MAX ? x->depth
							: DEPTH_MAX];
	} else if (x->gap) {
		buffer_byte(&x->text, ' ');
	}
	x->mixed |= x->tags && x->text.length;
	x->tags = 0;
	x->gap = false;
	buffer_append(&x->text, text, length);
	if (x->text.length > TEXT_LONG && is_blank(text[length - 1]))
		outcome = text_end(x);
	return outcome;
}

static int on_aside(void *context, const unsigned char *text, size_t length)
{
	struct document *x = context;

	x->composer.line = x->markup.line;
	return may_tell(text, length)
		       ? compose_passage(&x->composer, text, length)
		       : OUTCOME_OK;
}

static void row_end(struct document *x)
{
	if (x->row_used)
		compose_row_end(&x->composer);
	x->row_used = false;
}

static void local_name(const unsigned char **name, size_t *length)
{
	const unsigned char *colon = memchr(*name, ':', *length);

	if (colon) {
		*length -= (size_t)(colon + 1 - *name);
		*name = colon + 1;
	}
}

/* <field name="mobile"> is called mobile. */
static uint16_t path_of(struct document *x, const struct markup_tag *tag,
			uint16_t parent)
{
	static const char *const general[] = { "field",	 "column", "property",
					       "param",	 "entry",  "attribute",
					       "item",	 "data",   "var" };
	static const char *const names[] = { "name", "key", "column" };
	const unsigned char *name = tag->name;
	size_t length = tag->name_length;

	local_name(&name, &length);
	for (size_t i = 0; i < sizeof(general) / sizeof(*general); i++) {
		if (!markup_is(name, length, general[i]))
			continue;
		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++) {
			struct markup_attribute a = markup_find(tag, names[k]);

			if (a.value_length)
				return xml_paths_below(&x->paths, parent,
						       a.value,
						       a.value_length);
		}
	}
	return xml_paths_below(&x->paths, parent, name, length);
}

static int attributes(struct document *x, const struct markup_tag *tag,
		      uint16_t path)
{
	struct markup_attribute a;
	int outcome = OUTCOME_OK;

	for (size_t at = 0; outcome == OUTCOME_OK &&
			    markup_attribute(tag, &at, &a);) {
		uint16_t own = XML_PATH_NONE;

		if (!a.value) {
			a.value = a.name;
			a.value_length = a.name_length;
		} else if (may_tell(a.value, a.value_length)) {
			local_name(&a.name, &a.name_length);
			own = xml_paths_below(&x->paths, path, a.name,
					      a.name_length);
		}
		buffer_clear(&x->value);
		markup_undo(&x->value, a.value, a.value_length);
		outcome = give_value(x, own, x->value.bytes, x->value.length);
	}
	return outcome;
}

/* The first element opens the table. */
static int root(struct document *x, const struct markup_tag *tag)
{
	struct table table = { .kind = TABLE_ROWS };
	const unsigned char *name = tag->name;
	size_t length = tag->name_length;

	local_name(&name, &length);
	buffer_append(&x->table, name, length);
	table.name = buffer_string(&x->table);
	return compose_table(&x->composer, &table);
}

/* An element whose like was seen is a record, if it is the outermost that
 * comes again and holds more than text. */
static int element_begin(struct document *x, const struct markup_tag *tag)
{
	uint32_t top = x->depth < DEPTH_MAX ? x->depth : DEPTH_MAX;
	uint16_t path;
	int outcome = OUTCOME_OK;

	if (!x->table.length)
		outcome = root(x, tag);
	path = path_of(x, tag, x->stack[top]);
	x->depth++;
	if (top < DEPTH_MAX)
		x->stack[top + 1] = path;
	if (path != XML_PATH_NONE) {
		struct xml_path *known = &x->paths.paths[path];

		if (known->seen && (known->holds || x->depth == 2) &&
		    (!x->record || x->depth < x->record)) {
			x->record = x->depth;
			row_end(x);
		}
		known->seen = true;
		known->holds |= tag->length > 0;
		if (known->parent != XML_PATH_NONE)
			x->paths.paths[known->parent].holds = true;
	}
	return outcome == OUTCOME_OK ? attributes(x, tag, path) : outcome;
}

static void element_end(struct document *x)
{
	if (x->depth <= x->record)
		row_end(x);
	x->depth -= x->depth > 0;
}

static int on_tag(void *context, const struct markup_tag *tag)
{
	struct document *x = context;
	int outcome = OUTCOME_OK;

	if (x->text.length && x->node < x->text.length) {
		markup_join(&x->text, x->node_before, x->node);
		x->node_before = x->node;
		x->node = x->text.length;
	}
	x->gap = false;
	if (++x->tags > 1 || tag->empty)
		outcome = text_end(x);
	x->composer.line = x->markup.line;
	if (outcome == OUTCOME_OK && !tag->closes)
		outcome = element_begin(x, tag);
	if (tag->closes || tag->empty)
		element_end(x);
	return outcome;
}

static int read_document(struct document *x)
{
	int outcome = markup_read(&x->markup), ended = text_end(x);

	row_end(x);
	if (ended == OUTCOME_OK && x->table.length)
		ended = xml_paths_define(&x->paths, buffer_string(&x->table),
					 &x->composer);
	if (ended == OUTCOME_OK)
		ended = compose_flush(&x->composer);
	return ended != OUTCOME_OK ? ended : outcome;
}

static int extract(struct extraction *e)
{
	static const struct markup_events events = { on_text, on_tag,
						     on_aside };
	static const struct table prose = { .kind = TABLE_PROSE };
	struct document *x = calloc(1, sizeof(*x));
	struct decoder *d = decoder_new(e, e->source, e->entry.position,
					(enum charset)e->entry.charset);
	int outcome = OUTCOME_FAILED;

	if (!x || !d) {
		problem_set(e->problem, outcome, REASON_MEMORY,
			    "no memory to read XML");
		goto out;
	}
	decoder_declare(d, markup_declared(e->head));
	x->markup = (struct markup){ .events = &events, .context = x,
				     .decoder = d };
	x->stack[0] = XML_PATH_NONE;
	compose_start(&x->composer, e->out);
	x->composer.lines = true;
	outcome = compose_table(&x->composer, &prose);
	if (outcome == OUTCOME_OK)
		outcome = read_document(x);
	if (x->text.failed || x->value.failed || x->paths.names.failed)
		outcome = problem_set(e->problem, OUTCOME_PARTIAL,
				      REASON_MEMORY, "no memory for text");
	e->exit.charset = (uint8_t)d->charset;
	xml_paths_release(&x->paths);
	buffer_release(&x->table);
	buffer_release(&x->value);
	buffer_release(&x->text);
out:
	free(d);
	free(x);
	return outcome;
}

static unsigned bid(const struct head *head)
{
	return markup_bid(head, false);
}

const struct format format_xml = {
	.name = "xml",
	.bid = bid,
	.extract = extract,
	.textual = true,
};
