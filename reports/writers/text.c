/* The summary for a terminal: what was read, who is in it, what was found,
 * what only looked like it, and what was not read. */
#include <ctype.h>
#include <string.h>

#include "reports/writers/out.h"
#include "reports/writers/overview.h"
#include "reports/writers/report.h"
#include "reports/writers/top.h"
#include "reports/writers/words.h"
#include "scanner/base/gettext.h"

#define DECOYS 5 /* columns of chance numbers shown */
#define INDENT "  "

struct summary {
	struct store *store;
	FILE *out;
	enum language language;
	bool colour;
	struct overview overview;
	uint64_t seen;   /* detectors of the asset, shown so far */
	unsigned decoys; /* shown so far */
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

/* The name of a kind within a sentence: "payment card number", "IPv4". */
static void put_kind_name(const struct summary *s, int detector)
{
	const char *name = word_kind(s->language, detector);

	if (*name && islower((unsigned char)name[1]))
		fprintf(s->out, "%c%s", tolower((unsigned char)*name),
			name + 1);
	else
		fputs(name, s->out);
}

static const char *level_colour(int level)
{
	return level >= 4 ? RED : level == 3 ? YELLOW : FAINT;
}

static void put_status(const struct summary *s)
{
	const struct sweep *sweep = &s->overview.sweep;

	paint(s, BOLD);
	fprintf(s->out, "%s", say(s, WORD_TITLE));
	plain(s);
	fprintf(s->out, "  %s → %s\n", sweep->started ? sweep->started : "",
		sweep->ended ? sweep->ended : "");
	fprintf(s->out, INDENT "%s %s%s%s · ",
		figure_count(sweep->assets).text, say(s, WORD_OBJECTS),
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

static void put_people(const struct summary *s)
{
	const struct people *people = &s->overview.people;
	size_t i;

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
	for (i = 0; i < band_count; i++) {
		if (band_reach(&bands[i], people) < REACH_MAYBE)
			continue;
		paint(s, YELLOW);
		fprintf(s->out, INDENT "≥ %s %s",
			figure_count(bands[i].least).text,
			say(s, word_of_band(bands[i].of)));
		plain(s);
		fprintf(s->out, "%s%s\n", say(s, WORD_COLON),
			s->language == CHINESE ? bands[i].zh : bands[i].en);
	}
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
	fprintf(s->out, "%s%s", s->seen ? say(s, WORD_AND) : "",
		word_kind(s->language, profile->detector));
	s->seen |= bit;
	return 0;
}

/* A path at the end of a line: not filled up. */
static void put_end(FILE *out, const char *path, int columns)
{
	if (out_width(path) > (unsigned)columns)
		out_cell(out, path, columns);
	else
		out_text(out, path);
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
		out_cell(s->out, asset->path, 60);
		fprintf(s->out, " %10s %s", figure_count(asset->people).text,
			say(s, WORD_BAND_PEOPLE));
	} else {
		put_end(s->out, asset->path, 72);
	}
	fputs("\n      ", s->out);
	paint(s, FAINT);
	s->seen = 0;
	outcome = store_each_profile(s->store, &row, put_held, s);
	plain(s);
	fputc('\n', s->out);
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

static void put_field(FILE *out, const struct profile *profile)
{
	if (!profile->table && !profile->column) {
		out_text(out, profile->path);
		return;
	}
	if (profile->table)
		out_text(out, profile->table);
	if (profile->table && profile->column)
		fputc('.', out);
	if (profile->column)
		out_text(out, profile->column);
}

static int put_decoy(void *context, const struct profile *profile)
{
	struct summary *s = context;

	if (!profile_is_chance(profile))
		return 0;
	if (s->decoys++ == DECOYS)
		return 1;
	fputs(INDENT, s->out);
	put_field(s->out, profile);
	fprintf(s->out, "%s%s%s", say(s, WORD_COLON), say(s, WORD_LOOKS_LIKE),
		s->language == ENGLISH ? " " : "");
	put_kind_name(s, profile->detector);
	fprintf(s->out, "%s%s %s%s%s %s%s%s\n", say(s, WORD_COMMA),
		say(s, WORD_PASSED),
		figure_share(profile_share(profile)).text,
		say(s, WORD_COMMA), say(s, WORD_CHANCE),
		figure_share(profile->chance).text, say(s, WORD_COLON),
		say(s, WORD_NOT_ONE));
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

	(void)problem;
	return put_summary(&s);
}

const struct report report_text = {
	.name = "text",
	.extension = "txt",
	.help = N_("summary for a terminal"),
	.write = write_text,
};
