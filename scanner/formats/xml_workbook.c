/* Workbooks in one XML document. See xml_workbook.h. */
#include "scanner/formats/xml_workbook.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/base/number.h"
#include "scanner/formats/markup.h"
#include "scanner/formats/sheet_rows.h"
#include "scanner/formats/xml_records.h"

#define COLUMNS_MAX 16384
#define COPIES_MAX 64 /* of a cell: more say nothing new */

/* Names of elements, without prefix. */
struct vocabulary {
	const char *root, *sheet, *row, *cell, *comment, *data;
	const char *covered; /* a cell below another one; "": not written */
};

static const struct vocabulary excel = {
	"Workbook", "Worksheet", "Row", "Cell", "Comment", "Data", "",
};
static const struct vocabulary flat = {
	"document", "table", "table-row", "table-cell", "annotation", "p",
	"covered-table-cell",
};

struct workbook {
	const struct vocabulary *words;
	struct markup markup;
	struct composer composer;
	struct sheet_rows rows;
	bool in_sheet, in_cell, in_data, number;
	bool stored; /* the cell's value is an attribute of it */
	bool whole; /* it was closed */
	unsigned comments; /* that are open: <Comment> holds <Data>, too */
	uint32_t column, next; /* of the cell; of the one behind it */
	uint32_t copies;       /* of the cell, beside each other */
	uint32_t row; /* from 1 */
	uint32_t covered[COLUMNS_MAX]; /* to which row, by cells above */
	struct buffer name, value, loose;
};

/* NULL: the document is no workbook. */
static const struct vocabulary *vocabulary_of(const struct head *head)
{
	static const char space[] = "urn:schemas-microsoft-com:office:"
				    "spreadsheet";
	static const char root[] = "<office:document ";
	static const char type[] = "opendocument.spreadsheet";
	const unsigned char *text = head->text, *end;
	size_t length = head->text_length;

	if (memmem(text, length, space, strlen(space)))
		return &excel;
	text = memmem(text, length, root, strlen(root));
	length -= text ? (size_t)(text - head->text) : 0;
	end = text ? memchr(text, '>', length) : NULL;
	return end && memmem(text, (size_t)(end - text), type, strlen(type))
		       ? &flat
		       : NULL;
}

bool xml_is_workbook(const struct head *head)
{
	return vocabulary_of(head);
}

/* An attribute by its name without prefix. */
static struct markup_attribute find(const struct markup_tag *tag,
				    const char *name)
{
	struct markup_attribute a;

	for (size_t at = 0; markup_attribute(tag, &at, &a);) {
		xml_local_name(&a.name, &a.name_length);
		if (a.value && markup_is(a.name, a.name_length, name))
			return a;
	}
	return (struct markup_attribute){ 0 };
}

static uint32_t number_of(struct markup_attribute a)
{
	uint32_t number = 0;

	for (size_t i = 0; i < a.value_length && number <= COLUMNS_MAX; i++) {
		if (a.value[i] < '0' || a.value[i] > '9')
			break;
		number = number * 10 + (a.value[i] - '0');
	}
	return number < COLUMNS_MAX ? number : COLUMNS_MAX;
}

/* Text that is in no cell waits until it parts no rows. */
static int add_loose(struct workbook *w, const unsigned char *text,
		     size_t length)
{
	static const unsigned char feed[] = "\n";
	int outcome;

	if (!w->in_sheet)
		return compose_passage(&w->composer, text, length);
	outcome = sheet_loose(&w->rows, text, length);
	return outcome == OUTCOME_OK ? sheet_loose(&w->rows, feed, 1)
				     : outcome;
}

/* A formula's literals, and addresses behind links, may be values. */
static int cell_attribute(struct workbook *w, const struct markup_tag *tag,
			  const char *name)
{
	struct markup_attribute a = find(tag, name);

	if (!a.value_length)
		return OUTCOME_OK;
	buffer_clear(&w->loose);
	markup_undo(&w->loose, a.value, a.value_length);
	return add_loose(w, w->loose.bytes, w->loose.length);
}

/* As it is stored, which may be shown otherwise. */
static void take_stored(struct workbook *w, const struct markup_tag *tag)
{
	struct markup_attribute value = find(tag, "value");

	w->number = value.value_length;
	if (!w->number)
		value = find(tag, "date-value");
	w->stored = value.value_length;
	buffer_clear(&w->value);
	markup_undo(&w->value, value.value, value.value_length);
}

static int cell_begin(struct workbook *w, const struct markup_tag *tag)
{
	uint32_t index = number_of(find(tag, "Index")), across, down;
	uint32_t repeated = number_of(find(tag, "number-columns-repeated"));
	int outcome;

	w->in_cell = true;
	/* Excel tells the column behind a cell that covers several rows,
	 * LibreOffice does not. */
	while (w->next < COLUMNS_MAX && w->covered[w->next] >= w->row)
		w->next++;
	w->column = index ? index - 1 : w->next;
	if (w->column >= COLUMNS_MAX)
		w->column = COLUMNS_MAX - 1;
	across = number_of(find(tag, "MergeAcross"));
	across += repeated ? repeated - 1 : 0;
	w->copies = repeated < 1 ? 1
		    : repeated < COPIES_MAX ? repeated
					    : COPIES_MAX;
	down = number_of(find(tag, "MergeDown"));
	for (w->next = w->column; w->next <= w->column + across; w->next++)
		if (down && w->next < COLUMNS_MAX)
			w->covered[w->next] = w->row + down;
	take_stored(w, tag);
	w->composer.line = w->rows.held.line = w->markup.line;
	outcome = cell_attribute(w, tag, "Formula");
	return outcome == OUTCOME_OK ? cell_attribute(w, tag, "HRef")
				     : outcome;
}

static int cell_end(struct workbook *w)
{
	const unsigned char *value = w->value.bytes;
	size_t length = w->value.length, whole;
	char digits[NUMBER_DIGITS];
	int outcome = OUTCOME_OK;

	if (!w->in_cell)
		return OUTCOME_OK;
	w->in_cell = w->in_data = false;
	if (!length || !w->in_sheet)
		return OUTCOME_OK;
	whole = w->number ? number_digits(value, length, digits) : 0;
	if (whole) {
		value = (unsigned char *)digits;
		length = whole;
	}
	for (; w->copies && outcome == OUTCOME_OK; w->copies--, w->column++)
		outcome = sheet_cell(&w->rows, w->column,
				     w->number ? CELL_NUMBER : 0, value,
				     length);
	return outcome;
}

static int sheet_close(struct workbook *w)
{
	int outcome = cell_end(w);

	if (!w->in_sheet)
		return outcome;
	if (outcome == OUTCOME_OK)
		outcome = sheet_end(&w->rows);
	w->in_sheet = false;
	return outcome;
}

static int opened(struct workbook *w, const unsigned char *name, size_t length,
		  const struct markup_tag *tag)
{
	const struct vocabulary *words = w->words;
	struct markup_attribute type;
	uint32_t index;
	int outcome = OUTCOME_OK;

	if (markup_is(name, length, words->sheet)) {
		outcome = sheet_close(w);
		type = find(tag, "Name");
		buffer_clear(&w->name);
		markup_undo(&w->name, type.value, type.value_length);
		sheet_start(&w->rows, &w->composer, buffer_string(&w->name));
		memset(w->covered, 0, sizeof(w->covered));
		w->row = 0;
		w->in_sheet = true;
	} else if (markup_is(name, length, words->row)) {
		index = number_of(find(tag, "Index"));
		if (index > w->row + 1 && w->in_sheet)
			outcome = sheet_row_end(&w->rows);
		w->row = index > w->row ? index : w->row + 1;
		w->next = 0;
	} else if (markup_is(name, length, words->cell) ||
		   markup_is(name, length, words->covered)) {
		outcome = cell_begin(w, tag);
	} else if (markup_is(name, length, words->comment)) {
		w->comments++;
	} else if (markup_is(name, length, words->data) && !w->comments) {
		type = find(tag, "Type");
		w->in_data = w->in_cell;
		w->number |= markup_is(type.value, type.value_length,
				       "Number");
		if (w->value.length && !w->stored)
			buffer_byte(&w->value, '\n');
	}
	return outcome;
}

static int closed(struct workbook *w, const unsigned char *name, size_t length)
{
	const struct vocabulary *words = w->words;

	w->whole |= markup_is(name, length, words->root);
	if (markup_is(name, length, words->sheet))
		return sheet_close(w);
	if (markup_is(name, length, words->row) && w->in_sheet)
		return sheet_row_end(&w->rows);
	if (markup_is(name, length, words->cell) ||
	    markup_is(name, length, words->covered))
		return cell_end(w);
	if (markup_is(name, length, words->comment))
		w->comments -= w->comments > 0;
	if (markup_is(name, length, words->data))
		w->in_data = false;
	return OUTCOME_OK;
}

static int on_tag(void *context, const struct markup_tag *tag)
{
	struct workbook *w = context;
	const unsigned char *name = tag->name;
	size_t length = tag->name_length;
	int outcome = OUTCOME_OK;

	xml_local_name(&name, &length);
	if (!tag->closes)
		outcome = opened(w, name, length, tag);
	if (outcome == OUTCOME_OK && (tag->closes || tag->empty))
		outcome = closed(w, name, length);
	return outcome;
}

static bool blank(const unsigned char *text, size_t length)
{
	while (length && (*text == ' ' || (*text >= '\t' && *text <= '\r'))) {
		text++;
		length--;
	}
	return !length;
}

static int on_text(void *context, const unsigned char *text, size_t length)
{
	struct workbook *w = context;

	if (w->in_data && w->stored)
		return OUTCOME_OK;
	if (w->in_data && w->value.length + length <= COMPOSE_CELL_MAX) {
		buffer_append(&w->value, text, length);
		return OUTCOME_OK;
	}
	w->composer.line = w->markup.line;
	return blank(text, length) ? OUTCOME_OK : add_loose(w, text, length);
}

int xml_workbook_read(struct extraction *e, struct decoder *d)
{
	static const struct markup_events events = { on_text, on_tag,
						     on_text };
	static const struct table prose = { .kind = TABLE_PROSE };
	struct workbook *w = calloc(1, sizeof(*w));
	int outcome, ended;

	if (!w)
		return problem_set(e->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a workbook");
	w->words = vocabulary_of(e->head);
	w->markup = (struct markup){ .events = &events, .context = w,
				     .decoder = d };
	compose_start(&w->composer, e->out);
	w->composer.lines = true;
	outcome = compose_table(&w->composer, &prose);
	if (outcome == OUTCOME_OK)
		outcome = markup_read(&w->markup);
	ended = sheet_close(w);
	if (ended == OUTCOME_OK)
		ended = compose_flush(&w->composer);
	if (outcome == OUTCOME_OK && !w->whole)
		outcome = problem_set(e->problem, OUTCOME_PARTIAL,
				      REASON_TRUNCATED,
				      "the workbook ends inside of an element");
	if (w->value.failed || w->name.failed || w->loose.failed)
		ended = problem_set(e->problem, OUTCOME_PARTIAL, REASON_MEMORY,
				    "no memory for text");
	sheet_release(&w->rows);
	buffer_release(&w->name);
	buffer_release(&w->value);
	buffer_release(&w->loose);
	free(w);
	return ended != OUTCOME_OK ? ended : outcome;
}
