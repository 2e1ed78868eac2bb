/* Writing a row. See store_put.h. */
#include "reports/inventory/store_put.h"

#include "scanner/base/escape.h"
#include "scanner/base/gettext.h"

struct row row_start(struct store *store, enum insert which)
{
	return (struct row){ .store = store,
			     .insert = store->inserts[which] };
}

void put_int(struct row *row, int64_t value)
{
	row->failed |= sqlite3_bind_int64(row->insert, ++row->at, value) !=
		       SQLITE_OK;
}

void put_count(struct row *row, uint64_t value)
{
	put_int(row, (int64_t)value);
}

void put_real(struct row *row, double value)
{
	row->failed |= sqlite3_bind_double(row->insert, ++row->at, value) !=
		       SQLITE_OK;
}

void put_text(struct row *row, const char *text)
{
	row->failed |= sqlite3_bind_text(row->insert, ++row->at, text, -1,
					 SQLITE_STATIC) != SQLITE_OK;
}

void put_text_or_empty(struct row *row, const char *text)
{
	put_text(row, text ? text : "");
}

/* Names of files are bytes: escaped, they are text. */
void put_path(struct row *row, const char *path)
{
	struct buffer text = { 0 };

	if (path)
		path_escape(&text, path);
	row->failed |= text.failed ||
		       sqlite3_bind_text(row->insert, ++row->at,
					 path ? buffer_string(&text) : NULL,
					 -1, SQLITE_TRANSIENT) != SQLITE_OK;
	buffer_release(&text);
}

int row_end(struct row *row, struct problem *problem)
{
	int outcome = OUTCOME_OK;

	if (row->failed || sqlite3_step(row->insert) != SQLITE_DONE)
		outcome = store_problem(row->store, problem,
					_("cannot be written"));
	sqlite3_reset(row->insert);
	sqlite3_clear_bindings(row->insert);
	return outcome;
}

void put_bytes(struct row *row, const unsigned char *bytes, size_t length)
{
	row->failed |= sqlite3_bind_blob64(row->insert, ++row->at, bytes,
					   length, SQLITE_TRANSIENT) !=
		       SQLITE_OK;
}
