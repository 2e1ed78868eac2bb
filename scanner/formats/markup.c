/* The lexer of HTML and XML. See markup.h. */
#include "scanner/formats/markup.h"

#include <string.h>
#include <strings.h>

#include "scanner/base/marks.h"
#include "scanner/formats/entity.h"

#define TAG_MAX (128 * 1024) /* a longer one is told in pieces */
#define LINE_MAX_BYTES (64 * 1024)

static bool is_letter(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_space(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A name may be of any script. */
static bool begins_name(unsigned char c)
{
	return is_letter(c) || c == '_' || c == ':' || c >= 0x80;
}

bool markup_is(const unsigned char *text, size_t length, const char *name)
{
	return strlen(name) == length &&
	       !strncasecmp((const char *)text, name, length);
}

/* Counts the lines up to here: that is where the next event stands. */
static void come_to(struct markup *m, uint32_t at)
{
	m->line += marks_count(m->decoder->text, m->counted, at, '\n');
	m->counted = at;
}

/* Text without markup, but with entities. With `more`, one may go on behind
 * `end`: m->at stays before it. */
static int give_text(struct markup *m, uint32_t end, bool more)
{
	const unsigned char *text = m->decoder->text;
	int outcome = OUTCOME_OK;

	while (m->at < end && outcome == OUTCOME_OK) {
		const unsigned char *amp =
			memchr(text + m->at, '&', end - m->at);
		uint32_t to = amp ? (uint32_t)(amp - text) : end;
		struct entity e;

		come_to(m, m->at);
		if (to > m->at)
			outcome = m->events->text(m->context, text + m->at,
						  to - m->at);
		m->at = to;
		if (!amp || outcome != OUTCOME_OK)
			break;
		if (more && end - to < ENTITY_MAX)
			break;
		e = entity_at(amp, end - to);
		m->at += e.length;
		outcome = m->events->text(m->context, e.text, e.text_length);
	}
	return outcome;
}

static int give_aside(struct markup *m, uint32_t end)
{
	const unsigned char *text = m->decoder->text;
	int outcome = OUTCOME_OK;

	while (m->at < end && outcome == OUTCOME_OK) {
		const unsigned char *stop =
			memchr(text + m->at, '\n', end - m->at);
		uint32_t to = stop ? (uint32_t)(stop - text) : end;

		come_to(m, m->at);
		outcome = m->events->aside(m->context, text + m->at,
					   to - m->at);
		m->at = stop ? to + 1 : to;
	}
	return outcome;
}

/* The byte behind the tag at `at`; 0 when it does not end here. */
static uint32_t tag_end(const struct decoder *d, uint32_t at)
{
	unsigned char quote = 0;

	for (uint32_t i = at; i < d->length; i++) {
		unsigned char c = d->text[i];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '>')
			return i + 1;
		else if ((c == '"' || c == '\'') && i > at &&
			 (d->text[i - 1] == '=' || is_space(d->text[i - 1])))
			quote = c;
	}
	return 0;
}

/* A quote that nobody closes takes no more than other tags do. */
static uint32_t broken_tag_end(const struct decoder *d, uint32_t at)
{
	const unsigned char *close =
		memchr(d->text + at, '>', d->length - at);

	return close ? (uint32_t)(close - d->text) + 1 : d->length;
}

static struct markup_tag tag_between(const unsigned char *text, uint32_t at,
				     uint32_t end)
{
	struct markup_tag tag = { .closes = text[at + 1] == '/' };
	uint32_t name = at + 1 + tag.closes, behind = name;
	uint32_t last = end - (end > at && text[end - 1] == '>');

	while (behind < last && !is_space(text[behind]) &&
	       text[behind] != '/')
		behind++;
	tag.empty = last > behind && text[last - 1] == '/';
	tag.name = text + name;
	tag.name_length = behind - name;
	tag.attributes = text + behind;
	tag.length = last - tag.empty - behind;
	return tag;
}

static void raw_text(struct markup *m, const struct markup_tag *tag)
{
	if (!m->html || tag->closes || tag->empty)
		return;
	if (markup_is(tag->name, tag->name_length, "script"))
		m->until = "</script";
	else if (markup_is(tag->name, tag->name_length, "style"))
		m->until = "</style";
}

/* *waits is set when the tag may end in what is to be read. */
static int give_tag(struct markup *m, bool *waits)
{
	struct decoder *d = m->decoder;
	uint32_t end = tag_end(d, m->at);
	struct markup_tag tag;
	int outcome;

	if (!end && !d->ended && d->length - m->at < TAG_MAX) {
		*waits = true;
		return OUTCOME_OK;
	}
	if (!end && d->length - m->at >= TAG_MAX &&
	    broken_tag_end(d, m->at) == d->length) {
		m->until = ">";
		return OUTCOME_OK;
	}
	if (!end)
		end = broken_tag_end(d, m->at);
	come_to(m, m->at);
	tag = tag_between(d->text, m->at, end);
	raw_text(m, &tag);
	outcome = m->events->tag(m->context, &tag);
	m->at = end;
	return outcome;
}

/* What <! and <? begin; markup that is none is left to be text. */
static bool opens_aside(struct markup *m, uint32_t left)
{
	const unsigned char *p = m->decoder->text + m->at;

	m->cdata = false;
	if (left >= 4 && !memcmp(p, "<!--", 4)) {
		m->until = "-->";
		m->at += 4;
	} else if (left >= 9 && !memcmp(p, "<![CDATA[", 9)) {
		m->until = "]]>";
		m->cdata = true;
		m->at += 9;
	} else if (left >= 2 && (p[1] == '!' || p[1] == '?')) {
		m->until = p[1] == '?' && !m->html ? "?>" : ">";
		m->at += 2;
	}
	return m->until;
}

static unsigned char *find(const unsigned char *text, size_t length,
			   const char *what)
{
	size_t n = strlen(what);
	const unsigned char *p = text, *end = text + length;

	while ((p = memchr(p, *what, (size_t)(end - p)))) {
		if ((size_t)(end - p) < n)
			return NULL;
		if (!strncasecmp((const char *)p, what, n))
			return (unsigned char *)p;
		p++;
	}
	return NULL;
}

/* Text up to m->until: comments, scripts, CDATA. */
static int give_until(struct markup *m, bool *waits)
{
	struct decoder *d = m->decoder;
	size_t mark = strlen(m->until);
	unsigned char *found =
		find(d->text + m->at, d->length - m->at, m->until);
	uint32_t end = d->length, before = m->at;
	int outcome;

	if (found)
		end = (uint32_t)(found - d->text);
	else if (!d->ended)
		end -= end - m->at < mark ? end - m->at : (uint32_t)mark;
	if (m->cdata) {
		come_to(m, m->at);
		outcome = end > m->at ? m->events->text(m->context,
							d->text + m->at,
							end - m->at)
				      : OUTCOME_OK;
		m->at = end;
	} else {
		const unsigned char *last;

		/* a line that is not whole waits for its rest */
		if (!found && !d->ended && end - m->at < LINE_MAX_BYTES &&
		    (last = memrchr(d->text + m->at, '\n', end - m->at)))
			end = (uint32_t)(last - d->text) + 1;
		else if (!found && !d->ended && end - m->at < LINE_MAX_BYTES)
			end = m->at;
		outcome = give_aside(m, end);
	}
	if (found) {
		/* </script is a tag */
		m->at = end + (m->until[1] == '/' ? 0 : (uint32_t)mark);
		m->until = NULL;
		m->cdata = false;
	} else {
		*waits = m->at == before || !d->ended;
	}
	return outcome;
}

/* One step from m->at: a stretch of text, a tag, a piece of what is neither. */
static int step(struct markup *m, bool *waits)
{
	struct decoder *d = m->decoder;
	const unsigned char *text = d->text;
	uint32_t left = d->length - m->at;
	const unsigned char *open;
	uint32_t end;
	int outcome;

	if (m->until)
		return give_until(m, waits);
	if (text[m->at] == '<') {
		unsigned char next = text[m->at + 1];

		if (left < 9 && !d->ended) {
			*waits = true;
			return OUTCOME_OK;
		}
		if (begins_name(next) ||
		    (next == '/' && begins_name(text[m->at + 2])))
			return give_tag(m, waits);
		if (opens_aside(m, left))
			return OUTCOME_OK;
	}
	open = left > 1 ? memchr(text + m->at + 1, '<', left - 1) : NULL;
	end = open ? (uint32_t)(open - text) : d->length;
	left = m->at;
	outcome = give_text(m, end, !open && !d->ended);
	*waits = m->at == left;
	return outcome;
}

int markup_read(struct markup *m)
{
	struct decoder *d = m->decoder;
	int outcome = OUTCOME_OK, read = OUTCOME_OK;

	if (!entity_ready(d->problem))
		return OUTCOME_FAILED;
	do {
		bool waits = false;

		come_to(m, m->at);
		if (read == OUTCOME_OK)
			read = decoder_advance(d, m->at);
		else
			d->ended = true;
		m->at = m->counted = 0;
		while (!waits && m->at < d->length && outcome == OUTCOME_OK)
			outcome = step(m, &waits);
	} while (outcome == OUTCOME_OK && (!d->ended || m->at < d->length));
	return outcome != OUTCOME_OK ? outcome : read;
}

bool markup_attribute(const struct markup_tag *tag, size_t *at,
		      struct markup_attribute *a)
{
	const unsigned char *p = tag->attributes + *at;
	const unsigned char *end = tag->attributes + tag->length, *close;

	while (p < end && (is_space(*p) || *p == '/'))
		p++;
	if (p == end)
		return false;
	*a = (struct markup_attribute){ .name = p++ };
	while (p < end && !is_space(*p) && *p != '=' && *p != '/')
		p++;
	a->name_length = (size_t)(p - a->name);
	while (p < end && is_space(*p))
		p++;
	if (p < end && *p == '=') {
		p++;
		while (p < end && is_space(*p))
			p++;
		a->value = p;
		if (p < end && (*p == '"' || *p == '\'')) {
			a->value = p + 1;
			close = memchr(p + 1, *p, (size_t)(end - p - 1));
			p = close ? close : end;
			a->value_length = (size_t)(p - a->value);
			p += p < end;
		} else {
			while (p < end && !is_space(*p))
				p++;
			a->value_length = (size_t)(p - a->value);
		}
	}
	*at = (size_t)(p - tag->attributes);
	return true;
}

struct markup_attribute markup_find(const struct markup_tag *tag,
				    const char *name)
{
	struct markup_attribute a;

	for (size_t at = 0; markup_attribute(tag, &at, &a);)
		if (a.value && markup_is(a.name, a.name_length, name))
			return a;
	return (struct markup_attribute){ 0 };
}

void markup_undo(struct buffer *out, const unsigned char *text, size_t length)
{
	const unsigned char *amp;

	while (length && (amp = memchr(text, '&', length))) {
		size_t before = (size_t)(amp - text);
		struct entity e = entity_at(amp, length - before);

		buffer_append(out, text, before);
		buffer_append(out, e.text, e.text_length);
		text += before + e.length;
		length -= before + e.length;
	}
	buffer_append(out, text, length);
}
