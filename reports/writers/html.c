/*
 * The report for people: one HTML file that needs nothing else. No script, no
 * outside resource; the content security policy allows one style sheet, its
 * own, by its hash (CSP level 3, 2.3.1).
 */
#include "reports/writers/html.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

#include "reports/writers/html_style.h"
#include "reports/writers/out.h"
#include "reports/writers/report.h"
#include "scanner/base/gettext.h"

#define BASE64_SHA256 45 /* with the NUL */

static void style_hash(char text[static BASE64_SHA256])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const unsigned char *)html_style,
			   sizeof(html_style) - 1);
	sodium_bin2base64(text, BASE64_SHA256, hash, sizeof(hash),
			  sodium_base64_VARIANT_ORIGINAL);
}

static void put_head(struct page *page)
{
	char hash[BASE64_SHA256];

	style_hash(hash);
	fprintf(page->out,
		"<!doctype html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; style-src 'sha256-%s'; "
		"base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<meta name=\"generator\" content=\"pandian\">\n<title>",
		page->language == CHINESE ? "zh-CN" : "en", hash);
	html_word(page, WORD_TITLE);
	fprintf(page->out, "</title>\n<style>%s</style>\n</head>\n<body>\n",
		html_style);
}

static void put_nav(struct page *page)
{
	static const struct {
		const char *id;
		enum word title;
	} links[] = {
		{ "kinds", WORD_KINDS },       { "assets", WORD_ASSETS },
		{ "details", WORD_DETAILS },   { "decoys", WORD_DECOYS },
		{ "ledger", WORD_LEDGER },     { "glossary", WORD_GLOSSARY },
	};
	const struct overview *all = &page->overview;
	size_t i;

	fputs("<nav><ul>\n", page->out);
	for (i = 0; i < sizeof(links) / sizeof(*links); i++) {
		if ((links[i].title == WORD_DETAILS && !all->order_count) ||
		    (links[i].title == WORD_DECOYS && !all->chance))
			continue;
		fprintf(page->out, "<li><a href=\"#%s\">", links[i].id);
		html_word(page, links[i].title);
		fputs("</a></li>\n", page->out);
	}
	fputs("</ul></nav>\n", page->out);
}

static void put_status(struct page *page)
{
	const struct sweep *sweep = &page->overview.sweep;

	fprintf(page->out, "<p class=\"status %s\"><b>",
		sweep->incomplete ? "warn" : "ok");
	html_word(page, sweep->interrupted  ? WORD_INTERRUPTED
			: sweep->incomplete ? WORD_INCOMPLETE
					    : WORD_COMPLETE);
	fputs("</b> <span>", page->out);
	if (page->overview.missing)
		fprintf(page->out, "%s ",
			figure_count(page->overview.missing).text);
	if (page->overview.missing)
		html_word(page, WORD_MISSING_LONG);
	else if (!sweep->incomplete)
		html_word(page, WORD_COMPLETE_LONG);
	fputs("</span></p>\n", page->out);
}

static void put_banner(struct page *page)
{
	fputs("<a class=\"skip\" href=\"#main\">", page->out);
	html_word(page, WORD_SKIP);
	fputs("</a>\n<header>\n<p class=\"brand\">", page->out);
	html_word(page, WORD_SUBTITLE);
	fputs("</p>\n<h1>", page->out);
	html_word(page, WORD_TITLE);
	fputs("</h1>\n", page->out);
	put_status(page);
	put_nav(page);
	fputs("</header>\n<main id=\"main\">\n", page->out);
}

static void put_fact(struct page *page, enum word term, const char *text)
{
	fputs("<div><dt>", page->out);
	html_word(page, term);
	fputs("</dt><dd>", page->out);
	html_name(page, text ? text : "–");
	fputs("</dd></div>\n", page->out);
}

/* One root a line. */
static void put_roots(struct page *page, const char *roots)
{
	char line[4096];
	const char *end;

	fputs("<div class=\"roots\"><dt>", page->out);
	html_word(page, WORD_ROOTS);
	fputs("</dt>", page->out);
	for (; roots && *roots; roots = *end ? end + 1 : end) {
		end = strchrnul(roots, '\n');
		snprintf(line, sizeof(line), "%.*s", (int)(end - roots),
			 roots);
		fputs("<dd>", page->out);
		html_name(page, line);
		fputs("</dd>", page->out);
	}
	fputs("</div>\n", page->out);
}

static void put_scope(struct page *page)
{
	const struct sweep *sweep = &page->overview.sweep;

	fputs("<section aria-label=\"", page->out);
	html_word(page, WORD_SCOPE);
	fputs("\">\n<dl class=\"scope\">\n", page->out);
	put_roots(page, sweep->roots);
	put_fact(page, WORD_STARTED, sweep->started);
	put_fact(page, WORD_ENDED, sweep->ended);
	put_fact(page, WORD_VERSION, sweep->version);
	put_fact(page, WORD_RULES, sweep->rules);
	put_fact(page, WORD_KEY, sweep->key_id);
	fputs("</dl>\n</section>\n", page->out);
}

static void open_tile(struct page *page, const char *class, enum word title,
		      const char *figure)
{
	fprintf(page->out, "<div class=\"tile%s\"><h2>", class);
	html_word(page, title);
	fprintf(page->out, "</h2><p class=\"figure\">%s</p><p>", figure);
}

static void close_tile(struct page *page)
{
	fputs("</p></div>\n", page->out);
}

static void put_people_tiles(struct page *page)
{
	const struct people *people = &page->overview.people;

	open_tile(page, " lead", WORD_PEOPLE,
		  figure_count(people->estimate).text);
	fprintf(page->out, "%s – %s<br>", figure_count(people->low).text,
		figure_count(people->high).text);
	html_word(page, WORD_PEOPLE_NOTE);
	close_tile(page);
	open_tile(page, "", WORD_SENSITIVE_PEOPLE,
		  figure_count(people->sensitive).text);
	html_word(page, WORD_MINORS);
	html_word(page, WORD_COLON);
	fprintf(page->out, "<b>%s</b>", figure_count(people->minors).text);
	close_tile(page);
}

static void put_findings_tile(struct page *page)
{
	const uint64_t *f = page->overview.sweep.findings;
	const struct html_part parts[] = {
		{ f[CONFIDENCE_HIGH], "c3" },
		{ f[CONFIDENCE_MEDIUM], "c2" },
		{ f[CONFIDENCE_LOW], "c1" },
	};
	int c;

	open_tile(page, "", WORD_FINDINGS,
		  figure_count(f[CONFIDENCE_HIGH] + f[CONFIDENCE_MEDIUM] +
			       f[CONFIDENCE_LOW]).text);
	html_bar(page, parts, 3);
	for (c = CONFIDENCE_HIGH; c >= CONFIDENCE_LOW; c--)
		fprintf(page->out,
			"<span class=\"key c%d\">%s <b>%s</b></span> ", c,
			word_confidence(page->language, (enum confidence)c),
			figure_count(f[c]).text);
	close_tile(page);
}

static void put_share(struct page *page, uint64_t part, uint64_t whole)
{
	if (whole)
		fprintf(page->out, "%s · ",
			figure_share((double)part / (double)whole).text);
	html_word(page, WORD_HOLDING_OF);
	fprintf(page->out, " %s ", figure_count(whole).text);
	html_word(page, WORD_OBJECTS);
}

static void put_tiles(struct page *page)
{
	const struct overview *all = &page->overview;
	const struct sweep *sweep = &all->sweep;

	fputs("<section class=\"tiles\">\n", page->out);
	put_people_tiles(page);
	open_tile(page, "", WORD_HOLDING, figure_count(all->holding).text);
	put_share(page, all->holding, sweep->assets);
	close_tile(page);
	put_findings_tile(page);
	open_tile(page, all->missing ? " warn" : "", WORD_MISSING,
		  figure_count(all->missing).text);
	if (all->missing)
		fprintf(page->out, "%s · <a href=\"#ledger\">%s</a>",
			figure_bytes(all->missing_bytes).text,
			word(page->language, WORD_LEDGER));
	else
		html_word(page, WORD_MISSING_NONE);
	close_tile(page);
	open_tile(page, "", WORD_READ, figure_bytes(sweep->bytes).text);
	fprintf(page->out, "%s ", figure_count(sweep->assets).text);
	html_word(page, WORD_OBJECTS);
	fprintf(page->out, " · %s ",
		figure_real(round(sweep->seconds * 10) / 10).text);
	html_word(page, WORD_SECONDS);
	close_tile(page);
	fputs("</section>\n", page->out);
}

static void put_band(struct page *page, const struct band *band)
{
	static const enum word words[] = { WORD_BAND_NO, WORD_BAND_MAYBE,
					   WORD_BAND_YES };
	enum reach reach = band_reach(band, &page->overview.people);

	fprintf(page->out, "<tr><th scope=\"row\">≥ %s ",
		figure_count(band->people).text);
	html_word(page, band->sensitive ? WORD_BAND_SENSITIVE
					: WORD_BAND_PEOPLE);
	fprintf(page->out, "</th><td><span class=\"reach r%d\">", (int)reach);
	html_word(page, words[reach]);
	fprintf(page->out, "</span></td><td>%s</td></tr>\n",
		page->language == CHINESE ? band->zh : band->en);
}

static void put_bands(struct page *page)
{
	static const int heads[] = { WORD_BAND, WORD_STATE,
				     WORD_BAND_FOLLOWS };
	size_t i;

	html_section(page, "bands", WORD_BANDS, WORD_BANDS_NOTE);
	html_table(page, WORD_BANDS, heads, 3);
	for (i = 0; i < band_count; i++)
		put_band(page, &bands[i]);
	html_table_end(page);
	html_section_end(page);
}

static int put_page(struct page *page)
{
	int outcome = overview_take(page->store, &page->overview);

	if (outcome)
		return outcome;
	put_head(page);
	put_banner(page);
	put_scope(page);
	put_tiles(page);
	put_bands(page);
	outcome = html_kinds(page);
	if (!outcome)
		outcome = html_assets(page);
	if (!outcome)
		outcome = html_decoys(page);
	if (!outcome)
		outcome = html_ledger(page);
	html_glossary(page);
	fputs("</main>\n<footer>", page->out);
	html_word(page, WORD_FOOTER);
	fputs("</footer>\n</body>\n</html>\n", page->out);
	return outcome;
}

static int write_html(struct store *store,
		      const struct report_options *options, FILE *out,
		      struct problem *problem)
{
	struct page page = { .store = store,
			     .out = out,
			     .language = language_of(options->lang),
			     .people = people_window_new(store) };
	int outcome;

	if (!page.people)
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("out of memory"));
	outcome = put_page(&page);
	people_window_free(page.people);
	return outcome;
}

const struct report report_html = {
	.name = "html",
	.extension = "html",
	.help = N_("report for people, one self-contained HTML file"),
	.write = write_html,
};
