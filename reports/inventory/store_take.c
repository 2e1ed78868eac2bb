/* Reading a row. See store_take.h. */
#include "reports/inventory/store_take.h"

#include "scanner/base/escape.h"

static int step_through(sqlite3_stmt *query,
			int (*take)(void *context, struct row *),
			void *context)
{
	int step = SQLITE_ERROR, result = 0;
	struct row row = { .query = query };

	while (query && !result &&
	       (step = sqlite3_step(query)) == SQLITE_ROW) {
		row.at = row.path_count = 0;
		result = take(context, &row);
	}
	buffer_release(&row.paths[0]);
	buffer_release(&row.paths[1]);
	if (result)
		return result;
	return step == SQLITE_DONE ? OUTCOME_OK : OUTCOME_FATAL;
}

int each_row(sqlite3_stmt *query, int (*take)(void *context, struct row *),
	     void *context)
{
	int result = step_through(query, take, context);

	sqlite3_finalize(query);
	return result;
}

/* A call from within the same call finds none and prepares another. */
int each_of(struct store *store, enum select which, int64_t asset,
	    int64_t number, int (*take)(void *context, struct row *),
	    void *context)
{
	sqlite3_stmt *query = store->selects[which];
	int result;

	store->selects[which] = NULL;
	if (!query)
		query = store_query(store, store_selects[which]);
	if (!query)
		return OUTCOME_FATAL;
	sqlite3_bind_int64(query, 1, asset);
	if (sqlite3_bind_parameter_count(query) > 1)
		sqlite3_bind_int64(query, 2, number);
	result = step_through(query, take, context);
	sqlite3_reset(query);
	if (store->selects[which])
		sqlite3_finalize(query);
	else
		store->selects[which] = query;
	return result;
}

int64_t take_int(struct row *row)
{
	return sqlite3_column_int64(row->query, row->at++);
}

uint64_t take_count(struct row *row)
{
	return (uint64_t)take_int(row);
}

double take_real(struct row *row)
{
	return sqlite3_column_double(row->query, row->at++);
}

const char *take_text(struct row *row)
{
	return (const char *)sqlite3_column_text(row->query, row->at++);
}

const char *take_text_or_empty(struct row *row)
{
	const char *text = take_text(row);

	return text ? text : "";
}

/* SQLite's own text is not ours to change. */
const char *take_path(struct row *row)
{
	struct buffer *path = &row->paths[row->path_count];
	const char *text = take_text(row);

	if (!text)
		return NULL;
	row->path_count++;
	buffer_clear(path);
	buffer_text(path, text);
	buffer_byte(path, 0);
	if (path->failed)
		return "";
	path_unescape((char *)path->bytes);
	return (const char *)path->bytes;
}

enum confidence take_confidence(struct row *row)
{
	int value = confidence_parse(take_text_or_empty(row));

	return value < 0 ? CONFIDENCE_NONE : (enum confidence)value;
}

enum state take_state(struct row *row)
{
	const char *name = take_text_or_empty(row);
	int i = STATE_COUNT - 1;

	while (i && strcmp(state_name((enum state)i), name))
		i--;
	return (enum state)i;
}

enum reason take_reason(struct row *row)
{
	const char *code = take_text_or_empty(row);
	int i = REASON_COUNT - 1;

	while (i && strcmp(reason_code((enum reason)i), code))
		i--;
	return (enum reason)i;
}

enum verdict take_verdict(struct row *row)
{
	const char *name = take_text_or_empty(row);
	int i = VERDICT_CONFIRMED;

	while (i && strcmp(verdict_name((enum verdict)i), name))
		i--;
	return (enum verdict)i;
}

int take_detector(struct row *row)
{
	int detector = detector_find(take_text_or_empty(row));

	return detector < 0 ? 0 : detector;
}

uint64_t take_kinds(struct row *row)
{
	const char *at = take_text_or_empty(row), *end;
	uint64_t kinds = 0;
	char id[64];
	int detector;

	for (; *at; at = *end ? end + 1 : end) {
		end = strchrnul(at, ',');
		snprintf(id, sizeof(id), "%.*s", (int)(end - at), at);
		detector = detector_find(id);
		if (detector >= 0)
			kinds |= UINT64_C(1) << detector;
	}
	return kinds;
}
