/* The beginnings of mails (RFC 5322) and mailboxes (RFC 4155). See
 * mail_bid.h. */
#include "scanner/formats/mail_bid.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define LINES_MAX 400 /* of a header */

static bool is_known(const unsigned char *name, size_t length)
{
	static const char *const known[] = {
		"From",		"To",		"Subject",     "Date",
		"Received",	"Return-Path",	"Message-ID",  "MIME-Version",
		"Delivered-To", "Reply-To",	"Sender",      "Cc",
		"Content-Type", "X-Mailer",	"In-Reply-To", "Envelope-To",
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strlen(known[i]) == length &&
		    !strncasecmp(known[i], (const char *)name, length))
			return true;
	return false;
}

/* Of the line's length, what its field's name takes; 0: it is no field. */
static size_t name_length(const unsigned char *line, size_t length)
{
	size_t n = 0;

	while (n < length && line[n] > ' ' && line[n] < 0x7F && line[n] != ':')
		n++;
	return n < length && line[n] == ':' ? n : 0;
}

bool mail_speaks(const unsigned char *text, size_t length)
{
	unsigned known = 0, lines = 0;
	bool sender = false;

	while (length && *text != '\r' && *text != '\n') {
		const unsigned char *end = memchr(text, '\n', length);
		size_t line = end ? (size_t)(end - text) + 1 : length;
		size_t name = name_length(text, line);
		bool folded = lines && (*text == ' ' || *text == '\t');

		if (!end && known >= 2)
			break; /* the head is cut, or all there is */
		if ((!name && !folded) || ++lines > LINES_MAX)
			return false;
		if (name && !folded && is_known(text, name)) {
			known++;
			/* without these it may be an answer of HTTP */
			sender |= !strchr("CcDd", *text) || name == 2;
		}
		text += line;
		length -= line;
	}
	return known >= 2 && sender;
}

/* " 2024" and the end, or another word. */
static bool is_year(const unsigned char *text, const unsigned char *end)
{
	for (unsigned i = 1; i < 5; i++)
		if (end - text <= i || !isdigit(text[i]))
			return false;
	return *text == ' ' && (end - text == 5 || isspace(text[5]));
}

bool mail_divides(const unsigned char *text, size_t length)
{
	const unsigned char *end = memchr(text, '\n', length);
	bool time = false, year = false;

	if (length < 5 || memcmp(text, "From ", 5))
		return false;
	if (!end)
		end = text + length;
	for (const unsigned char *p = text + 5; p < end; p++) {
		time |= end - p > 2 && isdigit(p[0]) && p[1] == ':' &&
			isdigit(p[2]);
		year |= is_year(p, end);
	}
	return time && year;
}
