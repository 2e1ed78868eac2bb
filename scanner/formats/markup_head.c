/* What the beginning of a text says of its markup. See markup.h. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "scanner/formats/markup.h"

#define BID_DECLARED 48 /* above SQL's: scripts stand in pages */
#define BID_ROOT 36
#define DECLARED_BYTES 2048

/* Elements that pages, and pieces of pages, begin with. */
static const char *const html_names[] = {
	"html", "head",	 "body", "meta", "title", "link",  "style", "script",
	"base", "div",	 "p",	 "span", "table", "tbody", "tr",    "td",
	"h1",	"h2",	 "h3",	 "h4",	 "ul",	  "ol",	   "dl",    "li",
	"br",	"a",	 "b",	 "i",	 "font",  "form",  "input", "img",
	"pre",	"center", "hr",	 "section", "article", "main", "header",
	"footer", "nav", "template", "blockquote", "strong", "label",
};

static const unsigned char *find(const unsigned char *p,
				 const unsigned char *end, const char *what)
{
	size_t n = strlen(what);

	for (; p < end && (size_t)(end - p) >= n; p++)
		if (!strncasecmp((const char *)p, what, n))
			return p;
	return NULL;
}

static const unsigned char *skip_blanks(const unsigned char *p,
					const unsigned char *end)
{
	while (p < end && isspace(*p))
		p++;
	return p;
}

/* Behind comments, declarations and processing instructions. *declared is
 * set to the kind of the document that one of them names. */
static const unsigned char *skip_prologue(const unsigned char *p,
					  const unsigned char *end,
					  const char **declared)
{
	while ((p = skip_blanks(p, end)) < end && end - p > 14 && *p == '<' &&
	       (p[1] == '!' || p[1] == '?')) {
		const char *mark = p[1] == '?' ? "?>" : ">";

		if (!memcmp(p, "<!--", 4))
			mark = "-->";
		if (find(p, p + 6, "<?xml") && isspace(p[5]) && !*declared)
			*declared = "xml";
		else if (p[1] == '?')
			return end; /* a script of some language */
		if (find(p, p + 9, "<!doctype"))
			*declared = find(p, p + 14, "html") ? "html" : "xml";
		p = find(p, end, mark);
		if (!p)
			return end;
		p += strlen(mark);
	}
	return p;
}

static bool names_html(const unsigned char *p, const unsigned char *end)
{
	const unsigned char *begin = p;

	while (p < end && (isalnum(*p)))
		p++;
	for (size_t i = 0; i < sizeof(html_names) / sizeof(*html_names); i++)
		if (markup_is(begin, (size_t)(p - begin), html_names[i]))
			return p < end && (isspace(*p) || *p == '>' ||
					   *p == '/');
	return false;
}

static bool has_suffix(const char *path, const char *suffix)
{
	size_t n = path ? strlen(path) : 0, m = strlen(suffix);

	return n >= m && !strcasecmp(path + n - m, suffix);
}

/* Running text that begins with an element: something else follows it. */
static bool text_follows(const unsigned char *root, const unsigned char *end)
{
	const unsigned char *name = root + 1, *p = name;
	char close[64] = "</";
	size_t n;

	while (p < end && !isspace(*p) && *p != '>' && *p != '/')
		p++;
	n = (size_t)(p - name);
	if (n > sizeof(close) - 3)
		return false;
	memcpy(close + 2, name, n);
	p = find(p, end, close);
	p = p ? memchr(p, '>', (size_t)(end - p)) : NULL;
	p = p ? skip_blanks(p + 1, end) : end;
	return p < end && *p && *p != '<';
}

unsigned markup_bid(const struct head *head, bool html)
{
	const unsigned char *p = head->text, *end = p + head->text_length;
	const char *declared = NULL;

	p = skip_prologue(p, end, &declared);
	if (declared && !strcmp(declared, "html"))
		return html ? BID_DECLARED : 0;
	if (end - p > 2 && *p == '<' && names_html(p + 1, end))
		return html ? declared ? BID_DECLARED : BID_ROOT : 0;
	if (html)
		return (has_suffix(head->path, ".html") ||
			has_suffix(head->path, ".htm")) &&
				       find(head->text, end, "</")
			       ? BID_ROOT
			       : 0;
	if (declared)
		return BID_DECLARED;
	/* A root, and something that ends: not any <...>. */
	return end - p > 2 && *p == '<' && (isalpha(p[1]) || p[1] >= 0x80) &&
			       (find(p, end, "</") || find(p, end, "/>")) &&
			       !text_follows(p, end)
		       ? BID_ROOT
		       : 0;
}

enum charset markup_declared(const struct head *head)
{
	static const char *const words[] = { "charset", "encoding" };
	const unsigned char *p, *end = head->text + head->text_length, *name;

	if (head->text_length > DECLARED_BYTES)
		end = head->text + DECLARED_BYTES;
	for (size_t i = 0; i < 2; i++) {
		p = find(head->text, end, words[i]);
		if (!p)
			continue;
		p += strlen(words[i]);
		while (p < end && *p && strchr(" =\"'", *p))
			p++;
		for (name = p; p < end && (isalnum(*p) || *p == '-');)
			p++;
		return decoder_charset(name, (size_t)(p - name));
	}
	return CHARSET_ASCII;
}
