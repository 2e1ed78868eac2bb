/* Bodies of mails: text as passages, all else as members. See mail.h. */
#include "scanner/formats/mail.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/formats/decoder.h"

#define SAMPLE 4096 /* bytes that tell a text's charset */

static int lines_of(struct mail *m, struct decoder *d, uint32_t line,
		    bool counts)
{
	static const char lock[] = "-----BEGIN PGP MESSAGE-----";
	int outcome = OUTCOME_OK, read;
	uint32_t at = 0;

	do {
		read = decoder_advance(d, at);
		for (at = 0; at < d->length && outcome == OUTCOME_OK;) {
			const unsigned char *text = d->text + at;
			uint32_t left = d->length - at;
			const unsigned char *end = memchr(text, '\n', left);

			if (!end && !d->ended && left < COMPOSE_CELL_MAX)
				break;
			if (end)
				left = (uint32_t)(end - text);
			m->locked |= left >= sizeof(lock) - 1 &&
				     !memcmp(text, lock, sizeof(lock) - 1);
			outcome = mail_passage(m, line, text, left);
			at += left + (end != NULL);
			line += counts && end;
		}
	} while (outcome == OUTCOME_OK && read == OUTCOME_OK &&
		 (!d->ended || at < d->length));
	return outcome;
}

/* The encoding leaves the lines as they are. */
static bool keeps_lines(const struct mime_head *head)
{
	const struct buffer *e = &head->encoding;

	return !e->length || memmem(e->bytes, e->length, "bit", 3) ||
	       memmem(e->bytes, e->length, "BIT", 3);
}

static void start_part(struct mail *m, struct mail_part *part)
{
	*part = (struct mail_part){ .ends = mail_boundary,
				    .context = m,
				    .head = &m->head };
	mail_part_start(part, m->x, &m->lines);
	m->hit = -1;
}

static int give_text(struct mail *m)
{
	unsigned char sample[SAMPLE];
	struct mail_part part;
	struct problem ignored = { 0 };
	struct decoder *d;
	enum charset charset;
	unsigned bom = 0;
	int outcome = OUTCOME_OK;
	ssize_t n;

	start_part(m, &part);
	n = source_fill(&part.body.source, sample, SAMPLE, 0, &ignored);
	charset = charset_bom(sample, n > 0 ? (size_t)n : 0, &bom);
	if (!bom && n > 0)
		charset = charset_detect(sample, (size_t)n, NULL);
	if (charset < CHARSET_UTF16LE && !bom)
		charset = CHARSET_ASCII;
	d = decoder_new(m->x, &part.body.source, bom, charset);
	if (d) {
		decoder_declare(d, decoder_charset(m->head.charset.bytes,
						   m->head.charset.length));
		outcome = lines_of(m, d, part.begin.line,
				   keeps_lines(&m->head));
	}
	free(d);
	mail_part_end(&part);
	return outcome;
}

/* "2.1.html": which part it is, and of what type. */
static void put_name(const struct mail *m, struct buffer *out)
{
	static const char *const suffixes[][2] = {
		{ "text/html", "html" },     { "text/plain", "txt" },
		{ "text/calendar", "ics" },  { "message/rfc822", "eml" },
		{ "application/pkcs7-mime", "p7m" },
	};
	const char *suffix = "bin";

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (mime_head_is(&m->head, suffixes[i][0]))
			suffix = suffixes[i][1];
	for (unsigned i = 0; i < m->depth; i++)
		buffer_format(out, "%u.", m->levels[i].parts);
	if (!m->depth)
		buffer_text(out, "1.");
	buffer_text(out, suffix);
}

static int give_member(struct mail *m, bool locked)
{
	struct mail_part part;
	struct buffer name = { 0 };
	struct member member = { .size = SOURCE_UNKNOWN,
				 .encrypted = locked };
	int outcome = compose_flush(&m->composer);

	if (!m->x->budget->members_left) {
		budget_member(m->x->budget, m->x->depth, m->x->problem);
		return OUTCOME_PARTIAL;
	}
	if (m->head.name.length)
		buffer_append(&name, m->head.name.bytes,
			      m->head.name.length);
	else
		put_name(m, &name);
	member.name = buffer_string(&name);
	while (*member.name == '/')
		member.name++;
	start_part(m, &part);
	member.source = locked ? NULL : &part.body.source;
	if (outcome == OUTCOME_OK)
		outcome = m->x->out->member(m->x->out, &member);
	mail_part_end(&part);
	buffer_release(&name);
	return outcome == OUTCOME_OK ? mail_compose(m) : outcome;
}

static bool is_locked(const struct mail *m)
{
	const struct mime_head *h = &m->head;
	const struct buffer *kind = &h->kind;

	if (m->depth && m->levels[m->depth - 1].encrypted)
		return !mime_head_is(h, "application/pgp-encrypted");
	if (!mime_head_is(h, "application/pkcs7-mime") &&
	    !mime_head_is(h, "application/x-pkcs7-mime"))
		return false;
	/* signed-data, compressed-data, certs-only: hidden, but not locked */
	return !kind->length ||
	       memmem(kind->bytes, kind->length, "nveloped", 8);
}

/* Text that belongs to the mail itself. */
static bool is_text(const struct mail *m)
{
	static const char *const types[] = {
		"text/plain", "text/rfc822-headers", "message/delivery-status",
		"message/disposition-notification",
		"application/pgp-encrypted", "multipart/",
	};
	const struct mime_head *h = &m->head;

	if (h->attached || h->name.length)
		return false;
	if (!h->type.length)
		return !m->depth || !m->levels[m->depth - 1].digest;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (mime_head_is(h, types[i]))
			return true;
	return false;
}

int mail_body(struct mail *m)
{
	bool locked = is_locked(m);

	return !locked && is_text(m) ? give_text(m) : give_member(m, locked);
}
