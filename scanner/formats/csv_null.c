/*
 * The word by which a table says that a cell has no value: R's NA, NaN and nan
 * of pandas, null of others. What may be meant as it stands (NA is Namibia) is
 * none only in a column of numbers.
 */
#include "scanner/formats/csv_lexer.h"

#include <string.h>

#define PLACES_TRIED 16 /* of words that are not sure */
#define LINES_SEEN 60

struct field {
	const unsigned char *from, *to;
	unsigned index; /* in its line */
};

static bool ends_line(unsigned char c)
{
	return c == '\n' || c == '\r';
}

/* Where the field that begins at `p` ends. */
static const unsigned char *field_end(const struct csv_dialect *d,
				      const unsigned char *p,
				      const unsigned char *end)
{
	bool quoted = false;

	for (; p < end && (quoted || !ends_line(*p)); p++) {
		if (d->quote && *p == d->quote)
			quoted = !quoted;
		else if (!quoted &&
			 !memcmp(p, d->delimiter, d->delimiter_length))
			break;
	}
	return p;
}

/* Goes to the next field of the line. False behind the last one. */
static bool next_field(const struct csv_dialect *d, struct field *f,
		       const unsigned char *end)
{
	if (f->to >= end || ends_line(*f->to))
		return false;
	f->from = f->to + d->delimiter_length;
	f->to = field_end(d, f->from, end);
	f->index++;
	return true;
}

static struct field first_field(const struct csv_dialect *d,
				const unsigned char *line,
				const unsigned char *end)
{
	return (struct field){ line, field_end(d, line, end), 0 };
}

/* A number, a time, an ID. */
static bool is_number(const struct field *f)
{
	unsigned digits = 0, others = 0;

	for (const unsigned char *p = f->from; p < f->to; p++) {
		digits += *p >= '0' && *p <= '9';
		others += *p > '9' || *p == '@';
	}
	return digits > 2 * others;
}

/* Most fields of the column are numbers, of those that are filled and not the
 * word. */
static bool has_numbers(const struct head *head, const struct csv_dialect *d,
			unsigned index, const char *word)
{
	const unsigned char *p = head->text + d->preamble;
	const unsigned char *end = head->text + head->text_length;
	size_t length = strlen(word);
	unsigned numbers = 0, words = 0;

	for (unsigned i = 0; p && p < end && i < LINES_SEEN; i++) {
		struct field f = first_field(d, p, end);

		while (f.index < index && next_field(d, &f, end))
			;
		if (f.index == index && f.to > f.from &&
		    ((size_t)(f.to - f.from) != length ||
		     memcmp(f.from, word, length)))
			*(is_number(&f) ? &numbers : &words) += 1;
		p = memchr(f.to, '\n', (size_t)(end - f.to));
		p += p != NULL;
	}
	return numbers > words;
}

static const struct word {
	const char *text;
	bool sure;
} words[] = {
	{ "null", true },   { "NaN", true },	{ "NA", false },
	{ "nan", false },   { "N/A", false },	{ "None", false },
	{ "(null)", true }, { "(NULL)", true }, { "[NULL]", true },
	{ "<null>", true }, { "<NA>", true },	{ "#N/A", true },
};

/* The word that is all of the field which may begin at `p`. */
static const struct word *word_at(const struct csv_dialect *d,
				  const unsigned char *p,
				  const unsigned char *end)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t length;

		if (*p != (unsigned char)words[i].text[0])
			continue;
		length = strlen(words[i].text);
		if ((size_t)(end - p) >= length &&
		    !memcmp(p, words[i].text, length) &&
		    (p + length == end || ends_line(p[length]) ||
		     p[length] == d->delimiter[0]))
			return &words[i];
	}
	return NULL;
}

/* Whether text[at, at + length) is a field; which one. */
static bool is_field(const struct head *head, const struct csv_dialect *d,
		     const unsigned char *at, size_t length, unsigned *index)
{
	const unsigned char *end = head->text + head->text_length;
	const unsigned char *line = at;
	struct field f;

	while (line > head->text + d->preamble && line[-1] != '\n')
		line--;
	for (f = first_field(d, line, end); f.from < at;)
		if (!next_field(d, &f, end))
			return false;
	*index = f.index;
	return f.from == at && f.to == at + length;
}

void csv_find_null(const struct head *head, struct csv_dialect *d)
{
	const unsigned char *begin = head->text + d->preamble;
	const unsigned char *end = head->text + head->text_length;
	unsigned char last = d->delimiter[d->delimiter_length - 1];
	unsigned tried = 0, index;

	d->null = "";
	for (const unsigned char *p = begin; p < end; p++) {
		const struct word *word;

		if ((p > begin && p[-1] != last && p[-1] != '\n') ||
		    !(word = word_at(d, p, end)) ||
		    !is_field(head, d, p, strlen(word->text), &index))
			continue;
		if (word->sure || has_numbers(head, d, index, word->text)) {
			d->null = word->text;
			return;
		}
		if (++tried == PLACES_TRIED)
			return;
	}
}
