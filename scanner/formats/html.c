/*
 * HTML: text as a browser shows it, in passages with their lines; tables; and
 * what it does not show: attributes, comments, scripts, a passage each.
 */
#include "scanner/formats/html_page.h"

#include <string.h>

#define PASSAGE_LONG (64 * 1024) /* ends at the next blank, */
#define PASSAGE_MAX (512 * 1024) /* or here */
#define TELLING_DIGITS 5 /* fewer in a tag are sizes and the like */

int page_passage_end(struct page *p)
{
	uint32_t line = p->markup.line;
	int outcome = OUTCOME_OK;

	p->composer.line = p->line;
	if (p->passage.length)
		outcome = compose_passage(&p->composer, p->passage.bytes,
					  p->passage.length);
	p->composer.line = line;
	buffer_clear(&p->passage);
	p->node = p->node_before = 0;
	p->blank = false;
	return outcome;
}

/* A line ends: of a cell's text it is only a line. */
static int line_end(struct page *p)
{
	if (!p->in_cell)
		return page_passage_end(p);
	if (p->passage.length)
		buffer_byte(&p->passage, '\n');
	p->blank = false;
	p->node = p->node_before = p->passage.length;
	return OUTCOME_OK;
}

/* A tag ends a stretch of text. */
static void join(struct page *p)
{
	if (p->node == p->passage.length)
		return;
	markup_join(&p->passage, p->node_before, p->node);
	p->node_before = p->node;
	p->node = p->passage.length;
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int add_word(struct page *p, const unsigned char *text, size_t length)
{
	if (p->passage.length > (p->blank ? PASSAGE_LONG : PASSAGE_MAX)) {
		int outcome = page_passage_end(p);

		if (outcome != OUTCOME_OK)
			return outcome;
	}
	if (!p->passage.length)
		p->line = p->markup.line;
	else if (p->blank)
		buffer_byte(&p->passage, ' ');
	p->blank = false;
	buffer_append(&p->passage, text, length);
	return OUTCOME_OK;
}

static int on_text(void *context, const unsigned char *text, size_t length)
{
	struct page *p = context;
	uint32_t line = p->markup.line;
	int outcome = OUTCOME_OK;

	for (size_t i = 0, n; i < length && outcome == OUTCOME_OK; i += n) {
		n = 0;
		if (is_blank(text[i])) {
			p->markup.line += text[i] == '\n';
			if (text[i] == '\n' && p->preformatted)
				outcome = line_end(p);
			p->blank = true;
			n = 1;
			continue;
		}
		while (i + n < length && !is_blank(text[i + n]))
			n++;
		outcome = add_word(p, text + i, n);
	}
	p->markup.line = line;
	return outcome;
}

/* Attributes and what else the source says but the page does not show. */
static int aside(struct page *p)
{
	int outcome;

	p->composer.line = p->markup.line;
	outcome = compose_passage(&p->composer, p->aside.bytes,
				  p->aside.length);
	buffer_clear(&p->aside);
	return outcome;
}

static int on_aside(void *context, const unsigned char *text, size_t length)
{
	struct page *p = context;

	buffer_append(&p->aside, text, length);
	return p->aside.length ? aside(p) : OUTCOME_OK;
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

static int caption(struct page *p, bool closes)
{
	if (closes && p->owner && p->grid.use == GRID_HELD)
		buffer_append(&p->grid.name, p->passage.bytes,
			      p->passage.length);
	return page_passage_end(p);
}

/* Some write the rows alone, to be put into a table. */
static int row_without_table(struct page *p)
{
	int outcome = page_table_begin(p);

	return outcome == OUTCOME_OK ? page_row_begin(p) : outcome;
}

static int act(struct page *p, const struct markup_tag *tag, enum role role)
{
	switch (role) {
	case ROLE_TABLE:
		return tag->closes ? page_table_end(p) : page_table_begin(p);
	case ROLE_ROW:
		return p->depth || tag->closes ? page_row_begin(p)
					       : row_without_table(p);
	case ROLE_CELL:
	case ROLE_HEAD:
		if (!tag->closes)
			return page_cell_begin(p, tag, role == ROLE_HEAD);
		return p->in_cell ? page_cell_end(p) : page_passage_end(p);
	case ROLE_CAPTION:
		return caption(p, tag->closes);
	case ROLE_PREFORMATTED:
		if (!tag->closes)
			p->preformatted++;
		else
			p->preformatted -= p->preformatted > 0;
		return line_end(p);
	case ROLE_BLOCK:
		return line_end(p);
	default:
		return OUTCOME_OK;
	}
}

static int on_tag(void *context, const struct markup_tag *tag)
{
	struct page *p = context;
	enum role role = role_of(tag);
	int outcome;

	if (role != ROLE_WRAP)
		join(p);
	outcome = act(p, tag, role);
	if (outcome != OUTCOME_OK || !may_tell(tag))
		return outcome;
	buffer_append(&p->aside, tag->name, tag->name_length);
	markup_undo(&p->aside, tag->attributes, tag->length);
	return aside(p);
}

static int read_page(struct page *p)
{
	int outcome = markup_read(&p->markup), ended;

	join(p);
	ended = page_row_end(p);
	if (ended == OUTCOME_OK)
		ended = page_passage_end(p);
	if (ended == OUTCOME_OK && p->owner)
		ended = grid_close(&p->grid);
	if (ended == OUTCOME_OK)
		ended = compose_flush(&p->composer);
	return ended != OUTCOME_OK ? ended : outcome;
}

static int extract(struct extraction *x)
{
	static const struct markup_events events = { on_text, on_tag,
						     on_aside };
	static const struct table prose = { .kind = TABLE_PROSE };
	struct page *p = calloc(1, sizeof(*p));
	struct decoder *d = decoder_new(x, x->source, x->entry.position,
					(enum charset)x->entry.charset);
	int outcome = OUTCOME_FAILED;

	if (!p || !d) {
		problem_set(x->problem, outcome, REASON_MEMORY,
			    "no memory to read HTML");
		goto out;
	}
	decoder_declare(d, markup_declared(x->head));
	p->markup = (struct markup){ .events = &events, .context = p,
				     .html = true, .decoder = d };
	compose_start(&p->composer, x->out);
	p->composer.lines = true;
	p->grid.composer = &p->composer;
	outcome = compose_table(&p->composer, &prose);
	if (outcome == OUTCOME_OK)
		outcome = read_page(p);
	if (p->passage.failed || p->aside.failed || p->grid.row.failed ||
	    p->grid.held.text.failed)
		outcome = problem_set(x->problem, OUTCOME_PARTIAL,
				      REASON_MEMORY, "no memory for text");
	x->exit.charset = (uint8_t)d->charset;
	grid_release(&p->grid);
	buffer_release(&p->aside);
	buffer_release(&p->passage);
out:
	free(d);
	free(p);
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
