/* HTML: the assets that hold something, highest level first: a table, then
 * each one with its fields, reasons and masked samples. One pass over the
 * store for each level, so that nothing needs to be sorted in memory. */
#include "reports/writers/html.h"

#include <inttypes.h>
#include <string.h>

#include "reports/writers/out.h"

#define SAMPLES 5

struct view {
	struct page *page;
	int level;          /* shown now */
	uint64_t seen;      /* bits of detectors */
	unsigned samples;
	struct people people; /* sums over the asset's tables */
	uint64_t rows;
	char table[256];      /* that the rows were last counted of */
};

static int put_chip(void *context, const struct profile *profile)
{
	struct view *view = context;
	uint64_t bit = UINT64_C(1) << profile->detector;

	if (!profile->table) {
		view->table[0] = 0;
	} else if (strncmp(view->table, profile->table,
			   sizeof(view->table) - 1)) {
		view->rows += profile->rows;
		snprintf(view->table, sizeof(view->table), "%s",
			 profile->table);
	}
	if (profile->confidence == CONFIDENCE_NONE || (view->seen & bit))
		return 0;
	view->seen |= bit;
	fputs("<span class=\"chip\">", view->page->out);
	html_text(view->page, word_kind(view->page->language,
					profile->detector));
	fputs("</span>", view->page->out);
	return 0;
}

static int add_people(void *context, const struct people *people)
{
	struct view *view = context;

	view->people.estimate += people->estimate;
	view->people.low += people->low;
	view->people.high += people->high;
	return 0;
}

static int start_asset(struct view *view, const struct asset_row *row)
{
	view->seen = view->rows = 0;
	view->table[0] = 0;
	view->people = (struct people){ 0 };
	return people_of(view->page->people, row->asset.path, add_people,
			 view);
}

static int put_row(void *context, const struct asset_row *row)
{
	struct view *view = context;
	struct page *page = view->page;
	int outcome = start_asset(view, row);

	if (outcome || asset_level(row) != view->level)
		return outcome;
	fprintf(page->out,
		"<tr><th scope=\"row\" class=\"path\">"
		"<a href=\"#a%" PRId64 "\">",
		row->id);
	html_name(page, row->asset.path);
	fputs("</a></th><td>", page->out);
	html_level(page, row->level);
	fputs("</td><td>", page->out);
	outcome = profiles_of(page->store, row, put_chip, view);
	fputs("</td>", page->out);
	html_some(page, view->people.estimate);
	html_some(page, view->rows);
	html_count(page, row->findings);
	fputs("</tr>\n", page->out);
	return outcome;
}

static int put_sample(void *context, const struct finding *finding)
{
	struct view *view = context;
	struct page *page = view->page;
	bool row = finding->row > 0, line = finding->line > 0;

	if (view->samples++ == SAMPLES)
		return 1;
	fputs("<li><code>", page->out);
	html_text(page, finding->masked);
	fputs("</code> <span class=\"place\">", page->out);
	html_word(page, row ? WORD_ROW : line ? WORD_LINE : WORD_OFFSET);
	fprintf(page->out, " %s</span></li>",
		figure_count(row    ? (uint64_t)finding->row
			     : line ? (uint64_t)finding->line
				    : finding->offset).text);
	return 0;
}

static int put_samples(struct view *view, const struct profile *profile)
{
	int outcome;

	view->samples = 0;
	fputs("<ul class=\"samples\">", view->page->out);
	outcome = store_each_place(view->page->store, profile, put_sample,
				   view);
	fputs("</ul>", view->page->out);
	return outcome < 0 ? outcome : 0;
}

static void put_field(struct page *page, const struct profile *profile)
{
	fputs("<th scope=\"row\" rowspan=\"2\">", page->out);
	if (profile->table)
		html_name(page, profile->table);
	if (profile->table && profile->column)
		fputs("<wbr>.", page->out);
	if (profile->column)
		html_name(page, profile->column);
	if (!profile->table && !profile->column)
		html_word(page, WORD_PROSE);
	fputs("</th>", page->out);
}

/* "99.9 % beside 9.1 % by chance" */
static void put_passed(struct page *page, const struct profile *profile)
{
	fputs("<td class=\"rate\">", page->out);
	html_gauge(page, profile);
	fprintf(page->out, "<span>%s",
		figure_share(profile_share(profile)).text);
	if (profile->chance > 0)
		fprintf(page->out, " <small>%s %s</small>",
			word(page->language, WORD_CHANCE),
			figure_share(profile->chance).text);
	fputs("</span></td>", page->out);
}

static void put_numbers(struct page *page, const struct profile *profile)
{
	fputs("<td>", page->out);
	html_text(page, word_kind(page->language, profile->detector));
	fputs("<br>", page->out);
	html_level(page, profile->policy);
	fputs("</td>", page->out);
	html_some(page, profile->rows);
	html_count(page, profile->candidates);
	put_passed(page, profile);
	fprintf(page->out, "<td class=\"n\">%s%s</td>",
		profile->distinct_exact ? "" : "≈ ",
		figure_count(profile->distinct_passed).text);
	html_cell(page, word_verdict(page->language, profile->verdict));
	fprintf(page->out, "<td><span class=\"conf c%d\">%s</span></td>",
		(int)profile->confidence,
		word_confidence(page->language, profile->confidence));
}

static int put_profile(void *context, const struct profile *profile)
{
	struct view *view = context;
	struct page *page = view->page;
	const char *reasons = word_reasons(page->language, profile);
	int outcome;

	fputs("<tr>", page->out);
	put_field(page, profile);
	put_numbers(page, profile);
	fputs("</tr>\n<tr class=\"why\"><td colspan=\"7\">", page->out);
	if (reasons && *reasons) {
		fputs("<p>", page->out);
		html_text(page, reasons);
		fputs("</p>", page->out);
	}
	outcome = put_samples(view, profile);
	fputs("</td></tr>\n", page->out);
	return outcome;
}

static void put_facts(struct page *page, const struct asset_row *row,
		      const struct people *people)
{
	const struct asset *asset = &row->asset;

	fputs("<p class=\"facts\">", page->out);
	html_text(page, asset->format ? asset->format : "–");
	if (asset->encoding) {
		fputs(" · ", page->out);
		html_text(page, asset->encoding);
	}
	fprintf(page->out, " · %s", figure_bytes(asset->bytes).text);
	if (asset->mtime_ns)
		fprintf(page->out, " · %.10s",
			figure_moment(asset->mtime_ns).text);
	if (people->estimate) {
		fprintf(page->out, " · <b>%s</b> ",
			figure_count(people->estimate).text);
		html_word(page, WORD_BAND_PEOPLE);
	}
	if (people->low < people->high)
		fprintf(page->out, " (%s – %s)",
			figure_count(people->low).text,
			figure_count(people->high).text);
	fputs("</p>\n", page->out);
}

static int put_details(void *context, const struct asset_row *row)
{
	static const int heads[] = { WORD_FIELD, WORD_KIND, -WORD_ROWS,
				     -WORD_CANDIDATES, WORD_PASSED,
				     -WORD_DISTINCT, WORD_VERDICT,
				     WORD_CONFIDENCE };
	struct view *view = context;
	struct page *page = view->page;
	int outcome = start_asset(view, row);

	if (outcome || asset_level(row) != view->level)
		return outcome;
	fprintf(page->out, "<details id=\"a%" PRId64 "\"%s><summary>", row->id,
		view->level >= 4 ? " open" : "");
	html_level(page, row->level);
	fputs(" <span class=\"path\">", page->out);
	html_name(page, row->asset.path);
	fputs("</span></summary>\n", page->out);
	put_facts(page, row, &view->people);
	html_table(page, WORD_DETAILS, heads, 8);
	outcome = profiles_of(page->store, row, put_profile, view);
	html_table_end(page);
	fputs("</details>\n", page->out);
	return outcome;
}

static int each_by_level(struct page *page,
			 int (*put)(void *, const struct asset_row *))
{
	struct view view = { .page = page };
	int outcome = 0;

	for (view.level = LEVEL_MAX; view.level && !outcome; view.level--) {
		if (!page->overview.levels[view.level])
			continue;
		people_rewind(page->people);
		outcome = store_each_asset(page->store, put, &view);
	}
	return outcome;
}

int html_assets(struct page *page)
{
	static const int heads[] = { WORD_PATH,    WORD_LEVEL, WORD_HOLDS,
				     -WORD_PEOPLE, -WORD_ROWS,
				     -WORD_FINDINGS };
	int outcome;

	html_section(page, "assets", WORD_ASSETS,
		     page->overview.order_count ? WORD_ASSETS_NOTE
						: WORD_ASSETS_NONE);
	if (!page->overview.order_count) {
		html_section_end(page);
		return 0;
	}
	html_table(page, WORD_ASSETS, heads, 6);
	outcome = each_by_level(page, put_row);
	html_table_end(page);
	html_section_end(page);
	if (outcome)
		return outcome;
	html_section(page, "details", WORD_DETAILS, WORD_TITLE);
	outcome = each_by_level(page, put_details);
	html_section_end(page);
	return outcome;
}
