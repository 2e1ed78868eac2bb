/* Values in names. See name_masker.h. */
#include "detectors/name_masker.h"

#include <stdlib.h>
#include <string.h>

#include "detectors/ascii.h"
#include "detectors/judge.h"

#define DIGITS_LEAST 8 /* of the shortest value, with separators or not */
#define TEXT_PAD 64 /* readable bytes that the judge wants behind a text */

struct name_masker {
	struct judge judge;
	size_t count;
	struct match matches[NAME_VALUES];
};

bool name_may_hold(const char *name)
{
	unsigned digits = 0;

	for (; *name; name++) {
		/* full-width digits end in bytes above 0x7F */
		digits += ascii_is((unsigned char)*name, ASCII_DIGIT) ||
			  (unsigned char)*name >= 0xEF;
		if (*name == '@' || digits == DIGITS_LEAST)
			return true;
		if (*name == '/') /* ends every value but an address */
			digits = 0;
	}
	return false;
}

struct name_masker *name_masker_new(int today)
{
	struct name_masker *masker = malloc(sizeof(*masker));

	if (masker)
		judge_init(&masker->judge, today);
	return masker;
}

void name_masker_free(struct name_masker *masker)
{
	free(masker);
}

/* How a name is looked at: a copy of the same length for the judge. */
typedef void view_fn(unsigned char *text, size_t length);

/* Words are joined by underscores in names: they separate. */
static void as_words(unsigned char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '_')
			text[i] = ' ';
}

/* Each part of a path by itself: an address goes on at no slash. */
static void as_parts(unsigned char *text, size_t length)
{
	as_words(text, length);
	for (size_t i = 0; i < length; i++)
		if (text[i] == '/')
			text[i] = '\n';
}

static void cut_endings(unsigned char *text, size_t length)
{
	bool cut = false;

	while (length--) {
		if (text[length] == '\n')
			cut = false;
		if (text[length] != '.' || cut)
			continue;
		text[length] = '\n';
		cut = true;
	}
}

/* zhang.san@example.com.pdf: without what tells the type of a file. */
static void as_stems(unsigned char *text, size_t length)
{
	as_parts(text, length);
	cut_endings(text, length);
}

/* zhang.san@example.com.tar.gz */
static void as_shorter_stems(unsigned char *text, size_t length)
{
	as_stems(text, length);
	cut_endings(text, length);
}

/* Nothing but digits, an X behind them, and what is no ASCII. */
static void as_digits(unsigned char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		bool digit_before = i && ascii_is(text[i - 1], ASCII_DIGIT);

		if (text[i] < 0x80 && !ascii_is(text[i], ASCII_DIGIT) &&
		    !(digit_before && (text[i] | 0x20) == 'x'))
			text[i] = '\n';
	}
}

static bool may_begin(unsigned char c)
{
	return c == '@' || c >= 0xEF || ascii_is(c, ASCII_DIGIT);
}

static void add_masked(struct buffer *out, const struct match *match)
{
	struct masked masked = { { 0 } };
	unsigned char old[OLD_ID];

	detectors[match->detector]->mask(match_written(match, old), &masked);
	buffer_text(out, masked.text);
}

/* Appends the name, values masked, as the judge finds them in `text`. */
static void mask_found(struct name_masker *n, const char *name,
		       const unsigned char *text, uint32_t length, bool tell,
		       struct buffer *out)
{
	struct stretch s = { text, text, 0, length, CHARSET_UTF8 };
	struct span span = { .end = length };
	struct match found[NAME_VALUES];
	uint32_t kept = 0, done;

	for (uint32_t at = 0; at < length; at++) {
		size_t count;

		if (!may_begin(text[at]))
			continue;
		if (judge_full(&n->judge)) { /* a thousand: cut it here */
			length = at;
			break;
		}
		count = judge_prose(&n->judge, &s, at, &span, found,
				    NAME_VALUES, &done);
		for (size_t i = 0; i < count; i++) {
			uint32_t begin = (uint32_t)found[i].offset;

			buffer_append(out, name + kept, begin - kept);
			add_masked(out, &found[i]);
			kept = i + 1 < count ? (uint32_t)found[i + 1].offset
					     : done;
			if (!tell || n->count == NAME_VALUES)
				continue;
			found[i].line = UINT64_MAX;
			found[i].field = FIELD_NONE;
			n->matches[n->count++] = found[i];
		}
		if (count) /* else they may be digits of an address */
			span.floor = span.taken = done;
		at = done - 1;
	}
	buffer_append(out, name + kept, length - kept);
}

/* Masks what shows in one view. */
static void pass(struct name_masker *n, const char *name, view_fn *view,
		 bool tell, struct buffer *out)
{
	size_t length = strlen(name);
	unsigned char *text = calloc(1, length + TEXT_PAD);

	if (!text) { /* better no name than one that may hold a value */
		out->failed = true;
		return;
	}
	memcpy(text, name, length);
	view(text, length);
	mask_found(n, name, text, (uint32_t)length, tell, out);
	free(text);
}

size_t name_masker_mask(struct name_masker *n, const char *name,
			struct buffer *masked, const struct match **matches)
{
	static view_fn *const views[] = { as_words, as_parts, as_stems,
					  as_shorter_stems };
	struct buffer before = { 0 }, after = { 0 };

	judge_reset(&n->judge);
	n->count = 0;
	buffer_text(&before, name);
	for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
		struct buffer swap;

		buffer_clear(&after);
		pass(n, buffer_string(&before), views[i], true, &after);
		swap = before; /* its string may have moved it */
		before = after;
		after = swap;
	}
	pass(n, buffer_string(&before), as_digits, false, masked);
	masked->failed |= before.failed || after.failed;
	buffer_release(&before);
	buffer_release(&after);
	*matches = n->matches;
	return n->count;
}
