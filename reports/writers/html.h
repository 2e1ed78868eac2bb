/* The pieces of the HTML report: what html.c puts together. */
#ifndef REPORTS_WRITERS_HTML_H
#define REPORTS_WRITERS_HTML_H

#include <stdio.h>

#include "reports/writers/overview.h"
#include "reports/writers/per_asset.h"
#include "reports/writers/words.h"

struct page {
	struct store *store;
	FILE *out;
	enum language language;
	struct overview overview;
	struct people_window *people;
};

/* Sections: each a <section>. Non-zero: the store failed. */
int html_kinds(struct page *);
int html_assets(struct page *);
int html_decoys(struct page *);
int html_ledger(struct page *);
void html_glossary(struct page *);

/* Parts. Text is escaped; a name (of swept data) is isolated as well, so that
 * its direction cannot touch its neighbours. */
void html_text(struct page *, const char *text);
void html_name(struct page *, const char *text);
void html_word(struct page *, enum word);
void html_section(struct page *, const char *id, enum word title,
		  enum word note); /* note: WORD_TITLE for none */
void html_section_end(struct page *);
/* A table with its caption (for those who cannot see the heading) and head
 * cells; a negative word is a column of numbers. */
void html_table(struct page *, enum word caption, const int *heads,
		size_t count);
void html_table_end(struct page *);
void html_count(struct page *, uint64_t);  /* <td> */
void html_some(struct page *, uint64_t);   /* <td>, – for none */
void html_cell(struct page *, const char *text); /* <td>, or – for NULL */
void html_level(struct page *, const struct policy_row *);

/* A bar of parts; each has its CSS class. For the eye: the numbers stand
 * beside it. */
struct html_part {
	uint64_t size;
	const char *class;
};
void html_bar(struct page *, const struct html_part *, size_t count);
/* The share that passes, and a mark at what chance lets pass. */
void html_gauge(struct page *, const struct profile *);

#endif
