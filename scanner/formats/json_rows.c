/* Rows of JSON, and the running text between them. See json.h. */
#include "scanner/formats/json.h"

void json_text_begin(struct json *v, uint32_t at)
{
	if (v->text)
		return;
	v->text = true;
	v->from = at;
}

void json_text_end(struct json *v, uint32_t at)
{
	struct rows *r = &v->rows;

	if (!v->text)
		return;
	v->text = false;
	r->field = UINT16_MAX;
	if (r->piece)
		rows_piece_end(r, at);
	else if (at > v->from)
		rows_cell(r, v->from, at, CELL_PIECE);
}

int json_read_on(struct json *v)
{
	struct rows *r = &v->rows;
	uint32_t at = r->at, keep = v->text ? v->from : at;
	bool end = at + CHUNK_CONTEXT >= r->stream.chunk->length;
	int outcome;

	if (r->piece)
		return rows_piece(r, 0);
	if (v->text && end && keep <= CHUNK_TEXT / 2) {
		r->field = UINT16_MAX;
		return rows_piece(r, keep);
	}
	outcome = rows_advance(r, keep);
	r->at = at - keep;
	v->from = 0;
	return outcome;
}

void json_row_end(struct json *v)
{
	struct rows *r = &v->rows;

	r->field = UINT16_MAX;
	if (!v->row_used)
		rows_cell(r, r->at, r->at, 0);
	rows_end(r);
	v->row_used = false;
}

void json_table_end(struct json *v)
{
	if (v->row_depth && (v->depth >= v->row_depth || v->row_used))
		json_row_end(v);
	v->row_depth = 0;
}

int json_damaged(struct json *v)
{
	struct rows *r = &v->rows;

	if (!v->wrong)
		problem_set(r->stream.x->problem, OUTCOME_PARTIAL,
			    REASON_DAMAGED, "no JSON at byte %llu",
			    (unsigned long long)stream_raw(&r->stream, r->at));
	v->wrong = true;
	json_table_end(v);
	json_text_begin(v, r->at);
	v->depth = 0;
	v->expect = JSON_ELEMENT;
	v->inside = v->several ? JSON_LINE : JSON_REST;
	return OUTCOME_OK;
}

void json_truncated(struct json *v)
{
	if (!v->wrong)
		problem_set(v->rows.stream.x->problem, OUTCOME_PARTIAL,
			    REASON_TRUNCATED, "the JSON ends inside a value");
	v->wrong = true;
}

bool json_makes_table(struct json *v)
{
	const struct json_level *top = json_top(v);

	if (v->row_depth || (v->exports && v->depth == 1))
		return false;
	return v->depth ? !top->object && !top->count : v->several;
}

int json_table_begin(struct json *v)
{
	int outcome;

	json_text_end(v, v->rows.at);
	outcome = json_table(v);
	if (v->row_depth)
		return outcome;
	json_text_begin(v, v->rows.at); /* no room */
	json_top(v)->count++;
	return outcome;
}
