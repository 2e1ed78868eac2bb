/* Groups, control words and bytes of RTF. See rtf.h. */
#include "scanner/formats/rtf.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/base/escape.h"

#define WORD_MAX 32
#define NUMBER_DIGITS 10

int rtf_next(struct rtf *r)
{
	ssize_t got = -1;

	if (r->at < r->length)
		return r->bytes[r->at++];
	if (r->read != OUTCOME_OK)
		return -1;
	r->offset += r->length;
	r->at = r->length = 0;
	if (budget_time(r->x->budget, r->x->problem) == OUTCOME_OK)
		got = source_fill(r->x->source, r->bytes, RTF_BLOCK,
				  r->offset, r->x->problem);
	if (got < 0)
		r->read = OUTCOME_PARTIAL;
	if (got <= 0)
		return -1;
	r->length = (uint32_t)got;
	return r->bytes[r->at++];
}

static void group_begin(struct rtf *r)
{
	r->skip = 0;
	if (++r->depth >= RTF_GROUPS)
		return;
	r->group[1] = r->group[0];
	r->group++;
	r->group->starred = r->group->begins = false;
}

static void group_end(struct rtf *r)
{
	bool aside = r->group->begins;

	r->skip = 0;
	if (!r->depth)
		return;
	if (--r->depth >= RTF_GROUPS - 1)
		return;
	r->group--;
	if (aside)
		rtf_aside_end(r);
}

static bool is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A control word that begins with `c`. */
static void control_word(struct rtf *r, int c)
{
	char word[WORD_MAX + 1];
	size_t length = 0;
	unsigned digits = 0;
	int64_t number = 0;
	bool minus = false;

	for (; is_letter(c); c = rtf_next(r))
		if (length < WORD_MAX)
			word[length++] = (char)c;
	word[length] = 0;
	if (c == '-') {
		minus = true;
		c = rtf_next(r);
	}
	for (; c >= '0' && c <= '9' && digits < NUMBER_DIGITS;
	     c = rtf_next(r), digits++)
		number = number * 10 + c - '0';
	if (c >= 0 && c != ' ')
		r->at--; /* it was just read */
	if (number > INT32_MAX)
		number = INT32_MAX;
	rtf_word(r, word, digits > 0, (int32_t)(minus ? -number : number));
}

static void hex_byte(struct rtf *r)
{
	unsigned high = hex_digit((unsigned char)rtf_next(r));
	unsigned low = hex_digit((unsigned char)rtf_next(r));

	if (high < 16 && low < 16)
		rtf_byte(r, (unsigned char)(high << 4 | low));
}

/* What follows a backslash. */
static void control(struct rtf *r)
{
	int c = rtf_next(r);

	if (is_letter(c)) {
		control_word(r, c);
		return;
	}
	switch (c) {
	case '\'':
		hex_byte(r);
		break;
	case '*':
		r->group->starred = true;
		break;
	case '\n':
	case '\r':
		rtf_line_end(r);
		break;
	case '~': /* a blank that does not break */
		rtf_put(r, "\xC2\xA0");
		break;
	case '_': /* a hyphen that does not */
		rtf_put(r, "-");
		break;
	case '\\':
	case '{':
	case '}':
		rtf_byte(r, (unsigned char)c);
		break;
	default: /* \- and the like: nothing to see */
		break;
	}
}

static void read_all(struct rtf *r)
{
	int c;

	while (r->outcome == OUTCOME_OK && (c = rtf_next(r)) >= 0) {
		if (c == '{')
			group_begin(r);
		else if (c == '}')
			group_end(r);
		else if (c == '\\')
			control(r);
		else if (c != '\r' && c != '\n')
			rtf_byte(r, (unsigned char)c);
	}
	rtf_text_end(r);
}

/* How it ended, when nobody stopped it. */
static int conclude(struct rtf *r)
{
	struct problem *problem = r->x->problem;

	if (r->outcome != OUTCOME_OK)
		return r->outcome;
	if (r->read != OUTCOME_OK)
		return r->read;
	if (r->text.failed || r->aside.failed || r->raw.failed ||
	    r->grid.row.failed || r->grid.held.text.failed)
		return problem_set(problem, OUTCOME_PARTIAL, REASON_MEMORY,
				   "no memory for text");
	if (r->depth)
		return problem_set(problem, OUTCOME_PARTIAL, REASON_TRUNCATED,
				   "the document ends inside a group");
	if (r->objects)
		return problem_set(problem, OUTCOME_PARTIAL,
				   REASON_UNSUPPORTED,
				   "objects of other programs are not read");
	return OUTCOME_OK;
}

static int extract(struct extraction *x)
{
	static const struct table prose = { .kind = TABLE_PROSE };
	struct rtf *r = calloc(1, sizeof(*r));
	int outcome;

	if (!r)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read RTF");
	r->x = x;
	r->group = r->groups;
	r->charset = r->group->charset = CHARSET_LATIN1;
	r->group->skip = 1;
	compose_start(&r->composer, x->out);
	r->grid.composer = &r->composer;
	r->outcome = compose_table(&r->composer, &prose);
	read_all(r);
	outcome = conclude(r);
	grid_release(&r->grid);
	buffer_release(&r->text);
	buffer_release(&r->aside);
	buffer_release(&r->raw);
	free(r);
	return outcome;
}

static unsigned bid(const struct head *head)
{
	return head->length > 5 && !memcmp(head->bytes, "{\\rtf", 5) ? 40 : 0;
}

const struct format format_rtf = {
	.name = "rtf",
	.bid = bid,
	.extract = extract,
};
