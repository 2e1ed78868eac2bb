/* XML by libxml2's push parser (SAX2). See xml.h. */
#include "scanner/formats/xml.h"

#include <libxml/parser.h>
#include <pthread.h>
#include <string.h>

#include "scanner/base/library.h"
#include "scanner/base/sonames.h"
#include "scanner/formats/entity.h"

#define FUNCTIONS(F)                                                           \
	F(xmlCreatePushParserCtxt)                                             \
	F(xmlCtxtUseOptions)                                                   \
	F(xmlFreeDoc)                                                          \
	F(xmlFreeEnumeration)                                                  \
	F(xmlFreeParserCtxt)                                                   \
	F(xmlInitParser)                                                       \
	F(xmlParseChunk)                                                       \
	F(xmlSetExternalEntityLoader)                                          \
	F(xmlStopParser)
LIBRARY(libxml, SONAME_xml2, FUNCTIONS)

#define PIECE_BYTES 16384

struct parse {
	const struct xml_events *events;
	void *context;
	xmlParserCtxtPtr parser;
	bool stopped; /* by a callback */
	bool refused; /* its document type declares something */
};

static xmlParserInputPtr no_entity(const char *url, const char *id,
				   xmlParserCtxtPtr parser)
{
	(void)url;
	(void)id;
	(void)parser;
	return NULL;
}

/* NONET does not keep libxml2 from files: nothing is loaded at all. */
static void prepare(void)
{
	libxml()->xmlInitParser();
	libxml()->xmlSetExternalEntityLoader(no_entity);
}

static void go_on(struct parse *p, bool yes)
{
	if (yes)
		return;
	p->stopped = true;
	libxml()->xmlStopParser(p->parser);
}

static void on_open(void *user, const xmlChar *name, const xmlChar *prefix,
		    const xmlChar *uri, int namespace_count,
		    const xmlChar **namespaces, int count, int defaulted,
		    const xmlChar **attributes)
{
	struct parse *p = user;
	struct xml_element element = {
		.name = (const char *)name,
		.attributes = attributes,
		.count = (size_t)count,
	};

	(void)prefix;
	(void)uri;
	(void)namespace_count;
	(void)namespaces;
	(void)defaulted;
	go_on(p, p->events->open(p->context, &element));
}

static void on_close(void *user, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri)
{
	struct parse *p = user;

	(void)prefix;
	(void)uri;
	go_on(p, p->events->close(p->context, (const char *)name));
}

static void on_text(void *user, const xmlChar *text, int length)
{
	struct parse *p = user;

	go_on(p, p->events->text(p->context, text, (size_t)length));
}

/* Entities and defaults can multiply what is written. */
static void refuse(struct parse *p)
{
	p->refused = true;
	libxml()->xmlStopParser(p->parser);
}

static void on_entity(void *user, const xmlChar *name, int type,
		      const xmlChar *external, const xmlChar *system_id,
		      xmlChar *content)
{
	(void)name;
	(void)type;
	(void)external;
	(void)system_id;
	(void)content;
	refuse(user);
}

static void on_default(void *user, const xmlChar *element,
		       const xmlChar *name, int type, int use,
		       const xmlChar *value, xmlEnumerationPtr choices)
{
	(void)element;
	(void)name;
	(void)type;
	(void)use;
	(void)value;
	libxml()->xmlFreeEnumeration(choices);
	refuse(user);
}

/* An entity of a document type that is not read: XHTML's are known. */
static void on_reference(void *user, const xmlChar *name)
{
	char written[ENTITY_MAX];
	int length = snprintf(written, sizeof(written), "&%s;", name);
	struct entity entity;

	if (length >= (int)sizeof(written))
		return;
	entity = entity_at((unsigned char *)written, (size_t)length);
	if (entity.length == (unsigned)length)
		on_text(user, entity.text, (int)entity.text_length);
}

/* Messages quote the document: they go nowhere. */
static void on_error(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

/* An attribute is five pointers: name, prefix, URI, value, value's end. */
struct xml_attribute xml_attribute(const struct xml_element *element,
				   size_t index)
{
	const unsigned char *const *a = element->attributes + 5 * index;

	return (struct xml_attribute){
		.name = (const char *)a[0],
		.value = a[3],
		.length = (size_t)(a[4] - a[3]),
	};
}

struct xml_attribute xml_find(const struct xml_element *element,
			      const char *name)
{
	for (size_t i = 0; i < element->count; i++) {
		struct xml_attribute a = xml_attribute(element, i);

		if (!strcmp(a.name, name))
			return a;
	}
	return (struct xml_attribute){ 0 };
}

void xml_value(struct buffer *out, struct xml_attribute a)
{
	const unsigned char *amp;

	while (a.length && (amp = memmem(a.value, a.length, "&#38;", 5))) {
		size_t before = (size_t)(amp - a.value) + 1;

		buffer_append(out, a.value, before);
		a.value += before + 4;
		a.length -= before + 4;
	}
	buffer_append(out, a.value, a.length);
}

static int push_all(struct parse *p, struct source *source,
		    struct problem *problem)
{
	char piece[PIECE_BYTES];
	uint64_t at = 0;
	ssize_t n;

	do {
		n = source->read(source, piece, sizeof(piece), at, problem);
		if (n < 0)
			return OUTCOME_PARTIAL;
		if (!n && !at)
			return OUTCOME_OK; /* an empty part */
		at += (uint64_t)n;
		/* The empty piece at the end lets the parser conclude. */
		if (libxml()->xmlParseChunk(p->parser, piece, (int)n, n == 0))
			break;
	} while (n && !p->stopped && !p->refused);
	if (p->stopped || (p->parser->wellFormed && !p->refused))
		return OUTCOME_OK;
	return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
			   p->refused ? "XML that declares entities"
				      : "malformed XML before byte %llu",
			   (unsigned long long)at);
}

int xml_parse(struct source *source, const struct xml_events *events,
	      void *context, struct problem *problem)
{
	static pthread_once_t prepared = PTHREAD_ONCE_INIT;
	struct parse p = { .events = events, .context = context };
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_open,
		.endElementNs = on_close,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.entityDecl = on_entity,
		.attributeDecl = on_default,
		.reference = on_reference,
		.serror = on_error,
	};
	int outcome;

	if (!libxml())
		return library_missing(problem, OUTCOME_FAILED, SONAME_xml2);
	if (!entity_ready(problem))
		return OUTCOME_FAILED;
	pthread_once(&prepared, prepare);
	p.parser = libxml()->xmlCreatePushParserCtxt(&sax, &p, NULL, 0, NULL);
	if (!p.parser)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory for an XML parser");
	libxml()->xmlCtxtUseOptions(p.parser, XML_PARSE_NONET);
	outcome = push_all(&p, source, problem);
	/* It makes one for declared entities. */
	libxml()->xmlFreeDoc(p.parser->myDoc);
	libxml()->xmlFreeParserCtxt(p.parser);
	return outcome;
}
