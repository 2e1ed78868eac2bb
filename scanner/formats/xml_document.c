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

#include "scanner/formats/xml_cells.h"
#include "scanner/formats/xml_records.h"
#include "scanner/formats/xml_workbook.h"

#define TEXT_MAX (256 * 1024) /* what is longer is cut anywhere */
#define DEPTH_MAX 256 /* elements further in are all told by this one */

struct document {
	struct markup markup;
	struct xml_cells cells;
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
	uint16_t described;   /* rows that attributes tell of, or NONE */
	uint32_t record_depth; /* of the record at hand */
	uint32_t again;       /* depth of what ends a row of the root; 0: not
			       * known yet */
	bool bare; /* the element holds nothing so far, */
	bool nil;  /* and says so */
	bool worded[DEPTH_MAX + 1]; /* the elements hold text */
	bool whole;           /* the root was closed */
	uint16_t stack[DEPTH_MAX + 1]; /* the elements' paths, */
	uint16_t names[DEPTH_MAX + 1]; /* and without regard to attributes */
	const unsigned char *naming; /* the attribute that names an element */
};

/* Where an element of this depth stands in what is kept of those around. */
static uint32_t kept(uint32_t depth)
{
	return depth < DEPTH_MAX ? depth : DEPTH_MAX;
}

/* An element of a record that holds nothing is a blank, where no text stands
 * beside it. */
static int give_blank(struct document *x)
{
	uint32_t top = kept(x->depth);

	return x->worded[top] || x->worded[top - 1]
		       ? OUTCOME_OK
		       : xml_cells_blank(&x->cells, x->stack[top], x->nil);
}

static int text_end(struct document *x)
{
	uint32_t line = x->markup.line;
	int outcome = OUTCOME_OK;

	x->cells.composer.line = x->line;
	if (x->mixed)
		outcome = xml_cells_passage(&x->cells, x->text.bytes,
					    x->text.length);
	else if (x->text.length)
		outcome = xml_cells_value(&x->cells, x->path, x->text.bytes,
					  x->text.length);
	x->cells.composer.line = line;
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

	for (; x->tags && length && xml_is_blank(*text); text++, length--) {
		skipped += *text == '\n';
		x->gap = true;
	}
	if (!length)
		return OUTCOME_OK;
	if (!x->text.length) {
		x->line = x->markup.line + skipped;
		x->path = x->stack[kept(x->depth)];
	} else if (x->gap) {
		buffer_byte(&x->text, ' ');
	}
	x->worded[kept(x->depth)] = true;
	x->mixed |= x->tags && x->text.length;
	x->tags = 0;
	x->gap = false;
	buffer_append(&x->text, text, length);
	if (x->text.length > TEXT_MAX ||
	    (x->text.length > XML_VALUE_MAX &&
	     (xml_is_blank(text[length - 1]) || text[length - 1] >= 0x80)))
		outcome = text_end(x);
	return outcome;
}

static int on_aside(void *context, const unsigned char *text, size_t length)
{
	struct document *x = context;

	x->cells.composer.line = x->markup.line;
	return xml_cells_passage(&x->cells, text, length);
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
			own = paths_below(&x->cells.paths, path, a.name,
					  a.name_length);
		}
		buffer_clear(&x->value);
		markup_undo(&x->value, a.value, a.value_length);
		outcome = xml_cells_value(&x->cells, own, x->value.bytes,
					  x->value.length);
	}
	return outcome;
}

/* In the root's table: an element whose like was seen ends a row, if it is
 * the outermost that comes again and holds more than text. */
static int comes_again(struct document *x, const struct markup_tag *tag,
		       uint16_t path)
{
	struct path *known = &x->cells.paths.paths[path];
	bool again = known->seen && (known->holds || x->depth == 2) &&
		     (!x->again || x->depth < x->again);

	known->seen = true;
	known->holds |= tag->length > 0;
	if (known->parent != PATH_NONE)
		x->cells.paths.paths[known->parent].holds = true;
	if (!again)
		return OUTCOME_OK;
	x->again = x->depth;
	return xml_cells_end_root(&x->cells);
}

/* Of a record that begins, or of the root. */
static int begin_row(struct document *x, const struct markup_tag *tag,
		     uint16_t path, uint16_t name)
{
	if (name == PATH_NONE || !xml_is_record(&x->cells.paths, name))
		return comes_again(x, tag, path);
	x->cells.record = path;
	x->record_depth = x->depth;
	return OUTCOME_OK;
}

static int element_begin(struct document *x, const struct markup_tag *tag)
{
	struct paths *paths = &x->cells.paths;
	uint32_t top = kept(x->depth);
	uint16_t path = PATH_NONE, name = PATH_NONE;
	int outcome = OUTCOME_OK;

	if (!top || x->names[top] != PATH_NONE)
		name = xml_path(paths, x->names[top], tag, NULL);
	if (!tag->length && x->stack[top] == x->names[top])
		path = name;
	else if (!top || x->stack[top] != PATH_NONE)
		path = xml_path(paths, x->stack[top], tag, &x->naming);
	if (x->cells.root == PATH_NONE)
		x->cells.root = path;
	x->whole &= x->depth++ > 0;
	if (top < DEPTH_MAX) {
		x->names[top + 1] = name;
		x->stack[top + 1] = path;
		x->worded[top + 1] = false;
	}
	x->bare = top < DEPTH_MAX;
	x->nil = false;
	if (path != PATH_NONE && name != PATH_NONE)
		paths->paths[path].many |= paths->paths[name].many;
	if (path != PATH_NONE && x->cells.record == PATH_NONE) {
		xml_describe(paths, x->stack[top], tag, &x->described);
		outcome = begin_row(x, tag, path, name);
	}
	return outcome == OUTCOME_OK ? attributes(x, tag, path) : outcome;
}

/* The element that ends is the record. */
static bool ends_record(const struct document *x)
{
	return x->cells.record != PATH_NONE && x->depth == x->record_depth;
}

/* Whatever is missing in it, the root is closed by its name, too. */
static bool closes_root(const struct document *x, const struct markup_tag *tag)
{
	const unsigned char *name = tag->name;
	size_t length = tag->name_length;

	xml_local_name(&name, &length);
	return x->depth <= 1 || (x->cells.root != PATH_NONE &&
				 paths_is(&x->cells.paths, x->cells.root,
					  name, length));
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
		outcome = xml_cells_end_record(&x->cells);
	} else if (x->depth <= x->again) {
		outcome = xml_cells_end_root(&x->cells);
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
	x->cells.composer.line = x->markup.line;
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
		ended = xml_cells_end_record(&x->cells);
	if (ended == OUTCOME_OK)
		ended = xml_cells_end_root(&x->cells);
	if (ended == OUTCOME_OK)
		ended = compose_flush(&x->cells.composer);
	if (ended == OUTCOME_OK)
		ended = paths_define(&x->cells.paths, x->cells.composer.out);
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
	x->described = PATH_NONE;
	x->whole = true;
	xml_cells_start(&x->cells, e->out);
	xml_records_learn(&x->cells.paths, e);
	outcome = compose_table(&x->cells.composer, &prose);
	if (outcome == OUTCOME_OK)
		outcome = read_document(x);
	if (x->text.failed || x->value.failed ||
	    x->cells.paths.names.failed)
		outcome = problem_set(e->problem, OUTCOME_PARTIAL,
				      REASON_MEMORY, "no memory for text");
	xml_cells_release(&x->cells);
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
