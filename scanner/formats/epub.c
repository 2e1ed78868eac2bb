/*
 * EPUB: chapters in XHTML, and what describes them. Parts that the publisher
 * has encrypted are members that are. See epub.h.
 */
#include "scanner/formats/epub.h"

#include <string.h>

#include "scanner/formats/passages.h"

static const struct passage_tag tags[] = {
	{ "p", PASSAGE_LINE },		{ "div", PASSAGE_LINE },
	{ "body", PASSAGE_LINE },	{ "title", PASSAGE_LINE },
	{ "li", PASSAGE_LINE },		{ "dt", PASSAGE_LINE },
	{ "dd", PASSAGE_LINE },		{ "h1", PASSAGE_LINE },
	{ "h2", PASSAGE_LINE },		{ "h3", PASSAGE_LINE },
	{ "h4", PASSAGE_LINE },		{ "h5", PASSAGE_LINE },
	{ "h6", PASSAGE_LINE },		{ "pre", PASSAGE_LINE },
	{ "blockquote", PASSAGE_LINE }, { "caption", PASSAGE_LINE },
	{ "figcaption", PASSAGE_LINE }, { "section", PASSAGE_LINE },
	{ "article", PASSAGE_LINE },	{ "aside", PASSAGE_LINE },
	{ "header", PASSAGE_LINE },	{ "footer", PASSAGE_LINE },
	{ "nav", PASSAGE_LINE },	{ "option", PASSAGE_LINE },
	{ "address", PASSAGE_LINE },	{ "rt", PASSAGE_ASIDE },
	{ "style", PASSAGE_DRAWING },	{ "br", PASSAGE_BREAK },
	{ "hr", PASSAGE_BREAK },	{ "table", PASSAGE_TABLE },
	{ "tr", PASSAGE_ROW },		{ "td", PASSAGE_CELL },
	{ "th", PASSAGE_CELL },		{ 0 },
};

static const char *const telling[] = { "href",	  "alt",   "title",
				       "content", "value", "placeholder",
				       NULL };

static const struct dialect dialect = {
	.tags = tags,
	.telling = telling,
	.collapse = true,
};

bool epub_inside(struct zip_archive *a)
{
	return package_has(a, "META-INF/container.xml");
}

/* Fonts are often garbled so: those are members that nobody reads anyway. */
static bool on_encryption(void *context, const struct xml_element *element)
{
	struct package *p = context;
	struct buffer name = { 0 };
	int64_t index;

	if (strcmp(element->name, "CipherReference") != 0)
		return true;
	xml_value(&name, xml_find(element, "URI"));
	index = package_find(p, buffer_string(&name));
	if (index >= 0)
		p->done[index] = PART_ENCRYPTED;
	package_release(p, &name);
	return true;
}

static bool read_part(struct package *p, uint64_t index, const char *name)
{
	(void)name;
	return passages_read(p, index, &dialect, NULL);
}

int epub_read(struct zip_archive *a)
{
	static const char *const suffixes[] = { ".xhtml", ".html", ".htm",
						".xml",	  ".opf",  ".ncx",
						".svg",	  NULL };
	struct package p;

	if (!package_start(&p, a))
		return OUTCOME_FAILED;
	package_pass(&p, "mimetype");
	if (package_plan(&p, "META-INF/encryption.xml", on_encryption, &p))
		package_rest(&p, suffixes, read_part);
	return package_end(&p);
}

static unsigned bid(const struct head *head)
{
	return package_bid(head, "mimetypeapplication/epub+zip") |
	       package_bid(head, "META-INF/container.xml");
}

const struct format format_epub = {
	.name = "epub",
	.bid = bid,
	.extract = zip_extract,
};
