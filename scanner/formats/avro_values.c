/*
 * Values of a container (Apache Avro 1.11, "Binary Encoding"). Where a value
 * stands in its row is its column; what lies in an array or a map has the
 * column of its like.
 */
#include <stdio.h>
#include <string.h>

#include "scanner/base/number.h"
#include "scanner/formats/avro.h"
#include "scanner/formats/sheet_date.h"

#define IDLE_MAX 65536 /* values in a row that take no byte */
#define DAYS_TO_1970 25569 /* as spreadsheets count */
#define DAY_SECONDS 86400.0
#define DECIMAL_BYTES 16
#define DECIMAL_TEXT 64

void avro_input_start(struct avro_input *in, struct source *source,
		      uint64_t at, struct problem *problem)
{
	in->source = source;
	in->problem = problem;
	in->at = at;
	in->begin = in->end = 0;
	in->ended = false;
}

/* Reads on until so many bytes wait, if there are. */
static bool refill(struct avro_input *in, size_t length)
{
	ssize_t n;

	if (in->end - in->begin >= length)
		return true;
	memmove(in->bytes, in->bytes + in->begin, in->end - in->begin);
	in->end -= in->begin;
	in->begin = 0;
	n = source_fill(in->source, in->bytes + in->end,
			AVRO_INPUT - in->end, in->at + in->end, in->problem);
	in->end += n > 0 ? (size_t)n : 0;
	return in->end >= length;
}

bool avro_more(struct avro_input *in)
{
	return refill(in, 1);
}

const unsigned char *avro_take(struct avro_input *in, size_t length)
{
	const unsigned char *taken;

	if (in->ended || !refill(in, length)) {
		in->ended = true;
		return NULL;
	}
	taken = in->bytes + in->begin;
	in->begin += length;
	in->at += length;
	return taken;
}

int64_t avro_long(struct avro_input *in)
{
	uint64_t value = 0;

	for (unsigned shift = 0; shift < 64; shift += 7) {
		const unsigned char *byte = avro_take(in, 1);

		if (!byte)
			return 0;
		value |= (uint64_t)(*byte & 0x7F) << shift;
		if (*byte < 0x80)
			break;
	}
	return (int64_t)(value >> 1 ^ -(value & 1));
}

static int wrong(struct avro_rows *r)
{
	r->wrong = true;
	return OUTCOME_FAILED;
}

/* The column that a path is; UINT16_MAX: text that stands for itself. */
static uint32_t field_of(struct avro_rows *r, uint16_t path)
{
	return path == PATH_NONE ? UINT16_MAX
				 : paths_field(&r->paths, r->table, path);
}

static uint16_t below(struct avro_rows *r, uint16_t path, const char *name)
{
	return path == PATH_NONE
		       ? path
		       : paths_below(&r->paths, path,
				     (const unsigned char *)name,
				     strlen(name));
}

static int add(struct avro_rows *r, uint16_t path, unsigned flags,
	       const char *text, size_t length)
{
	return compose_cell(&r->composer, field_of(r, path), flags,
			    (const unsigned char *)text, length);
}

/* Text, or bytes that may be some, of any length. */
static int read_bytes(struct avro_rows *r, struct avro_input *in,
		      int64_t length, uint16_t path)
{
	uint32_t field = field_of(r, path);
	int outcome = OUTCOME_OK;
	bool whole = length < AVRO_INPUT / 2;

	if (length < 0)
		return wrong(r);
	do {
		size_t some = length < AVRO_INPUT / 2 ? (size_t)length
						      : AVRO_INPUT / 2;
		const unsigned char *bytes = avro_take(in, some);
		enum charset charset = CHARSET_UTF8;

		if (!bytes)
			return OUTCOME_FAILED;
		if (!utf8_valid(bytes, some))
			charset = charset_detect(bytes, some, NULL);
		outcome = compose_text(&r->composer, whole ? field : UINT16_MAX,
				       charset, bytes, some, r->text);
		length -= (int64_t)some;
	} while (length && outcome == OUTCOME_OK);
	return outcome;
}

static int add_number(struct avro_rows *r, uint16_t path, double value)
{
	char text[NUMBER_TEXT];

	return add(r, path, CELL_NUMBER, text, number_write(value, text));
}

static int add_long(struct avro_rows *r, const struct avro_node *n,
		    uint16_t path, int64_t value)
{
	static const double days[] = {
		[AVRO_DAYS] = 1,
		[AVRO_MILLIS] = DAY_SECONDS * 1e3,
		[AVRO_MICROS] = DAY_SECONDS * 1e6,
	};
	char text[SHEET_DATE_TEXT];
	size_t length = 0;

	if (n->meaning >= AVRO_DAYS && n->meaning <= AVRO_MICROS)
		length = sheet_date_write((double)value / days[n->meaning] +
						  DAYS_TO_1970,
					  false, text);
	if (length)
		return add(r, path, 0, text, length);
	return add(r, path, CELL_NUMBER, text,
		   (size_t)snprintf(text, sizeof(text), "%lld",
				    (long long)value));
}

/* A decimal number: digits, with a point before the last `scale` of them. */
static size_t write_decimal(const unsigned char *bytes, size_t length,
			    uint32_t scale, char out[DECIMAL_TEXT])
{
	__int128 value = length && *bytes >= 0x80 ? -1 : 0;
	unsigned __int128 rest;
	char digits[DECIMAL_TEXT];
	size_t n = 0, at = 0;

	for (size_t i = 0; i < length; i++)
		value = (__int128)((unsigned __int128)value << 8 | bytes[i]);
	rest = value < 0 ? -(unsigned __int128)value
			 : (unsigned __int128)value;
	for (; rest || n <= scale; rest /= 10)
		digits[n++] = (char)('0' + (int)(rest % 10));
	if (value < 0)
		out[at++] = '-';
	while (n) {
		if (n == scale)
			out[at++] = '.';
		out[at++] = digits[--n];
	}
	return at;
}

/* Larger ones than any number of people's are left as bytes. */
static int read_decimal(struct avro_rows *r, struct avro_input *in,
			const struct avro_node *n, int64_t length,
			uint16_t path)
{
	char text[DECIMAL_TEXT];
	const unsigned char *bytes;

	if (length < 0 || length > DECIMAL_BYTES || n->scale > 20)
		return read_bytes(r, in, length, path);
	bytes = avro_take(in, (size_t)length);
	if (!bytes)
		return OUTCOME_FAILED;
	return add(r, path, CELL_NUMBER, text,
		   write_decimal(bytes, (size_t)length, n->scale, text));
}

static int read_value(struct avro_rows *, struct avro_input *, uint32_t node,
		      uint16_t path, unsigned depth);

/* Elements come in blocks; the last one is empty. A negative count is
 * followed by how many bytes they are. */
static int read_elements(struct avro_rows *r, struct avro_input *in,
			 const struct avro_node *n, uint16_t path,
			 unsigned depth)
{
	uint32_t node = r->schema->parts[n->first].node;
	uint16_t element = below(r, path, "[]");
	int outcome = OUTCOME_OK;
	int64_t count;

	while (outcome == OUTCOME_OK && (count = avro_long(in)) != 0) {
		if (count == INT64_MIN)
			return wrong(r);
		if (count < 0) {
			count = -count;
			avro_long(in);
		}
		while (outcome == OUTCOME_OK && count--) {
			if (n->type == AVRO_MAP)
				outcome = read_bytes(r, in, avro_long(in),
						     element);
			if (outcome == OUTCOME_OK)
				outcome = read_value(r, in, node, element,
						     depth);
		}
	}
	return in->ended && outcome == OUTCOME_OK ? OUTCOME_FAILED : outcome;
}

static int read_record(struct avro_rows *r, struct avro_input *in,
		       const struct avro_node *n, uint16_t path,
		       unsigned depth)
{
	int outcome = OUTCOME_OK;

	for (uint32_t i = 0; i < n->count && outcome == OUTCOME_OK; i++) {
		const struct avro_part *field =
			&r->schema->parts[n->first + i];

		outcome = read_value(r, in, field->node,
				     below(r, path, field->name), depth);
	}
	return outcome;
}

static int read_branch(struct avro_rows *r, struct avro_input *in,
		       const struct avro_node *n, uint16_t path,
		       unsigned depth)
{
	int64_t index = avro_long(in);

	if (in->ended)
		return OUTCOME_FAILED;
	if (index < 0 || index >= n->count)
		return wrong(r);
	return read_value(r, in, r->schema->parts[n->first + index].node, path,
			  depth);
}

static int read_symbol(struct avro_rows *r, struct avro_input *in,
		       const struct avro_node *n, uint16_t path)
{
	int64_t index = avro_long(in);
	const char *symbol;

	if (in->ended)
		return OUTCOME_FAILED;
	if (index < 0 || index >= n->count)
		return wrong(r);
	symbol = r->schema->parts[n->first + index].name;
	return add(r, path, 0, symbol, strlen(symbol));
}

static int read_float(struct avro_rows *r, struct avro_input *in,
		      uint16_t path)
{
	const unsigned char *bytes = avro_take(in, sizeof(float));
	float value;

	if (!bytes)
		return OUTCOME_FAILED;
	memcpy(&value, bytes, sizeof(value));
	return add_number(r, path, (double)value);
}

static int read_double(struct avro_rows *r, struct avro_input *in,
		       uint16_t path)
{
	const unsigned char *bytes = avro_take(in, sizeof(double));
	double value;

	if (!bytes)
		return OUTCOME_FAILED;
	memcpy(&value, bytes, sizeof(value));
	return add_number(r, path, value);
}

/* A value without parts. */
static int read_scalar(struct avro_rows *r, struct avro_input *in,
		       const struct avro_node *n, uint16_t path)
{
	int64_t number;

	switch (n->type) {
	case AVRO_NULL:
		return add(r, path, 0, NULL, 0);
	case AVRO_BOOLEAN:
		return avro_take(in, 1) ? OUTCOME_OK : OUTCOME_FAILED;
	case AVRO_FLOAT:
		return read_float(r, in, path);
	case AVRO_DOUBLE:
		return read_double(r, in, path);
	case AVRO_ENUM:
		return read_symbol(r, in, n, path);
	default:
		break;
	}
	number = n->type == AVRO_FIXED ? n->size : avro_long(in);
	if (in->ended)
		return OUTCOME_FAILED;
	if (n->type == AVRO_LONG)
		return add_long(r, n, path, number);
	return n->meaning == AVRO_DECIMAL
		       ? read_decimal(r, in, n, number, path)
		       : read_bytes(r, in, number, path);
}

static int read_value(struct avro_rows *r, struct avro_input *in,
		      uint32_t node, uint16_t path, unsigned depth)
{
	const struct avro_node *n = &r->schema->nodes[node];
	uint64_t before = in->at;
	int outcome;

	if (depth == AVRO_DEPTH_MAX || r->idle > IDLE_MAX)
		return wrong(r);
	switch (n->type) {
	case AVRO_RECORD:
		outcome = read_record(r, in, n, path, depth + 1);
		break;
	case AVRO_UNION:
		outcome = read_branch(r, in, n, path, depth + 1);
		break;
	case AVRO_ARRAY:
	case AVRO_MAP:
		outcome = read_elements(r, in, n, path, depth + 1);
		break;
	default:
		outcome = read_scalar(r, in, n, path);
	}
	r->idle = in->at == before ? r->idle + 1 : 0;
	return outcome;
}

int avro_row(struct avro_rows *r, struct avro_input *in)
{
	int outcome = read_value(r, in, 0, r->table, 0);

	compose_row_end(&r->composer);
	return outcome;
}
