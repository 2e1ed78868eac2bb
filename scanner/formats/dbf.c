/*
 * Records of tables of dBase and its relatives. Deleted ones are only marked
 * as such: they are read as a table of their own. See dbf.h.
 */
#include "scanner/formats/dbf.h"

#include <string.h>
#include <strings.h>

#include "scanner/base/little.h"
#include "scanner/base/number.h"
#include "scanner/formats/decoder.h"
#include "scanner/formats/sheet_date.h"

#define BLOCK (128 * 1024)
#define DELETED '*'
#define LIVE ' '
#define JULIAN_1899 2415019 /* the day before the first of spreadsheets */
#define DAY_MS 86400000.0

struct table_reader {
	struct extraction *x;
	struct dbf_header header;
	struct dbf_memo memo;
	struct composer composer;
	enum charset charset;
	uint64_t deleted; /* records that are marked so */
	struct buffer text;
	unsigned char *decoded; /* COMPOSE_CELL_MAX */
	unsigned char *block;	/* BLOCK bytes */
};

/* What text fields of the head's records hold tells the charset; the file
 * beside, or the language driver, only when that leaves it open. */
static enum charset detect(const struct dbf_header *h, const struct head *head)
{
	enum charset charset = CHARSET_ASCII;
	struct buffer text = { 0 };

	for (size_t at = h->length; at + h->record_length <= head->length;
	     at += h->record_length)
		for (unsigned i = 0; i < h->count; i++)
			if (h->fields[i].type == 'C')
				buffer_append(&text,
					      head->bytes + at +
						      h->fields[i].offset,
					      h->fields[i].length);
	if (text.length)
		charset = charset_detect(text.bytes, text.length, NULL);
	buffer_release(&text);
	return charset;
}

/* The code page in the file .cpg. */
static enum charset declared(struct source *source, const char *path)
{
	enum charset charset = CHARSET_ASCII;
	struct problem ignored = { 0 };
	struct buffer name = { 0 };
	struct source *beside;
	unsigned char word[16];
	ssize_t n;

	if (!source->beside)
		return charset;
	dbf_name(path, &name);
	beside = source->beside(source, buffer_string(&name), ".cpg");
	buffer_release(&name);
	if (!beside)
		return charset;
	n = source_fill(beside, word, sizeof(word), 0, &ignored);
	beside->close(beside);
	while (n > 0 && word[n - 1] <= ' ')
		n--;
	if (n == 3 && !memcmp(word, "936", 3))
		return CHARSET_GB18030;
	return n > 0 ? decoder_charset(word, (size_t)n) : charset;
}

static enum charset choose_charset(struct table_reader *r)
{
	enum charset charset = detect(&r->header, r->x->head), said;

	if (charset == CHARSET_UTF8)
		return charset;
	said = declared(r->x->source, r->x->head->path);
	if (said == CHARSET_ASCII)
		said = dbf_language(r->header.language);
	return said == CHARSET_ASCII ? charset : said;
}

static int add_text(struct table_reader *r, uint32_t field,
		    const unsigned char *bytes, size_t length)
{
	return compose_text(&r->composer, field, r->charset, bytes, length,
			    r->decoded);
}

static int add_plain(struct table_reader *r, uint32_t field, unsigned flags,
		     const char *text, size_t length)
{
	return compose_cell(&r->composer, field, flags,
			    (const unsigned char *)text, length);
}

static int add_number(struct table_reader *r, uint32_t field, double value)
{
	char text[NUMBER_TEXT];

	return add_plain(r, field, CELL_NUMBER, text,
			 number_write(value, text));
}

static int add_memo(struct table_reader *r, uint32_t field,
		    const unsigned char *bytes, size_t length)
{
	uint64_t block = 0;
	int outcome;

	if (length == 4)
		block = little32(bytes);
	else
		for (size_t i = 0; i < length && block < UINT32_MAX; i++)
			if (bytes[i] >= '0' && bytes[i] <= '9')
				block = block * 10 + (bytes[i] - '0');
	if (!block || block > UINT32_MAX)
		return add_plain(r, field, 0, NULL, 0);
	if (!r->memo.source) {
		problem_set(r->x->problem, 0, REASON_DAMAGED,
			    "dbf: the file with its long texts is missing");
		return add_plain(r, field, 0, NULL, 0);
	}
	buffer_clear(&r->text);
	outcome = dbf_memo_read(&r->memo, (uint32_t)block, &r->text,
				r->x->budget, r->x->problem);
	return outcome == OUTCOME_OK ? add_text(r, field, r->text.bytes,
						r->text.length)
				     : outcome;
}

/* Eight digits, or a count of days and of milliseconds. */
static int add_date(struct table_reader *r, uint32_t field,
		    const unsigned char *b, bool time)
{
	char text[SHEET_DATE_TEXT];
	double days;

	if (time) {
		days = (double)little32(b) - JULIAN_1899 +
		       (double)little32(b + 4) / DAY_MS;
		return add_plain(r, field, 0, text,
				 sheet_date_write(days, false, text));
	}
	for (unsigned i = 0; i < 8; i++)
		if (b[i] < '0' || b[i] > '9')
			return add_plain(r, field, 0, NULL, 0);
	snprintf(text, sizeof(text), "%.4s-%.2s-%.2s", b, b + 4, b + 6);
	return add_plain(r, field, 0, text, 10);
}

/* Numbers are text in dBase, and stand as they are. */
static int add_decimal(struct table_reader *r, uint32_t field,
		       const unsigned char *bytes, size_t length)
{
	while (length && *bytes == ' ') {
		bytes++;
		length--;
	}
	return compose_cell(&r->composer, field, CELL_NUMBER, bytes, length);
}

static double to_double(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* Numbers as machines have them. Those of dBase 7 are the other way round,
 * so that they sort as bytes do: the sign's bit is turned. */
static int add_binary(struct table_reader *r, uint32_t field,
		      const unsigned char *bytes)
{
	const struct dbf_field *f = &r->header.fields[field];
	uint64_t bits = little(bytes, f->length);

	if (r->header.seven)
		bits = (f->length == 4 ? (uint64_t)__builtin_bswap32(
						 (uint32_t)bits) ^ 1u << 31
				       : __builtin_bswap64(bits));
	if (f->length == 4)
		return add_number(r, field, (int32_t)(uint32_t)bits);
	if (r->header.seven)
		bits = bits >> 63 ? bits ^ 1ull << 63 : ~bits;
	return add_number(r, field, f->type == 'Y'
					    ? (double)(int64_t)bits / 10000
					    : to_double(bits));
}

/* How a field is stored: types that mean one thing in one program and
 * another in the next are told by their length. */
static int add_field(struct table_reader *r, uint32_t i,
		     const unsigned char *record)
{
	const struct dbf_field *f = &r->header.fields[i];
	const unsigned char *b = record + f->offset;
	size_t length = f->length;

	if (strchr("IYBO+", f->type) && (length == 4 || length == 8))
		return add_binary(r, i, b);
	if (strchr("DT", f->type) && length == 8)
		return add_date(r, i, b, f->type == 'T');
	if (strchr("NF", f->type))
		return add_decimal(r, i, b, length);
	if (strchr("MBGPW", f->type))
		return add_memo(r, i, b, length);
	if (!strchr("CV", f->type))
		return OUTCOME_OK; /* yes or no, and nothing else to find */
	while (length && (b[length - 1] == ' ' || !b[length - 1]))
		length--;
	return add_text(r, i, b, length);
}

static int add_record(struct table_reader *r, const unsigned char *record)
{
	int outcome = OUTCOME_OK;

	for (uint32_t i = 0; i < r->header.count && outcome == OUTCOME_OK; i++)
		outcome = add_field(r, i, record);
	compose_row_end(&r->composer);
	return outcome;
}

/* The table is named by the file's name. */
static int open_table(struct table_reader *r, bool deleted)
{
	const struct dbf_header *h = &r->header;
	const char **columns = calloc(2 * h->count, sizeof(*columns));
	struct buffer name = { 0 };
	struct table table = { .columns = columns,
			       .types = columns + h->count,
			       .column_count = h->count };
	int outcome;

	if (!columns)
		return problem_set(r->x->problem, OUTCOME_FAILED,
				   REASON_MEMORY, "dbf: no memory");
	for (unsigned i = 0; i < h->count; i++) {
		columns[i] = h->fields[i].name;
		columns[h->count + i] = h->fields[i].declared;
	}
	dbf_name(r->x->head->path, &name);
	if (deleted)
		buffer_text(&name, " (deleted records)");
	table.name = buffer_string(&name);
	outcome = compose_table(&r->composer, &table);
	buffer_release(&name);
	free(columns);
	return outcome;
}

/* Adds the records of a block that are marked so. Sets *ended behind the
 * last one. */
static int add_block(struct table_reader *r, size_t length,
		     unsigned char mark, bool *ended)
{
	size_t size = r->header.record_length, at = 0;
	int outcome = OUTCOME_OK;

	for (; at + size <= length && outcome == OUTCOME_OK; at += size) {
		*ended = r->block[at] != LIVE && r->block[at] != DELETED;
		if (*ended)
			break;
		if (r->block[at] == mark)
			outcome = add_record(r, r->block + at);
		else
			r->deleted += r->block[at] == DELETED;
	}
	return outcome;
}

/* Reads the records that are marked so: as many as there are, whatever the
 * header says. */
static int read_records(struct table_reader *r, unsigned char mark)
{
	const struct dbf_header *h = &r->header;
	size_t size = h->record_length, some = BLOCK / size * size;
	uint64_t at = h->length, end;
	bool ended = false;
	ssize_t n = 1;
	int outcome = open_table(r, mark == DELETED);

	while (outcome == OUTCOME_OK && !ended && n > 0) {
		n = source_fill(r->x->source, r->block, some, at,
				r->x->problem);
		if (n <= 0)
			break;
		outcome = add_block(r, (size_t)n, mark, &ended);
		if (outcome == OUTCOME_OK)
			outcome = budget_time(r->x->budget, r->x->problem);
		at += (uint64_t)n;
		ended |= (size_t)n < some;
	}
	end = h->length + (uint64_t)h->records * size;
	if (outcome == OUTCOME_OK && at < end)
		problem_set(r->x->problem, 0, REASON_TRUNCATED,
			    "dbf: fewer records than the header says");
	return outcome == OUTCOME_OK ? compose_flush(&r->composer) : outcome;
}

static int read_table(struct table_reader *r)
{
	int outcome;

	r->charset = choose_charset(r);
	dbf_header_names(&r->header, r->charset);
	dbf_memo_open(&r->memo, r->x->source, r->x->head->path, &r->header);
	compose_start(&r->composer, r->x->out);
	outcome = read_records(r, LIVE);
	if (outcome == OUTCOME_OK && r->deleted)
		outcome = read_records(r, DELETED);
	dbf_memo_close(&r->memo);
	return outcome;
}

static int extract(struct extraction *x)
{
	struct table_reader r = { .x = x,
				  .decoded = malloc(COMPOSE_CELL_MAX),
				  .block = malloc(BLOCK) };
	int outcome = OUTCOME_FAILED;

	if (r.decoded && r.block &&
	    dbf_header_read(&r.header, x->head->bytes, x->head->length))
		outcome = read_table(&r);
	else
		problem_set(x->problem, 0, REASON_MEMORY, "dbf: no memory");
	if (r.text.failed)
		problem_set(x->problem, 0, REASON_MEMORY, "dbf: no memory");
	dbf_header_release(&r.header);
	buffer_release(&r.text);
	free(r.decoded);
	free(r.block);
	return outcome;
}

static unsigned bid(const struct head *head)
{
	return dbf_begins(head->bytes, head->length);
}

const struct format format_dbf = {
	.name = "dbf",
	.bid = bid,
	.extract = extract,
};
