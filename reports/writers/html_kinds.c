/* HTML: what kinds of data were found, at which level, how surely. */
#include "reports/writers/html.h"
#include "reports/writers/out.h"

static void put_legend(struct page *page, int level)
{
	fprintf(page->out, "<li><i class=\"l%d\"></i>", level);
	if (level) {
		fprintf(page->out, "L%d ", level);
		html_pair(page, word_level(CHINESE, level),
			  word_level(ENGLISH, level));
	} else {
		html_word(page, WORD_NOTHING);
	}
	fprintf(page->out, " <b>%s</b></li>\n",
		figure_count(page->overview.levels[level]).text);
}

static void put_levels(struct page *page)
{
	static const char *const classes[] = { "l0", "l1", "l2",
					       "l3", "l4", "l5" };
	const uint64_t *levels = page->overview.levels;
	struct html_part parts[LEVEL_MAX + 1];
	int i;

	for (i = 0; i <= LEVEL_MAX; i++)
		parts[i] = (struct html_part){ levels[LEVEL_MAX - i],
					       classes[LEVEL_MAX - i] };
	fputs("<h3>", page->out);
	html_word(page, WORD_BY_LEVEL);
	fputs("</h3>\n", page->out);
	html_bar(page, parts, LEVEL_MAX + 1);
	fputs("\n<ul class=\"legend\">\n", page->out);
	for (i = LEVEL_MAX; i >= 0; i--)
		if (levels[i] || !i)
			put_legend(page, i);
	fputs("</ul>\n", page->out);
}

/* The bars are as long as the numbers are large, beside the largest. */
static void put_findings(struct page *page, const struct kind *kind)
{
	const uint64_t *f = kind->findings;
	const struct html_part parts[] = {
		{ f[CONFIDENCE_HIGH], "c3" },
		{ f[CONFIDENCE_MEDIUM], "c2" },
		{ f[CONFIDENCE_LOW], "c1" },
		{ page->overview.most - kind_findings(kind), "rail" },
	};

	html_count(page, f[CONFIDENCE_HIGH]);
	html_count(page, f[CONFIDENCE_MEDIUM]);
	html_count(page, f[CONFIDENCE_LOW]);
	fputs("<td class=\"chart\">", page->out);
	html_bar(page, parts, 4);
	fputs("</td>", page->out);
}

static void put_kind(struct page *page, int detector)
{
	const struct kind *kind = &page->overview.kinds[detector];

	fputs("<tr><th scope=\"row\">", page->out);
	html_pair(page, detectors[detector]->zh, detectors[detector]->en);
	fprintf(page->out, "<small>%s</small></th><td>",
		detectors[detector]->id);
	html_level(page, &kind->policy);
	fputs("</td>", page->out);
	fputs("<td>", page->out);
	html_text(page, kind->policy.jrt0171);
	fputs("</td>", page->out);
	fputs("<td>", page->out);
	html_pair(page, word_sensitive(CHINESE, &kind->policy),
		  word_sensitive(ENGLISH, &kind->policy));
	fputs("</td>", page->out);
	html_count(page, kind->columns);
	html_count(page, kind->texts);
	html_count(page, kind->assets);
	put_findings(page, kind);
	fputs("</tr>\n", page->out);
}

/* "High", "medium" and "low" stand below one head. */
static void put_kinds_head(struct page *page)
{
	static const enum word heads[] = { WORD_KIND,    WORD_LEVEL,
					   WORD_CLASS,   WORD_SENSITIVE,
					   WORD_COLUMNS, WORD_TEXTS,
					   WORD_ASSETS };
	size_t i;
	int c;

	fputs("<div class=\"wide\"><table>\n<caption>", page->out);
	html_word(page, WORD_KINDS);
	fputs("</caption>\n<thead><tr>", page->out);
	for (i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		fprintf(page->out, "<th scope=\"col\" rowspan=\"2\"%s>",
			heads[i] >= WORD_COLUMNS ? " class=\"n\"" : "");
		html_word(page, heads[i]);
		fputs("</th>", page->out);
	}
	fputs("<th scope=\"colgroup\" colspan=\"3\" class=\"group\">",
	      page->out);
	html_word(page, WORD_FINDINGS);
	fputs("</th><td rowspan=\"2\"></td></tr>\n<tr>", page->out);
	for (c = CONFIDENCE_HIGH; c >= CONFIDENCE_LOW; c--) {
		fputs("<th scope=\"col\" class=\"n\">", page->out);
		html_pair(page, word_confidence(CHINESE, (enum confidence)c),
			  word_confidence(ENGLISH, (enum confidence)c));
		fputs("</th>", page->out);
	}
	fputs("</tr></thead>\n<tbody>\n", page->out);
}

void html_kinds(struct page *page)
{
	size_t i;

	html_section(page, "kinds", WORD_KINDS, WORD_KINDS_NOTE);
	put_levels(page);
	if (page->overview.order_count) {
		put_kinds_head(page);
		for (i = 0; i < page->overview.order_count; i++)
			put_kind(page, page->overview.order[i]);
		html_table_end(page);
	}
	html_section_end(page);
}
