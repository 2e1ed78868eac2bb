/* Rows of SQLite databases: their values, and the way past pages that are
 * damaged. See sqlite_reader.h. */
#include "scanner/formats/sqlite_reader.h"

#include "scanner/base/buffer.h"
#include "scanner/base/number.h"

/* A value that is a container or a document becomes a member. */
static bool is_object(const unsigned char *bytes, size_t length)
{
	struct head head = { .bytes = bytes,
			     .length = length < HEAD_BYTES ? length
							   : HEAD_BYTES,
			     .whole = length < HEAD_BYTES,
			     .path = "" };

	for (const struct format *const *f = formats; *f; f++)
		if (!(*f)->textual && (*f)->bid && (*f)->bid(&head) >= 32)
			return true;
	return false;
}

static void deliver_object(struct sqlite_reader *r, const char *column,
			   const unsigned char *bytes, size_t length)
{
	struct emitter *out = r->x->out;
	struct memory_source source = memory_source(bytes, length);
	struct member member = { .size = length, .source = &source.source };
	struct buffer name = { 0 };

	buffer_format(&name, "%s/%s/%llu", r->table->name, column,
		      (unsigned long long)r->row);
	member.name = buffer_string(&name);
	r->stopped = compose_flush(&r->composer);
	if (r->stopped == OUTCOME_OK)
		r->stopped = out->member(out, &member);
	if (r->stopped == OUTCOME_OK) {
		compose_start(&r->composer, out);
		r->stopped = compose_table(&r->composer, r->table);
	}
	buffer_release(&name);
}

/* Text in whatever charset it is, and bytes that are none as they stand. */
static void add_text(struct sqlite_reader *r, uint32_t field,
		     const unsigned char *bytes, size_t length)
{
	enum charset charset = CHARSET_UTF8;

	if (!utf8_valid(bytes, length))
		charset = charset_detect(bytes, length, NULL);
	r->stopped = compose_text(&r->composer, field, charset, bytes, length,
				  r->text);
}

static void add_real(struct sqlite_reader *r, uint32_t field, double value)
{
	char text[NUMBER_TEXT];
	size_t length = number_write(value, text);

	r->stopped = compose_cell(&r->composer, field, CELL_NUMBER,
				  (unsigned char *)text, length);
}

static void add_value(struct sqlite_reader *r, sqlite3_stmt *rows, int column)
{
	uint32_t field = (uint32_t)(column - SQLITE_FIRST_COLUMN);
	const unsigned char *bytes;
	size_t length;

	switch (sqlite3_column_type(rows, column)) {
	case SQLITE_NULL:
		r->stopped = compose_cell(&r->composer, field, CELL_NULL,
					  NULL, 0);
		return;
	case SQLITE_FLOAT:
		add_real(r, field, sqlite3_column_double(rows, column));
		return;
	case SQLITE_BLOB:
		bytes = sqlite3_column_blob(rows, column);
		length = (size_t)sqlite3_column_bytes(rows, column);
		if (bytes && is_object(bytes, length)) {
			deliver_object(r, sqlite3_column_name(rows, column),
				       bytes, length);
			bytes = NULL;
		}
		break;
	default:
		bytes = sqlite3_column_text(rows, column);
		length = (size_t)sqlite3_column_bytes(rows, column);
	}
	if (r->stopped == OUTCOME_OK)
		add_text(r, field, bytes, bytes ? length : 0);
}

/* No database holds more than its file does; one whose pages are used over
 * and over seems to. That is charged for. */
static int charge(struct sqlite_reader *r, sqlite3_stmt *rows, int columns)
{
	uint64_t bytes = (uint64_t)columns;

	for (int i = SQLITE_FIRST_COLUMN; i < columns; i++)
		bytes += (uint64_t)sqlite3_column_bytes(rows, i);
	if (bytes <= r->bytes_free) {
		r->bytes_free -= bytes;
		return OUTCOME_OK;
	}
	r->bytes_free = 0;
	return budget_bytes(r->x->budget, bytes, r->x->problem);
}

/* Rows until the end, an error, or the emitter's word. Returns SQLite's.
 * Numbers of rows that do not grow are those of a damaged tree. */
static int read_rows(struct sqlite_reader *r, sqlite3_stmt *rows)
{
	int code, columns = sqlite3_column_count(rows);

	while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
		int64_t number = sqlite3_column_int64(rows, 0);

		if (r->numbered && r->row && number <= r->last)
			return SQLITE_CORRUPT;
		if (charge(r, rows, columns) != OUTCOME_OK)
			return SQLITE_INTERRUPT;
		r->last = number;
		r->row++;
		for (int i = SQLITE_FIRST_COLUMN; i < columns; i++) {
			add_value(r, rows, i);
			if (r->stopped != OUTCOME_OK)
				return SQLITE_DONE;
		}
		compose_row_end(&r->composer);
	}
	return code;
}

/* Goes to the first row from a number on. */
static bool seek(sqlite3_stmt *rows, int64_t number)
{
	int code;

	sqlite3_reset(rows);
	sqlite3_bind_int64(rows, 1, number);
	code = sqlite3_step(rows);
	sqlite3_reset(rows);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Behind the last row that was read there is a page that is damaged. Finds
 * the least number from which rows can be read again. */
static bool pass_damage(struct sqlite_reader *r, sqlite3_stmt *rows)
{
	/* Hardly any program gives numbers below 0. */
	int64_t bad = r->row ? r->last : -1, good, step = 1;

	for (;;) {
		if (budget_time(r->x->budget, r->x->problem) != OUTCOME_OK ||
		    __builtin_add_overflow(bad, step, &good))
			return false;
		if (seek(rows, good))
			break;
		bad = good;
		if (__builtin_mul_overflow(step, 2, &step))
			return false;
	}
	while ((uint64_t)good - (uint64_t)bad > 1) {
		int64_t middle = bad + (int64_t)(((uint64_t)good -
						  (uint64_t)bad) / 2);

		if (seek(rows, middle))
			good = middle;
		else
			bad = middle;
	}
	sqlite3_bind_int64(rows, 1, good);
	return true;
}

int sqlite_read_rows(struct sqlite_reader *r, sqlite3_stmt *rows)
{
	int code = read_rows(r, rows);

	while (r->numbered && (code & 0xFF) == SQLITE_CORRUPT) {
		int64_t last = r->last;

		sqlite_fault(r, code);
		if (!pass_damage(r, rows))
			return SQLITE_DONE;
		code = read_rows(r, rows);
		if (r->last == last && code != SQLITE_DONE)
			break;
	}
	return code;
}
