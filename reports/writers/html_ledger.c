/* HTML: the ledger of coverage in numbers, and what the words of the report
 * mean, with the clauses they stand on. */
#include "reports/inventory/combine.h"
#include "reports/writers/html.h"
#include "reports/writers/out.h"

static void put_state(struct page *page, enum state state)
{
	const struct sweep *sweep = &page->overview.sweep;
	uint64_t count = sweep->states[state];

	fprintf(page->out,
		"<tr><th scope=\"row\"><span class=\"state s%d\">",
		(int)state);
	html_pair(page, word_state(CHINESE, state),
		  word_state(ENGLISH, state));
	fputs("</span></th><td>", page->out);
	html_pair(page, word_state_long(CHINESE, state),
		  word_state_long(ENGLISH, state));
	fputs("</td>", page->out);
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

void html_ledger(struct page *page)
{
	html_section(page, "ledger", WORD_LEDGER, WORD_LEDGER_NOTE);
	put_states(page);
	fputs("<h3>", page->out);
	html_word(page, WORD_UNREAD);
	fputs("</h3>\n", page->out);
	if (page->overview.unread) {
		fputs("<div id=\"ledger-view\"><p class=\"note\">",
		      page->out);
		html_word(page, WORD_NEEDS_SCRIPT);
		fputs("</p></div>\n", page->out);
	} else {
		fputs("<p>", page->out);
		html_word(page, WORD_UNREAD_NONE);
		fputs("</p>\n", page->out);
	}
	html_section_end(page);
}

static void put_group(struct page *page, enum word title)
{
	fputs("<h3>", page->out);
	html_word(page, title);
	fputs("</h3>\n<dl class=\"terms\">\n", page->out);
}

static void put_term(struct page *page, const char *name_zh,
		     const char *name_en, const char *zh, const char *en)
{
	fputs("<div><dt>", page->out);
	html_pair(page, name_zh, name_en);
	fputs("</dt><dd>", page->out);
	html_pair(page, zh, en);
	fputs("</dd></div>\n", page->out);
}

static void put_group_end(struct page *page)
{
	fputs("</dl>\n", page->out);
}

static void put_verdicts(struct page *page)
{
	int i;

	put_group(page, WORD_VERDICT);
	for (i = VERDICT_CONFIRMED; i >= VERDICT_INSUFFICIENT; i--)
		put_term(page, word_verdict(CHINESE, (enum verdict)i),
			 word_verdict(ENGLISH, (enum verdict)i),
			 word_verdict_long(CHINESE, (enum verdict)i),
			 word_verdict_long(ENGLISH, (enum verdict)i));
	put_group_end(page);
	put_group(page, WORD_CONFIDENCE);
	for (i = CONFIDENCE_HIGH; i >= CONFIDENCE_NONE; i--)
		put_term(page, word_confidence(CHINESE, (enum confidence)i),
			 word_confidence(ENGLISH, (enum confidence)i),
			 word_confidence_long(CHINESE, (enum confidence)i),
			 word_confidence_long(ENGLISH, (enum confidence)i));
	put_group_end(page);
}

static void put_levels(struct page *page)
{
	struct figure name;
	int i;

	put_group(page, WORD_LEVEL);
	for (i = LEVEL_MAX; i > 0; i--) {
		name = figure_level(i);
		put_term(page, name.text, name.text,
			 word_level_long(CHINESE, i),
			 word_level_long(ENGLISH, i));
	}
	put_group_end(page);
	put_group(page, WORD_COMBINATIONS);
	for (i = 0; i < (int)combination_count; i++)
		put_term(page, combinations[i].id, combinations[i].id,
			 combinations[i].zh, combinations[i].en);
	put_group_end(page);
	put_group(page, WORD_EXPOSURE);
	for (i = EXPOSURE_COUNT - 1; i >= 0; i--)
		put_term(page, word_exposure(CHINESE, (enum exposure)i),
			 word_exposure(ENGLISH, (enum exposure)i),
			 word_exposure_long(CHINESE, (enum exposure)i),
			 word_exposure_long(ENGLISH, (enum exposure)i));
	put_group_end(page);
}

void html_glossary(struct page *page)
{
	html_section(page, "glossary", WORD_GLOSSARY, WORD_TITLE);
	put_verdicts(page);
	put_levels(page);
	html_section_end(page);
}
