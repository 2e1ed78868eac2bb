/* HTML: the ledger of coverage (what was read, and everything that was not),
 * and what the words of the report mean. */
#include "reports/writers/html.h"
#include "reports/writers/out.h"

static void put_state(struct page *page, enum state state)
{
	const struct sweep *sweep = &page->overview.sweep;
	uint64_t count = sweep->states[state];

	fputs("<tr><th scope=\"row\">", page->out);
	fprintf(page->out, "<span class=\"state s%d\">%s</span></th>",
		(int)state, word_state(page->language, state));
	html_cell(page, word_state_long(page->language, state));
	html_count(page, count);
	fprintf(page->out, "<td class=\"n\">%s</td>",
		sweep->assets ? figure_share((double)count /
					     (double)sweep->assets).text
			      : "–");
	fprintf(page->out, "<td class=\"n\">%s</td></tr>\n",
		figure_bytes(sweep->state_bytes[state]).text);
}

static void put_states(struct page *page)
{
	static const int heads[] = { WORD_STATE, WORD_MEANING, -WORD_COUNT,
				     -WORD_SHARE, -WORD_BYTES };
	static const char *const classes[STATE_COUNT] = { "s0", "s1", "s2",
							  "s3", "s4", "s5" };
	const struct sweep *sweep = &page->overview.sweep;
	struct html_part parts[STATE_COUNT];
	int i;

	for (i = 0; i < STATE_COUNT; i++)
		parts[i] = (struct html_part){ sweep->states[i], classes[i] };
	html_bar(page, parts, STATE_COUNT);
	html_table(page, WORD_LEDGER, heads, 5);
	for (i = 0; i < STATE_COUNT; i++)
		put_state(page, (enum state)i);
	fputs("<tr class=\"total\"><th scope=\"row\">", page->out);
	html_word(page, WORD_TOTAL);
	fputs("</th><td></td>", page->out);
	html_count(page, sweep->assets);
	fprintf(page->out, "<td></td><td class=\"n\">%s</td></tr>\n",
		figure_bytes(sweep->bytes).text);
	html_table_end(page);
}

static int put_unread(void *context, const struct asset_row *row)
{
	const struct asset *asset = &row->asset;
	struct page *page = context;

	if (asset->state == STATE_SCANNED)
		return 0;
	fputs("<tr><th scope=\"row\" class=\"path\">", page->out);
	html_name(page, asset->path);
	fprintf(page->out,
		"</th><td><span class=\"state s%d\">%s</span></td>",
		(int)asset->state, word_state(page->language, asset->state));
	html_cell(page, word_reason(page->language, asset->problem.reason));
	html_cell(page, asset->problem.words);
	fprintf(page->out, "<td class=\"n\">%s</td></tr>\n",
		figure_bytes(asset->bytes).text);
	return 0;
}

int html_ledger(struct page *page)
{
	static const int heads[] = { WORD_PATH, WORD_STATE, WORD_REASON,
				     WORD_WORDS, -WORD_BYTES };
	int outcome = 0;

	html_section(page, "ledger", WORD_LEDGER, WORD_LEDGER_NOTE);
	put_states(page);
	fputs("<h3>", page->out);
	html_word(page, WORD_UNREAD);
	fputs("</h3>\n", page->out);
	if (page->overview.unread) {
		html_table(page, WORD_UNREAD, heads, 5);
		outcome = store_each_asset(page->store, put_unread, page);
		html_table_end(page);
	} else {
		fputs("<p>", page->out);
		html_word(page, WORD_UNREAD_NONE);
		fputs("</p>\n", page->out);
	}
	html_section_end(page);
	return outcome;
}

static void put_term(struct page *page, const char *term, const char *meaning)
{
	fprintf(page->out, "<div><dt>%s</dt><dd>%s</dd></div>\n", term,
		meaning);
}

static void put_group(struct page *page, enum word title)
{
	fputs("<h3>", page->out);
	html_word(page, title);
	fputs("</h3>\n<dl class=\"terms\">\n", page->out);
}

void html_glossary(struct page *page)
{
	enum language l = page->language;
	int i;

	html_section(page, "glossary", WORD_GLOSSARY, WORD_TITLE);
	put_group(page, WORD_VERDICT);
	for (i = VERDICT_CONFIRMED; i >= VERDICT_INSUFFICIENT; i--)
		put_term(page, word_verdict(l, (enum verdict)i),
			 word_verdict_long(l, (enum verdict)i));
	fputs("</dl>\n", page->out);
	put_group(page, WORD_CONFIDENCE);
	for (i = CONFIDENCE_HIGH; i >= CONFIDENCE_NONE; i--)
		put_term(page, word_confidence(l, (enum confidence)i),
			 word_confidence_long(l, (enum confidence)i));
	fputs("</dl>\n", page->out);
	put_group(page, WORD_LEVEL);
	for (i = LEVEL_MAX; i > 0; i--)
		put_term(page, figure_level(i).text, word_level(l, i));
	fputs("</dl>\n", page->out);
	html_section_end(page);
}
