/*
 * The inside of the reader of Avro's object container files (Apache Avro
 * 1.11, "Object Container Files"): a schema in JSON, then blocks of values
 * that say nothing of themselves.
 *
 * avro.c reads the container, avro_schema.c the schema, avro_values.c values.
 */
#ifndef SCANNER_FORMATS_AVRO_H
#define SCANNER_FORMATS_AVRO_H

#include "scanner/formats/compose.h"
#include "scanner/formats/paths.h"

#define AVRO_SCHEMA_MAX (1024 * 1024) /* bytes */
#define AVRO_NODES_MAX 16384	      /* types in a schema */
#define AVRO_DEPTH_MAX 64	      /* of types, and of values */
#define AVRO_INPUT (64 * 1024)

enum avro_type {
	AVRO_NULL,
	AVRO_BOOLEAN,
	AVRO_LONG, /* and int: they are written alike */
	AVRO_FLOAT,
	AVRO_DOUBLE,
	AVRO_BYTES,
	AVRO_STRING,
	AVRO_FIXED,
	AVRO_ENUM,
	AVRO_ARRAY,
	AVRO_MAP,
	AVRO_UNION,
	AVRO_RECORD,
};

/* What a number stands for. */
enum avro_meaning {
	AVRO_PLAIN,
	AVRO_DAYS, /* since 1970 */
	AVRO_MILLIS,
	AVRO_MICROS,
	AVRO_DECIMAL, /* bytes, big endian, with a scale */
};

struct avro_node {
	enum avro_type type;
	enum avro_meaning meaning;
	uint32_t size;	/* of a fixed one, in bytes */
	uint32_t scale; /* of a decimal */
	/* Fields, branches, the type of elements, symbols: parts[first] and
	 * what follows. */
	uint32_t first, count;
};

struct avro_part {
	const char *name; /* of a field, a symbol; owned by the schema */
	uint32_t node;
};

struct avro_schema {
	void *json; /* that names lie in */
	struct avro_node *nodes;
	size_t count;
	struct avro_part *parts;
	size_t part_count, part_room;
	struct avro_named {
		char *name; /* with its namespace */
		uint32_t node;
	} *named;
	size_t named_count;
	char *row; /* the name of the record that is a row, or "rows" */
};

/* Takes the schema's text; the root is nodes[0]. OUTCOME_OK, or
 * OUTCOME_FAILED with the reason. Release it in any case. */
int avro_schema_read(struct avro_schema *, const char *text, size_t length,
		     struct problem *);
void avro_schema_release(struct avro_schema *);

/* Bytes of a source, in order. */
struct avro_input {
	struct source *source;
	struct problem *problem;
	uint64_t at; /* of bytes[begin] in the source */
	size_t begin, end;
	bool ended; /* something was asked for that is not there */
	unsigned char bytes[AVRO_INPUT];
};

void avro_input_start(struct avro_input *, struct source *, uint64_t at,
		      struct problem *);
/* As many of the next bytes as are asked for, up to AVRO_INPUT; NULL when
 * there are fewer. */
const unsigned char *avro_take(struct avro_input *, size_t length);
/* Whether there is another byte. */
bool avro_more(struct avro_input *);
/* The next variable-length number. */
int64_t avro_long(struct avro_input *);

/* Where values go. */
struct avro_rows {
	struct extraction *x;
	const struct avro_schema *schema;
	struct composer composer;
	struct paths paths;
	uint16_t table; /* a path: that of a row */
	unsigned char *text; /* COMPOSE_CELL_MAX */
	uint32_t idle;	/* values since the last one that took a byte */
	bool wrong;	/* bytes that no value of the schema has */
};

/* Reads one value of the root's type as a row. An emitter's outcome, or
 * OUTCOME_FAILED with `wrong` set, or with the input ended. */
int avro_row(struct avro_rows *, struct avro_input *);

#endif
