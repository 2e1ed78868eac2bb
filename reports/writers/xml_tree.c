/* A document of XML on its way into a file. See xml_tree.h. */
#include "reports/writers/xml_tree.h"

#include <inttypes.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "reports/writers/out.h"
#include "scanner/base/gettext.h"
#include "scanner/base/library.h"
#include "scanner/base/sonames.h"

#define FUNCTIONS(F)                                                           \
	F(xmlFreeTextWriter)                                                   \
	F(xmlNewTextWriter)                                                    \
	F(xmlOutputBufferClose)                                                \
	F(xmlOutputBufferCreateIO)                                             \
	F(xmlTextWriterEndDocument)                                            \
	F(xmlTextWriterEndElement)                                             \
	F(xmlTextWriterSetIndent)                                              \
	F(xmlTextWriterStartDocument)                                          \
	F(xmlTextWriterStartElement)                                           \
	F(xmlTextWriterWriteAttribute)                                         \
	F(xmlTextWriterWriteFormatAttribute)                                   \
	F(xmlTextWriterWriteString)
LIBRARY(libxml, SONAME_xml2, FUNCTIONS)

void tree_element(struct tree *t, const char *name)
{
	t->failed |= libxml()->xmlTextWriterStartElement(t->writer,
							 BAD_CAST name) < 0;
}

void tree_end(struct tree *t)
{
	t->failed |= libxml()->xmlTextWriterEndElement(t->writer) < 0;
}

/* The escaped text, until the next call. */
static const xmlChar *escape(struct tree *t, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	struct unit unit;
	size_t taken;

	buffer_clear(&t->escaped);
	for (; (taken = unit_next(at, length, &unit)); at += taken) {
		length -= taken;
		buffer_text(&t->escaped, unit.text);
	}
	at = BAD_CAST buffer_string(&t->escaped);
	t->failed |= t->escaped.failed;
	return at;
}

void tree_text(struct tree *t, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	t->failed |= libxml()->xmlTextWriterWriteAttribute(
			     t->writer, BAD_CAST name,
			     escape(t, text, strlen(text))) < 0;
}

void tree_value(struct tree *t, const char *name, struct secret value)
{
	t->failed |= libxml()->xmlTextWriterWriteAttribute(
			     t->writer, BAD_CAST name,
			     escape(t, value.bytes, value.length)) < 0;
}

void tree_count(struct tree *t, const char *name, uint64_t n)
{
	t->failed |= libxml()->xmlTextWriterWriteFormatAttribute(
			     t->writer, BAD_CAST name, "%" PRIu64, n) < 0;
}

void tree_real(struct tree *t, const char *name, double value)
{
	tree_text(t, name, figure_real(value).text);
}

void tree_flag(struct tree *t, const char *name, bool value)
{
	tree_text(t, name, value ? "true" : "false");
}

void tree_list(struct tree *t, const char *name, const char *lang,
	       const char *text, const char *between)
{
	const char *end;

	while (text && *text) {
		end = strstr(text, between);
		if (!end)
			end = text + strlen(text);
		tree_element(t, name);
		tree_text(t, "lang", lang);
		t->failed |= libxml()->xmlTextWriterWriteString(
				     t->writer,
				     escape(t, text, (size_t)(end - text))) < 0;
		tree_end(t);
		text = *end ? end + strlen(between) : end;
	}
}

/* `out` remembers its own errors; told of them, libxml2 would print them. */
static int take_bytes(void *context, const char *bytes, int length)
{
	fwrite(bytes, 1, (size_t)length, context);
	return length;
}

static int no_memory(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("out of memory"));
}

bool tree_open(struct tree *t, FILE *out, struct problem *problem)
{
	xmlOutputBufferPtr sink;

	*t = (struct tree){ 0 };
	if (!libxml()) {
		library_missing(problem, OUTCOME_FATAL, SONAME_xml2);
		return false;
	}
	sink = libxml()->xmlOutputBufferCreateIO(take_bytes, NULL, out, NULL);
	/* The writer takes the sink over. */
	t->writer = sink ? libxml()->xmlNewTextWriter(sink) : NULL;
	if (!t->writer) {
		if (sink)
			libxml()->xmlOutputBufferClose(sink);
		no_memory(problem);
		return false;
	}
	t->failed = libxml()->xmlTextWriterSetIndent(t->writer, 1) < 0 ||
		    libxml()->xmlTextWriterStartDocument(t->writer, NULL,
							 "UTF-8", NULL) < 0;
	return true;
}

int tree_close(struct tree *t, struct problem *problem)
{
	t->failed |= libxml()->xmlTextWriterEndDocument(t->writer) < 0;
	libxml()->xmlFreeTextWriter(t->writer);
	buffer_release(&t->escaped);
	return t->failed ? no_memory(problem) : OUTCOME_OK;
}
