/*
 * OpenDocument: texts, spreadsheets, slides. Their parts differ in what is
 * around the text only, so that one reader does. See odf.h.
 */
#include "scanner/formats/odf.h"

#include <string.h>

#include "scanner/formats/passages.h"

#define MANIFEST "META-INF/manifest.xml"

static const struct passage_tag tags[] = {
	{ "p", PASSAGE_LINE },
	{ "h", PASSAGE_LINE },
	{ "user-defined", PASSAGE_NAMED_LINE },
	{ "line-break", PASSAGE_BREAK },
	{ "tab", PASSAGE_TAB },
	{ "tab-stop", PASSAGE_TAB },
	{ "s", PASSAGE_SPACE },
	{ "note", PASSAGE_ASIDE },
	{ "footnote", PASSAGE_ASIDE },
	{ "endnote", PASSAGE_ASIDE },
	{ "annotation", PASSAGE_ASIDE },
	{ "ruby-text", PASSAGE_ASIDE },
	{ "frame", PASSAGE_ASIDE },
	{ "text-box", PASSAGE_ASIDE },
	{ "custom-shape", PASSAGE_ASIDE },
	{ "rect", PASSAGE_ASIDE },
	{ "ellipse", PASSAGE_ASIDE },
	{ "g", PASSAGE_ASIDE },
	{ "caption", PASSAGE_ASIDE },
	{ "control", PASSAGE_ASIDE },
	{ "table", PASSAGE_TABLE },
	{ "table-row", PASSAGE_ROW },
	{ "table-cell", PASSAGE_CELL },
	{ "covered-table-cell", PASSAGE_CELL },
	{ "spreadsheet", PASSAGE_SHEETS },
	{ "user-field-decl", PASSAGE_TELLS },
	{ "variable-set", PASSAGE_TELLS },
	{ 0 },
};

static const char *const telling[] = {
	"href",		 "string-value", "current-value",
	"current-label", "label",	 "title",
	"formula",	 "author",	 "description",
	"help-message",	 NULL,
};

static const struct dialect dialect = {
	.tags = tags,
	.telling = telling,
	.collapse = true,
};

static const char *const suffixes[] = { ".xml", ".rdf", NULL };

bool odf_inside(struct zip_archive *a)
{
	return package_has(a, MANIFEST) &&
	       (package_has(a, "content.xml") ||
		package_has(a, "encrypted-package"));
}

static bool on_manifest(void *context, const struct xml_element *element)
{
	bool *encrypted = context;

	*encrypted |= !strcmp(element->name, "encryption-data");
	return !*encrypted;
}

static bool read_part(struct package *p, uint64_t index, const char *name)
{
	(void)name;
	return passages_read(p, index, &dialect, NULL);
}

int odf_read(struct zip_archive *a)
{
	bool encrypted = false;
	struct package p;

	if (!package_start(&p, a))
		return OUTCOME_FAILED;
	if (package_plan(&p, MANIFEST, on_manifest, &encrypted) && encrypted)
		package_went_on(&p, problem_set(a->x->problem, OUTCOME_FAILED,
						REASON_ENCRYPTED,
						"an encrypted document"));
	if (p.stopped == OUTCOME_OK) {
		package_pass(&p, "mimetype");
		package_rest(&p, suffixes, read_part);
	}
	return package_end(&p);
}

static unsigned bid(const struct head *head)
{
	return package_bid(head, "mimetypeapplication/vnd.oasis.open") |
	       package_bid(head, "mimetypeapplication/vnd.sun.xml") |
	       package_bid(head, MANIFEST);
}

const struct format format_odf = {
	.name = "odf",
	.bid = bid,
	.extract = zip_extract,
};
