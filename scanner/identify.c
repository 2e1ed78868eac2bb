/*
 * identify: cheap and certain first. Containers by their own bids, then the
 * table of magic numbers, then text by its charset and the bids of the text
 * formats; libmagic only names what is left.
 */
#include "scanner/identify.h"

#include <magic.h>
#include <string.h>

#include "scanner/formats/csv_dialect.h"
#include "scanner/formats/script_beside.h"
#include "scanner/magic_table.h"

#define BID_CERTAIN 32 /* a whole signature at the start */

static const struct format *highest_bid(const struct head *head, bool textual,
					unsigned at_least)
{
	const struct format *best = NULL;

	for (const struct format *const *f = formats; *f; f++) {
		unsigned bid;

		if ((*f)->textual != textual || !(*f)->bid ||
		    ((*f)->bid_most && (*f)->bid_most < at_least))
			continue;
		bid = (*f)->bid(head);
		if (bid < at_least)
			continue;
		best = *f;
		at_least = bid + 1;
	}
	return best;
}

static void set_type(struct identity *identity, const char *type)
{
	snprintf(identity->type, sizeof(identity->type), "%s", type);
}

static void set_format(struct identity *identity, const struct format *format)
{
	identity->format = format;
	set_type(identity, format->name);
}

static void set_text_format(struct identity *identity,
			    const struct format *format)
{
	struct head *head = &identity->head;

	set_format(identity, format);
	if (format->declared)
		head->declared = format->declared(head);
	if (head->charset == CHARSET_LATIN1 && head->declared)
		head->charset = head->declared;
}

static bool by_magic(struct identity *identity, bool binary)
{
	const struct head *head = &identity->head;
	const char *type = magic_table_find(head->bytes, head->length, binary);

	if (!type)
		return false;
	set_type(identity, type);
	return true;
}

/* Opens libmagic with what names binary data; its tests for text only cost
 * time here. */
static magic_t magic_opened(struct identifier *identifier)
{
	magic_t magic = identifier->magic;

	if (magic)
		return magic;
	magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
			   MAGIC_NO_CHECK_TEXT | MAGIC_NO_CHECK_ENCODING |
			   MAGIC_NO_CHECK_CSV | MAGIC_NO_CHECK_JSON);
	if (magic && magic_load(magic, NULL)) {
		magic_close(magic);
		return NULL;
	}
	identifier->magic = magic;
	return magic;
}

static unsigned char *text_room(struct identifier *identifier)
{
	if (!identifier->text)
		identifier->text = malloc(HEAD_BYTES * 2);
	return identifier->text;
}

/*
 * Text with holes: of a log that was cut off while its writer went on, or
 * that lost a block in a crash, NULs stand where bytes are missing. What is
 * left must be lines of text beyond doubt. Sets the charset.
 */
static bool text_with_holes(struct identifier *identifier, struct head *head)
{
	unsigned char *text = text_room(identifier);
	enum charset charset = CHARSET_LATIN1;
	size_t kept = 0;

	for (size_t i = 0; text && i < head->length; i++) {
		unsigned char c = head->bytes[i];

		if (c && c < ' ' && !strchr("\t\n\f\r\033", c))
			return false;
		text[kept] = c;
		kept += c != 0;
	}
	if (text && memchr(text, '\n', kept))
		charset = charset_detect(text, kept, NULL);
	if (charset == CHARSET_LATIN1)
		return false;
	head->charset = charset;
	return true;
}

/* False when libmagic knows no name for it either. */
static bool by_libmagic(struct identifier *identifier,
			struct identity *identity)
{
	const struct head *head = &identity->head;
	magic_t magic = magic_opened(identifier);
	const char *type = NULL;

	if (magic)
		type = magic_buffer(magic, head->bytes, head->length);
	if (!type || !strncmp(type, "text/", 5) ||
	    !strcmp(type, "application/octet-stream")) {
		set_type(identity, "binary");
		return false;
	}
	set_type(identity, type);
	return true;
}

/* The head as text that is like ASCII: converted where it has to be. */
static void read_text(struct identifier *identifier, struct head *head)
{
	const unsigned char *bytes = head->bytes + head->bom;
	size_t length = head->length - head->bom;
	unsigned char *text;

	head->text = bytes;
	head->text_length = length;
	if (head->charset < CHARSET_UTF16LE &&
	    head->charset != CHARSET_GB18030 && head->charset != CHARSET_BIG5)
		return;
	text = text_room(identifier);
	if (!text) { /* the probes see less, the format is still text */
		head->text_length = charset_ascii_prefix(bytes, length);
		return;
	}
	head->text = text;
	if (head->charset >= CHARSET_UTF16LE) {
		charset_to_utf8(head->charset, bytes, length, text,
				HEAD_BYTES * 2, &head->text_length);
		return;
	}
	memcpy(text, bytes, length);
	charset_blank_trails(head->charset, text, text + HEAD_BYTES, length);
}

/* Sets the charset. False when the bytes are no text. */
static bool read_charset(struct head *head)
{
	bool binary;

	head->charset = charset_bom(head->bytes, head->length, &head->bom);
	if (head->bom)
		return true;
	head->charset = charset_detect(head->bytes, head->length, &binary);
	return !binary;
}

/* What dumps tables into files of their own writes bytes that are no text as
 * they are, but for NULs. */
static bool has_script(const struct head *head)
{
	struct source *script =
		head->source ? script_beside(head->source, head->path) : NULL;

	if (script)
		script->close(script);
	return script;
}

/* Pictures in a script, or in a mail, make no text of it, but what it begins
 * with is certain, or what lies beside; or bytes that are no text part fields,
 * which is plain from all lines. Of binary formats hardly one is
 * without NULs. */
static bool holds_binary(struct identifier *identifier,
			 struct identity *identity)
{
	struct head *head = &identity->head;
	const struct format *format;

	if (memchr(head->bytes, 0, head->length))
		return false;
	read_text(identifier, head);
	format = highest_bid(head, true,
			     has_script(head) || csv_dialect_sure(head)
				     ? 1
				     : BID_CERTAIN);
	if (format)
		set_text_format(identity, format);
	return format;
}

static void identify_binary(struct identifier *identifier,
			    struct identity *identity)
{
	const struct format *format;

	identity->head.charset = CHARSET_ASCII;
	if (by_magic(identity, true))
		return;
	format = highest_bid(&identity->head, false, 1);
	if (format)
		set_format(identity, format);
	else if (!by_libmagic(identifier, identity) &&
		 text_with_holes(identifier, &identity->head))
		set_text_format(identity, &format_text);
}

static void identify_text(struct identifier *identifier,
			  struct identity *identity)
{
	const struct format *format;

	read_text(identifier, &identity->head);
	format = highest_bid(&identity->head, true, 1);
	set_text_format(identity, format ? format : &format_text);
}

void identify(struct identifier *identifier, const unsigned char *bytes,
	      size_t length, bool whole, const char *path,
	      struct source *source, struct identity *identity)
{
	struct head *head = &identity->head;
	const struct format *format;

	if (length > HEAD_BYTES) {
		length = HEAD_BYTES;
		whole = false;
	}
	*identity = (struct identity){
		.head = { .bytes = bytes, .length = length, .whole = whole,
			  .path = path, .source = source, .text = bytes },
	};
	format = highest_bid(head, false, BID_CERTAIN);
	if (!length) {
		identity->format = &format_text;
		set_type(identity, "empty");
	} else if (format) {
		set_format(identity, format);
	} else if (!by_magic(identity, false)) {
		if (read_charset(head))
			identify_text(identifier, identity);
		else if (!holds_binary(identifier, identity))
			identify_binary(identifier, identity);
	}
	head->source = NULL;
}

void identifier_release(struct identifier *identifier)
{
	if (identifier->magic)
		magic_close(identifier->magic);
	free(identifier->text);
	*identifier = (struct identifier){ 0 };
}
