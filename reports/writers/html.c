/*
 * The report for people: one HTML file that needs nothing else. The content
 * security policy allows its own style sheet and its own script, by their
 * hashes (CSP level 3, 2.3.1), and nothing from outside.
 */
#include "reports/writers/html.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

#include "reports/writers/out.h"
#include "reports/writers/report.h"
#include "scanner/base/gettext.h"

/* The files of html/, made into strings by the Makefile. */
static const char style[] =
#include "reports/writers/html/style.css.inc"
	;
static const char script[] =
#include "reports/writers/html/words.js.inc"
#include "reports/writers/html/data.js.inc"
#include "reports/writers/html/table.js.inc"
#include "reports/writers/html/views.js.inc"
#include "reports/writers/html/shelf.js.inc"
#include "reports/writers/html/charts.js.inc"
#include "reports/writers/html/page.js.inc"
	;

#define BASE64_SHA256 45 /* with the NUL */

static void put_hash(struct page *page, const char *text, size_t length)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char base64[BASE64_SHA256];

	crypto_hash_sha256(hash, (const unsigned char *)text, length);
	sodium_bin2base64(base64, sizeof(base64), hash, sizeof(hash),
			  sodium_base64_VARIANT_ORIGINAL);
	fprintf(page->out, "'sha256-%s'", base64);
}

static void put_policy(struct page *page)
{
	fputs("<meta http-equiv=\"Content-Security-Policy\" "
	      "content=\"default-src 'none'; style-src ", page->out);
	put_hash(page, style, sizeof(style) - 1);
	fputs("; script-src ", page->out);
	put_hash(page, script, sizeof(script) - 1);
	fputs("; base-uri 'none'; form-action 'none'\">\n", page->out);
}

static void put_head(struct page *page)
{
	fprintf(page->out,
		"<!doctype html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n",
		page->language == CHINESE ? "zh-CN" : "en");
	put_policy(page);
	fprintf(page->out,
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<meta name=\"generator\" content=\"pandian\">\n"
		"<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n",
		word(page->language, WORD_TITLE), style);
}

static void put_nav(struct page *page)
{
	static const struct {
		const char *id;
		enum word title;
	} links[] = {
		{ "bands", WORD_BANDS },	  { "kinds", WORD_KINDS },
		{ "map", WORD_MAP },		  { "assets", WORD_ASSETS },
		{ "columns", WORD_COLUMNS_LIST }, { "ledger", WORD_LEDGER },
		{ "glossary", WORD_GLOSSARY },
	};
	size_t i;

	fputs("<nav><ul>\n", page->out);
	for (i = 0; i < sizeof(links) / sizeof(*links); i++) {
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
	fputs("<button id=\"language\" type=\"button\" hidden>", page->out);
	html_word(page, WORD_LANGUAGE);
	fputs("</button></p>\n<h1>", page->out);
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

	fputs("<section aria-labelledby=\"scope-h\">\n"
	      "<h2 id=\"scope-h\" class=\"unseen\">", page->out);
	html_word(page, WORD_SCOPE);
	fputs("</h2>\n<dl class=\"scope\">\n", page->out);
	put_roots(page, sweep->roots);
	put_fact(page, WORD_STARTED, sweep->started);
	put_fact(page, WORD_ENDED, sweep->ended);
	put_fact(page, WORD_VERSION, sweep->version);
	put_fact(page, WORD_RULES, sweep->rules);
	put_fact(page, WORD_KEY, sweep->key_id);
	put_fact(page, WORD_FINGERPRINTS, sweep->fingerprints);
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
	open_tile(page, " lead", WORD_SENSITIVE_PEOPLE,
		  figure_count(people->sensitive).text);
	html_word(page, WORD_MINORS);
	html_word(page, WORD_COLON);
	fprintf(page->out, "<b>%s</b>", figure_count(people->minors).text);
	close_tile(page);
}

/* How many assets at each of the levels that the law cares most about. */
static void put_levels_tile(struct page *page)
{
	const uint64_t *levels = page->overview.levels;
	int i;

	open_tile(page, "", WORD_TOP_LEVELS,
		  figure_count(levels[5] + levels[4] + levels[3]).text);
	for (i = LEVEL_MAX; i >= 3; i--)
		fprintf(page->out, "<span class=\"pair\"><span class=\"level "
				   "l%d\">L%d</span> <b>%s</b></span> ",
			i, i, figure_count(levels[i]).text);
	if (page->overview.raised) {
		fputs("<br>", page->out);
		html_word(page, WORD_RAISED);
		html_word(page, WORD_COLON);
		fprintf(page->out, "<b>%s</b>",
			figure_count(page->overview.raised).text);
	}
	close_tile(page);
}

static void put_open_tiles(struct page *page)
{
	const struct overview *all = &page->overview;

	open_tile(page, all->missing ? " warn" : "", WORD_MISSING,
		  figure_count(all->missing).text);
	if (all->missing) {
		fprintf(page->out, "%s · <a href=\"#ledger\">",
			figure_bytes(all->missing_bytes).text);
		html_word(page, WORD_LEDGER);
		fputs("</a>", page->out);
	} else {
		html_word(page, WORD_MISSING_NONE);
	}
	close_tile(page);
	open_tile(page, all->undecided ? " warn" : "", WORD_UNDECIDED,
		  figure_count(all->undecided).text);
	fputs("<a href=\"#columns\">", page->out);
	html_word(page, WORD_UNDECIDED_NOTE);
	fputs("</a>", page->out);
	close_tile(page);
}

static void put_tiles(struct page *page)
{
	const struct sweep *sweep = &page->overview.sweep;

	fputs("<section class=\"tiles\">\n", page->out);
	put_people_tiles(page);
	put_levels_tile(page);
	put_open_tiles(page);
	open_tile(page, "", WORD_READ, figure_bytes(sweep->bytes).text);
	fprintf(page->out, "%s ", figure_count(sweep->assets).text);
	html_word(page, sweep->assets == 1 ? WORD_OBJECT : WORD_OBJECTS);
	fprintf(page->out, " · %s ",
		figure_real(round(sweep->seconds * 10) / 10).text);
	html_word(page, WORD_SECONDS);
	close_tile(page);
	fputs("</section>\n", page->out);
}

static void put_band(struct page *page, const struct band *band)
{
	enum reach reach = band_reach(band, &page->overview.people);

	fprintf(page->out, "<tr><th scope=\"row\">≥ %s ",
		figure_count(band->least).text);
	html_word(page, word_of_band(band->of));
	fprintf(page->out, "</th><td><span class=\"reach r%d\">",
		reach > REACH_NO ? (int)(reach - REACH_NO) : 0);
	html_word(page, word_of_reach(reach));
	fputs("</span></td><td>", page->out);
	html_pair(page, band->zh, band->en);
	fprintf(page->out, " <small>%s</small></td></tr>\n", band->id);
}

static void put_bands(struct page *page)
{
	static const int heads[] = { WORD_BAND, WORD_STATE,
				     WORD_BAND_FOLLOWS };
	size_t i;

	html_section(page, "bands", WORD_BANDS, WORD_BANDS_NOTE);
	html_table(page, WORD_BANDS, heads, 3);
	for (i = 0; i < band_count; i++)
		if (bands[i].of != BAND_TABLE)
			put_band(page, &bands[i]);
	html_table_end(page);
	html_section_end(page);
}

/* A place for what the script shows. */
static void put_view(struct page *page, const char *id, enum word title,
		     enum word note)
{
	html_section(page, id, title, note);
	fprintf(page->out, "<div id=\"%s-view\"><p class=\"note\">", id);
	html_word(page, WORD_NEEDS_SCRIPT);
	fputs("</p></div>\n", page->out);
	html_section_end(page);
}

static void put_body(struct page *page)
{
	put_banner(page);
	fputs("<section id=\"table\" hidden></section>\n", page->out);
	put_scope(page);
	put_tiles(page);
	put_bands(page);
	html_kinds(page);
	put_view(page, "map", WORD_MAP, WORD_MAP_NOTE);
	put_view(page, "assets", WORD_ASSETS, WORD_ASSETS_NOTE);
	put_view(page, "columns", WORD_COLUMNS_LIST, WORD_COLUMNS_NOTE);
	html_ledger(page);
	html_glossary(page);
	fputs("</main>\n<footer>", page->out);
	html_word(page, WORD_FOOTER);
	fputs("</footer>\n", page->out);
}

static int write_html(struct store *store,
		      const struct report_options *options, FILE *out,
		      struct problem *problem)
{
	struct page page = { .store = store,
			     .out = out,
			     .language = language_of(options->lang) };
	int outcome = overview_take(store, &page.overview);

	(void)problem;
	if (outcome)
		return outcome;
	put_head(&page);
	put_body(&page);
	outcome = html_data(&page);
	fprintf(out, "<script>%s</script>\n", script);
	if (!outcome)
		outcome = html_details(&page);
	if (!outcome)
		outcome = html_columns(&page);
	fputs("</body>\n</html>\n", out);
	return outcome;
}

const struct report report_html = {
	.name = "html",
	.extension = "html",
	.help = N_("report for people, one self-contained HTML file"),
	.write = write_html,
};
