/*
 * XML of any vocabulary, also when it is not well-formed: values of elements
 * and attributes as cells under their ways. The outermost element that comes
 * again is a row of a table of its own, as far as the head tells that it
 * will; what is in none of these is in the root's table, where a row ends
 * before an element that comes again. Text with elements inside of it is a
 * passage.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/compose.h"
#include "scanner/formats/xml_records.h"
#include "scanner/formats/xml_workbook.h"

#define TEXT_LONG (64 * 1024) /* of one value; more is a passage, */
#define TEXT_MAX (256 * 1024)  /* as soon as it can be cut; or anywhere */
#define DEPTH_MAX 256 /* elements further in are all told by this one */

struct document {
	struct markup markup;
	struct composer composer;
	struct paths paths;
	struct buffer name;   /* of a table */
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
	uint16_t root;        /* the first element */
	uint16_t described;   /* rows that attributes tell of, or NONE */
	uint16_t open;        /* the table that is open */
	uint16_t record;      /* whose row is at hand, and its depth; NONE: */
	uint32_t record_depth; /* the root's */
	uint32_t again;       /* depth of what ends a row of the root; 0: not
			       * known yet */
	bool row_used, root_used; /* the row has a cell */
	bool bare; /* the element holds nothing so far, */
	bool nil;  /* and says so */
	bool worded[DEPTH_MAX + 1]; /* the elements hold text */
	bool whole;           /* the root was closed */
	uint16_t stack[DEPTH_MAX + 1]; /* the elements' paths, */
	uint16_t names[DEPTH_MAX + 1]; /* and without regard to attributes */
	const unsigned char *naming; /* the attribute that names an element */
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

static int open_table(struct document *x, uint16_t path)
{
	struct table table = { .kind = TABLE_ROWS };

	if (x->open == path)
		return OUTCOME_OK;
	x->open = path;
	buffer_clear(&x->name);
	paths_way(&x->paths, PATH_NONE, path, &x->name);
	table.name = buffer_string(&x->name);
	return compose_table(&x->composer, &table);
}

/* Ends the row of a table, wherever its last cell may be by now. */
static int row_end(struct document *x, uint16_t path, bool *used)
{
	int outcome = OUTCOME_OK;

	if (!*used)
		return OUTCOME_OK;
	*used = false;
	if (x->open != path || x->composer.prose ||
	    !x->composer.out->chunk->cell_count) {
		outcome = open_table(x, path);
		if (outcome == OUTCOME_OK)
			outcome = compose_cell(&x->composer, UINT16_MAX, 0,
					       NULL, 0);
	}
	compose_row_end(&x->composer);
	return outcome;
}

/* What phpMyAdmin writes where a row has no value. */
static bool says_null(const unsigned char *text, size_t length)
{
	return length == 4 && !memcmp(text, "NULL", 4);
}

/* A value under its path; without one, it stands for itself. */
static int give_value(struct document *x, uint16_t path,
		      const unsigned char *text, size_t length)
{
	uint16_t table = x->record == PATH_NONE ? x->root : x->record;
	uint16_t field = PATH_NONE;
	int outcome;

	while (length && is_blank(*text)) {
		text++;
		length--;
	}
	while (length && is_blank(text[length - 1]))
		length--;
	if (!length)
		return OUTCOME_OK;
	if (path != PATH_NONE && table != PATH_NONE)
		field = paths_field(&x->paths, table, path);
	if (field == PATH_NONE || length > TEXT_LONG)
		return may_tell(text, length)
			       ? compose_passage(&x->composer, text, length)
			       : OUTCOME_OK;
	*(x->record == PATH_NONE ? &x->root_used : &x->row_used) = true;
	outcome = open_table(x, table);
	if (outcome != OUTCOME_OK)
		return outcome;
	return says_null(text, length)
		       ? compose_cell(&x->composer, field, CELL_NULL, NULL, 0)
		       : compose_cell(&x->composer, field, 0, text, length);
}

/* An element of a record that holds nothing is a blank, where no text stands
 * beside it. */
static int give_blank(struct document *x)
{
	uint32_t top = x->depth < DEPTH_MAX ? x->depth : DEPTH_MAX;
	uint16_t path = x->stack[top], field;
	int outcome;

	if (x->record == PATH_NONE || path == PATH_NONE || x->worded[top] ||
	    x->worded[top - 1])
		return OUTCOME_OK;
	field = paths_field(&x->paths, x->record, path);
	if (field == PATH_NONE)
		return OUTCOME_OK;
	x->row_used = true;
	outcome = open_table(x, x->record);
	return outcome == OUTCOME_OK
		       ? compose_cell(&x->composer, field,
				      x->nil ? CELL_NULL : 0, NULL, 0)
		       : outcome;
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
	x->worded[x->depth < DEPTH_MAX ? x->depth : DEPTH_MAX] = true;
	x->mixed |= x->tags && x->text.length;
	x->tags = 0;
	x->gap = false;
	buffer_append(&x->text, text, length);
	if (x->text.length > TEXT_MAX ||
	    (x->text.length > TEXT_LONG &&
	     (is_blank(text[length - 1]) || text[length - 1] >= 0x80)))
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

/* What a prefix means, or of which type an element is, is no value. */
static bool is_value(const struct markup_attribute *a)
{
	return (a->name_length < 5 || memcmp(a->name, "xmlns", 5) != 0) &&
	       (a->name_length < 4 || memcmp(a->name, "xsi:", 4) != 0);
}

/* Notes whether the element may be a blank, from an attribute of it. */
static void judge_bare(struct document *x, const struct markup_attribute *a)
{
	x->nil |= markup_is(a->name, a->name_length, "xsi:nil");
	x->bare &= a->value == x->naming || !is_value(a);
}

static int attributes(struct document *x, const struct markup_tag *tag,
		      uint16_t path)
{
	struct markup_attribute a;
	int outcome = OUTCOME_OK;

	for (size_t at = 0; outcome == OUTCOME_OK &&
			    markup_attribute(tag, &at, &a);) {
		uint16_t own = PATH_NONE;

		judge_bare(x, &a);
		if (!a.value) {
			a.value = a.name;
			a.value_length = a.name_length;
		} else if (path != PATH_NONE && a.value != x->naming &&
			   is_value(&a)) {
			xml_local_name(&a.name, &a.name_length);
			own = paths_below(&x->paths, path, a.name,
					  a.name_length);
		}
		buffer_clear(&x->value);
		markup_undo(&x->value, a.value, a.value_length);
		outcome = give_value(x, own, x->value.bytes, x->value.length);
	}
	return outcome;
}

/* In the root's table: an element whose like was seen ends a row, if it is
 * the outermost that comes again and holds more than text. */
static int comes_again(struct document *x, const struct markup_tag *tag,
		       uint16_t path)
{
	struct path *known = &x->paths.paths[path];
	bool again = known->seen && (known->holds || x->depth == 2) &&
		     (!x->again || x->depth < x->again);

	known->seen = true;
	known->holds |= tag->length > 0;
	if (known->parent != PATH_NONE)
		x->paths.paths[known->parent].holds = true;
	if (!again)
		return OUTCOME_OK;
	x->again = x->depth;
	return row_end(x, x->root, &x->root_used);
}

static int element_begin(struct document *x, const struct markup_tag *tag)
{
	uint32_t top = x->depth < DEPTH_MAX ? x->depth : DEPTH_MAX;
	uint16_t path = PATH_NONE, name = PATH_NONE;
	int outcome = OUTCOME_OK;

	if (!top || x->names[top] != PATH_NONE)
		name = xml_path(&x->paths, x->names[top], tag, NULL);
	if (!tag->length && x->stack[top] == x->names[top])
		path = name;
	else if (!top || x->stack[top] != PATH_NONE)
		path = xml_path(&x->paths, x->stack[top], tag, &x->naming);
	if (x->root == PATH_NONE)
		x->root = path;
	x->whole &= x->depth++ > 0;
	if (top < DEPTH_MAX) {
		x->names[top + 1] = name;
		x->stack[top + 1] = path;
		x->worded[top + 1] = false;
	}
	x->bare = top < DEPTH_MAX;
	x->nil = false;
	if (path != PATH_NONE && name != PATH_NONE)
		x->paths.paths[path].many |= x->paths.paths[name].many;
	if (path != PATH_NONE && x->record == PATH_NONE) {
		xml_describe(&x->paths, x->stack[top], tag, &x->described);
		if (name != PATH_NONE && xml_is_record(&x->paths, name)) {
			x->record = path;
			x->record_depth = x->depth;
		} else {
			outcome = comes_again(x, tag, path);
		}
	}
	return outcome == OUTCOME_OK ? attributes(x, tag, path) : outcome;
}

/* The element that ends is the record. */
static bool ends_record(const struct document *x)
{
	return x->record != PATH_NONE && x->depth == x->record_depth;
}

/* Whatever is missing in it, the root is closed by its name, too. */
static bool closes_root(const struct document *x, const struct markup_tag *tag)
{
	const unsigned char *name = tag->name;
	size_t length = tag->name_length;

	xml_local_name(&name, &length);
	return x->depth <= 1 || (x->root != PATH_NONE &&
				 paths_is(&x->paths, x->root, name, length));
}

static int element_end(struct document *x, const struct markup_tag *tag)
{
	int outcome = x->bare && !ends_record(x) ? give_blank(x)
						 : OUTCOME_OK;

	x->bare = false;
	if (outcome != OUTCOME_OK)
		return outcome;
	x->whole |= closes_root(x, tag);
	if (ends_record(x)) {
		outcome = row_end(x, x->record, &x->row_used);
		x->record = PATH_NONE;
	} else if (x->depth <= x->again) {
		outcome = row_end(x, x->root, &x->root_used);
	}
	x->depth -= x->depth > 0;
	return outcome;
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
	if (++x->tags > 1 || tag->empty ||
	    (tag->closes && ends_record(x)))
		outcome = text_end(x);
	x->composer.line = x->markup.line;
	if (outcome == OUTCOME_OK && !tag->closes)
		outcome = element_begin(x, tag);
	if (outcome == OUTCOME_OK && (tag->closes || tag->empty))
		outcome = element_end(x, tag);
	return outcome;
}

static int read_document(struct document *x)
{
	int outcome = markup_read(&x->markup), ended = text_end(x);

	if (ended == OUTCOME_OK)
		ended = row_end(x, x->record, &x->row_used);
	if (ended == OUTCOME_OK)
		ended = row_end(x, x->root, &x->root_used);
	if (ended == OUTCOME_OK)
		ended = compose_flush(&x->composer);
	if (ended == OUTCOME_OK)
		ended = paths_define(&x->paths, x->composer.out);
	if (ended == OUTCOME_OK && outcome == OUTCOME_OK && !x->whole)
		return problem_set(x->markup.decoder->problem, OUTCOME_PARTIAL,
				   REASON_TRUNCATED,
				   "the XML ends inside of an element");
	return ended != OUTCOME_OK ? ended : outcome;
}

static int read_any(struct extraction *e, struct decoder *d)
{
	static const struct markup_events events = { on_text, on_tag,
						     on_aside };
	static const struct table prose = { .kind = TABLE_PROSE };
	struct document *x = calloc(1, sizeof(*x));
	int outcome;

	if (!x)
		return problem_set(e->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read XML");
	x->markup = (struct markup){ .events = &events, .context = x,
				     .decoder = d };
	x->stack[0] = x->names[0] = PATH_NONE;
	x->root = x->open = x->record = x->described = PATH_NONE;
	x->whole = true;
	xml_records_learn(&x->paths, e);
	compose_start(&x->composer, e->out);
	x->composer.lines = true;
	outcome = compose_table(&x->composer, &prose);
	if (outcome == OUTCOME_OK)
		outcome = read_document(x);
	if (x->text.failed || x->value.failed || x->paths.names.failed)
		outcome = problem_set(e->problem, OUTCOME_PARTIAL,
				      REASON_MEMORY, "no memory for text");
	paths_release(&x->paths);
	buffer_release(&x->name);
	buffer_release(&x->value);
	buffer_release(&x->text);
	free(x);
	return outcome;
}

static int extract(struct extraction *e)
{
	struct decoder *d = decoder_new(e, e->source, e->entry.position,
					(enum charset)e->entry.charset);
	int outcome;

	if (!d)
		return problem_set(e->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read XML");
	decoder_declare(d, markup_declared(e->head));
	outcome = xml_is_workbook(e->head) ? xml_workbook_read(e, d)
					   : read_any(e, d);
	e->exit.charset = (uint8_t)d->charset;
	free(d);
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
