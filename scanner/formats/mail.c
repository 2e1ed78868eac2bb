/*
 * Mail (RFC 5322, MIME): fields of headers and plain text as passages, all
 * other parts as members. Read once, forwards, in bounded memory.
 */
#include "scanner/formats/mail.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scanner/formats/mail_bid.h"

#define FIELD_MAX (64 * 1024) /* of a header; more is a passage */

static const struct table prose = { .kind = TABLE_PROSE };

bool mail_boundary(void *context, const struct mail_line *line)
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

int mail_passage(struct mail *m, uint32_t line, const unsigned char *text,
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
		outcome = mail_passage(m, line, m->value.bytes,
				       m->value.length);
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
		if (mail_boundary(m, &line))
			break;
		*body = is_empty(&line);
		if (*body)
			break;
		if (line.begins && *line.text != ' ' && *line.text != '\t') {
			outcome = field_end(m, begun);
			begun = m->lines.place.line - 1;
		}
		if (m->field.length + line.length > FIELD_MAX)
			outcome = mail_passage(m, m->lines.place.line,
					       line.text, line.length);
		else
			buffer_append(&m->field, line.text, line.length);
	}
	return outcome == OUTCOME_OK ? field_end(m, begun) : outcome;
}

int mail_compose(struct mail *m)
{
	compose_start(&m->composer, m->x->out);
	m->composer.lines = true;
	return compose_table(&m->composer, &prose);
}

/* Text around the parts: before the first, behind the last. */
static int read_around(struct mail *m)
{
	struct mail_line line;
	int outcome = OUTCOME_OK;

	m->hit = -1;
	while (outcome == OUTCOME_OK && mail_lines_next(&m->lines, &line) &&
	       !mail_boundary(m, &line))
		if (!is_empty(&line))
			outcome = mail_passage(m, m->lines.place.line - 1,
					       line.text, line.length);
	return outcome;
}

/* Reads what is behind a header, up to the next one. */
static int read_body(struct mail *m)
{
	const struct mime_head *h = &m->head;
	struct mail_level *level = &m->levels[m->depth];

	if (!mime_head_is(h, "multipart/") || !h->boundary.length ||
	    m->depth == MAIL_LEVELS)
		return mail_body(m);
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
	int outcome = mail_compose(m);

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

	for (unsigned i = 0; i < MAIL_LEVELS; i++)
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
	for (unsigned i = 0; i < MAIL_LEVELS; i++)
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
