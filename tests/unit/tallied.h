/*
 * What the tests of tallies share: a collector that keeps the columns it
 * tells, and chunks as an extractor makes them, in one part or in several.
 */
#ifndef TESTS_UNIT_TALLIED_H
#define TESTS_UNIT_TALLIED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "reports/inventory/catalogue.h"
#include "reports/inventory/part.h"
#include "scanner/base/chunk.h"

#define COLUMNS 64

static inline int see_asset(void *context, const struct asset *asset)
{
	(void)context, (void)asset;
	return 0;
}

static inline int see_finding(void *context, const struct finding *finding)
{
	(void)context, (void)finding;
	return 0;
}

static inline int see_profile(void *context, const struct profile *profile)
{
	(void)context, (void)profile;
	return 0;
}

static inline int see_people(void *context, const struct people *people)
{
	(void)context, (void)people;
	return 0;
}

struct bench {
	struct keys keys;
	struct collector *collector;
	const struct sink *sink;
	struct account *account;
	struct part *part;
	struct chunk *chunk;
	struct listener listener;
	struct column columns[COLUMNS];
	char texts[COLUMNS][4][64]; /* table, name, comment, type */
	size_t count;
};

static inline const char *keep(char to[64], const char *text)
{
	if (!text)
		return NULL;
	snprintf(to, 64, "%s", text);
	return to;
}

static inline int see_column(void *context, const struct column *column)
{
	struct bench *b = context;
	struct column *c = &b->columns[b->count];
	char (*texts)[64] = b->texts[b->count];

	assert_true(b->count < COLUMNS);
	assert_int_equal(column->number, b->count);
	*c = *column;
	c->table = keep(texts[0], column->table);
	c->name = keep(texts[1], column->name);
	c->comment = keep(texts[2], column->comment);
	c->type = keep(texts[3], column->type);
	b->count++;
	return 0;
}

static inline struct bench *bench_new(bool every_row)
{
	struct bench *b = calloc(1, sizeof(*b));
	struct collector_options options = { .every_row = every_row,
					     .policy = policy_default(),
					     .today = 20260101 };
	struct problem problem = { 0 };

	assert_non_null(b);
	b->chunk = calloc(1, sizeof(*b->chunk));
	assert_non_null(b->chunk);
	memset(b->keys.engagement, 7, sizeof(b->keys.engagement));
	keys_derive(&b->keys);
	b->listener = (struct listener){ b, see_asset, see_finding, see_profile,
					 see_column, see_people };
	options.keys = &b->keys;
	options.listener = &b->listener;
	b->collector = collector_new(&options, &problem);
	assert_non_null(b->collector);
	b->sink = collector_sink(b->collector);
	b->account = b->sink->asset_open(b->sink->context, "a");
	b->part = b->sink->part_open(b->account);
	assert_true(b->account && b->part);
	return b;
}

static inline void next_part(struct bench *b)
{
	struct problem problem = { 0 };

	assert_int_equal(b->sink->asset_commit(b->account, b->part, 0,
					       &problem), OUTCOME_OK);
	b->part = b->sink->part_open(b->account);
	assert_non_null(b->part);
}

static inline void finish(struct bench *b)
{
	struct asset asset = { .path = "a" };
	struct problem problem = { 0 };

	assert_int_equal(b->sink->asset_commit(b->account, b->part, 0,
					       &problem), OUTCOME_OK);
	assert_int_equal(b->sink->asset_close(b->account, &asset, &problem),
			 OUTCOME_OK);
}

static inline void bench_free(struct bench *b)
{
	collector_free(b->collector);
	free(b->chunk);
	free(b);
}

static inline void open_table(struct bench *b, const struct table *table)
{
	int64_t number = b->sink->part_table(b->part, table);

	assert_true(number >= 0);
	if (table->kind == TABLE_ROWS)
		b->chunk->table = (uint32_t)number;
	b->chunk->row = 0;
}

/* Puts a cell into the chunk; NULL: NULL. */
static inline void put(struct bench *b, uint16_t field, const char *text,
		       unsigned flags)
{
	struct chunk *c = b->chunk;
	uint32_t length = text ? (uint32_t)strlen(text) : 0;

	assert_true(c->length + length < CHUNK_TEXT);
	memcpy(c->text + c->length, text ? text : "", length);
	c->cells[c->cell_count++] = (struct cell){
		.offset = c->length, .length = length, .field = field,
		.flags = (uint16_t)(flags | (text ? 0 : CELL_NULL)),
		.place = c->length,
	};
	c->length += length;
	c->end = c->length;
}

/* Hands over what is in the chunk, as the engine does. */
static inline void hand_over(struct bench *b)
{
	struct chunk *c = b->chunk;
	struct batch batch = { .table = c->table };
	struct problem problem = { 0 };
	uint32_t i;

	assert_int_equal(b->sink->part_cells(b->part, c, &problem),
			 OUTCOME_OK);
	for (i = 0; i < c->cell_count; i++)
		batch.rows += (c->cells[i].flags & CELL_ROW_END) != 0;
	assert_int_equal(b->sink->part_take(b->part, &batch, &problem),
			 OUTCOME_OK);
	c->row += batch.rows;
	c->cell_count = c->length = c->begin = c->end = 0;
}

static inline void put_row(struct bench *b, const char *const *texts,
			   uint16_t count)
{
	uint16_t i;

	if (b->chunk->cell_count + count > CHUNK_CELLS ||
	    b->chunk->length > CHUNK_TEXT - 4096)
		hand_over(b);
	for (i = 0; i < count; i++)
		put(b, i, texts[i], i + 1 == count ? CELL_ROW_END : 0);
}

static const char *const three[] = { "id", "name", "born" };
static const struct table people = { .name = "people", .columns = three,
				     .column_count = 3 };

static inline const struct column *column(const struct bench *b,
					  const char *name)
{
	size_t i;

	for (i = 0; i < b->count; i++)
		if (!strcmp(b->columns[i].name, name))
			return &b->columns[i];
	fail_msg("no column %s", name);
	return NULL;
}

#endif
