/*
 * Which delimiter explains the first lines: nearly all have the same number
 * of it. What stands in brackets, at the ends of lines only, or now and then
 * is code, prose and the like.
 */
#include "scanner/formats/csv_dialect.h"

#include <string.h>
#include <strings.h>

#include "scanner/formats/csv_sample.h"

#define ROWS_ENOUGH 3
#define ROWS_BELOW_TITLES 5
#define ROWS_OF_OTHERS 3 /* beside each other */

/* What a delimiter makes of the sample. */
struct reading {
	enum csv_class class;
	unsigned char delimiter[3];
	unsigned length;
	unsigned each;  /* of it in a row */
	unsigned first; /* line that is a row */
	unsigned rows;  /* lines from there on, a footer not counted; */
	unsigned same;  /* those with as many of it; */
	unsigned others; /* ... of tables with more or fewer columns */
	unsigned ends;  /* ... that begin or end with it */
	unsigned framed;
	unsigned within; /* of it in brackets */
	unsigned columns; /* of the first table */
	unsigned score;
};

static unsigned count_of(const struct csv_line *line, enum csv_class class)
{
	return line->counts[0][class] + line->counts[1][class];
}

/* Where the line's text ends and begins, without blanks. */
static struct csv_line stripped(const struct csv_sample *s,
				const struct csv_line *line)
{
	const unsigned char *text = s->head->text;
	struct csv_line bare = *line;

	while (bare.from < bare.to && text[bare.from] == ' ')
		bare.from++;
	while (bare.to > bare.from &&
	       (text[bare.to - 1] == ' ' || text[bare.to - 1] == '\r'))
		bare.to--;
	return bare;
}

/* All of it stands at the line's end: a title, as spreadsheets write it. */
static bool is_title(const struct csv_sample *s, const struct csv_line *line,
		     const struct reading *r)
{
	struct csv_line bare = stripped(s, line);
	unsigned n = count_of(line, r->class);

	while (n && bare.to > bare.from &&
	       s->head->text[bare.to - 1] == r->delimiter[0]) {
		bare.to--;
		n--;
	}
	return !n;
}

/* The number that most lines have that have any (Boyer and Moore's vote),
 * titles left out unless there is nothing else. */
static unsigned usual_count(const struct csv_sample *s,
			    const struct reading *r, bool titles)
{
	unsigned usual = 0, lead = 0;

	for (unsigned i = 0; i < s->count; i++) {
		unsigned n = count_of(&s->lines[i], r->class);

		if (!n || (!titles && is_title(s, &s->lines[i], r)))
			continue;
		if (!lead)
			usual = n;
		lead += n == usual ? 1 : -1u;
	}
	return usual || titles ? usual : usual_count(s, r, true);
}

static void read_row(const struct csv_sample *s, const struct csv_line *line,
		     struct reading *r)
{
	struct csv_line bare = stripped(s, line);
	const unsigned char *text = s->head->text;
	bool begins = !memcmp(text + bare.from, r->delimiter, r->length);
	bool ends = !memcmp(text + bare.to - r->length, r->delimiter,
			    r->length);

	r->within += line->counts[1][r->class];
	r->ends += begins || ends;
	r->framed += begins && ends;
}

/* Lines from `at` on that have as many of it, none of them in brackets. */
static unsigned run_at(const struct csv_sample *s, unsigned at,
		       const struct reading *r)
{
	unsigned count = s->lines[at].counts[0][r->class], n = 0;

	/* A comma alone is no sign of a table. */
	if (count < 1u + (r->class == CSV_COMMA))
		return 1;
	for (; at + n < s->count; n++)
		if (s->lines[at + n].counts[0][r->class] != count ||
		    s->lines[at + n].counts[1][r->class] ||
		    is_title(s, &s->lines[at + n], r))
			break;
	return n ? n : 1;
}

/* Tables of other columns below each other. The first one may be one. */
static void read_others(const struct csv_sample *s, struct reading *r)
{
	unsigned n;

	for (unsigned i = 0; i < s->count; i += n) {
		unsigned count = count_of(&s->lines[i], r->class);

		n = run_at(s, i, r);
		if (count == r->each || n < ROWS_OF_OTHERS)
			continue;
		r->others += n;
		if (i < r->first) {
			r->first = i;
			r->columns = count + 1;
		}
	}
}

static void read_as(const struct csv_sample *s, struct reading *r)
{
	r->each = usual_count(s, r, false);
	if (!r->each)
		return;
	while (count_of(&s->lines[r->first], r->class) != r->each)
		r->first++;
	r->columns = r->each + 1;
	read_others(s, r);
	r->rows = s->count - r->first;
	for (unsigned i = r->first; i < s->count; i++)
		r->same += count_of(&s->lines[i], r->class) == r->each;
	/* A sum, "3 rows in set" and the like end a table. */
	if (r->same >= ROWS_ENOUGH && s->head->whole &&
	    count_of(&s->lines[s->count - 1], r->class) != r->each)
		r->rows--;
	/* Too few, whatever its name is. */
	if ((r->same + r->others) * 2 < r->rows)
		return;
	for (unsigned i = r->first; i < s->count; i++)
		if (count_of(&s->lines[i], r->class) == r->each)
			read_row(s, &s->lines[i], r);
	r->score = r->same * (r->each + 1) *
		   (r->first || r->same < r->rows ? 1 : 2);
}

/* Whether it is a table by its contents alone. What seldom stands in text may
 * stand in fields now and then. */
static bool convinces(const struct reading *r)
{
	unsigned percent = r->class > CSV_SEMICOLON ? 75 : 90;

	return r->same >= ROWS_ENOUGH &&
	       (r->same + r->others) * 100 >= r->rows * percent &&
	       (!r->first || (r->each > 1 && r->same >= 2 * r->first &&
			      r->same >= ROWS_BELOW_TITLES)) &&
	       r->within * 2 <= r->same * r->each &&
	       (r->each > 1 || r->ends * 4 < r->same * 3);
}

static bool has_suffix(const char *path, const char *suffix)
{
	size_t length = strlen(path), n = strlen(suffix);

	return length >= n && !strcasecmp(path + length - n, suffix);
}

static bool is_mark(unsigned char c)
{
	return c && strchr("|!@#$%^&*+~", c);
}

/* The string of marks at `text`, which begins and ends with the same one, like
 * "||" or "|!|"; returns its length. */
static unsigned string_at(const unsigned char *text, uint32_t left)
{
	for (unsigned n = left < 3 ? left : 3; n > 1; n--)
		if (is_mark(text[0]) && is_mark(text[1]) &&
		    text[0] == text[n - 1])
			return n;
	return 0;
}

/* Several bytes may part fields: the first string of marks does when most of
 * the marks like it stand in such strings. */
static struct reading read_string(struct csv_sample *s)
{
	const struct csv_line *line = s->lines;
	const unsigned char *text = s->head->text;
	unsigned marks = 0, strings = 0, own = 0, n = 0;
	struct reading r = { .class = CSV_STRING };
	uint32_t at = 0;

	for (; line < s->lines + s->count && !n; line++)
		for (at = line->from; at < line->to && !n; at++)
			n = string_at(text + at, line->to - at);
	if (!n)
		return r;
	memcpy(r.delimiter, text + at - 1, n);
	r.length = n;
	csv_sample_count(s, r.delimiter, n);
	for (unsigned i = 0; i < n; i++)
		own += r.delimiter[i] == r.delimiter[0];
	for (line = s->lines; line < s->lines + s->count; line++) {
		strings += count_of(line, CSV_STRING);
		for (at = line->from; at < line->to; at++)
			marks += text[at] == r.delimiter[0];
	}
	if (strings * own * 5 >= marks * 4)
		read_as(s, &r);
	return r;
}

/* A byte that few write between fields, whatever it is: more than one, in
 * nearly all lines. The escapes of colours have a bracket behind them. */
static bool read_other(struct csv_sample *s, struct reading *r)
{
	static const char colour[] = "\033[";

	*r = (struct reading){ .class = CSV_STRING, .length = 1 };
	r->delimiter[0] = csv_sample_other(s);
	if (r->delimiter[0] == colour[0] &&
	    memmem(s->head->text, s->head->text_length, colour, 2))
		return false;
	csv_sample_count(s, r->delimiter, 1);
	read_as(s, r);
	return r->score && r->each > 1 && r->same * 10 >= r->rows * 9 &&
	       convinces(r);
}

static bool find_reading(struct csv_sample *s, enum csv_class only,
			 bool named, struct reading *best)
{
	unsigned marks = 0;

	for (unsigned i = 0; i < s->count; i++)
		marks += count_of(&s->lines[i], CSV_PIPE) +
			 count_of(&s->lines[i], CSV_TILDE) +
			 count_of(&s->lines[i], CSV_CARET);
	if (marks >= s->count && !only) {
		*best = read_string(s);
		if (best->score && convinces(best))
			return true;
	}
	best->score = 0;
	for (enum csv_class k = CSV_DELIMITERS; k < CSV_OTHER; k++) {
		struct reading r = { .class = k };

		if (!(s->seen >> k & 1) || (only && k != only))
			continue;
		r.length = csv_delimiter(k, r.delimiter);
		read_as(s, &r);
		if (r.score > best->score &&
		    (convinces(&r) || named))
			*best = r;
	}
	return best->score ||
	       (s->seen >> CSV_OTHER & 1 && !only && read_other(s, best));
}

/* A table of one column, which only its name tells. */
static bool single_column(const struct csv_sample *s, struct reading *r)
{
	*r = (struct reading){ .delimiter = ",", .length = 1, .columns = 1,
			       .rows = s->count };
	for (unsigned i = 0; i < s->count; i++)
		r->same += !count_of(&s->lines[i], CSV_COMMA);
	return r->same && r->same * 10 >= r->rows * 9;
}

/* Excel's first line "sep=;": the class that it names, and its end. */
static enum csv_class named_class(const struct head *head, uint32_t *end)
{
	const unsigned char *text = head->text;

	*end = 0;
	if (head->text_length < 6 || strncasecmp((const char *)text, "sep=", 4))
		return 0;
	if (text[5] != '\r' && text[5] != '\n')
		return 0;
	*end = 6;
	for (enum csv_class k = CSV_DELIMITERS; k < CSV_BOX; k++) {
		unsigned char byte[3];

		csv_delimiter(k, byte);
		if (byte[0] == text[4])
			return k;
	}
	return 0;
}

/* Bytes that are no text, nor part fields: quotes stand among them by
 * accident. */
static bool holds_bytes(const struct head *head, unsigned char delimiter)
{
	const unsigned char *c = head->text, *end = c + head->text_length;

	for (; c < end; c++)
		if (((*c > 3 && *c < '\b') || (*c > '\r' && *c < 0x1A)) &&
		    *c != delimiter)
			return true;
	return false;
}

static void describe(const struct csv_sample *s, const struct reading *r,
		     struct csv_dialect *d)
{
	bool lines = r->class == CSV_PIPE || r->class == CSV_BOX;
	bool control = r->delimiter[0] < ' ' && r->class != CSV_TAB;
	unsigned last = s->count; /* lines, without what is below the table */
	bool quoted = s->quoted[0] || s->quoted[1];

	while (last && count_of(&s->lines[last - 1], r->class) != r->each)
		last--;
	*d = (struct csv_dialect){
		.delimiter_length = r->length,
		.quote = s->quote,
		.escapes = s->escapes,
		.spaced = s->spaced,
		.ender = s->records			      ? RECORD_SEPARATOR
			 : s->returns && s->lone_returns ? '\r'
							 : 0,
		.drawn = lines && s->ruled,
		.framed = lines && r->framed == r->same && r->each > 1,
		.even = r->same == last - r->first &&
			r->same * 2 >= s->count - r->first,
		.columns = r->columns,
		.preamble = s->lines[r->first].from,
	};
	memcpy(d->delimiter, r->delimiter, sizeof(d->delimiter));
	/* What is written with escapes, or for Hive, needs no quotes. */
	if (d->drawn || ((control || s->nulls) &&
			 (!quoted || holds_bytes(s->head, r->delimiter[0]))))
		d->quote = 0;
	if (d->framed)
		d->columns -= 2;
}

bool csv_dialect_find(const struct head *head, struct csv_dialect *d)
{
	struct csv_sample s;
	struct reading r;
	uint32_t from;
	enum csv_class only = named_class(head, &from);
	bool named = only || has_suffix(head->path, ".csv") ||
		     has_suffix(head->path, ".tsv");

	csv_sample_read(&s, head, from);
	if (!find_reading(&s, only, named, &r) &&
	    (!named || !single_column(&s, &r)))
		return false;
	describe(&s, &r, d);
	return true;
}

bool csv_dialect_sure(const struct head *head)
{
	struct csv_dialect d;

	return csv_dialect_find(head, &d) && d.even && d.columns > 2 &&
	       d.delimiter[0] < ' ' && d.delimiter[0] != '\t';
}
