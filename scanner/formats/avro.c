/*
 * Containers of Avro: a header with the schema, and blocks of rows, packed
 * one by one. Behind a block that is damaged the next one is looked for by
 * the mark between them. See avro.h.
 */
#include "scanner/formats/avro.h"

#include <snappy-c.h>
#include <string.h>

#include "scanner/base/library.h"
#include "scanner/base/sonames.h"
#include "scanner/formats/packed.h"

#define FUNCTIONS(F)                                                           \
	F(snappy_uncompress)                                                   \
	F(snappy_uncompressed_length)
LIBRARY(libsnappy, SONAME_snappy, FUNCTIONS)

#define SIGNATURE "Obj\1"
#define SYNC 16	       /* bytes of the mark behind each block */
#define PAIRS_MAX 1024 /* in the header */
#define SNAPPY_SUM 4   /* bytes behind a block: its CRC-32 */
#define SNAPPY_MAX (16 * 1024 * 1024) /* of a block, unpacked */

struct container {
	struct avro_rows rows; /* first */
	struct avro_schema schema;
	const struct codec *codec;
	bool snappy;
	unsigned char sync[SYNC];
	struct avro_input file, block;
	struct buffer text; /* of the schema; or a block of snappy's */
};

static bool set_codec(struct container *c, const unsigned char *name,
		      size_t length)
{
	static const struct {
		const char *name;
		const struct codec *codec;
	} codecs[] = {
		{ "null", NULL },	     { "deflate", &codec_deflate },
		{ "bzip2", &codec_bzip2 },   { "xz", &codec_xz },
		{ "zstandard", &codec_zstd }, { "snappy", NULL },
	};

	for (size_t i = 0; i < sizeof(codecs) / sizeof(*codecs); i++) {
		if (strlen(codecs[i].name) != length ||
		    memcmp(codecs[i].name, name, length))
			continue;
		c->codec = codecs[i].codec;
		c->snappy = !strcmp(codecs[i].name, "snappy");
		return true;
	}
	return false;
}

/* A value of the header, as far as there is one. */
static bool take_text(struct container *c, int64_t length)
{
	buffer_clear(&c->text);
	if (length < 0 || length > AVRO_SCHEMA_MAX)
		return false;
	while (length) {
		size_t some = length < AVRO_INPUT / 2 ? (size_t)length
						      : AVRO_INPUT / 2;
		const unsigned char *bytes = avro_take(&c->file, some);

		if (!bytes)
			return false;
		buffer_append(&c->text, bytes, some);
		length -= (int64_t)some;
	}
	return true;
}

/* A pair of the header: only two names mean something. */
static int take_pair(struct container *c, bool *schema)
{
	struct problem *problem = c->rows.x->problem;
	int64_t length = avro_long(&c->file);
	const unsigned char *name = NULL;
	bool is_schema, is_codec;

	if (length >= 0 && length <= AVRO_INPUT / 2)
		name = avro_take(&c->file, (size_t)length);
	is_schema = name && length == 11 && !memcmp(name, "avro.schema", 11);
	is_codec = name && length == 10 && !memcmp(name, "avro.codec", 10);
	if (!name || !take_text(c, avro_long(&c->file)))
		return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
				   "avro: the header is damaged");
	if (is_codec && !set_codec(c, c->text.bytes, c->text.length))
		return problem_set(problem, OUTCOME_FAILED,
				   REASON_UNSUPPORTED,
				   "avro: a way of packing that is not known");
	if (!is_schema || *schema)
		return OUTCOME_OK;
	*schema = true;
	return avro_schema_read(&c->schema, (char *)c->text.bytes,
				c->text.length, problem);
}

static int read_header(struct container *c)
{
	const unsigned char *sync;
	bool schema = false;
	unsigned pairs = 0;
	int64_t count;
	int outcome = OUTCOME_OK;

	avro_take(&c->file, strlen(SIGNATURE));
	while (outcome == OUTCOME_OK && (count = avro_long(&c->file)) != 0) {
		if (count < 0) {
			count = count > -PAIRS_MAX ? -count : PAIRS_MAX;
			avro_long(&c->file);
		}
		while (outcome == OUTCOME_OK && count-- &&
		       pairs++ < PAIRS_MAX)
			outcome = take_pair(c, &schema);
		if (pairs >= PAIRS_MAX)
			break;
	}
	if (outcome != OUTCOME_OK)
		return outcome;
	sync = avro_take(&c->file, SYNC);
	if (!sync || !schema)
		return problem_set(c->rows.x->problem, OUTCOME_FAILED,
				   REASON_DAMAGED,
				   "avro: the header is damaged");
	memcpy(c->sync, sync, SYNC);
	return OUTCOME_OK;
}

/* Reads so many rows. What is wrong with them, is said; what follows them,
 * as some programs leave a part of zlib's sum behind, is of no interest. */
static int read_rows(struct container *c, int64_t count,
		     struct source *source)
{
	struct problem *problem = c->rows.x->problem, fault = { 0 };
	int outcome = OUTCOME_OK;

	c->rows.wrong = false;
	c->rows.idle = 0;
	avro_input_start(&c->block, source, 0, &fault);
	while (outcome == OUTCOME_OK && count-- > 0) {
		outcome = avro_row(&c->rows, &c->block);
		if (outcome == OUTCOME_OK && count % 1024 == 0)
			outcome = budget_time(c->rows.x->budget, problem);
	}
	if (outcome == OUTCOME_FATAL || !(c->rows.wrong || c->block.ended))
		return outcome;
	if (fault.reason != REASON_NONE)
		problem_set(problem, 0, fault.reason, "avro: %s", fault.words);
	problem_set(problem, 0, c->rows.wrong ? REASON_DAMAGED
					      : REASON_TRUNCATED,
		    "avro: a block of rows is damaged");
	return fault.reason == REASON_BYTES || fault.reason == REASON_SECONDS
		       ? OUTCOME_FAILED
		       : OUTCOME_OK;
}

/* Packed as a whole, and to be unpacked as a whole. */
static int read_snappy(struct container *c, int64_t count,
		       struct source *source)
{
	const struct libsnappy *snappy = libsnappy();
	struct problem *problem = c->rows.x->problem;
	size_t packed = (size_t)source->size, length = 0;
	unsigned char *from = NULL, *to = NULL;
	struct memory_source unpacked;
	int outcome = OUTCOME_FAILED;

	if (!snappy)
		return library_missing(problem, OUTCOME_FAILED,
				       SONAME_snappy);
	if (source->size <= SNAPPY_SUM || source->size > SNAPPY_MAX) {
		problem_set(problem, 0, REASON_BYTES,
			    "avro: a block of more than 16 MiB");
		return OUTCOME_OK;
	}
	from = malloc(packed);
	if (from && source_fill(source, from, packed, 0, problem) ==
			    (ssize_t)packed &&
	    snappy->snappy_uncompressed_length((char *)from,
					       packed - SNAPPY_SUM,
					       &length) == SNAPPY_OK &&
	    length <= SNAPPY_MAX)
		to = malloc(length + 1);
	if (to)
		outcome = budget_bytes(c->rows.x->budget, length, problem);
	if (to && outcome == OUTCOME_OK) {
		if (snappy->snappy_uncompress((char *)from,
					      packed - SNAPPY_SUM, (char *)to,
					      &length) != SNAPPY_OK)
			length = 0;
		unpacked = memory_source(to, length);
		outcome = read_rows(c, count, &unpacked.source);
	} else if (!to) {
		outcome = problem_set(problem, OUTCOME_OK, REASON_DAMAGED,
				      "avro: a block that cannot be unpacked");
	}
	free(from);
	free(to);
	return outcome;
}

static int read_block(struct container *c, int64_t count,
		      struct source *source)
{
	struct packed *packed;
	int outcome;

	if (c->snappy)
		return read_snappy(c, count, source);
	if (!c->codec)
		return read_rows(c, count, source);
	packed = packed_open(source, c->codec, c->rows.x->budget);
	if (!packed)
		return problem_set(c->rows.x->problem, OUTCOME_FAILED,
				   REASON_MEMORY, "avro: no memory");
	outcome = read_rows(c, count, packed_source(packed));
	packed_close(packed);
	return outcome;
}

/* Goes behind the next mark, or to the end. */
static void find_mark(struct container *c)
{
	const unsigned char *bytes;

	while ((bytes = avro_take(&c->file, SYNC)) &&
	       memcmp(bytes, c->sync, SYNC) != 0) {
		c->file.begin -= SYNC - 1;
		c->file.at -= SYNC - 1;
	}
}

/* Reads a block, and goes behind it: to its mark, or, where that is not, to
 * the next one. */
static int pass_block(struct container *c, int64_t count, int64_t size)
{
	struct extraction *x = c->rows.x;
	struct window_source window =
		window_source(x->source, c->file.at, (uint64_t)size);
	const unsigned char *mark;
	int outcome = OUTCOME_OK;

	if (count >= 0 && size >= 0 && !c->file.ended) {
		outcome = read_block(c, count, &window.source);
		avro_input_start(&c->file, x->source,
				 window.begin + (uint64_t)size, x->problem);
	}
	mark = avro_take(&c->file, SYNC);
	if (mark && !memcmp(mark, c->sync, SYNC))
		return outcome;
	problem_set(x->problem, 0, mark ? REASON_DAMAGED : REASON_TRUNCATED,
		    "avro: a block without an end");
	avro_input_start(&c->file, x->source, window.begin, x->problem);
	find_mark(c);
	return outcome;
}

/* Each block: how many rows, how many bytes, these, and the mark. */
static int read_blocks(struct container *c)
{
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK && !c->file.ended &&
	       avro_more(&c->file)) {
		int64_t count = avro_long(&c->file);

		outcome = pass_block(c, count, avro_long(&c->file));
	}
	return outcome;
}

static int read_container(struct container *c)
{
	struct avro_rows *r = &c->rows;
	struct table table = { .kind = TABLE_ROWS, .late = true };
	int outcome = read_header(c);

	if (outcome != OUTCOME_OK)
		return outcome;
	r->schema = &c->schema;
	r->table = paths_below(&r->paths, PATH_NONE,
			       (unsigned char *)c->schema.row,
			       strlen(c->schema.row));
	if (r->table == PATH_NONE)
		return problem_set(r->x->problem, OUTCOME_FAILED,
				   REASON_MEMORY, "avro: no memory");
	table.name = c->schema.row;
	compose_start(&r->composer, r->x->out);
	outcome = compose_table(&r->composer, &table);
	if (outcome == OUTCOME_OK)
		outcome = read_blocks(c);
	if (outcome == OUTCOME_OK)
		outcome = compose_flush(&r->composer);
	return outcome == OUTCOME_OK ? paths_define(&r->paths, r->x->out)
				     : outcome;
}

static int extract(struct extraction *x)
{
	struct container *c = calloc(1, sizeof(*c));
	int outcome = OUTCOME_FAILED;

	if (c) {
		c->rows.x = x;
		c->rows.text = malloc(COMPOSE_CELL_MAX);
	}
	if (c && c->rows.text) {
		avro_input_start(&c->file, x->source, 0, x->problem);
		outcome = read_container(c);
	} else {
		problem_set(x->problem, 0, REASON_MEMORY, "avro: no memory");
	}
	if (c) {
		avro_schema_release(&c->schema);
		paths_release(&c->rows.paths);
		buffer_release(&c->text);
		free(c->rows.text);
	}
	free(c);
	return outcome;
}

static unsigned bid(const struct head *head)
{
	return head->length >= strlen(SIGNATURE) &&
			       !memcmp(head->bytes, SIGNATURE,
				       strlen(SIGNATURE))
		       ? 32
		       : 0;
}

const struct format format_avro = {
	.name = "avro",
	.bid = bid,
	.extract = extract,
};
