/* Declared test data. See allow.h. */
#include "scanner/cli/allow.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/base/array.h"
#include "scanner/base/escape.h"
#include "scanner/base/gettext.h"

#define SALT "# salt: "

static const char head[] =
	"# Values that are declared to be test data: fingerprint, kind, path.\n"
	"# Written by pandian hook --update-allow.\n"
	"#\n"
	"# The salt is public with this repository, and with it a fingerprint\n"
	"# can be turned back into its value by trying all of them. So list\n"
	"# nothing here that is real: it may only hold invented data.\n";

static int compare(const void *a, const void *b)
{
	const struct allow_entry *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

static struct allow_entry *new_entry(struct allow *allow)
{
	struct allow_entry *entries = array_grow(allow->entries, allow->count,
						 &allow->room,
						 sizeof(*entries));

	if (!entries)
		return NULL;
	allow->entries = entries;
	entries += allow->count++;
	*entries = (struct allow_entry){ 0 };
	return entries;
}

/* "fingerprint kind path" */
static bool parse_entry(struct allow *allow, const char *line)
{
	size_t hex = strspn(line, "0123456789abcdef");
	const char *kind = line + hex + 1, *path;
	struct allow_entry *entry;

	if (hex != 2 * FINGERPRINT_BYTES || line[hex] != ' ')
		return false;
	path = strchr(kind, ' ');
	if (!path || path == kind || !path[1])
		return false;
	entry = new_entry(allow);
	if (!entry)
		return false;
	memcpy(entry->fingerprint, line, hex);
	entry->kind = strndup(kind, (size_t)(path - kind));
	entry->path = strdup(path + 1);
	if (!entry->kind || !entry->path)
		return false;
	path_unescape(entry->path);
	return *entry->path;
}

static bool parse_salt(struct allow *allow, const char *hex)
{
	size_t length;

	return !sodium_hex2bin(allow->keys.engagement, ENGAGEMENT_KEY_BYTES,
			       hex, strlen(hex), NULL, &length, NULL) &&
	       length == ENGAGEMENT_KEY_BYTES;
}

static bool parse_line(struct allow *allow, const char *line, bool *salted)
{
	if (!strncmp(line, SALT, strlen(SALT))) {
		*salted = true;
		return parse_salt(allow, line + strlen(SALT));
	}
	return !*line || *line == '#' || parse_entry(allow, line);
}

int allow_init(struct allow *allow, const char *text, size_t length,
	       struct problem *problem)
{
	const char *end = text + length;
	bool salted = false;
	unsigned number = 1;

	*allow = (struct allow){ 0 };
	for (; text < end; number++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((stop ? stop : end) - text);
		size_t shown = n - (n && text[n - 1] == '\r');
		char *line = strndup(text, shown);
		bool ok = line && strlen(line) == shown &&
			  parse_line(allow, line, &salted);

		free(line);
		if (!ok)
			return problem_set(problem, OUTCOME_FATAL,
					   REASON_DAMAGED,
					   _("%s:%u: is no entry: "
					     "fingerprint, kind, path"),
					   ALLOW_FILE, number);
		text += n + 1;
	}
	if (allow->count && !salted)
		return problem_set(problem, OUTCOME_FATAL, REASON_DAMAGED,
				   _("%s: has no line \"%s...\""), ALLOW_FILE,
				   SALT);
	if (!salted)
		randombytes_buf(allow->keys.engagement, ENGAGEMENT_KEY_BYTES);
	keys_derive(&allow->keys);
	if (allow->count)
		qsort(allow->entries, allow->count, sizeof(*allow->entries),
		      compare);
	return OUTCOME_OK;
}

void allow_release(struct allow *allow)
{
	for (size_t i = 0; i < allow->count; i++) {
		free(allow->entries[i].kind);
		free(allow->entries[i].path);
	}
	free(allow->entries);
}

bool allow_has(struct allow *allow, const struct finding *finding)
{
	struct allow_entry key = { .path = (char *)finding->path }, *found;

	snprintf(key.fingerprint, sizeof(key.fingerprint), "%s",
		 finding->fingerprint);
	found = allow->count ? bsearch(&key, allow->entries, allow->count,
				       sizeof(key), compare)
			     : NULL;
	if (found)
		found->used = true;
	return found;
}

void allow_read(struct allow *allow, const char *path)
{
	size_t length = strlen(path);

	for (size_t i = 0; i < allow->count; i++) {
		const char *entry = allow->entries[i].path;

		if (!strncmp(entry, path, length) &&
		    (!entry[length] || !strncmp(entry + length, "!/", 2)))
			allow->entries[i].read = true;
	}
}

bool allow_unused(const struct allow_entry *entry)
{
	return entry->read && !entry->used;
}

/* The last entry, to where it belongs. */
static void move_into_place(struct allow *allow)
{
	struct allow_entry *at = allow->entries + allow->count - 1;
	struct allow_entry entry = *at;

	for (; at > allow->entries && compare(at - 1, &entry) > 0; at--)
		*at = at[-1];
	*at = entry;
}

bool allow_add(struct allow *allow, const struct finding *finding)
{
	struct allow_entry *entry;

	if (allow_has(allow, finding))
		return true;
	entry = new_entry(allow);
	if (!entry)
		return false;
	snprintf(entry->fingerprint, sizeof(entry->fingerprint), "%s",
		 finding->fingerprint);
	entry->kind = strdup(detectors[finding->detector]->id);
	entry->path = strdup(finding->path);
	entry->used = true;
	if (!entry->kind || !entry->path)
		return false;
	move_into_place(allow);
	return true;
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *line_of(const struct allow_entry *entry)
{
	struct buffer line = { 0 };
	char *copy;

	buffer_format(&line, "%s %s ", entry->fingerprint, entry->kind);
	path_escape(&line, entry->path);
	copy = line.failed ? NULL : strdup(buffer_string(&line));
	buffer_release(&line);
	return copy;
}

void allow_text(const struct allow *allow, struct buffer *text)
{
	char **lines = calloc(allow->count + 1, sizeof(*lines));
	char salt[2 * ENGAGEMENT_KEY_BYTES + 1];
	size_t count = 0;

	sodium_bin2hex(salt, sizeof(salt), allow->keys.engagement,
		       ENGAGEMENT_KEY_BYTES);
	buffer_format(text, "%s" SALT "%s\n", head, salt);
	text->failed |= !lines;
	for (size_t i = 0; lines && i < allow->count; i++)
		if (!allow_unused(&allow->entries[i]))
			lines[count++] = line_of(&allow->entries[i]);
	for (size_t i = 0; i < count; i++)
		text->failed |= !lines[i];
	if (!text->failed && count)
		qsort(lines, count, sizeof(*lines), compare_lines);
	for (size_t i = 0; i < count; i++) {
		if (!text->failed) {
			buffer_text(text, lines[i]);
			buffer_byte(text, '\n');
		}
		free(lines[i]);
	}
	free(lines);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A letter or a digit of any script: the end of a comment is no reason. */
static bool has_word(const char *text, const char *end)
{
	for (; text < end; text++)
		if ((unsigned char)*text >= 0x80 ||
		    (*text >= '0' && *text <= '9') ||
		    ((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z'))
			return true;
	return false;
}

enum mark allow_mark(const char *line, size_t length, const char *kind)
{
	const char *at = line, *end = line + length, *word;
	enum mark mark = MARK_NONE;

	while (mark != MARK_GOOD &&
	       (at = memmem(at, (size_t)(end - at), ALLOW_MARK,
			    strlen(ALLOW_MARK)))) {
		at += strlen(ALLOW_MARK);
		while (at < end && is_blank(*at))
			at++;
		for (word = at; at < end && !is_blank(*at); at++)
			;
		if ((size_t)(at - word) == strlen(kind) &&
		    !memcmp(word, kind, strlen(kind)))
			mark = has_word(at, end) ? MARK_GOOD : MARK_NO_REASON;
	}
	return mark;
}
