/*
 * Rules that leave paths out, and their globs. See ignore.h.
 *
 * git's implementation differs from its manual in one place, and here the
 * manual wins: `a**` followed by a slash is two ordinary asterisks.
 */
#include "scanner/ignore.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/base/array.h"

static const struct {
	const char *name;
	int (*holds)(int);
} classes[] = {
	{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank },
	{ "cntrl", iscntrl }, { "digit", isdigit }, { "graph", isgraph },
	{ "lower", islower }, { "print", isprint }, { "punct", ispunct },
	{ "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
};

/* `name` is behind "[:". Returns what follows ":]", NULL when no class of
 * POSIX stands there. */
static const char *named_class(const char *name, unsigned char c, bool *hit)
{
	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
		size_t length = strlen(classes[i].name);

		if (strncmp(name, classes[i].name, length) ||
		    name[length] != ':' || name[length + 1] != ']')
			continue;
		/* ASCII only, whatever the locale */
		if (c < 0x80 && classes[i].holds(c))
			*hit = true;
		return name + length + 2;
	}
	return NULL;
}

/* True when "[:" at p opens a named class, known or not: the next `]` has a
 * colon before it. */
static bool opens_class(const char *p)
{
	const char *end = p[1] == ':' ? strchr(p + 2, ']') : NULL;

	return end && end > p + 2 && end[-1] == ':';
}

/* One character of a bracket expression, without its backslash. Returns what
 * follows it, NULL at the end of the glob. */
static const char *bracket_character(const char *p, unsigned char *c)
{
	if (*p == '\\')
		p++;
	*c = (unsigned char)*p;
	return *p ? p + 1 : NULL;
}

/* `p` is behind the bracket. Returns what follows the closing one when c is
 * in the set, else NULL; a bracket that nothing closes matches nothing. */
static const char *match_bracket(const char *p, unsigned char c)
{
	bool negated = *p == '!' || *p == '^';
	bool hit = false;
	const char *first = p += negated;

	while (p && (*p != ']' || p == first)) {
		unsigned char low, high;

		if (*p == '[' && opens_class(p)) {
			p = named_class(p + 2, c, &hit);
			continue;
		}
		p = bracket_character(p, &low);
		if (!p)
			break;
		high = low;
		if (*p == '-' && p[1] && p[1] != ']')
			p = bracket_character(p + 1, &high);
		if (low <= c && c <= high)
			hit = true;
	}
	return p && hit != negated && c != '/' ? p + 1 : NULL;
}

/* Matches c with what stands at p, no asterisk. Returns what follows in the
 * glob, or NULL. */
static const char *match_one(const char *p, unsigned char c)
{
	switch (*p) {
	case '?':
		return c != '/' ? p + 1 : NULL;
	case '[':
		return match_bracket(p + 1, c);
	case '\\':
		p++;
		break;
	}
	return *p && (unsigned char)*p == c ? p + 1 : NULL;
}

/* What is left of both, and where to go on after a mismatch: behind the last
 * asterisk, with one more byte of text given to it; then behind the last `**`,
 * with one more component. Earlier ones need no second try: whatever they gave
 * up, the later ones can take. */
struct trial {
	const char *glob, *text;
	const char *star, *star_text;
	const char *deep, *deep_text;
};

/* Goes behind asterisks, which have to take nothing so far. True when they
 * are `**` at the end and take all. */
static bool pass_stars(struct trial *t, bool opens)
{
	const char *stars = t->glob;
	bool deep;

	while (*t->glob == '*')
		t->glob++;
	deep = opens && t->glob - stars > 1;
	if (deep && !*t->glob)
		return true;
	if (deep && *t->glob == '/') {
		t->deep = ++t->glob;
		t->deep_text = t->text;
		t->star = NULL;
	} else {
		t->star = t->glob;
		t->star_text = t->text;
	}
	return false;
}

/* False when nothing is left to be tried. */
static bool try_again(struct trial *t)
{
	if (t->star && *t->star_text != '/') {
		t->glob = t->star;
		t->text = ++t->star_text;
		return true;
	}
	t->text = t->deep ? strchr(t->deep_text, '/') : NULL;
	if (!t->text)
		return false;
	t->glob = t->deep;
	t->deep_text = ++t->text;
	t->star = NULL;
	return true;
}

bool glob_match(const char *glob, const char *text)
{
	struct trial t = { .glob = glob, .text = text };

	while (*t.text) {
		const char *next;

		if (*t.glob == '*') {
			if (pass_stars(&t, t.glob == glob ||
						   t.glob[-1] == '/'))
				return true;
			continue;
		}
		next = match_one(t.glob, (unsigned char)*t.text);
		if (next) {
			t.glob = next;
			t.text++;
		} else if (!try_again(&t)) {
			return false;
		}
	}
	while (*t.glob == '*')
		t.glob++;
	return !*t.glob;
}

bool ignore_add(struct ignore *ignore, const char *pattern, size_t length)
{
	struct ignore_rule rule = { 0 }, *rules;

	if (length && *pattern == '!') {
		rule.negated = true;
		pattern++;
		length--;
	}
	if (length && pattern[length - 1] == '/') {
		rule.folders = true;
		length--;
	}
	rule.tied = memchr(pattern, '/', length) != NULL;
	if (length && *pattern == '/') {
		pattern++;
		length--;
	}
	if (!length)
		return true;
	rules = array_grow(ignore->rules, ignore->count, &ignore->room,
			   sizeof(rule));
	if (!rules)
		return false;
	ignore->rules = rules;
	rule.pattern = strndup(pattern, length);
	if (!rule.pattern)
		return false;
	ignore->rules[ignore->count++] = rule;
	return true;
}

/* Length without the spaces at the end that no backslash protects. */
static size_t trimmed(const char *line, size_t length)
{
	size_t end = 0;

	for (size_t i = 0; i < length; i++) {
		if (line[i] == '\\' && i + 1 < length)
			end = ++i + 1;
		else if (line[i] != ' ')
			end = i + 1;
	}
	return end;
}

bool ignore_parse(struct ignore *ignore, const char *text, size_t length)
{
	const char *end = text + length;

	if (length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
		text += 3;
	while (text < end) {
		const char *feed = memchr(text, '\n', (size_t)(end - text));
		size_t line = (size_t)((feed ? feed : end) - text);
		size_t kept = line && text[line - 1] == '\r' ? line - 1 : line;

		if (*text != '#' &&
		    !ignore_add(ignore, text, trimmed(text, kept)))
			return false;
		text += line + (feed != NULL);
	}
	return true;
}

enum ignore_answer ignore_ask(const struct ignore *ignore, const char *path,
			      bool folder)
{
	const char *slash = ignore->count ? strrchr(path, '/') : NULL;
	const char *name = slash ? slash + 1 : path;

	for (size_t i = ignore->count; i-- > 0;) {
		const struct ignore_rule *rule = &ignore->rules[i];

		if (rule->folders && !folder)
			continue;
		if (glob_match(rule->pattern, rule->tied ? path : name))
			return rule->negated ? IGNORE_KEEP : IGNORE_OUT;
	}
	return IGNORE_SILENT;
}

void ignore_release(struct ignore *ignore)
{
	for (size_t i = 0; i < ignore->count; i++)
		free(ignore->rules[i].pattern);
	free(ignore->rules);
	*ignore = (struct ignore){ 0 };
}
