/*
 * HTML: text as a browser shows it, in passages with their lines; tables; and
 * what it does not show: attributes, comments, scripts, a passage each.
 */
#include <string.h>

#include "scanner/formats/grid.h"
#include "scanner/formats/markup.h"

#define PASSAGE_LONG (64 * 1024) /* ends at the next blank, */
#define PASSAGE_MAX (512 * 1024) /* or here */
#define SPAN_MAX 1000 /* columns of a cell, as browsers have it */
#define TELLING_DIGITS 5 /* fewer in a tag are sizes and the like */
#define SPANS 256     /* columns whose cells may reach into rows below */

struct html {
	struct markup markup;
	struct composer composer;
	struct grid grid;
	struct buffer aside;   /* a tag's attributes */
	struct buffer passage; /* the text so far, */
	uint32_t line;         /* where it began, */
	size_t node;           /* where its last stretch without tags did, */
	size_t node_before;    /* and the one before that */
	bool blank;            /* before the next character */
	unsigned preformatted; /* <pre> around */
	unsigned depth;        /* tables around */
	unsigned owner;        /* whose table, by depth, the grid is; or 0 */
	bool in_cell, row_used;
	unsigned heads, cells; /* <th> and <td> of the row */
	uint32_t field, span, rows;
	uint16_t below[SPANS]; /* rows that a cell above reaches down yet */
};

static int passage_end(struct html *h)
{
	uint32_t line = h->markup.line;
	int outcome = OUTCOME_OK;

	h->composer.line = h->line;
	if (h->passage.length)
		outcome = compose_passage(&h->composer, h->passage.bytes,
					  h->passage.length);
	h->composer.line = line;
	buffer_clear(&h->passage);
	h->node = h->node_before = 0;
	h->blank = false;
	return outcome;
}

/* A line ends: of a cell's text it is only a line. */
static int line_end(struct html *h)
{
	if (!h->in_cell)
		return passage_end(h);
	if (h->passage.length)
		buffer_byte(&h->passage, '\n');
	h->blank = false;
	h->node = h->node_before = h->passage.length;
	return OUTCOME_OK;
}

/* A tag ends a stretch of text. */
static void join(struct html *h)
{
	if (h->node == h->passage.length)
		return;
	markup_join(&h->passage, h->node_before, h->node);
	h->node_before = h->node;
	h->node = h->passage.length;
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int add_word(struct html *h, const unsigned char *text, size_t length)
{
	if (h->passage.length > (h->blank ? PASSAGE_LONG : PASSAGE_MAX)) {
		int outcome = passage_end(h);

		if (outcome != OUTCOME_OK)
			return outcome;
	}
	if (!h->passage.length)
		h->line = h->markup.line;
	else if (h->blank)
		buffer_byte(&h->passage, ' ');
	h->blank = false;
	buffer_append(&h->passage, text, length);
	return OUTCOME_OK;
}

static int on_text(void *context, const unsigned char *text, size_t length)
{
	struct html *h = context;
	uint32_t line = h->markup.line;
	int outcome = OUTCOME_OK;

	for (size_t i = 0, n; i < length && outcome == OUTCOME_OK; i += n) {
		n = 0;
		if (is_blank(text[i])) {
			h->markup.line += text[i] == '\n';
			if (text[i] == '\n' && h->preformatted)
				outcome = line_end(h);
			h->blank = true;
			n = 1;
			continue;
		}
		while (i + n < length && !is_blank(text[i + n]))
			n++;
		outcome = add_word(h, text + i, n);
	}
	h->markup.line = line;
	return outcome;
}

/* Attributes and what else the source says but the page does not show. */
static int aside(struct html *h)
{
	int outcome;

	h->composer.line = h->markup.line;
	outcome = compose_passage(&h->composer, h->aside.bytes,
				  h->aside.length);
	buffer_clear(&h->aside);
	return outcome;
}

static int on_aside(void *context, const unsigned char *text, size_t length)
{
	struct html *h = context;

	buffer_append(&h->aside, text, length);
	return h->aside.length ? aside(h) : OUTCOME_OK;
}

/* No value is without an @ or some digits, in any form. */
static bool may_tell(const struct markup_tag *tag)
{
	unsigned digits = 0;

	for (size_t i = 0; i < tag->length; i++) {
		unsigned char c = tag->attributes[i];

		digits += c >= '0' && c <= '9';
		if (c == '@' || c == '&' || c >= 0x80)
			return true;
	}
	return digits >= TELLING_DIGITS;
}

static uint32_t number_of(const struct markup_tag *tag, const char *name)
{
	struct markup_attribute a = markup_find(tag, name);
	uint32_t n = 0;

	for (size_t i = 0; i < a.value_length && a.value[i] >= '0' &&
			   a.value[i] <= '9' && n < SPAN_MAX; i++)
		n = n * 10 + a.value[i] - '0';
	return !n ? 1 : n < SPAN_MAX ? n : SPAN_MAX;
}

static int cell_end(struct html *h)
{
	int outcome = OUTCOME_OK;

	if (!h->in_cell)
		return OUTCOME_OK;
	h->in_cell = false;
	while (h->passage.length &&
	       h->passage.bytes[h->passage.length - 1] == '\n')
		h->passage.length--;
	h->composer.line = h->line;
	if (h->passage.length)
		outcome = grid_cell(&h->grid, h->field, h->passage.bytes,
				    h->passage.length);
	h->row_used |= h->passage.length > 0;
	for (uint32_t i = h->field; h->rows > 1 && i < h->field + h->span &&
				    i < SPANS; i++)
		h->below[i] = (uint16_t)h->rows;
	h->field += h->span;
	buffer_clear(&h->passage);
	h->node = h->node_before = 0;
	h->blank = false;
	return outcome;
}

static int row_end(struct html *h)
{
	int outcome = cell_end(h);

	if (!h->row_used || outcome != OUTCOME_OK)
		return outcome;
	if (h->heads && h->grid.use == GRID_HELD)
		grid_heads(&h->grid, !h->cells);
	h->row_used = false;
	for (unsigned i = 0; i < SPANS; i++)
		h->below[i] -= h->below[i] > 0;
	return grid_row_end(&h->grid);
}

static int row_begin(struct html *h)
{
	int outcome = row_end(h);

	h->field = 0;
	h->heads = h->cells = 0;
	return outcome;
}

static int cell_begin(struct html *h, const struct markup_tag *tag, bool head)
{
	int outcome = cell_end(h);

	if (outcome == OUTCOME_OK)
		outcome = passage_end(h);
	if (h->owner != h->depth || !h->owner)
		return outcome;
	while (h->field < SPANS && h->below[h->field])
		h->field++;
	h->in_cell = true;
	h->heads += head;
	h->cells += !head;
	h->span = number_of(tag, "colspan");
	h->rows = number_of(tag, "rowspan");
	return outcome;
}

/* A table around another one lays out the page. */
static int table_begin(struct html *h)
{
	int outcome = row_end(h);

	if (outcome == OUTCOME_OK)
		outcome = passage_end(h);
	if (outcome == OUTCOME_OK && h->owner)
		outcome = grid_close(&h->grid);
	h->owner = ++h->depth;
	h->field = 0;
	memset(h->below, 0, sizeof(h->below));
	grid_open(&h->grid);
	return outcome;
}

static int table_end(struct html *h)
{
	int outcome = row_end(h);

	if (outcome == OUTCOME_OK)
		outcome = passage_end(h);
	if (outcome == OUTCOME_OK && h->owner && h->owner == h->depth) {
		outcome = grid_close(&h->grid);
		h->owner = 0;
	}
	h->depth -= h->depth > 0;
	return outcome;
}

enum role {
	ROLE_BLOCK,
	ROLE_INLINE,
	ROLE_WRAP, /* a place where a word may be broken: divides nothing */
	ROLE_TABLE,
	ROLE_ROW,
	ROLE_CELL,
	ROLE_HEAD,
	ROLE_CAPTION,
	ROLE_PREFORMATTED,
};

static enum role role_of(const struct markup_tag *tag)
{
	static const struct {
		char name[8];
		enum role role;
	} roles[] = {
		{ "a", ROLE_INLINE },	 { "abbr", ROLE_INLINE },
		{ "acronym", ROLE_INLINE }, { "b", ROLE_INLINE },
		{ "bdi", ROLE_INLINE },	 { "bdo", ROLE_INLINE },
		{ "big", ROLE_INLINE },	 { "caption", ROLE_CAPTION },
		{ "cite", ROLE_INLINE }, { "code", ROLE_INLINE },
		{ "data", ROLE_INLINE }, { "del", ROLE_INLINE },
		{ "dfn", ROLE_INLINE },	 { "em", ROLE_INLINE },
		{ "font", ROLE_INLINE }, { "i", ROLE_INLINE },
		{ "ins", ROLE_INLINE },	 { "kbd", ROLE_INLINE },
		{ "label", ROLE_INLINE }, { "mark", ROLE_INLINE },
		{ "nobr", ROLE_INLINE }, { "o:p", ROLE_INLINE },
		{ "output", ROLE_INLINE }, { "pre", ROLE_PREFORMATTED },
		{ "q", ROLE_INLINE },	 { "s", ROLE_INLINE },
		{ "samp", ROLE_INLINE }, { "small", ROLE_INLINE },
		{ "span", ROLE_INLINE }, { "strike", ROLE_INLINE },
		{ "strong", ROLE_INLINE }, { "sub", ROLE_INLINE },
		{ "sup", ROLE_INLINE },	 { "table", ROLE_TABLE },
		{ "td", ROLE_CELL },	 { "th", ROLE_HEAD },
		{ "time", ROLE_INLINE }, { "tr", ROLE_ROW },
		{ "tt", ROLE_INLINE },	 { "u", ROLE_INLINE },
		{ "var", ROLE_INLINE },	 { "wbr", ROLE_WRAP },
	};

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if ((tag->name[0] | 0x20) == roles[i].name[0] &&
		    markup_is(tag->name, tag->name_length, roles[i].name))
			return roles[i].role;
	return ROLE_BLOCK;
}

static int caption(struct html *h, bool closes)
{
	if (closes && h->owner && h->grid.use == GRID_HELD)
		buffer_append(&h->grid.name, h->passage.bytes,
			      h->passage.length);
	return passage_end(h);
}

static int act(struct html *h, const struct markup_tag *tag, enum role role)
{
	switch (role) {
	case ROLE_TABLE:
		return tag->closes ? table_end(h) : table_begin(h);
	case ROLE_ROW:
		return row_begin(h);
	case ROLE_CELL:
	case ROLE_HEAD:
		if (!tag->closes)
			return cell_begin(h, tag, role == ROLE_HEAD);
		return h->in_cell ? cell_end(h) : passage_end(h);
	case ROLE_CAPTION:
		return caption(h, tag->closes);
	case ROLE_PREFORMATTED:
		if (!tag->closes)
			h->preformatted++;
		else
			h->preformatted -= h->preformatted > 0;
		return line_end(h);
	case ROLE_BLOCK:
		return line_end(h);
	default:
		return OUTCOME_OK;
	}
}

static int on_tag(void *context, const struct markup_tag *tag)
{
	struct html *h = context;
	enum role role = role_of(tag);
	int outcome;

	if (role != ROLE_WRAP)
		join(h);
	outcome = act(h, tag, role);
	if (outcome != OUTCOME_OK || !may_tell(tag))
		return outcome;
	buffer_append(&h->aside, tag->name, tag->name_length);
	markup_undo(&h->aside, tag->attributes, tag->length);
	return aside(h);
}

static int read_page(struct html *h)
{
	int outcome = markup_read(&h->markup), ended;

	join(h);
	ended = row_end(h);
	if (ended == OUTCOME_OK)
		ended = passage_end(h);
	if (ended == OUTCOME_OK && h->owner)
		ended = grid_close(&h->grid);
	if (ended == OUTCOME_OK)
		ended = compose_flush(&h->composer);
	return ended != OUTCOME_OK ? ended : outcome;
}

static int extract(struct extraction *x)
{
	static const struct markup_events events = { on_text, on_tag,
						     on_aside };
	static const struct table prose = { .kind = TABLE_PROSE };
	struct html *h = calloc(1, sizeof(*h));
	struct decoder *d = decoder_new(x, x->source, x->entry.position,
					(enum charset)x->entry.charset);
	int outcome = OUTCOME_FAILED;

	if (!h || !d) {
		problem_set(x->problem, outcome, REASON_MEMORY,
			    "no memory to read HTML");
		goto out;
	}
	decoder_declare(d, markup_declared(x->head));
	h->markup = (struct markup){ .events = &events, .context = h,
				     .html = true, .decoder = d };
	compose_start(&h->composer, x->out);
	h->composer.lines = true;
	h->grid.composer = &h->composer;
	outcome = compose_table(&h->composer, &prose);
	if (outcome == OUTCOME_OK)
		outcome = read_page(h);
	if (h->passage.failed || h->aside.failed || h->grid.row.failed ||
	    h->grid.held.text.failed)
		outcome = problem_set(x->problem, OUTCOME_PARTIAL,
				      REASON_MEMORY, "no memory for text");
	x->exit.charset = (uint8_t)d->charset;
	grid_release(&h->grid);
	buffer_release(&h->aside);
	buffer_release(&h->passage);
out:
	free(d);
	free(h);
	return outcome;
}

static unsigned bid(const struct head *head)
{
	return markup_bid(head, true);
}

const struct format format_html = {
	.name = "html",
	.bid = bid,
	.extract = extract,
	.textual = true,
};
