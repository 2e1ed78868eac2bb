/* Every word of the reports that people read, in Chinese and English. */
#ifndef REPORTS_WRITERS_WORDS_H
#define REPORTS_WRITERS_WORDS_H

#include "reports/writers/overview.h"

enum language {
	CHINESE,
	ENGLISH,
	LANGUAGE_COUNT
};
enum language language_of(const char *lang); /* "zh", else English */

enum word {
	/* the document */
	WORD_TITLE,
	WORD_SUBTITLE,
	WORD_SKIP,
	WORD_FOOTER,
	WORD_LANGUAGE,
	WORD_NEEDS_SCRIPT,
	/* scope and integrity */
	WORD_COMPLETE,
	WORD_INCOMPLETE,
	WORD_INTERRUPTED,
	WORD_COMPLETE_LONG,
	WORD_MISSING_LONG,
	WORD_SCOPE,
	WORD_ROOTS,
	WORD_STARTED,
	WORD_ENDED,
	WORD_SECONDS,
	WORD_VERSION,
	WORD_RULES,
	WORD_KEY,
	WORD_FINGERPRINTS,
	/* tiles */
	WORD_PEOPLE,
	WORD_PEOPLE_NOTE,
	WORD_SENSITIVE_PEOPLE,
	WORD_MINORS,
	WORD_TOP_LEVELS,
	WORD_RAISED,
	WORD_COMBINATIONS,
	WORD_FINDINGS,
	WORD_UNDECIDED,
	WORD_UNDECIDED_NOTE,
	WORD_MISSING,
	WORD_MISSING_NONE,
	WORD_READ,
	WORD_OBJECTS,
	WORD_OBJECT,
	/* thresholds */
	WORD_BANDS,
	WORD_BANDS_NOTE,
	WORD_BAND,
	WORD_BAND_PEOPLE,
	WORD_BAND_PERSON,
	WORD_BAND_SENSITIVE,
	WORD_BAND_ITEMS,
	WORD_BAND_FOLLOWS,
	WORD_BAND_UNKNOWN,
	WORD_BAND_NO,
	WORD_BAND_MAYBE,
	WORD_BAND_YES,
	/* kinds */
	WORD_KINDS,
	WORD_KINDS_NOTE,
	WORD_BY_LEVEL,
	WORD_NOTHING,
	WORD_KIND,
	WORD_LEVEL,
	WORD_CLASS,
	WORD_SENSITIVE,
	WORD_YES,
	WORD_PRESUMED,
	WORD_NO,
	WORD_COLUMNS,
	WORD_TEXTS,
	WORD_ASSETS,
	/* the share, assets and columns: listed by the script */
	WORD_MAP,
	WORD_MAP_NOTE,
	WORD_ASSETS_NOTE,
	WORD_ASSETS_NONE,
	WORD_COLUMNS_LIST,
	WORD_COLUMNS_NOTE,
	WORD_EXPOSURE,
	WORD_PASSED,
	WORD_CHANCE,
	WORD_VERDICT,
	WORD_CONFIDENCE,
	/* numbers that only look like it */
	WORD_DECOYS,
	WORD_LOOKS_LIKE,
	WORD_NOT_ONE,
	/* ledger */
	WORD_LEDGER,
	WORD_LEDGER_NOTE,
	WORD_STATE,
	WORD_REASON,
	WORD_COUNT,
	WORD_BYTES,
	WORD_SHARE,
	WORD_TOTAL,
	WORD_UNREAD,
	WORD_UNREAD_NONE,
	/* glossary */
	WORD_GLOSSARY,
	WORD_MEANING,
	/* the terminal */
	WORD_TOP_ASSETS,
	WORD_MORE,
	WORD_COLON,
	WORD_COMMA,
	WORD_AND, /* between the members of a list */
	WORD_COUNT_OF_WORDS
};

const char *word(enum language, enum word);

const char *word_state(enum language, enum state);
const char *word_state_long(enum language, enum state);
const char *word_reason(enum language, enum reason);
const char *word_verdict(enum language, enum verdict);
const char *word_verdict_long(enum language, enum verdict);
const char *word_confidence(enum language, enum confidence);
const char *word_confidence_long(enum language, enum confidence);
/* 1 to 5; the long one with the clause. */
const char *word_level(enum language, int level);
const char *word_level_long(enum language, int level);
const char *word_exposure(enum language, enum exposure);
const char *word_exposure_long(enum language, enum exposure);
/* What a threshold counts, and whether it is reached. */
enum word word_of_band(enum band_of);
enum word word_of_reach(enum reach);

/* 公开 半公开 私密 of the policy, as the language says it. */
const char *word_seed(enum language, const char *seed);
/* Whether the policy calls it sensitive: yes, presumed, no. */
const char *word_sensitive(enum language, const struct policy_row *);

/* Why a profile was judged so, "; " between the reasons; may be NULL. */
const char *word_reasons(enum language, const struct profile *);

/* The name of a kind of data. */
const char *word_kind(enum language, int detector);

#endif
