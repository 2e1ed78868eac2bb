/*
 * CSV and TSV (RFC 4180 and its relatives): delimiter and header found from
 * the contents. A quote means something only where a field begins, so a
 * stray one inside a field does no harm.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scanner/formats/rows.h"

#define COLUMNS_MAX 4096
#define SAMPLE_LINES 64

struct dialect {
	unsigned char delimiter;
	bool header;
	unsigned columns;
};

/* One record of the head: counts fields, returns its end (behind the line
 * feed), or NULL when it is not complete. */
static const unsigned char *sample_record(const unsigned char *p,
					  const unsigned char *end,
					  unsigned char delimiter,
					  unsigned *fields, bool *plain)
{
	bool quoted = false, start = true;

	*fields = 1;
	*plain = true; /* no field may be a value: names are shown */
	for (unsigned digits = 0; p < end; p++) {
		digits += *p >= '0' && *p <= '9';
		*plain &= digits < 7 && *p != '@';
		if (quoted) {
			quoted = *p != '"';
		} else if (*p == '"' && start) {
			quoted = true;
		} else if (*p == '\n') {
			return p + 1;
		} else if (*p == delimiter) {
			++*fields;
			digits = 0;
			start = true;
			continue;
		}
		start = false;
	}
	return NULL;
}

/* How well a delimiter explains the head: records with the fields of the
 * first one, or 0. `single`: one column will do. */
static unsigned try_delimiter(const struct head *head, struct dialect *d,
			      bool single)
{
	const unsigned char *p = head->text, *end = p + head->text_length;
	unsigned records = 0, same = 0, fields;
	bool plain;

	for (; records < SAMPLE_LINES && p < end; records++) {
		const unsigned char *next = sample_record(
			p, end, d->delimiter, &fields, &plain);

		if (!next && (!head->whole || end - p < 2))
			break;
		if (!records) {
			d->columns = fields;
			d->header = plain;
		}
		same += fields == d->columns;
		/* Most text is no table, and must not cost much. */
		if (records + 1 - same > SAMPLE_LINES / 10 ||
		    (d->columns < 2 && !single))
			return 0;
		if (!next)
			break;
		p = next;
	}
	return same * 10 >= records * 9 ? same : 0;
}

static bool has_suffix(const char *path, const char *suffix)
{
	size_t length = strlen(path), n = strlen(suffix);

	return length >= n && !strcasecmp(path + length - n, suffix);
}

static bool find_dialect(const struct head *head, struct dialect *found)
{
	static const unsigned char delimiters[] = { ',', '\t', ';', '|', 1 };
	bool named = has_suffix(head->path, ".csv") ||
		     has_suffix(head->path, ".tsv");
	unsigned best = 0;

	for (size_t i = 0; i < sizeof(delimiters); i++) {
		struct dialect d = { .delimiter = delimiters[i] };
		unsigned records = try_delimiter(head, &d, false);

		if (d.columns < 2 || records < (named ? 1 : 3) ||
		    records * d.columns <= best)
			continue;
		best = records * d.columns;
		*found = d;
	}
	if (best || !named)
		return best;
	*found = (struct dialect){ .delimiter = ',' };
	return try_delimiter(head, found, true) && found->columns == 1;
}

static unsigned bid(const struct head *head)
{
	struct dialect d;

	return find_dialect(head, &d) ? 16 : 0;
}

struct csv {
	struct rows rows;
	struct dialect dialect;
};

enum { QUOTES, ENDS };

/* A field that begins at `at`. */
struct field {
	uint32_t from, to; /* its text */
	uint32_t end;	   /* the delimiter or line feed; length at the end */
	bool escaped;	   /* holds doubled quotes */
};

/* The quote that closes the field which opened before `at`. */
static uint32_t closing_quote(const struct rows *r, uint32_t at,
			      bool *escaped)
{
	const struct chunk *c = r->stream.chunk;

	for (;;) {
		at = marks_next(r->marks[QUOTES], at, c->length);
		if (at == MARKS_NONE)
			return at;
		if (at + 1 == c->length && !r->stream.ended)
			return MARKS_NONE;
		if (at + 1 == c->length || c->text[at + 1] != '"')
			return at;
		*escaped = true;
		at += 2;
	}
}

/* False when the field does not end in the chunk. */
static bool find_field(const struct rows *r, uint32_t at, struct field *f)
{
	const struct chunk *c = r->stream.chunk;
	uint32_t close = MARKS_NONE;

	*f = (struct field){ .from = at };
	if (at < c->length && c->text[at] == '"') {
		close = closing_quote(r, at + 1, &f->escaped);
		if (close == MARKS_NONE && !r->stream.ended)
			return false;
	}
	f->end = marks_next(r->marks[ENDS], close == MARKS_NONE ? at : close,
			    c->length);
	if (f->end == MARKS_NONE) {
		if (!r->stream.ended)
			return false;
		f->end = c->length;
	}
	f->to = f->end;
	if (f->to > at && f->to < c->length && c->text[f->to] == '\n' &&
	    c->text[f->to - 1] == '\r')
		f->to--;
	if (close != MARKS_NONE && close + 1 == f->to) {
		f->from = at + 1;
		f->to = close;
	} else {
		f->escaped = false;
	}
	return true;
}

/* Doubled quotes made single, beside the block. */
static bool unescaped_cell(struct rows *r, const struct field *f)
{
	struct chunk *c = r->stream.chunk;
	uint32_t length = 0;

	if (f->to - f->from > CHUNK_SIDE)
		return rows_cell(r, f->from, f->to, CELL_PIECE);
	if (f->to - f->from > CHUNK_SIDE - c->side_length)
		return false;
	for (uint32_t i = f->from; i < f->to; i++) {
		c->side[c->side_length + length++] = c->text[i];
		i += c->text[i] == '"' && i + 1 < f->to &&
		     c->text[i + 1] == '"';
	}
	return rows_side_cell(r, f->from, length);
}

static bool add_field(struct rows *r, const struct field *f)
{
	if (r->piece) {
		rows_piece_end(r, f->to);
		return true;
	}
	return f->escaped ? unescaped_cell(r, f)
			  : rows_cell(r, f->from, f->to, 0);
}

/* Where a piece goes on, only its end is of interest. */
static bool find_piece_end(const struct rows *r, bool quoted, struct field *f)
{
	const struct chunk *c = r->stream.chunk;
	uint32_t at = r->at;

	*f = (struct field){ .from = 0 };
	if (quoted) {
		at = closing_quote(r, at, &f->escaped);
		if (at == MARKS_NONE && !r->stream.ended)
			return false;
	}
	f->end = at == MARKS_NONE ? at
				  : marks_next(r->marks[ENDS], at, c->length);
	if (f->end == MARKS_NONE) {
		if (!r->stream.ended)
			return false;
		f->end = c->length;
	}
	f->to = f->end;
	return true;
}

/* Reads on because the field at r->at is not complete. One that fills the
 * chunk becomes a piece. */
static int more(struct rows *r, bool *quoted)
{
	struct chunk *c = r->stream.chunk;

	if (r->at && !r->piece)
		return rows_advance(r, r->at);
	if (!r->piece)
		*quoted = c->text[0] == '"';
	r->at = c->length - 1; /* a quote there may be half of two */
	return rows_piece(r, 0);
}

static int lex(struct csv *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;
	bool quoted = false;

	while (outcome == OUTCOME_OK) {
		struct field f;

		if (!r->field && !r->piece &&
		    (r->at >= r->stop || r->at >= c->length)) {
			if (r->at < c->length || r->stream.ended)
				break;
			outcome = rows_advance(r, r->at);
			continue;
		}
		if (!(r->piece ? find_piece_end(r, quoted, &f)
			       : find_field(r, r->at, &f))) {
			outcome = more(r, &quoted);
			continue;
		}
		if (!add_field(r, &f)) {
			outcome = rows_advance(r, r->at);
			continue;
		}
		if (f.end >= c->length || c->text[f.end] == '\n')
			rows_end(r);
		else if (r->field < COLUMNS_MAX)
			r->field++;
		r->at = f.end < c->length ? f.end + 1 : f.end;
	}
	return outcome;
}

#define NAME_MAX_BYTES 256

static char *field_name(const struct rows *r, const struct field *f)
{
	unsigned char name[NAME_MAX_BYTES];
	size_t length = stream_decode(&r->stream, f->from, f->to, name,
				      sizeof(name));

	return strndup((const char *)name, length);
}

/* Opens the table with the names of the first record, and goes behind it. */
static int open_with_header(struct rows *r, const struct dialect *d)
{
	struct emitter *out = r->stream.x->out;
	struct chunk *c = r->stream.chunk;
	char **names = calloc(d->columns, sizeof(*names));
	struct table table = { .kind = TABLE_ROWS };
	uint32_t at = 0;
	struct field f = { 0 };
	unsigned count = 0;
	int outcome;

	while (names && count < d->columns && find_field(r, at, &f)) {
		names[count++] = field_name(r, &f);
		at = f.end < c->length ? f.end + 1 : f.end;
		if (f.end >= c->length || c->text[f.end] == '\n')
			break;
	}
	if (count == d->columns) {
		table.columns = (const char *const *)names;
		table.column_count = count;
		r->at = at;
	}
	outcome = out->table(out, &table);
	for (unsigned i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return outcome;
}

/* A record is guessed to begin behind the first line end. */
static uint64_t guess_start(struct rows *r, struct extraction *x)
{
	struct chunk *c = r->stream.chunk;
	uint32_t at;

	for (;;) {
		const unsigned char *feed =
			memchr(c->text, '\n', c->length);

		if (feed)
			at = (uint32_t)(feed - c->text) + 1;
		else
			at = c->length;
		if (feed || r->stream.ended || at >= r->stop)
			break;
		stream_advance(&r->stream, c->length);
		r->stop = stream_at(&r->stream, x->end);
	}
	return at < r->stop ? stream_raw(&r->stream, at) : x->end;
}

/* Bytes of a line feed in this charset. */
static unsigned unit(enum charset charset)
{
	if (charset == CHARSET_UTF32LE || charset == CHARSET_UTF32BE)
		return 4;
	return charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE ? 2
									: 1;
}

static int begin(struct csv *v, struct extraction *x)
{
	const struct table inherited = { .kind = TABLE_ROWS };
	enum charset charset = (enum charset)x->entry.charset;

	if (x->guess) {
		charset = x->head->charset;
		rows_start(&v->rows, x, x->begin - unit(charset), charset);
		x->entry = (struct stream_state){
			.position = guess_start(&v->rows, x),
			.charset = charset
		};
	}
	if (x->entry.position >= x->end)
		return OUTCOME_FAILED;
	rows_start(&v->rows, x, x->entry.position, charset);
	return !x->begin && v->dialect.header
		       ? open_with_header(&v->rows, &v->dialect)
		       : x->out->table(x->out, &inherited);
}

static int extract(struct extraction *x)
{
	struct csv *v = malloc(sizeof(*v));
	int outcome, finished;

	if (!v)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a table");
	if (!find_dialect(x->head, &v->dialect))
		v->dialect = (struct dialect){ .delimiter = ',' };
	memcpy(v->rows.bytes,
	       (unsigned char[2][2]){ { '"', '"' },
				      { v->dialect.delimiter, '\n' } },
	       sizeof(v->rows.bytes));
	outcome = begin(v, x);
	if (outcome == OUTCOME_OK) {
		outcome = lex(v);
		finished = rows_finish(&v->rows, 0);
		if (outcome == OUTCOME_OK)
			outcome = finished;
	} else if (x->entry.position >= x->end) {
		x->exit = x->entry;
		outcome = OUTCOME_OK;
	}
	free(v);
	return outcome;
}

const struct format format_csv = {
	.name = "csv",
	.bid = bid,
	.extract = extract,
	.segmented = true,
	.textual = true,
};
