/* What records of a table are made of. See dbf.h. */
#include "scanner/formats/dbf.h"

#include <stdio.h>
#include <string.h>

#include "scanner/base/little.h"

#define FIXED 32       /* bytes before the fields; of dBase 7: 68 */
#define FIXED_SEVEN 68
#define FIELD 32       /* bytes of a field */
#define FIELD_SEVEN 48
#define END 0x0D       /* behind the last field */
#define BITS 64	       /* for a header that is right in everything */

/* FoxBASE, dBase III and IV, FoxPro 2 and the Visual ones; with and without
 * texts, queries of SQL, and dBase 7. */
static bool is_version(uint8_t version)
{
	return version && memchr("\x03\x04\x05\x30\x31\x32\x43\x63\x7B\x83"
				 "\x8B\x8C\x8E\xCB\xE5\xF5\xFB",
				 version, 17);
}

static bool is_seven(uint8_t version)
{
	return (version & 7) == 4;
}

static bool is_type(unsigned char type)
{
	return type && strchr("CNFDLMBGPIYTVQWO@+0", type);
}

/* A field's place in the header; NULL behind the last one. */
static const unsigned char *field_at(const unsigned char *bytes,
				     size_t length, unsigned index)
{
	bool seven = is_seven(*bytes);
	size_t size = seven ? FIELD_SEVEN : FIELD;
	size_t at = (seven ? FIXED_SEVEN : FIXED) + index * size;

	return at + size <= length && bytes[at] != END ? bytes + at : NULL;
}

/* FoxPro and Clipper have texts of more than 255 characters: the upper byte
 * of their length is where numbers have their decimals. */
static uint16_t length_of(const unsigned char *field, bool seven)
{
	const unsigned char *type = field + (seven ? 32 : 11);
	const unsigned char *length = field + (seven ? 33 : 16);

	return (uint16_t)(*length + (*type == 'C' ? length[1] << 8 : 0));
}

unsigned dbf_begins(const unsigned char *bytes, size_t length)
{
	const unsigned char *field;
	bool seven;
	uint32_t header, record, sum = 1;
	unsigned i;

	if (length < FIXED + FIELD || !is_version(*bytes) || bytes[2] > 12 ||
	    bytes[3] > 31)
		return 0;
	seven = is_seven(*bytes);
	header = little16(bytes + 8);
	record = little16(bytes + 10);
	for (i = 0; (field = field_at(bytes, length < header ? length : header,
				      i)); i++) {
		if (!is_type(field[seven ? 32 : 11]) || *field < ' ' ||
		    *field == 0x7F)
			return 0;
		sum += length_of(field, seven);
	}
	/* A head is long enough for every field there may be. */
	return i && record > 1 && sum == record ? BITS : 0;
}

static void take_field(struct dbf_header *h, const unsigned char *raw,
		       uint16_t offset)
{
	struct dbf_field *field = &h->fields[h->count++];
	const unsigned char *type = raw + (h->seven ? 32 : 11);
	unsigned decimals = raw[h->seven ? 34 : 17];

	*field = (struct dbf_field){ .type = (char)*type,
				     .offset = offset,
				     .length = length_of(raw, h->seven) };
	memcpy(field->name, raw, h->seven ? 32 : 11);
	if (*type == 'N' || *type == 'F')
		snprintf(field->declared, sizeof(field->declared), "%c(%u,%u)",
			 *type, field->length, decimals);
	else
		snprintf(field->declared, sizeof(field->declared), "%c(%u)",
			 *type, field->length);
}

bool dbf_header_read(struct dbf_header *h, const unsigned char *bytes,
		     size_t length)
{
	const unsigned char *raw;
	uint32_t offset = 1; /* behind the mark of deleted ones */

	*h = (struct dbf_header){ .version = *bytes,
				  .seven = is_seven(*bytes),
				  .language = bytes[29],
				  .records = little32(bytes + 4),
				  .length = little16(bytes + 8),
				  .record_length = little16(bytes + 10) };
	h->fields = calloc(DBF_FIELDS_MAX, sizeof(*h->fields));
	if (!h->fields)
		return false;
	while (h->count < DBF_FIELDS_MAX &&
	       (raw = field_at(bytes, length, h->count)) &&
	       offset < h->record_length) {
		take_field(h, raw, (uint16_t)offset);
		offset += h->fields[h->count - 1].length;
	}
	return h->count > 0;
}

void dbf_header_names(struct dbf_header *h, enum charset charset)
{
	for (unsigned i = 0; i < h->count; i++) {
		char *name = h->fields[i].name;
		unsigned char text[DBF_NAME];
		size_t n = charset_decode(charset, (unsigned char *)name,
					  strlen(name), text,
					  sizeof(text) - 1);

		while (n && text[n - 1] == ' ')
			n--;
		text[n] = 0;
		memcpy(name, text, n + 1);
	}
}

void dbf_header_release(struct dbf_header *h)
{
	free(h->fields);
}

enum charset dbf_language(uint8_t driver)
{
	switch (driver) {
	case 0x4D:
	case 0x7A:
		return CHARSET_GB18030;
	case 0x4F:
	case 0x78:
		return CHARSET_BIG5;
	default:
		return CHARSET_ASCII;
	}
}
