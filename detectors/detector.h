/*
 * What a detector is, and what it answers: the one public header of the
 * folder for other folders (beside matcher.h, which drives it).
 *
 * A detector is one file with one const struct, listed in detectors.c. It
 * allocates nothing, keeps nothing, and never hears of files.
 */
#ifndef DETECTORS_DETECTOR_H
#define DETECTORS_DETECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scanner/base/secret.h"

#define DETECTOR_COUNT_MAX 48
#define VALUE_MAX 256 /* bytes of the longest normalised value (an e-mail) */

/* Where a value of this kind can begin (see seeds.h). */
enum seed {
	SEED_DIGITS = 1, /* a run of digits, or groups of them */
	SEED_CODE = 2,   /* digits and capital letters mixed */
	SEED_AT = 4,     /* an @ inside */
	SEED_CELL = 8,   /* none: whole cells of tables (cell.h) */
};

/* Checks a value can pass. Which are gates and which are scores is said by
 * the detector; the bits go into every profile, per combination. */
enum check {
	CHECK_CHECKSUM = 1 << 0, /* its check digit or code */
	CHECK_DATE = 1 << 1,     /* a real calendar date inside */
	CHECK_REGION = 1 << 2,   /* region code exact; else prefecture known */
	CHECK_ISSUER = 1 << 3,   /* BIN, segment, prefix: exact in the table */
	CHECK_NETWORK = 1 << 4,  /* card network or registrar by prefix */
	CHECK_INNER = 1 << 5,    /* a second check code inside */
	CHECK_GRAMMAR = 1 << 6,  /* the shape its standard demands */
	CHECK_TEST = 1 << 7,     /* a published test or placeholder value */
	CHECK_DULL = 1 << 8,     /* low entropy: 2 distinct digits, a run */
	CHECK_DAMAGED = 1 << 9,  /* digits lost to a spreadsheet: not passed */
	CHECK_MINOR = 1 << 10,   /* born less than 14 years before the scan */
	CHECK_ROLE = 1 << 11,    /* of an office or machine, not of a person */
};

/* How it was written. */
enum form {
	FORM_CELL = 1 << 0,     /* the whole of a cell */
	FORM_GROUPED = 1 << 1,  /* with separators */
	FORM_WIDE = 1 << 2,     /* full-width, or with invisible characters */
	FORM_PREFIXED = 1 << 3, /* +86, 0086, a glued label */
	FORM_LOOSE = 1 << 4,    /* other groups of digits stand beside it */
	FORM_OLD = 1 << 5,      /* an ID of 15 digits; the value is the 18
	                         * that they became (see match_written) */
	FORM_EITHER = 1 << 6,   /* a date that may as well have its day for
	                         * the month */
};

/* A normalised string that may be a value: ASCII digits and capitals, no
 * separators. For SEED_AT: the address as written, made ASCII. For SEED_CELL:
 * the cell in UTF-8 (cell.h). */
struct candidate {
	const unsigned char *text; /* 16 readable bytes behind it */
	uint16_t length;
	uint16_t digits;    /* leading digits; == length: digits only */
	uint8_t group_count;
	uint8_t groups[12]; /* lengths of the groups it was written in */
	uint8_t form;       /* enum form bits */
	bool labelled;      /* a label of any of its kinds stands before it */
	int today;          /* the scan's date as yyyymmdd */
	const uint32_t *characters; /* of SEED_CELL: of the text, */
	uint16_t count;             /* 0 behind the last */
};

enum answer {
	ANSWER_NO,   /* not of this kind */
	ANSWER_MISS, /* of this shape (dates, tables hold), but a check fails */
	ANSWER_HIT,
	ANSWER_STOP, /* a MISS that no other kind may take: a malformed ID */
};

#define STRENGTH_MAX 90 /* nothing beats it: no other kind is asked */

/* What an examination found; zeroed before the call. */
struct evidence {
	uint16_t checks;  /* enum check bits that hold */
	int8_t points;    /* domain rules: 6 and up high, 3-5 medium, 1-2 low */
	uint8_t strength; /* among kinds that hit one span the strongest wins;
	                   * the first of detectors[] when equal. No weaker
	                   * one takes what this kind has missed */
	uint8_t stratum;  /* of SEED_CELL: what its column is judged by, a
	                   * number that the kind defines */
	uint8_t value_length; /* > 0: `value` is the normalised value, else
	                       * the candidate's text is */
	uint8_t form; /* enum form bits that are added */
	unsigned char value[31];
};

static inline void evidence_clear(struct evidence *e)
{
	e->checks = 0;
	e->points = 0;
	e->strength = e->stratum = e->value_length = e->form = 0;
}

/* Masked text, safe to print; a C string. */
struct masked {
	char text[96];
};

#define FIELD_NONE UINT16_MAX /* a match in prose */

/* What stands around a value in running text. */
enum label {
	LABEL_NONE,
	LABEL_NEAR,    /* a label of its kind is the nearest */
	LABEL_COUNTER, /* a label that speaks against it is the nearest */
};

/* A value, or what looks like one but fails its check. */
struct match {
	struct secret value; /* normalised; dies when the call returns */
	uint64_t offset; /* raw bytes from the object's start to the value */
	uint64_t line;   /* from 0 at the part's start; UINT64_MAX: no lines */
	uint64_t row;    /* from 0 at the part's start, within its table */
	uint16_t field;  /* column of the batch's table, or FIELD_NONE */
	uint16_t checks; /* enum check bits that hold */
	uint16_t label_token; /* index for label_text(), with label != NONE */
	uint8_t detector;     /* index in detectors[] */
	uint8_t form;         /* enum form bits */
	uint8_t label;        /* enum label */
	int8_t points;        /* own evidence, without label and column */
	uint8_t passed;       /* 1: all checks hold; 0: the shape only */
	uint8_t stratum;      /* see struct evidence */
};

/* The value for people who look for it: an ID of 15 digits as these, in
 * `room`. Values are counted and fingerprinted as they are in the match. */
#define OLD_ID 15
struct secret match_written(const struct match *, unsigned char room[OLD_ID]);

/* Groupings: lengths of the groups in order, 0-terminated; the list ends
 * with an empty one. */
typedef const uint8_t grouping[8];

struct numbers; /* numbers.h */
struct texts;	/* texts.h */

struct detector {
	const char *id;     /* "cn.resident_id": stable */
	const char *zh, *en; /* names for people */
	const char *policy; /* its row in the policy table: "ID_NUMBER" */
	enum seed seed;
	uint64_t lengths; /* bit n: candidates of n characters may be mine;
	                   * unused for SEED_AT and SEED_CELL */
	const grouping *groupings; /* how it may be written, or NULL */
	bool (*begins)(unsigned four); /* false: no value begins with these
	                                * digits, 0 to 9999; NULL: any may */
	double chance; /* share of random strings of the shape that pass; of
	                * SEED_CELL of words that are none */
	bool person;   /* identifies a natural person: counted in people */
	enum answer (*examine)(const struct candidate *, struct evidence *);
	/* NULL, or for speed: leaves `sure` set, which all are before, where
	 * examine() would answer ANSWER_HIT with the evidence that is written
	 * here, the text being the value; some of these may be missed. */
	void (*usual)(struct numbers *, struct evidence *);
	/* The same for texts of SEED_AT. */
	void (*usual_texts)(struct texts *, struct evidence *);
	void (*mask)(struct secret value, struct masked *);
};

/* All detectors, NULL-terminated, in the order of precedence. Indices are
 * not stable between versions; ids are. */
extern const struct detector *const detectors[];
extern const size_t detector_count;

/* The index of the detector with this id, or -1. */
int detector_find(const char *id);

/* Keeps the first `head` and last `tail` bytes, stars between; for detectors
 * whose mask is of that shape. */
void mask_middle(struct secret value, size_t head, size_t tail,
		 struct masked *);

#endif
