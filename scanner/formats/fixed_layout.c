/* Where columns of fixed width are. See fixed_layout.h. */
#include "scanner/formats/fixed_layout.h"

#include <stdlib.h>
#include <string.h>

#define LINES_PROBED 24  /* for a look that is cheap */
#define LINES_ENOUGH 20  /* of one width, when no dashes tell */
#define NUMBER_WIDTH 6   /* places of digits that make it a table */
#define NAME_BYTES 4     /* two hanzi: of a name that touches another */

/* In what the text can be counted. */
static unsigned measures(const struct head *head)
{
	return head->charset == CHARSET_UTF8 || head->charset >= CHARSET_UTF16LE
		       ? FIXED_MEASURES
		       : 1;
}

/* How many lines from `at` on fit, of how many that hold something. */
static unsigned count_fits(const struct head *head, uint32_t at,
			   const struct fixed_layout *l, unsigned *lines)
{
	struct fixed_line line;
	unsigned fits = 0;

	*lines = 0;
	while (fixed_line_next(head, &at, &line)) {
		if (!line.length || fixed_dashes(line.text, line.length))
			continue;
		++*lines;
		fits += fixed_fits(l, line.text, line.length);
	}
	return fits;
}

/* Takes the measure in which most lines fit. False when too few do. */
static bool settle_measure(const struct head *head, struct fixed_layout *l)
{
	enum fixed_measure best = FIXED_BYTES;
	unsigned most = 0, lines = 0;

	for (unsigned m = 0; m < measures(head); m++) {
		unsigned fits;

		l->measure = (enum fixed_measure)m;
		fits = count_fits(head, l->rows, l, &lines);
		if (fits > most) {
			most = fits;
			best = l->measure;
		}
	}
	l->measure = best;
	return most && most * 5 >= lines * 4;
}

/* The first column takes what stands before it, too; the last one goes to
 * `end`. */
static void begin_column(struct fixed_layout *l, unsigned place, unsigned end)
{
	if (l->count == FIXED_COLUMNS_MAX)
		return;
	if (l->count)
		l->columns[l->count - 1].to = place;
	else
		place = 0;
	l->columns[l->count++] =
		(struct fixed_column){ .from = place, .to = end };
}

/* The columns that a line of dashes marks. */
static void read_dashes(const struct fixed_line *line, struct fixed_layout *l)
{
	for (uint32_t i = 0; i < line->length; i++)
		if (line->text[i] != ' ' && (!i || line->text[i - 1] == ' '))
			begin_column(l, i, UINT32_MAX);
}

static void set_names(const struct head *head, struct fixed_layout *l,
		      const struct fixed_line *names)
{
	l->names_from = (uint32_t)(names->text - head->text);
	l->names_to = l->names_from + names->length;
}

static bool find_ruled(const struct head *head, struct fixed_layout *l)
{
	struct fixed_line line, names = { 0 };
	uint32_t at = 0;

	for (unsigned i = 0; i < LINES_PROBED; i++, names = line) {
		if (!fixed_line_next(head, &at, &line))
			return false;
		if (fixed_dashes(line.text, line.length) < 2)
			continue;
		l->ruled = true;
		read_dashes(&line, l);
		l->rows = at;
		set_names(head, l, names.length ? &names : &line);
		if (!names.length)
			l->names_to = l->names_from;
		return settle_measure(head, l);
	}
	return false;
}

/* What stands at a place, in how many lines. */
struct place {
	uint16_t digits, blanks, crosses; /* X ends an ID number */
	uint16_t letters; /* of ASCII */
	uint16_t firsts; /* the same as in the first line */
	unsigned char first;
};

struct places {
	struct place at[FIXED_WIDTH_MAX];
	enum charset charset;
	unsigned lines;
};

/* Bytes of the character at `p`; *blank tells one that is as wide as a hanzi,
 * with which names are filled up. */
static unsigned character(enum charset charset, const unsigned char *p,
			  const unsigned char *end, bool *blank)
{
	*blank = false;
	if (charset == CHARSET_GB18030 && end - p >= 2 && *p > 0x80) {
		*blank = !memcmp(p, "\xA1\xA1", 2);
		return 2;
	}
	*blank = end - p >= 3 && !memcmp(p, "\xE3\x80\x80", 3);
	return *blank ? 3 : 1;
}

static void count_places(struct places *places, const struct fixed_layout *l,
			 const struct fixed_line *line)
{
	const unsigned char *p = line->text, *end = p + line->length;
	const unsigned char *behind = p; /* a character */
	bool blank = false;
	unsigned i = 0;

	while (p < end) {
		unsigned char c = *p;
		unsigned next;

		if (p >= behind)
			behind = p + character(places->charset, p, end, &blank);
		if (blank)
			c = ' ';
		next = i + fixed_step(l->measure, &p, end);

		for (; i < next; i++) {
			struct place *place = &places->at[i];

			if (!places->lines)
				place->first = c;
			place->digits += c >= '0' && c <= '9';
			place->blanks += c == ' ';
			place->crosses += c == 'X' || c == 'x';
			place->letters += (c | 0x20) >= 'a' &&
					  (c | 0x20) <= 'z';
			place->firsts += c == place->first;
		}
	}
	for (; i < l->width; i++)
		places->at[i].blanks++;
	places->lines++;
}

/* Nearly all lines have so many. */
static bool nearly(const struct places *p, unsigned lines)
{
	return lines * 20 >= p->lines * 19;
}

/* A place of digits, or of marks between them as dates have them, or of the X
 * behind them. */
static bool is_number(const struct places *p, unsigned i, unsigned width)
{
	const struct place *at = &p->at[i];

	if ((at->digits || (i && nearly(p, at[-1].digits))) &&
	    nearly(p, at->digits + at->crosses))
		return true;
	return i && i + 1 < width && nearly(p, at->firsts) &&
	       memchr("-/:.", at->first, 4) && nearly(p, at[-1].digits) &&
	       nearly(p, at[1].digits);
}

static bool may_be_number(const struct places *p, unsigned i)
{
	const struct place *at = &p->at[i];

	return at->digits && nearly(p, at->digits + at->crosses + at->blanks);
}

/* The same word or sign stands before it in every line, with a blank between
 * at most: a sentence, not a column. */
static bool is_labelled(const struct places *p, unsigned i)
{
	const struct place *at = &p->at[i];

	at -= i && at[-1].blanks == p->lines;
	return at > p->at && at[-1].firsts == p->lines &&
	       (at[-1].first >= 0x80 || at[-1].first == '=' ||
		at[-1].first == ':' || at[-1].first == '"');
}

/* A number seems to end beside its column: here some lines have a digit, and
 * others a sign, but no letter as codes have them. So lines are not aligned:
 * they are sentences of nearly one length. */
static bool is_ragged(const struct places *p, unsigned i)
{
	const struct place *at = &p->at[i];

	return !nearly(p, p->lines - at->digits) &&
	       !nearly(p, at->digits + at->letters);
}

/* Columns begin behind blanks, and where words and numbers meet. Numbers that
 * stand without a blank between them are told by the X that ends one, or as
 * the first is shorter in some lines. A line goes behind the last number at
 * least. False when there is none, of some digits, or one with a label; or,
 * where no line of names tells columns, one that is not aligned. */
static bool find_columns(const struct places *p, bool named,
			 struct fixed_layout *l)
{
	enum { GAP, WORDS, NUMBER } in = GAP;
	bool whole = false, shorter = false;
	unsigned run = 0;

	l->least = 0;
	for (unsigned i = 0; i < l->width; i++) {
		const struct place *at = &p->at[i];
		bool number = is_number(p, i, l->width);
		bool begins = in == GAP;

		run = number ? run + 1 : 0;
		l->least = run >= NUMBER_WIDTH ? i + 1 : l->least;
		if (at->blanks == p->lines) {
			in = GAP;
			continue;
		}
		if (in == NUMBER && number)
			begins = (whole && shorter) || at[-1].crosses;
		else if (in != GAP)
			begins = number ? in == WORDS
					: in == NUMBER && whole &&
						  !may_be_number(p, i);
		if (begins && in != GAP && !named &&
		    is_ragged(p, in == NUMBER ? i : i - 1))
			return false;
		if (begins && number && is_labelled(p, i))
			return false;
		if (begins) {
			begin_column(l, i, l->width);
			whole = number;
			shorter = false;
		}
		shorter |= !number;
		whole |= number;
		in = number || (in != WORDS && may_be_number(p, i)) ? NUMBER
								    : WORDS;
	}
	return l->least;
}

/* A line of names: words, and not a digit. */
static bool may_name(const struct fixed_line *line)
{
	bool words = false;

	for (uint32_t i = 0; i < line->length; i++) {
		unsigned char c = line->text[i];

		if (c >= '0' && c <= '9')
			return false;
		words |= c >= 0x80 || (c | 0x20) >= 'a';
	}
	return words;
}

/* The width that most of the first lines have in one measure; returns how many
 * do. */
static unsigned usual_width(const struct head *head, enum fixed_measure measure,
			    unsigned *width)
{
	unsigned votes = 0, same = 0;
	struct fixed_line line;
	uint32_t at = 0;

	for (unsigned i = 0;
	     i < LINES_PROBED && fixed_line_next(head, &at, &line); i++) {
		unsigned is = fixed_width(measure, line.text, line.length);

		if (!votes)
			*width = is;
		votes += is == *width ? 1 : -1u;
		same += is == *width;
	}
	return same;
}

/* The measure in which most lines have one width. False when too few do. */
static bool find_width(const struct head *head, struct fixed_layout *l)
{
	unsigned most = 0, lines;

	for (unsigned m = 0; m < measures(head); m++) {
		unsigned width = 0, same;

		same = usual_width(head, (enum fixed_measure)m, &width);
		if (same <= most)
			continue;
		most = same;
		l->measure = (enum fixed_measure)m;
		l->width = width;
	}
	l->least = (l->width + 1) / 2;
	return most * 4 >= LINES_ENOUGH * 3 && l->width &&
	       l->width <= FIXED_WIDTH_MAX &&
	       count_fits(head, 0, l, &lines) * 20 >= lines * 19;
}

/* Whether a name begins in a cell of the line of names: behind a blank, or
 * where two that leave none touch. What is left of a word is none. */
static bool is_name(const struct fixed_line *names,
		    const struct fixed_column *cell)
{
	const unsigned char *text = names->text + cell->from;

	return cell->from < cell->to &&
	       (!cell->from || text[-1] == ' ' ||
		(cell->to - cell->from >= NAME_BYTES && *text >= 0x80));
}

/* Blanks inside of a column, by chance in all lines, are no gap, and numbers
 * beside other signs no columns: each has a name of its own. */
static void join_unnamed(const struct fixed_line *names,
			 struct fixed_layout *l)
{
	struct fixed_column cells[FIXED_COLUMNS_MAX];
	unsigned kept = 0;

	fixed_cut(l, names->text, names->length, cells);
	for (unsigned i = 0; i < l->count; i++) {
		if (!i || is_name(names, &cells[i]))
			l->columns[kept++] = l->columns[i];
		else
			l->columns[kept - 1].to = l->columns[i].to;
	}
	l->count = kept;
}

static bool find_aligned(const struct head *head, struct fixed_layout *l)
{
	struct places *places;
	struct fixed_line line, names = { 0 };
	uint32_t at = 0;
	bool found = false;

	if (!find_width(head, l))
		return false;
	places = calloc(1, sizeof(*places));
	if (places)
		places->charset = head->charset;
	while (places && fixed_line_next(head, &at, &line)) {
		if (!fixed_fits(l, line.text, line.length))
			continue;
		if (!places->lines && !names.length && may_name(&line)) {
			names = line;
			l->rows = at;
			continue;
		}
		count_places(places, l, &line);
	}
	if (places && places->lines >= LINES_ENOUGH)
		found = find_columns(places, names.length, l);
	if (found && names.length) {
		set_names(head, l, &names);
		join_unnamed(&names, l);
	}
	free(places);
	return found;
}

bool fixed_layout_find(const struct head *head, struct fixed_layout *l)
{
	memset(l, 0, sizeof(*l));
	if (find_ruled(head, l))
		return true;
	memset(l, 0, sizeof(*l));
	return find_aligned(head, l);
}
