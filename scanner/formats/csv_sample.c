/* Lines of a head, counted. See csv_sample.h. */
#include "scanner/formats/csv_sample.h"

#include <string.h>

/* Bytes that take a closer look, behind the classes that are counted. */
enum {
	OPENING = CSV_CLASSES,
	CLOSING,
	QUOTE,
	BACKSLASH,
	FEED,
	RETURN,
	RECORD,
	DRAWN, /* may begin one of the box drawing characters */
};

static const unsigned char classes[256] = {
	[' '] = CSV_SPACE,      ['-'] = CSV_RULE,       ['+'] = CSV_RULE,
	['='] = CSV_RULE,       [':'] = CSV_RULE,       [','] = CSV_COMMA,
	['\t'] = CSV_TAB,       [';'] = CSV_SEMICOLON,  ['|'] = CSV_PIPE,
	['~'] = CSV_TILDE,      ['^'] = CSV_CARET,      [1] = CSV_HIVE,
	[2] = CSV_HIVE_ITEM,    [3] = CSV_HIVE_KEY,     [4 ... 7] = CSV_OTHER,
	['\b'] = CSV_BACK,      ['\v'] = CSV_OTHER,     [0x1D] = CSV_GROUP,
	[0x1F] = CSV_UNIT,      [0x7F] = CSV_OTHER,     ['#'] = CSV_OTHER,
	[0x0E ... 0x1C] = CSV_OTHER,
	['('] = OPENING,        ['['] = OPENING,        ['{'] = OPENING,
	[')'] = CLOSING,        [']'] = CLOSING,        ['}'] = CLOSING,
	['"'] = QUOTE,          ['\''] = QUOTE,         ['\\'] = BACKSLASH,
	['\n'] = FEED,          ['\r'] = RETURN,        [0xE2] = DRAWN,
	[RECORD_SEPARATOR] = RECORD,
};

static const char delimiters[CSV_CLASSES][4] = {
	[CSV_COMMA] = ",", [CSV_TAB] = "\t", [CSV_SEMICOLON] = ";",
	[CSV_PIPE] = "|", [CSV_TILDE] = "~", [CSV_CARET] = "^",
	[CSV_HIVE] = "\1", [CSV_HIVE_ITEM] = "\2", [CSV_HIVE_KEY] = "\3",
	[CSV_BACK] = "\b", [CSV_GROUP] = "\x1D", [CSV_UNIT] = "\x1F",
	[CSV_BOX] = "\xE2\x94\x82",
};

#define SAMPLE_FRONT 40 /* lines */
#define QUOTES_SURE 2 /* fields in '' that show these not to be apostrophes; */
#define FEEDS_UNSURE 3 /* before that, lines of a field */
#define QUOTED_MAX (16 * 1024) /* bytes of a field that is looked through */

unsigned char csv_sample_other(const struct csv_sample *s)
{
	unsigned counts[256] = { 0 };
	unsigned char most = 0;

	for (unsigned i = 0; i < s->count; i++)
		for (uint32_t at = s->lines[i].from; at < s->lines[i].to; at++)
			counts[s->head->text[at]]++;
	for (unsigned c = 0; c < 256; c++)
		if (classes[c] == CSV_OTHER && counts[c] > counts[most])
			most = (unsigned char)c;
	return most;
}

static bool delimits(unsigned char byte)
{
	return classes[byte] >= CSV_DELIMITERS && classes[byte] < CSV_CLASSES;
}

unsigned csv_delimiter(enum csv_class class, unsigned char bytes[3])
{
	memcpy(bytes, delimiters[class], 3);
	return (unsigned)strlen(delimiters[class]);
}

/* Nothing but blanks stand between `at` and the field's beginning. */
static bool begins_field(struct csv_sample *s, uint32_t line, uint32_t at)
{
	const unsigned char *text = s->head->text;
	uint32_t from = at;

	while (from > line && text[from - 1] == ' ')
		from--;
	if (from > line && !delimits(text[from - 1]))
		return false;
	s->spaced |= from < at && text[at] == '"';
	return true;
}

/* The quote that closes the field which one opens at `at`, or `at` when that
 * one seems to be a part of the text. */
static uint32_t closing(struct csv_sample *s, uint32_t at)
{
	const unsigned char *text = s->head->text;
	uint32_t end = (uint32_t)s->head->text_length;
	unsigned char quote = text[at];
	unsigned feeds = 0;

	if (end - at > QUOTED_MAX)
		end = at + QUOTED_MAX;
	for (uint32_t i = at + 1; i < end; i++) {
		unsigned char next = i + 1 < end ? text[i + 1] : '\n';

		if (s->escapes && text[i] == '\\')
			i++;
		else if (text[i] == '\n' && quote == '\'' &&
			 s->quoted[1] < QUOTES_SURE &&
			 ++feeds == FEEDS_UNSURE)
			break;
		else if (text[i] != quote)
			continue;
		else if (next == quote)
			i++;
		else if (delimits(next) || next <= ' ')
			return i;
		else if (text[i - 1] != '\\')
			break;
		else
			s->escaped_quotes++;
	}
	return at;
}

/* A field that holds \N and nothing else. */
static bool is_null(struct csv_sample *s, uint32_t line, uint32_t at)
{
	const unsigned char *text = s->head->text;
	size_t left = s->head->text_length - at;

	return left > 1 && text[at + 1] == 'N' &&
	       (left == 2 || delimits(text[at + 2]) ||
		text[at + 2] == '\n' || text[at + 2] == '\r') &&
	       (at == line || delimits(text[at - 1]));
}

/* What is more than to be counted. Returns the last byte of it. */
static uint32_t look_closer(struct csv_sample *s, struct csv_line *line,
			    uint32_t at, unsigned *depth)
{
	const unsigned char *text = s->head->text;
	size_t left = s->head->text_length - at;
	uint32_t close;

	switch (classes[text[at]]) {
	case OPENING:
		++*depth;
		break;
	case CLOSING:
		*depth -= *depth > 0;
		break;
	case QUOTE:
		if (!begins_field(s, line->from, at))
			break;
		close = closing(s, at);
		s->quoted[text[at] == '\''] += close > at;
		if (text[at] == s->quote)
			at = close;
		break;
	case BACKSLASH:
		s->nulls += is_null(s, line->from, at);
		at += s->escapes && left > 1;
		break;
	case DRAWN:
		if (left < 3 || (text[at + 1] & 0xFE) != 0x94)
			break;
		s->seen |= 1U << CSV_BOX;
		line->counts[0][text[at + 1] == 0x94 && text[at + 2] == 0x82
					? CSV_BOX
					: CSV_RULE]++;
		return at + 2;
	}
	line->words = true;
	return at;
}

/* Whether the line ends at `at`, a LF, CR or record separator. */
static bool ends_line(struct csv_sample *s, uint32_t at)
{
	const unsigned char *text = s->head->text;

	if (text[at] == '\n') {
		s->feeds++;
		return !s->records;
	}
	if (text[at] == RECORD_SEPARATOR) {
		s->separators++;
		return s->records;
	}
	if (at + 1 == s->head->text_length || text[at + 1] == '\n')
		return false;
	s->lone_returns++;
	return s->returns;
}

/* Behind the words and blanks at `at`, most of a line. Alone, so that the loop
 * is a tight one. */
__attribute__((noinline)) static uint32_t
skip_words(const unsigned char *text, uint32_t at, uint32_t end, bool *words)
{
	unsigned class, all = CSV_SPACE;

	for (; at < end && (class = classes[text[at]]) <= CSV_SPACE; at++)
		all &= class;
	*words |= all == CSV_WORD;
	return at;
}

/* Reads the line at `at`; returns where the next one begins. */
static uint32_t read_line(struct csv_sample *s, uint32_t at,
			  struct csv_line *line)
{
	const unsigned char *text = s->head->text;
	uint32_t end = (uint32_t)s->head->text_length;
	unsigned depth = 0;

	*line = (struct csv_line){ .from = at };
	for (; at < end; at++) {
		unsigned class;

		at = skip_words(text, at, end, &line->words);
		if (at == end)
			break;
		class = classes[text[at]];
		if (class < CSV_CLASSES) {
			line->counts[depth > 0][class]++;
			s->seen |= 1U << class;
		} else if (class < FEED || class == DRAWN) {
			at = look_closer(s, line, at, &depth);
		} else if (ends_line(s, at)) {
			break;
		}
	}
	line->to = at;
	return at < end ? at + 1 : end;
}

/* Blank lines and those that are drawn hold nothing. */
static bool holds_words(struct csv_sample *s, const struct csv_line *line)
{
	s->ruled |= !line->words && line->counts[0][CSV_RULE] > 2;
	return line->words;
}

static void read_until(struct csv_sample *s, uint32_t *at, unsigned count)
{
	size_t end = s->head->text_length;

	while (*at < end && s->count < count) {
		struct csv_line *line = &s->lines[s->count];

		*at = read_line(s, *at, line);
		if (line->to < end || s->head->whole)
			s->count += holds_words(s, line);
	}
}

static void read_lines(struct csv_sample *s, size_t from)
{
	uint32_t at = (uint32_t)from, end = (uint32_t)s->head->text_length;
	const unsigned char *feed;

	s->quoted[0] = s->quoted[1] = s->escaped_quotes = s->nulls = 0;
	s->lone_returns = s->separators = s->feeds = s->count = s->seen = 0;
	s->ruled = s->spaced = false;
	read_until(s, &at, SAMPLE_FRONT);
	/* The rest is taken from the end, as far as it is as long. */
	if (end - at > at - from) {
		at = end - (at - (uint32_t)from) / 2;
		feed = memchr(s->head->text + at, '\n', end - at);
		at = feed ? (uint32_t)(feed - s->head->text) + 1 : end;
	}
	read_until(s, &at, SAMPLE_LINES);
}

void csv_sample_read(struct csv_sample *s, const struct head *head,
		     size_t from)
{
	s->head = head;
	s->quote = '"';
	s->escapes = false;
	s->returns = true;
	s->records = false;
	read_lines(s, from);
	s->records = s->separators > s->feeds;
	s->returns &= !s->records;
	if (s->lone_returns && (s->nulls || s->lone_returns * 4 < s->feeds))
		s->returns = false; /* they stand in fields */
	if (s->quoted[1] > 1 && !s->quoted[0])
		s->quote = '\'';
	s->escapes = s->nulls || s->escaped_quotes;
	if (!s->returns || s->quote == '\'' || s->escapes)
		read_lines(s, from);
}

void csv_sample_count(struct csv_sample *s, const unsigned char *string,
		      unsigned length)
{
	for (unsigned i = 0; i < s->count; i++) {
		struct csv_line *line = &s->lines[i];
		const unsigned char *p = s->head->text + line->from;
		const unsigned char *end = s->head->text + line->to;

		line->counts[0][CSV_STRING] = 0;
		while ((p = memmem(p, (size_t)(end - p), string, length))) {
			line->counts[0][CSV_STRING]++;
			p += length;
		}
	}
}
