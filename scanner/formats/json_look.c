/*
 * What is JSON, by its head: a value with strings in it that keeps to the
 * grammar, to where it ends or is cut off, or at least for a good while.
 */
#include "scanner/formats/json.h"

#include <string.h>

#define KEYS_ENOUGH 8 /* before something that is wrong */

struct look {
	const unsigned char *p, *end;
	unsigned depth, keys, strings;
	enum json_expect expect;
	bool objects[JSON_DEPTH_MAX];
};

enum looked { LOOK_ENDED, LOOK_CUT, LOOK_WRONG };

static void skip_space(struct look *l)
{
	while (l->p < l->end && json_is_space(*l->p))
		l->p++;
}

/* False when the text ends inside of it. */
static bool skip_string(struct look *l)
{
	for (l->p++; l->p < l->end; l->p++) {
		if (*l->p == '"') {
			l->p++;
			return true;
		}
		l->p += *l->p == '\\';
	}
	l->p = l->end;
	return false;
}

static bool skip_comment(struct look *l)
{
	size_t left = (size_t)(l->end - l->p);
	const unsigned char *close;

	close = l->p[1] == '/' ? memchr(l->p, '\n', left)
			       : memmem(l->p + 2, left - 2, "*/", 2);
	if (!close)
		return false;
	l->p = close + (l->p[1] == '/' ? 1 : 2);
	return true;
}

static bool is_word(const unsigned char *text, size_t length)
{
	static const char *const words[] = { "true", "false",	  "null",
					     "NaN",  "Infinity", "-Infinity" };

	if ((*text >= '0' && *text <= '9') ||
	    (*text == '-' && length > 1 && text[1] <= '9'))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strlen(words[i]) == length &&
		    !memcmp(words[i], text, length))
			return true;
	return false;
}

static enum looked look_scalar(struct look *l)
{
	const unsigned char *from = l->p;
	bool key = l->expect == JSON_KEY;

	if (l->expect == JSON_COLON || l->expect == JSON_AFTER)
		return LOOK_WRONG;
	l->expect = key ? JSON_COLON : JSON_AFTER;
	if (*l->p == '"') {
		l->keys += key;
		l->strings++;
		return skip_string(l) ? LOOK_ENDED : LOOK_CUT;
	}
	while (l->p < l->end && json_is_bare(*l->p))
		l->p++;
	if (l->p == l->end)
		return LOOK_CUT;
	return !key && l->p > from && is_word(from, (size_t)(l->p - from))
		       ? LOOK_ENDED
		       : LOOK_WRONG;
}

static enum looked look_open(struct look *l)
{
	bool object = *l->p++ == '{';

	if (l->expect != JSON_ELEMENT && l->expect != JSON_VALUE)
		return LOOK_WRONG;
	if (l->depth == JSON_DEPTH_MAX)
		return LOOK_CUT;
	l->objects[l->depth++] = object;
	l->expect = object ? JSON_KEY : JSON_ELEMENT;
	return LOOK_ENDED;
}

static enum looked look_close(struct look *l)
{
	bool object = *l->p++ == '}';

	if (l->objects[--l->depth] != object || l->expect == JSON_COLON ||
	    l->expect == JSON_VALUE)
		return LOOK_WRONG;
	l->expect = JSON_AFTER;
	return LOOK_ENDED;
}

static enum looked look_token(struct look *l)
{
	switch (*l->p) {
	case '{':
	case '[':
		return look_open(l);
	case '}':
	case ']':
		return look_close(l);
	case ',':
		l->p++;
		if (l->expect != JSON_AFTER)
			return LOOK_WRONG;
		l->expect = l->objects[l->depth - 1] ? JSON_KEY
						     : JSON_ELEMENT;
		return LOOK_ENDED;
	case ':':
		l->p++;
		if (l->expect != JSON_COLON)
			return LOOK_WRONG;
		l->expect = JSON_VALUE;
		return LOOK_ENDED;
	case '/':
		if (l->end - l->p < 2)
			return LOOK_CUT;
		if (l->p[1] != '/' && l->p[1] != '*')
			return LOOK_WRONG;
		return skip_comment(l) ? LOOK_ENDED : LOOK_CUT;
	default:
		return look_scalar(l);
	}
}

/* A value at the root, which is an object or an array. */
static enum looked look_value(struct look *l)
{
	enum looked looked;

	l->depth = 0;
	l->expect = JSON_ELEMENT;
	do {
		skip_space(l);
		if (l->p >= l->end)
			return LOOK_CUT;
		looked = look_token(l);
	} while (looked == LOOK_ENDED && l->depth);
	return looked;
}

static bool opens(const struct look *l)
{
	return l->p < l->end && (*l->p == '{' || *l->p == '[');
}

/* A later line holds a value. */
static bool look_further(struct look *l)
{
	while ((l->p = memchr(l->p, '\n', (size_t)(l->end - l->p)))) {
		l->p++;
		if (opens(l))
			return look_value(l) != LOOK_WRONG && l->keys;
	}
	return false;
}

/* Several values, from `first` on, which ends before l->p. */
static enum json_kind several(const struct look *l, const unsigned char *first)
{
	return memchr(first, '\n', (size_t)(l->p - first)) ? JSON_VALUES
							   : JSON_LINES;
}

enum json_kind json_look(const struct head *head)
{
	struct look l = { .p = head->text,
			  .end = head->text + head->text_length };
	const unsigned char *first;
	enum looked looked;
	enum json_kind kind;

	skip_space(&l);
	first = l.p;
	if (!opens(&l))
		return JSON_NONE;
	looked = look_value(&l);
	if (!l.strings)
		return JSON_NONE;
	if (looked == LOOK_CUT)
		return JSON_DOCUMENT;
	if (looked == LOOK_WRONG) {
		kind = l.keys >= KEYS_ENOUGH ? JSON_DOCUMENT : JSON_NONE;
		return l.keys && look_further(&l) ? JSON_LINES : kind;
	}
	kind = several(&l, first);
	skip_space(&l);
	if (l.p == l.end)
		return JSON_DOCUMENT;
	return opens(&l) || (l.keys && look_further(&l)) ? kind : JSON_NONE;
}
