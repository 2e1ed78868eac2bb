/*
 * The pieces of the HTML report: what html.c puts together.
 *
 * The page speaks two languages: every word stands in it in both, and the
 * style sheet hides one (`html[lang]`). Sums, ledger counts and the glossary
 * are plain HTML, there before and without the script; what can be searched
 * and opened is data (html_data.c) that the script in html/ shows.
 */
#ifndef REPORTS_WRITERS_HTML_H
#define REPORTS_WRITERS_HTML_H

#include <stdio.h>

#include "reports/writers/overview.h"
#include "reports/writers/words.h"

struct page {
	struct store *store;
	FILE *out;
	enum language language; /* shown first */
	struct overview overview;
};

/* Sections: each a <section>. */
void html_kinds(struct page *);
void html_ledger(struct page *);
void html_glossary(struct page *);
/* The data for the script, as JSON in <script> elements that are not run.
 * Non-zero: the store failed. */
int html_data(struct page *);    /* assets, tables, columns: to be listed */
int html_details(struct page *); /* of columns: to be opened, in blocks */
int html_tables(struct page *);  /* a member of the data: tables */
int html_columns(struct page *); /* all columns of tables, in blocks */

/* Parts. Text is escaped; a name (of swept data) is isolated as well, so that
 * its direction cannot touch its neighbours. */
void html_text(struct page *, const char *text);
void html_name(struct page *, const char *text);
/* In both languages; the same text in both is written once. */
void html_pair(struct page *, const char *zh, const char *en);
void html_word(struct page *, enum word);
void html_section(struct page *, const char *id, enum word title,
		  enum word note); /* note: WORD_TITLE for none */
void html_section_end(struct page *);
/* A table with its caption (for those who cannot see the heading) and head
 * cells; a negative word is a column of numbers. */
void html_table(struct page *, enum word caption, const int *heads,
		size_t count);
void html_table_end(struct page *);
void html_count(struct page *, uint64_t); /* <td> */
void html_level(struct page *, const struct policy_row *);

/* A bar of parts; each has its CSS class. For the eye: the numbers stand
 * beside it. */
struct html_part {
	uint64_t size;
	const char *class;
};
void html_bar(struct page *, const struct html_part *, size_t count);

#endif
