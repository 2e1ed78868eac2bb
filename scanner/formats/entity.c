/* Entities: numbers, the five of XML, and the names of HTML 4 that libxml2
 * knows. See entity.h. */
#include "scanner/formats/entity.h"

#include <libxml/HTMLparser.h>
#include <stdint.h>
#include <string.h>

#include "scanner/base/charset.h"
#include "scanner/base/escape.h"
#include "scanner/base/library.h"
#include "scanner/base/sonames.h"

#define FUNCTIONS(F) F(htmlEntityLookup)
LIBRARY(libxml, SONAME_xml2, FUNCTIONS)

bool entity_ready(struct problem *problem)
{
	if (libxml())
		return true;
	library_missing(problem, OUTCOME_FAILED, SONAME_xml2);
	return false;
}

static struct entity itself(void)
{
	return (struct entity){ .length = 1, .text_length = 1, .text = "&" };
}

static struct entity character(uint32_t code, size_t length)
{
	const unsigned char unit[4] = { (unsigned char)code,
					(unsigned char)(code >> 8),
					(unsigned char)(code >> 16),
					(unsigned char)(code >> 24) };
	struct entity e = { .length = (unsigned)length };

	e.text_length = (unsigned)charset_decode(CHARSET_UTF32LE, unit, 4,
						 e.text, sizeof(e.text));
	return e;
}

/* &#49; and &#x31; also without the semicolon, as browsers have it. */
static struct entity number(const unsigned char *text, size_t length)
{
	unsigned base = length > 2 && (text[2] | 0x20) == 'x' ? 16 : 10;
	size_t begin = base == 16 ? 3 : 2, i = begin;
	uint32_t code = 0;

	for (; i < length && i < ENTITY_MAX && hex_digit(text[i]) < base; i++)
		if (code <= 0x10FFFF)
			code = code * base + hex_digit(text[i]);
	if (i == begin)
		return itself();
	if (i < length && text[i] == ';')
		i++;
	return character(code ? code : 0xFFFD, i);
}

struct entity entity_at(const unsigned char *text, size_t length)
{
	const htmlEntityDesc *known;
	xmlChar name[ENTITY_MAX];
	size_t i;

	if (length > 1 && text[1] == '#')
		return number(text, length);
	for (i = 1; i < length && i < ENTITY_MAX; i++) {
		bool letter = (text[i] | 0x20) >= 'a' &&
			      (text[i] | 0x20) <= 'z';

		if (!letter && !(text[i] >= '0' && text[i] <= '9'))
			break;
		name[i - 1] = text[i];
	}
	if (i == 1 || i == length || text[i] != ';')
		return itself();
	name[i - 1] = 0;
	if (!strcmp((char *)name, "apos")) /* not in HTML 4 */
		return character('\'', i + 1);
	known = libxml()->htmlEntityLookup(name);
	return known ? character(known->value, i + 1) : itself();
}
