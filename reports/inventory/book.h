/*
 * A book: the sheets of one part, or of one whole asset. A sheet is a table
 * as it is counted: its names, its rows, and a census for every kind of value
 * in every column. The running text is a sheet of one column.
 *
 * Bounded: past its limits a book counts on a last sheet, "(other tables)",
 * and makes its samples coarser; nothing grows with the input.
 */
#ifndef REPORTS_INVENTORY_BOOK_H
#define REPORTS_INVENTORY_BOOK_H

#include "reports/inventory/tally.h"

#define BOOK_OTHER_TABLES "(other tables)"
#define BOOK_OTHER_COLUMNS "(other columns)"

/* Names of a table's columns; one allocation. */
struct columns {
	uint32_t count;
	size_t bytes;
	const char **names;
	const char **comments; /* each may be NULL */
	const char **types;    /* the same */
};

/* How many rows held which kinds of values together. */
#define ROW_KINDS_MAX 64
struct row_kinds {
	struct row_kind {
		uint64_t kinds; /* bits: indices of detectors[]; 0: others */
		uint64_t rows;
	} *rows;
	uint32_t count, room, last;
};
bool row_kinds_add(struct row_kinds *, uint64_t kinds, uint64_t rows);

/* Thresholds of a sheet's samples, for a sheet of another book that is going
 * to be added to it: of censuses by [field * detector_count + detector], then
 * those of tallies by field. */
struct cutoffs {
	uint32_t fields, tallies;
	uint64_t at[];
};

struct sheet {
	uint32_t index;          /* in its book */
	enum table_kind kind;
	bool continues;          /* the table open before the part */
	bool late;               /* as in struct table */
	bool other;              /* for all that is past the limits */
	bool goes_on;            /* its first rows are in a part before */
	struct sheet *folded;    /* its censuses are those of this sheet */
	char *name;              /* or NULL */
	struct columns *columns; /* or NULL */
	uint64_t hash, name_hash; /* of all its names; of the table's */
	uint64_t bare_hash;       /* of that without schema, in any case */
	uint64_t rows;
	uint32_t fields;         /* that have room below */
	struct census **censuses; /* [field * detector_count + detector] */
	struct tally *tallies;    /* by field */
	uint32_t tally_count;
	struct row_kinds kinds;
	const struct cutoffs *cutoffs; /* for what is new; or NULL */
};

struct book_limits {
	size_t samples; /* bytes of all samples */
	size_t tally_samples; /* of those of tallies */
	size_t indices; /* bytes of the sheets' arrays and names */
	uint32_t censuses, tallies, sheets;
};
/* Of samples a part may hold twice as much: it may have two sheets for one of
 * its asset (the rest of a statement, and those behind it). So one that makes
 * its own coarser does no more than its asset will have to, whatever cutoffs
 * it had. */
extern const struct book_limits book_limits_part, book_limits_asset;

struct book {
	const struct book_limits *limits;
	struct sheet **sheets;
	uint32_t sheet_count, sheet_room;
	uint32_t *slots; /* sheets by hash: index + 1; open addressing */
	uint32_t slot_count;
	uint32_t census_count;
	uint32_t sample_room; /* of each sample */
	uint32_t tally_count;
	uint32_t tally_room; /* of the sample of each tally */
	size_t sample_bytes, tally_bytes, index_bytes;
	struct sheet *prose, *other;
};

void book_init(struct book *, const struct book_limits *);
void book_release(struct book *);

/* The sheet for a table, made when there is none of its name and columns.
 * Unnamed tables always get a new one. NULL when memory is out. */
struct sheet *book_sheet(struct book *, const struct table *);
/* The sheet of that name, kind and columns, or NULL. */
struct sheet *book_lookup(const struct book *, const struct table *);
/* The sheet of the running text, made at need. */
struct sheet *book_prose(struct book *);
/* The sheet for what is past the limits, made at need. */
struct sheet *book_other(struct book *);
/* The sheet that stands for one of another book. */
struct sheet *book_adopt(struct book *, const struct sheet *);
struct columns *columns_new(const struct table *);
/* The field of that name, or -1. */
int64_t columns_find(const struct columns *, const char *name);
/* The sheet that holds the definition of a table, or NULL. */
struct sheet *book_definition(const struct book *, const struct sheet *);
/* Puts what another definition tells of the same table onto its sheet. False
 * when memory is out. */
bool book_learn(struct book *, struct sheet *, const struct table *);
/* How the fields of another book's sheet read in this one: *map by field, to
 * be freed, or NULL when they are the same. False when memory is out. */
bool book_align(struct book *, const struct book *from, const struct sheet *,
		uint32_t **map);

/* The columns of a sheet: its own, or as the table's definition has them, or
 * NULL. */
const struct columns *book_columns(const struct book *,
				   const struct sheet *);
/* The name of the table that a definition is of, as its rows have it: that may
 * differ in case, or in having a schema. Its own, where it has no rows. */
const char *book_defined(const struct book *, const struct sheet *definition);
/* Whether a named table of rows is counted on this sheet. */
bool sheet_is(const struct sheet *, const struct table *);
/* A copy for the caller to free; NULL also when memory is out: all is taken
 * then. */
struct cutoffs *sheet_cutoffs(const struct sheet *);
/* The comment on a column, wherever it is told, or NULL. */
const char *book_comment(const struct book *, const struct sheet *,
			 uint32_t field);
/* Its type as declared; the same. */
const char *book_type(const struct book *, const struct sheet *,
		      uint32_t field);
/* The census of a value that was counted; on the sheet of the others when the
 * book was full. NULL when there is none. */
struct census *book_find(const struct book *, uint32_t sheet, uint32_t field,
			 uint32_t detector);
/* Joins the sheets of tables that came with several lists of columns, and
 * numbers unnamed tables. False when memory is out. */
bool book_close(struct book *);

/* The rest of book_census. */
struct census *book_census_slow(struct book *, struct sheet *,
				uint32_t field, uint32_t detector);

/* What was counted of a kind in a column, or NULL. */
static inline struct census *book_counted(const struct sheet *sheet,
					  uint32_t field, uint32_t detector)
{
	return field < sheet->fields
		       ? sheet->censuses[field * detector_count + detector]
		       : NULL;
}

/* NULL when memory is out. */
static inline struct census *book_census(struct book *book,
					 struct sheet *sheet, uint32_t field,
					 uint32_t detector)
{
	struct census *census = book_counted(sheet, field, detector);

	return census ? census
		      : book_census_slow(book, sheet, field, detector);
}

/* The rest of book_tally. */
struct tally *book_tally_slow(struct book *, struct sheet *, uint32_t field);

/* The tally of a column; the one of all others when the book was full. NULL
 * when memory is out. */
static inline struct tally *book_tally(struct book *book, struct sheet *sheet,
				       uint32_t field)
{
	if (field < sheet->tally_count)
		return &sheet->tallies[field];
	return book_tally_slow(book, sheet, field);
}

/* Adds the hash (value_hash.h) of a value to a tally's sample, with the turn
 * of its row. False when memory is out. */
bool book_distinct(struct book *, struct tally *, uint64_t hash,
		   uint32_t turn);
/* Adds a tally of another book, or of another sheet; takes over the whole of
 * it where there is none yet. The same. */
bool book_merge_tally(struct book *, struct sheet *into, uint32_t field,
		      struct tally *);

/* Counts the values of another's sheet on one's own, its fields read by a map
 * (or NULL); takes over whole censuses where there are none yet. False when
 * memory is out. */
bool book_merge(struct book *, struct sheet *into, struct sheet *from,
		const uint32_t *map);

/* Gives each sample of a census, or of a tally, no more room than that. */
void book_narrow(struct book *, uint32_t room);
void book_narrow_tallies(struct book *, uint32_t room);

/* Whether a value is not counted: of the kinds of whole cells (SEED_CELL),
 * which every column may hold, there are no new censuses once half of them
 * are taken, and none on the sheet of the others. */
bool book_spares(const struct book *, const struct sheet *, uint32_t field,
		 uint32_t detector);

/* Makes the samples coarser until they keep to the limits. */
void book_shrink(struct book *);

#endif
