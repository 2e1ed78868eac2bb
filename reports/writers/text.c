/* The summary for a terminal: what was read, who is in it, what was found,
 * what only looked like it, and what was not read. */
#include <ctype.h>
#include <string.h>

#include "reports/writers/out.h"
#include "reports/writers/overview.h"
#include "reports/writers/report.h"
#include "reports/writers/top.h"
#include "reports/writers/words.h"
#include "scanner/base/buffer.h"
#include "scanner/base/gettext.h"

#define DECOYS 5 /* columns of chance numbers shown */
#define INDENT "  "
#define DEEPER 6 /* columns before what is said of a line above */

struct summary {
	struct store *store;
	FILE *out;
	enum language language;
	bool colour;
	struct overview overview;
	uint64_t seen;   /* detectors of the asset, named so far */
	unsigned decoys; /* shown so far */
	struct buffer words; /* of a paragraph */
};

/* SGR codes (ECMA-48, 8.3.117). */
#define BOLD "1"
#define FAINT "2"
#define RED "31"
#define GREEN "32"
#define YELLOW "33"

static void paint(const struct summary *s, const char *code)
{
	if (s->colour)
		fprintf(s->out, "\033[%sm", code);
}

static void plain(const struct summary *s)
{
	paint(s, "0");
}

static const char *say(const struct summary *s, enum word which)
{
	return word(s->language, which);
}

static void heading(const struct summary *s, enum word which)
{
	fputc('\n', s->out);
	paint(s, BOLD);
	fprintf(s->out, "%s\n", say(s, which));
	plain(s);
}

static void put_more(const struct summary *s, uint64_t count)
{
	fprintf(s->out, INDENT "… %s %s\n", figure_count(count).text,
		say(s, WORD_MORE));
}

/* The words gathered, below a line that they are said of. */
static void put_words(struct summary *s)
{
	out_paragraph(s->out, buffer_string(&s->words), 0, DEEPER);
	buffer_clear(&s->words);
}

/* The name of a kind within a sentence: "payment card number", "IPv4". */
static void add_kind_name(struct summary *s, int detector)
{
	const char *name = word_kind(s->language, detector);

	if (*name && islower((unsigned char)name[1]))
		buffer_byte(&s->words,
			    (unsigned char)tolower((unsigned char)*name++));
	buffer_text(&s->words, name);
}

static const char *level_colour(int level)
{
	return level >= 4 ? RED : level == 3 ? YELLOW : FAINT;
}

static void put_status(const struct summary *s)
{
	const struct sweep *sweep = &s->overview.sweep;

	paint(s, BOLD);
	fprintf(s->out, "%s\n", say(s, WORD_TITLE));
	plain(s);
	fprintf(s->out, INDENT "%s → %s\n",
		sweep->started ? sweep->started : "",
		sweep->ended ? sweep->ended : "");
	fprintf(s->out, INDENT "%s %s%s%s · ",
		figure_count(sweep->assets).text,
		say(s, sweep->assets == 1 ? WORD_OBJECT : WORD_OBJECTS),
		say(s, WORD_COMMA), figure_bytes(sweep->bytes).text);
	paint(s, sweep->incomplete ? YELLOW : GREEN);
	fprintf(s->out, "%s",
		say(s, sweep->interrupted  ? WORD_INTERRUPTED
		       : sweep->incomplete ? WORD_INCOMPLETE
					   : WORD_COMPLETE));
	plain(s);
	fputc('\n', s->out);
}

static void put_states(const struct summary *s)
{
	const struct sweep *sweep = &s->overview.sweep;
	const char *between = INDENT;
	int i;

	for (i = 0; i < STATE_COUNT; i++) {
		if (!sweep->states[i])
			continue;
		fprintf(s->out, "%s%s %s", between,
			word_state(s->language, (enum state)i),
			figure_count(sweep->states[i]).text);
		between = say(s, WORD_COMMA);
	}
	fputc('\n', s->out);
}

static void put_bands(const struct summary *s)
{
	for (size_t i = 0; i < band_count; i++) {
		const struct band *band = &bands[i];

		if (band_reach(band, &s->overview.people) < REACH_MAYBE)
			continue;
		paint(s, YELLOW);
		fprintf(s->out, INDENT "≥ %s %s\n",
			figure_count(band->least).text,
			say(s, word_of_band(band->of)));
		plain(s);
		out_paragraph(s->out, s->language == CHINESE ? band->zh
							     : band->en,
			      0, DEEPER);
	}
}

static void put_people(const struct summary *s)
{
	const struct people *people = &s->overview.people;

	heading(s, WORD_PEOPLE);
	paint(s, BOLD);
	fprintf(s->out, INDENT "%s", figure_count(people->estimate).text);
	plain(s);
	fprintf(s->out, "  (%s – %s)\n", figure_count(people->low).text,
		figure_count(people->high).text);
	fprintf(s->out, INDENT "%s%s%s", say(s, WORD_SENSITIVE_PEOPLE),
		say(s, WORD_COLON), figure_count(people->sensitive).text);
	if (people->minors)
		fprintf(s->out, "%s%s%s%s", say(s, WORD_COMMA),
			say(s, WORD_MINORS), say(s, WORD_COLON),
			figure_count(people->minors).text);
	fputc('\n', s->out);
	put_bands(s);
}

static void put_kind_head(const struct summary *s)
{
	paint(s, FAINT);
	fputs(INDENT, s->out);
	out_cell(s->out, say(s, WORD_KIND), 30);
	out_cell(s->out, say(s, WORD_LEVEL), 8);
	out_cell(s->out, word_confidence(s->language, CONFIDENCE_HIGH), -12);
	out_cell(s->out, word_confidence(s->language, CONFIDENCE_MEDIUM), -10);
	out_cell(s->out, word_confidence(s->language, CONFIDENCE_LOW), -8);
	out_cell(s->out, say(s, WORD_ASSETS), -8);
	plain(s);
	fputc('\n', s->out);
}

static void put_kind(const struct summary *s, int detector)
{
	const struct kind *kind = &s->overview.kinds[detector];

	fputs(INDENT, s->out);
	out_cell(s->out, word_kind(s->language, detector), 30);
	paint(s, level_colour(kind->policy.level));
	out_cell(s->out, figure_level(kind->policy.level).text, 8);
	plain(s);
	out_cell(s->out, figure_count(kind->findings[CONFIDENCE_HIGH]).text,
		 -12);
	out_cell(s->out, figure_count(kind->findings[CONFIDENCE_MEDIUM]).text,
		 -10);
	out_cell(s->out, figure_count(kind->findings[CONFIDENCE_LOW]).text,
		 -8);
	out_cell(s->out, figure_count(kind->assets).text, -8);
	fputc('\n', s->out);
}

static void put_kinds(const struct summary *s)
{
	size_t i;

	heading(s, WORD_KINDS);
	if (!s->overview.order_count) {
		fprintf(s->out, INDENT "%s\n", say(s, WORD_ASSETS_NONE));
		return;
	}
	put_kind_head(s);
	for (i = 0; i < s->overview.order_count; i++)
		put_kind(s, s->overview.order[i]);
}

static int put_held(void *context, const struct profile *profile)
{
	struct summary *s = context;
	uint64_t bit = UINT64_C(1) << profile->detector;

	if (profile->confidence == CONFIDENCE_NONE || (s->seen & bit))
		return 0;
	buffer_text(&s->words, s->seen ? say(s, WORD_AND) : "");
	buffer_text(&s->words, word_kind(s->language, profile->detector));
	s->seen |= bit;
	return 0;
}

static int put_asset(struct summary *s, const struct top_asset *asset)
{
	const struct asset_row row = { .id = asset->id };
	int outcome;

	fputs(INDENT, s->out);
	paint(s, level_colour(asset->level));
	fputs(figure_level(asset->level).text, s->out);
	plain(s);
	fputs(INDENT, s->out);
	if (asset->people) {
		out_cell(s->out, asset->path, 54);
		fprintf(s->out, " %10s %s", figure_count(asset->people).text,
			say(s, asset->people == 1 ? WORD_BAND_PERSON
						  : WORD_BAND_PEOPLE));
	} else {
		out_cut(s->out, asset->path, OUT_COLUMNS - DEEPER);
	}
	fputc('\n', s->out);
	s->seen = 0;
	outcome = store_each_profile(s->store, &row, put_held, s);
	paint(s, FAINT);
	put_words(s);
	plain(s);
	return outcome;
}

static int put_assets(struct summary *s)
{
	struct top top = { 0 };
	int outcome = top_take(s->store, &top);
	size_t i;

	if (top.count)
		heading(s, WORD_TOP_ASSETS);
	for (i = 0; i < top.count && !outcome; i++)
		outcome = put_asset(s, &top.assets[i]);
	if (s->overview.holding > top.count)
		put_more(s, s->overview.holding - top.count);
	top_release(&top);
	return outcome;
}

/* The file and the column in it. */
static void put_place(struct summary *s, const struct profile *profile)
{
	struct buffer field = { 0 };
	const unsigned room = OUT_COLUMNS - 2 * strlen(INDENT);
	unsigned width;

	if (profile->table)
		buffer_text(&field, profile->table);
	if (profile->table && profile->column)
		buffer_byte(&field, '.');
	if (profile->column)
		buffer_text(&field, profile->column);
	width = out_width(buffer_string(&field));
	if (width > room / 2)
		width = room / 2;
	fputs(INDENT, s->out);
	out_cut(s->out, profile->path, room - width);
	fputs(width ? INDENT : "", s->out);
	out_cut(s->out, buffer_string(&field), width);
	fputc('\n', s->out);
	buffer_release(&field);
}

static int put_decoy(void *context, const struct profile *profile)
{
	struct summary *s = context;

	if (!profile_is_chance(profile))
		return 0;
	if (s->decoys++ == DECOYS)
		return 1;
	put_place(s, profile);
	buffer_format(&s->words, "%s%s", say(s, WORD_LOOKS_LIKE),
		      s->language == ENGLISH ? " " : "");
	add_kind_name(s, profile->detector);
	buffer_format(&s->words, "%s%s %s%s%s %s%s%s", say(s, WORD_COMMA),
		      say(s, WORD_PASSED),
		      figure_share(profile_share(profile)).text,
		      say(s, WORD_COMMA), say(s, WORD_CHANCE),
		      figure_share(profile->chance).text, say(s, WORD_COLON),
		      say(s, WORD_NOT_ONE));
	put_words(s);
	return 0;
}

static int put_decoys(struct summary *s)
{
	int outcome;

	if (!s->overview.chance)
		return 0;
	heading(s, WORD_DECOYS);
	outcome = store_each_profile(s->store, NULL, put_decoy, s);
	if (s->overview.chance > DECOYS)
		put_more(s, s->overview.chance - DECOYS);
	return outcome < 0 ? outcome : 0;
}

static void put_cause(const struct summary *s, enum state state,
		      enum reason reason)
{
	const char *what = word_state(s->language, state);
	const char *why = word_reason(s->language, reason);

	fprintf(s->out, INDENT "%10s  %s",
		figure_count(s->overview.reasons[state][reason]).text, what);
	if (strcmp(what, why))
		fprintf(s->out, "%s%s", say(s, WORD_COLON), why);
	fputc('\n', s->out);
}

/* What was left out by choice or by its kind (links, pipes) is not missing:
 * the states above count it, the ledger names it. */
static void put_unread(const struct summary *s)
{
	int state, reason;

	if (!s->overview.missing)
		return;
	heading(s, WORD_UNREAD);
	for (state = STATE_PARTIAL; state < STATE_COUNT; state++)
		for (reason = 0; reason < REASON_COUNT; reason++)
			if (s->overview.reasons[state][reason] &&
			    (state == STATE_PARTIAL ||
			     reason_incomplete((enum reason)reason)))
				put_cause(s, (enum state)state,
					  (enum reason)reason);
}

static int put_summary(struct summary *s)
{
	int outcome = overview_take(s->store, &s->overview);

	if (outcome)
		return outcome;
	put_status(s);
	put_states(s);
	put_people(s);
	put_kinds(s);
	outcome = put_assets(s);
	if (!outcome)
		outcome = put_decoys(s);
	put_unread(s);
	return outcome;
}

static int write_text(struct store *store,
		      const struct report_options *options, FILE *out,
		      struct problem *problem)
{
	struct summary s = { .store = store,
			     .out = out,
			     .language = language_of(options->lang),
			     .colour = options->colour };
	int outcome = put_summary(&s);

	(void)problem;
	buffer_release(&s.words);
	return outcome;
}

const struct report report_text = {
	.name = "text",
	.extension = "txt",
	.help = N_("summary for a terminal"),
	.write = write_text,
};
