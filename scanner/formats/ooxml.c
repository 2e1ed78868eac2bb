/* Packages of Office Open XML. See ooxml.h. */
#include "scanner/formats/ooxml.h"

static const struct passage_tag tags[] = {
	{ "p", PASSAGE_LINE },
	{ "text", PASSAGE_LINE }, /* of a comment */
	{ "si", PASSAGE_LINE },
	{ "is", PASSAGE_LINE },
	{ "div", PASSAGE_LINE }, /* in VML */
	{ "property", PASSAGE_NAMED_LINE },
	{ "br", PASSAGE_BREAK },
	{ "cr", PASSAGE_BREAK },
	{ "tab", PASSAGE_TAB },
	{ "ptab", PASSAGE_TAB },
	{ "noBreakHyphen", PASSAGE_HYPHEN },
	{ "txbxContent", PASSAGE_ASIDE },
	{ "textbox", PASSAGE_ASIDE },
	{ "delText", PASSAGE_ASIDE },
	{ "moveFrom", PASSAGE_ASIDE },
	{ "instrText", PASSAGE_ASIDE },
	{ "delInstrText", PASSAGE_ASIDE },
	{ "fldData", PASSAGE_ASIDE },
	{ "rt", PASSAGE_ASIDE }, /* how the words below it are read */
	{ "rPh", PASSAGE_ASIDE },
	{ "AlternateContent", PASSAGE_CHOICES },
	{ "Choice", PASSAGE_CHOICE },
	{ "Fallback", PASSAGE_CHOICE },
	{ "tbl", PASSAGE_TABLE },
	{ "tr", PASSAGE_ROW },
	{ "tc", PASSAGE_CELL },
	{ "gridSpan", PASSAGE_SPAN },
	{ "docVar", PASSAGE_TELLS },
	{ "listItem", PASSAGE_TELLS },
	{ "alias", PASSAGE_TELLS },
	{ "tag", PASSAGE_TELLS },
	{ "default", PASSAGE_TELLS }, /* of a field in a form */
	{ "statusText", PASSAGE_TELLS },
	{ "helpText", PASSAGE_TELLS },
	{ "docPr", PASSAGE_TELLS }, /* of a drawing */
	{ "cNvPr", PASSAGE_TELLS },
	{ "cmAuthor", PASSAGE_TELLS },
	{ 0 },
};

/* Cached values (v), targets of links, tips, descriptions of pictures, who
 * wrote and who changed; the text of XPS. */
static const char *const telling[] = {
	"v",	       "Target", "tooltip", "display",	     "descr",
	"title",       "alt",	 "prompt",  "author",	     "userId",
	"displayName", "instr",	 "string",  "UnicodeString", NULL,
};

const struct dialect dialect_ooxml = { .tags = tags, .telling = telling };

const char *const ooxml_suffixes[] = { ".xml", ".rels", ".vml", ".fpage",
				       NULL };

static bool read_part(struct package *p, uint64_t index, const char *name)
{
	(void)name;
	return passages_read(p, index, &dialect_ooxml, NULL);
}

bool ooxml_inside(struct zip_archive *a)
{
	return package_has(a, "[Content_Types].xml");
}

int ooxml_read(struct zip_archive *a)
{
	struct package p;

	if (!package_start(&p, a))
		return OUTCOME_FAILED;
	package_rest(&p, ooxml_suffixes, read_part);
	return package_end(&p);
}
