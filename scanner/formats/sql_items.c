/*
 * Rows that are not written as VALUES: INSERT ... SELECT 'a', 'b' UNION ALL
 * SELECT 'c', 'd', as tools write them for databases that take one row at a
 * time, and INSERT or UPDATE ... SET a = 'x', b = 'y'. Where it says what was
 * selected elsewhere, or computed, it is running text.
 */
#include "scanner/formats/sql_items.h"

#include "scanner/formats/sql_lexer.h"

/* To the end of the value at r->at; false when that takes more text. */
static bool scan_value(struct sql_reader *r, struct sql_item *item)
{
	struct sql_scan scan = { .at = r->at,
				 .unit = SQL_ITEM,
				 .last = r->stream->ended,
				 .backslash = r->ways->backslash,
				 .dialect = r->ways->dialect };
	bool ended = sql_scan(&scan, r->text, r->end);

	if (!ended && !scan.last)
		return false;
	item->from = r->at;
	item->to = r->at = scan.at;
	item->cut = !ended && (scan.inside != SQL_PLAIN || scan.depth);
	while (item->to > item->from && r->text[item->to - 1] <= ' ')
		item->to--;
	item->cut |= item->to == item->from && r->at == r->end;
	return true;
}

/* FROM dual, which has one row and nothing to take from it. */
static bool take_dual(struct sql_reader *r)
{
	return sql_take_word(r, "dual") ||
	       (sql_take_word(r, "SYSIBM") && sql_take_byte(r, '.') &&
		sql_take_word(r, "SYSDUMMY1"));
}

/* What follows a value that is selected. */
static void see_next(struct sql_reader *r, struct sql_item *item)
{
	uint32_t from, to;

	if (sql_take_word(r, "AS"))
		sql_take_name(r, &from, &to);
	if (sql_take_byte(r, ',')) {
		item->then = ITEM_FIELD;
	} else if (sql_take_word(r, "FROM") && !take_dual(r)) {
		item->then = ITEM_ELSEWHERE;
	} else if (sql_take_word(r, "UNION")) {
		sql_take_word(r, "ALL");
		if (sql_take_word(r, "SELECT"))
			item->then = ITEM_ROW;
		else
			item->cut |= r->at == r->end;
	}
}

bool sql_find_item(struct sql_reader *r, bool assigned, struct sql_item *item)
{
	*item = (struct sql_item){ .then = ITEM_END };
	if (assigned) {
		do {
			sql_take_name(r, &item->name, &item->name_end);
		} while (sql_take_byte(r, '.'));
		sql_take_byte(r, '=');
	}
	sql_skip(r);
	if (!scan_value(r, item))
		return false;
	if (!assigned)
		see_next(r, item);
	else if (sql_take_byte(r, ','))
		item->then = ITEM_FIELD;
	item->cut |= r->at == r->end && r->text[r->end - 1] != '\n';
	return r->stream->ended || r->end - r->at >= SQL_AHEAD;
}

/* Whether a value is written here: no column, nor what is made of one. */
static bool is_told(const struct sql_reader *r, const struct sql_item *item)
{
	static const char *const words[] = { "NULL", "DEFAULT", "TRUE",
					     "FALSE", NULL };
	const unsigned char *text = r->text + item->from;
	uint32_t length = item->to - item->from, n = 0;

	while (n < length && sql_is_word(text[n]))
		n++;
	return (n < length && (text[n] == '\'' || (n && text[n] == '('))) ||
	       (length && (text[0] == '-' || text[0] == '.' ||
			   (text[0] >= '0' && text[0] <= '9'))) ||
	       sql_word_in(text, length, words);
}

enum sql_statement sql_items_head(struct sql_reader *r, bool assigned,
				  uint32_t *end)
{
	struct sql_item item;

	sql_skip(r);
	*end = r->at;
	do {
		if (!sql_find_item(r, assigned, &item) || item.cut)
			return SQL_CUT;
		if (!is_told(r, &item) || item.then == ITEM_ELSEWHERE)
			return SQL_OTHER;
		if (assigned)
			sql_names_add(r->names, sql_keep(r, item.name,
							 item.name_end));
	} while (item.then == ITEM_FIELD);
	return assigned ? SQL_ASSIGN : SQL_SELECT;
}

static bool add_item(struct sql *v, const struct sql_item *item)
{
	struct rows *r = &v->rows;
	const unsigned char *text = r->stream.chunk->text + item->from;

	if (sql_word_is(text, item->to - item->from, "NULL"))
		return rows_cell(r, item->from, item->from, CELL_NULL);
	return sql_composed_cell(v, item->from, item->to);
}

/* Comments between values are running text, too. */
static void keep_comments(struct sql *v, uint32_t from, uint32_t to)
{
	const unsigned char *text = v->rows.stream.chunk->text;

	while (from < to && sql_comment(v->ways.dialect, text, from, to) ==
				    SQL_PLAIN)
		from++;
	if (from < to)
		rows_text(&v->rows, from, to);
}

#define ITEM_CELLS 3 /* at most, with what stands around it */

int sql_lex_item(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	struct sql_reader s = { &r->stream, &v->ways, c->text, r->at,
				c->length, &v->names };
	struct sql_item item;

	if (c->cell_count > CHUNK_CELLS - ROWS_SPARE - ITEM_CELLS)
		return rows_advance(r, r->at);
	if (!sql_find_item(&s, v->where == ASSIGNED, &item)) {
		if (r->at)
			return rows_advance(r, r->at);
		rows_end(r); /* it fills the chunk */
		sql_begin_other(v);
		return OUTCOME_OK;
	}
	keep_comments(v, r->at, item.from);
	if (!add_item(v, &item))
		return rows_advance(r, r->at);
	if (item.then == ITEM_FIELD)
		r->field += r->field < SQL_COLUMNS_MAX;
	else
		rows_end(r);
	keep_comments(v, item.to, s.at);
	r->at = s.at;
	if (item.then == ITEM_END || item.then == ITEM_ELSEWHERE)
		v->where = TOP;
	return item.cut ? sql_truncated(r) : OUTCOME_OK;
}
