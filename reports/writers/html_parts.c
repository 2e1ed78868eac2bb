/* Parts of the HTML report. See html.h. */
#include "reports/writers/html.h"

#include <stdlib.h>
#include <string.h>

#include "reports/writers/out.h"

static void put_unit(FILE *out, const char *unit)
{
	switch (*unit) {
	case '&':
		fputs("&amp;", out);
		break;
	case '<':
		fputs("&lt;", out);
		break;
	case '>':
		fputs("&gt;", out);
		break;
	case '"':
		fputs("&quot;", out);
		break;
	case '\'':
		fputs("&#39;", out);
		break;
	default:
		fputs(unit, out);
	}
}

void html_text(struct page *page, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t left = strlen(text), taken;
	struct unit unit;

	for (; (taken = unit_next(at, left, &unit)); at += taken) {
		left -= taken;
		put_unit(page->out, unit.text);
	}
}

void html_name(struct page *page, const char *text)
{
	fputs("<bdi>", page->out);
	html_text(page, text);
	fputs("</bdi>", page->out);
}

void html_pair(struct page *page, const char *zh, const char *en)
{
	if (!strcmp(zh, en)) {
		html_text(page, zh);
		return;
	}
	fputs("<span lang=\"zh-CN\">", page->out);
	html_text(page, zh);
	fputs("</span><span lang=\"en\">", page->out);
	html_text(page, en);
	fputs("</span>", page->out);
}

void html_word(struct page *page, enum word which)
{
	html_pair(page, word(CHINESE, which), word(ENGLISH, which));
}

void html_section(struct page *page, const char *id, enum word title,
		  enum word note)
{
	fprintf(page->out, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n"
			   "<h2 id=\"%s-h\">",
		id, id, id);
	html_word(page, title);
	fputs("</h2>\n", page->out);
	if (note == WORD_TITLE)
		return;
	fputs("<p class=\"note\">", page->out);
	html_word(page, note);
	fputs("</p>\n", page->out);
}

void html_section_end(struct page *page)
{
	fputs("</section>\n", page->out);
}

void html_table(struct page *page, enum word caption, const int *heads,
		size_t count)
{
	size_t i;

	fputs("<div class=\"wide\"><table>\n<caption>", page->out);
	html_word(page, caption);
	fputs("</caption>\n<thead><tr>", page->out);
	for (i = 0; i < count; i++) {
		fprintf(page->out, "<th scope=\"col\"%s>",
			heads[i] < 0 ? " class=\"n\"" : "");
		html_word(page, (enum word)abs(heads[i]));
		fputs("</th>", page->out);
	}
	fputs("</tr></thead>\n<tbody>\n", page->out);
}

void html_table_end(struct page *page)
{
	fputs("</tbody></table></div>\n", page->out);
}

void html_count(struct page *page, uint64_t n)
{
	fprintf(page->out, "<td class=\"n\">%s</td>", figure_count(n).text);
}

void html_level(struct page *page, const struct policy_row *policy)
{
	if (!policy || policy->level < 1 || policy->level > LEVEL_MAX) {
		fputs("–", page->out);
		return;
	}
	fprintf(page->out, "<span class=\"level l%d\">L%d ", policy->level,
		policy->level);
	html_pair(page, word_seed(CHINESE, policy->seed),
		  word_seed(ENGLISH, policy->seed));
	fputs("</span>", page->out);
}

void html_bar(struct page *page, const struct html_part *parts, size_t count)
{
	double total = 0, at = 0, width;
	size_t i;

	for (i = 0; i < count; i++)
		total += (double)parts[i].size;
	fputs("<svg class=\"bar\" viewBox=\"0 0 1000 10\" "
	      "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
	      "<rect class=\"rail\" width=\"1000\" height=\"10\"/>",
	      page->out);
	for (i = 0; i < count; i++) {
		if (!parts[i].size)
			continue;
		width = (double)parts[i].size / total * 1000;
		fprintf(page->out,
			"<rect class=\"%s\" x=\"%s\" width=\"%s\" "
			"height=\"10\"/>",
			parts[i].class, figure_real(at).text,
			figure_real(width).text);
		at += width;
	}
	fputs("</svg>", page->out);
}
