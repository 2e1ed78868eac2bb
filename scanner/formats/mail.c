/*
 * Mail (RFC 5322, MIME): fields of headers and plain text as passages, all
 * other parts as members. Read once, forwards, in bounded memory.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scanner/formats/compose.h"
#include "scanner/formats/decoder.h"
#include "scanner/formats/mail_bid.h"
#include "scanner/formats/mail_part.h"

#define FIELD_MAX (64 * 1024)  /* of a header; more is a passage */
#define LEVELS 64		/* multiparts inside of each other */
#define SAMPLE 4096		/* bytes that tell a text's charset */

struct level {
	struct buffer boundary;
	bool digest, encrypted; /* its kind */
	unsigned parts;
};

struct mail {
	struct extraction *x;
	struct composer composer;
	struct mail_lines lines;
	struct level levels[LEVELS];
	unsigned depth;
	int hit;     /* the level whose boundary ended the last part, or -1 */
	bool closes; /* ... and the level itself */
	struct mime_head head;
	struct buffer field, value;
	bool locked; /* text that is encrypted stood in it */
};

static const struct table prose = { .kind = TABLE_PROSE };

/* True when the line is a boundary of a level around, the innermost first. */
static bool is_boundary(void *context, const struct mail_line *line)
{
	struct mail *m = context;

	m->hit = -1;
	if (!line->begins || line->length < 3 || memcmp(line->text, "--", 2))
		return false;
	for (unsigned i = m->depth; i-- > 0;) {
		const struct buffer *b = &m->levels[i].boundary;
		size_t at = 2 + b->length;

		if (line->length < at ||
		    memcmp(line->text + 2, b->bytes, b->length))
			continue;
		m->closes = line->length >= at + 2 &&
			    !memcmp(line->text + at, "--", 2);
		at += m->closes ? 2 : 0;
		while (at < line->length && isspace(line->text[at]))
			at++;
		if (at < line->length)
			continue;
		m->hit = (int)i;
		return true;
	}
	return false;
}

static int passage(struct mail *m, uint32_t line, const unsigned char *text,
		   size_t length)
{
	while (length && (text[length - 1] == '\n' ||
			  text[length - 1] == '\r'))
		length--;
	m->composer.line = line;
	return compose_passage(&m->composer, text, length);
}

/* Names that programs give to mails and parts look like addresses. */
static bool is_id(const char *name)
{
	static const char *const ids[] = { "Message-ID", "In-Reply-To",
					   "References", "Content-ID" };

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (!strcasecmp(name, ids[i]))
			return true;
	return false;
}

/* Lines that were folded are one again, and a C string. */
static void unfold(struct buffer *field)
{
	size_t length = 0;

	for (size_t i = 0; i < field->length; i++) {
		unsigned char c = field->bytes[i];

		if (c != '\r' && c != '\n')
			field->bytes[length++] = c && c != '\t' ? c : ' ';
	}
	field->length = length;
}

/* A whole field stands in m->field. */
static int field_end(struct mail *m, uint32_t line)
{
	unsigned char *colon;
	char *text, *value;
	int outcome = OUTCOME_OK;

	unfold(&m->field);
	text = (char *)buffer_string(&m->field);
	colon = memchr(m->field.bytes, ':', m->field.length);
	if (m->field.failed || !m->field.length)
		return OUTCOME_OK;
	buffer_clear(&m->value);
	if (colon) {
		*colon = 0;
		for (value = (char *)colon + 1; *value == ' ';)
			value++;
		mime_head_field(&m->head, text, value);
		buffer_format(&m->value, "%s: ", text);
		text = is_id(text) ? NULL : value;
	}
	if (text) {
		mime_text(&m->value, text);
		outcome = passage(m, line, m->value.bytes, m->value.length);
	}
	buffer_clear(&m->field);
	return outcome;
}

static bool is_empty(const struct mail_line *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (line->text[i] != '\r' && line->text[i] != '\n')
			return false;
	return line->begins;
}

/* Reads a header up to the empty line behind it. *body is cleared when the
 * part ends in it. */
static int read_head(struct mail *m, bool *body)
{
	struct mail_line line;
	uint32_t begun = m->lines.place.line;
	int outcome = OUTCOME_OK;

	mime_head_clear(&m->head);
	m->hit = -1;
	*body = false;
	while (outcome == OUTCOME_OK && mail_lines_next(&m->lines, &line)) {
		if (is_boundary(m, &line))
			break;
		*body = is_empty(&line);
		if (*body)
			break;
		if (line.begins && *line.text != ' ' && *line.text != '\t') {
			outcome = field_end(m, begun);
			begun = m->lines.place.line - 1;
		}
		if (m->field.length + line.length > FIELD_MAX)
			outcome = passage(m, m->lines.place.line, line.text,
					  line.length);
		else
			buffer_append(&m->field, line.text, line.length);
	}
	return outcome == OUTCOME_OK ? field_end(m, begun) : outcome;
}

/* Text around the parts: before the first, behind the last. */
static int read_around(struct mail *m)
{
	struct mail_line line;
	int outcome = OUTCOME_OK;

	m->hit = -1;
	while (outcome == OUTCOME_OK && mail_lines_next(&m->lines, &line) &&
	       !is_boundary(m, &line))
		if (!is_empty(&line))
			outcome = passage(m, m->lines.place.line - 1,
					  line.text, line.length);
	return outcome;
}

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
			outcome = passage(m, line, text, left);
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
	*part = (struct mail_part){ .ends = is_boundary,
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

static int start_composing(struct mail *m)
{
	compose_start(&m->composer, m->x->out);
	m->composer.lines = true;
	return compose_table(&m->composer, &prose);
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
	return outcome == OUTCOME_OK ? start_composing(m) : outcome;
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

/* Reads what is behind a header, up to the next one. */
static int read_body(struct mail *m)
{
	const struct mime_head *h = &m->head;
	struct level *level = &m->levels[m->depth];

	if (!mime_head_is(h, "multipart/") || !h->boundary.length ||
	    m->depth == LEVELS)
		return !is_locked(m) && is_text(m)
			       ? give_text(m)
			       : give_member(m, is_locked(m));
	buffer_clear(&level->boundary);
	buffer_append(&level->boundary, h->boundary.bytes,
		      h->boundary.length);
	level->digest = mime_head_is(h, "multipart/digest");
	level->encrypted = mime_head_is(h, "multipart/encrypted");
	level->parts = 0;
	m->depth++;
	return read_around(m);
}

static int read_mail(struct mail *m)
{
	int outcome = start_composing(m);

	while (outcome == OUTCOME_OK) {
		bool body;

		outcome = read_head(m, &body);
		if (body && outcome == OUTCOME_OK)
			outcome = read_body(m);
		while (outcome == OUTCOME_OK && m->hit >= 0 && m->closes) {
			m->depth = (unsigned)m->hit;
			outcome = read_around(m);
		}
		if (m->hit < 0)
			break;
		m->depth = (unsigned)m->hit + 1;
		m->levels[m->hit].parts++;
	}
	return outcome == OUTCOME_OK ? compose_flush(&m->composer) : outcome;
}

/* How it ended, when nobody stopped it. */
static int conclude(const struct mail *m, int outcome)
{
	struct problem *problem = m->x->problem;
	bool failed = m->field.failed || m->value.failed;

	for (unsigned i = 0; i < LEVELS; i++)
		failed |= m->levels[i].boundary.failed;
	if (outcome != OUTCOME_OK || m->lines.outcome != OUTCOME_OK)
		return outcome != OUTCOME_OK ? outcome : m->lines.outcome;
	if (failed)
		return problem_set(problem, OUTCOME_PARTIAL, REASON_MEMORY,
				   "no memory for a mail");
	if (m->locked)
		return problem_set(problem, OUTCOME_PARTIAL, REASON_ENCRYPTED,
				   "text is encrypted by OpenPGP");
	if (m->depth)
		return problem_set(problem, OUTCOME_PARTIAL, REASON_TRUNCATED,
				   "the mail ends inside a part");
	return OUTCOME_OK;
}

static int extract(struct extraction *x)
{
	struct mail *m;
	int outcome;

	if (!mime_ready(x->problem))
		return OUTCOME_FAILED;
	m = calloc(1, sizeof(*m));
	if (!m)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a mail");
	m->x = x;
	mail_lines_start(&m->lines, x);
	outcome = conclude(m, read_mail(m));
	for (unsigned i = 0; i < LEVELS; i++)
		buffer_release(&m->levels[i].boundary);
	mime_head_release(&m->head);
	buffer_release(&m->field);
	buffer_release(&m->value);
	free(m);
	return outcome;
}

static unsigned bid(const struct head *head)
{
	return mail_speaks(head->bytes, head->length) ? 40 : 0;
}

const struct format format_mail = {
	.name = "mail",
	.bid = bid,
	.extract = extract,
};
