/* The inside of the matcher: what walks the prose of a chunk and what walks
 * its cells share this. */
#ifndef DETECTORS_MATCHER_INSIDE_H
#define DETECTORS_MATCHER_INSIDE_H

#include "detectors/cell.h"
#include "detectors/claim.h"
#include "detectors/matcher.h"
#include "detectors/numbers.h"
#include "detectors/match_run.h"
#include "detectors/sift.h"
#include "detectors/texts.h"

#define MATCHES 512 /* handed over at a time, and those of plain cells */
#define MATCHES_OF_SEED 16 /* that one cluster can give at most */
#define MATCHES_OF_ROW 256 /* kept free for a row, so that few are cut */

/* Over running text: a chunk's own, or that of a cell. */
struct pass {
	const unsigned char *text;
	uint32_t low;   /* nothing before it may be looked at */
	uint32_t known; /* seeds are found up to here */
	uint32_t lines; /* that end before, in prose */
	uint32_t next;  /* of seeds.at[] */
	uint32_t done;  /* seeds before this offset are dealt with */
	uint32_t taken; /* where the last value ended */
	struct seeds seeds;
};

struct matcher {
	struct judge judge;
	enum seeds_engine engine;
	struct sift_rule rule;
	const struct chunk *chunk;
	struct pass pass;
	uint32_t next;      /* cell that has not been sifted yet */
	uint32_t row;       /* of those that are sifted: the next to deal */
	uint32_t other;     /* with, and which of sifted.other[] in it */
	uint64_t pending;   /* a bit for each row that such a one is in */
	bool whole;         /* this one has been tried as a whole, */
	bool opened;        /* and as a number */
	uint64_t rows, lines;
	uint64_t sifted_row; /* rows before those that are sifted */
	uint32_t line_at;    /* `lines` end before this offset, */
	uint32_t line_end;   /* and none between the two */
	struct raw_at {
		uint32_t at;
		uint64_t raw;
	} raw_at, raw_sifted; /* raw offsets: the last one told; of the first
			       * sifted cell */
	size_t count;
	struct match matches[MATCHES + SIFT_CELLS];
	size_t run_count;
	struct match_run runs[MATCHES + SIFT_CELLS];
	/* Those of plain cells. */
	size_t plain_count;
	struct plain {
		struct secret value;
		uint64_t row;
		const struct cell *cell;
	} plains[SIFT_CELLS];
	struct sift_map map;
	struct sifted sifted;
	struct numbers numbers; /* of a column, */
	struct texts texts;	/* and addresses of one */
};

static inline bool matcher_full(const struct matcher *m)
{
	return m->count > MATCHES - MATCHES_OF_SEED || judge_full(&m->judge);
}

static inline struct stretch stretch_of(const struct chunk *c, uint32_t low,
					uint32_t high)
{
	return (struct stretch){ c->text, c->has_raw ? c->raw : c->text, low,
				 high, (enum charset)c->charset };
}

/* The line of text[at]. */
uint64_t matcher_line(struct matcher *, uint32_t at, const struct cell *);
/* Where text[at] begins in the object; mostly asked in that order, too. */
uint64_t matcher_raw(struct matcher *, uint32_t at);

/* `found` matches that the judge just wrote, without place, get theirs. */
void matcher_place(struct matcher *, size_t found, const struct cell *);

/* Begins a run of plain cells, which show the same as `like`; there is room for
 * all of them. */
struct match_run *matcher_begin_run(struct matcher *, const struct match *like);

/* Adds one to the last run. */
static inline void matcher_add_plain(struct matcher *m, struct match_run *run,
				     struct secret value,
				     const struct cell *cell, uint64_t row)
{
	m->plains[m->plain_count++] = (struct plain){ value, row, cell };
	run->count++;
}

/* Where the cells of a column stand: those of the sifted rows. */
struct column {
	const struct chunk *chunk;
	const struct cell *first;
	const uint32_t *starts;
	uint64_t row; /* number of the first row */
};

static inline struct column column_of(const struct matcher *m, uint32_t column)
{
	return (struct column){ m->chunk, &m->chunk->cells[column],
				m->sifted.starts,
				m->chunk->row + m->sifted_row };
}

static inline struct plain column_plain(const struct column *c, unsigned row)
{
	const struct cell *cell = &c->first[c->starts[row]];

	return (struct plain){ { cell_text(c->chunk, cell), cell->length },
			       c->row + row, cell };
}

/* The usual values of a column, all with one evidence. */
struct usual {
	struct match match;
	struct match_run *run; /* the last one, or NULL */
};

static inline void usual_begin(struct usual *usual, unsigned kind,
			       const struct evidence *e, uint8_t form)
{
	usual->match = (struct match){
		.checks = e->checks,
		.detector = (uint8_t)kind,
		.form = form,
		.points = e->points,
		.passed = true,
		.stratum = e->stratum,
	};
	usual->run = NULL;
}

/* Adds some that are of one field; they may stand among m->plains, where the
 * next one belongs or behind it. */
static inline void usual_add(struct usual *usual, struct matcher *m,
			     const struct plain *plains, size_t count)
{
	struct plain *next = &m->plains[m->plain_count];
	uint16_t field = plains->cell->field;

	if (plains != next)
		memmove(next, plains, count * sizeof(*next));
	if (!usual->run || field != usual->match.field) {
		usual->match.field = field;
		usual->run = matcher_begin_run(m, &usual->match);
	}
	m->plain_count += count;
	usual->run->count += count;
}

/* How many usual ones stand side by side, of one field, from that one on. */
static inline unsigned usual_from(const struct plain *plains,
				  const uint64_t *sure, unsigned count,
				  unsigned from)
{
	unsigned i = from;

	while (i < count && sure[i] &&
	       plains[i].cell->field == plains[from].cell->field)
		i++;
	return i - from;
}

/* The match of a plain cell goes to the last run, or begins another. */
void matcher_put_plain(struct matcher *, struct match *, const struct cell *,
		       uint64_t row);

void pass_begin(struct pass *, const unsigned char *text, uint32_t low,
		uint32_t at);

/* Deals with the seeds before `end` as with running text; values may begin
 * in the chunk's own part, or in the cell. False when it had to stop because
 * the matches are full. */
bool matcher_run(struct matcher *, const struct stretch *, uint32_t end,
		 const struct cell *);

/* Deals with the plain cells of a column, for which there is room, in some of
 * the sifted rows: a bit each, at least one. */
void matcher_numbers(struct matcher *, uint32_t column, uint64_t rows);

/* Walks the cells until the matches are full, or to the end. */
void matcher_cells(struct matcher *);

#endif
