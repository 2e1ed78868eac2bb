/*
 * HTML: the data that the script shows, as JSON in elements that are not run
 * (HTML, 4.12.1: data blocks). Rows are arrays, to be small; html/data.js
 * gives their members names, in the order in which they are written here.
 *
 * What is only seen when somebody opens a column lies in blocks of its own
 * behind the script: it is read when it is asked for.
 */
#include "reports/inventory/combine.h"
#include "reports/writers/html.h"
#include "reports/writers/json.h"

#define BLOCK 256 /* columns */
#define SAMPLES 5
#define DAY_NS INT64_C(86400000000000)

struct data {
	struct page *page;
	FILE *out;
	const char *comma; /* before the next row */
	const char *comma_inner;
	uint64_t columns; /* written so far */
	unsigned samples; /* of this column */
};

/* ---- values of a row ---- */

static void open_row(struct data *d)
{
	fprintf(d->out, "%s[", d->comma);
	d->comma = ",\n";
	d->comma_inner = "";
}

static void next(struct data *d)
{
	fputs(d->comma_inner, d->out);
	d->comma_inner = ",";
}

static void put_text(struct data *d, const char *text)
{
	next(d);
	json_put_text(d->out, text);
}

static void put_count(struct data *d, uint64_t n)
{
	next(d);
	json_put_count(d->out, n);
}

static void put_real(struct data *d, double value)
{
	next(d);
	json_put_real(d->out, value);
}

static void close_row(struct data *d)
{
	fputc(']', d->out);
}

/* ---- names of what rows give by number ---- */

static void open_names(struct data *d, const char *key)
{
	fprintf(d->out, ",\"%s\":[", key);
	d->comma = "";
}

static void put_name(struct data *d, const char *zh, const char *en)
{
	open_row(d);
	put_text(d, zh);
	put_text(d, en);
	close_row(d);
}

static void close_names(struct data *d)
{
	fputs("]\n", d->out);
}

static void put_kinds(struct data *d)
{
	size_t i;

	open_names(d, "kinds");
	for (i = 0; i < detector_count; i++)
		put_name(d, detectors[i]->zh, detectors[i]->en);
	close_names(d);
}

static void put_states(struct data *d)
{
	int i;

	open_names(d, "states");
	for (i = 0; i < STATE_COUNT; i++)
		put_name(d, word_state(CHINESE, (enum state)i),
			 word_state(ENGLISH, (enum state)i));
	close_names(d);
	open_names(d, "causes");
	for (i = 0; i < REASON_COUNT; i++)
		put_name(d, word_reason(CHINESE, (enum reason)i),
			 word_reason(ENGLISH, (enum reason)i));
	close_names(d);
	open_names(d, "exposures");
	for (i = 0; i < EXPOSURE_COUNT; i++)
		put_name(d, word_exposure(CHINESE, (enum exposure)i),
			 word_exposure(ENGLISH, (enum exposure)i));
	close_names(d);
}

static void put_judgements(struct data *d)
{
	int i;

	open_names(d, "verdicts");
	for (i = 0; i <= VERDICT_CONFIRMED; i++)
		put_name(d, word_verdict(CHINESE, (enum verdict)i),
			 word_verdict(ENGLISH, (enum verdict)i));
	close_names(d);
	open_names(d, "confidences");
	for (i = 0; i <= CONFIDENCE_HIGH; i++)
		put_name(d, word_confidence(CHINESE, (enum confidence)i),
			 word_confidence(ENGLISH, (enum confidence)i));
	close_names(d);
	open_names(d, "combinations");
	for (i = 0; i < (int)combination_count; i++)
		put_name(d, combinations[i].zh, combinations[i].en);
	close_names(d);
	open_names(d, "titles");
	put_name(d, word(CHINESE, WORD_TITLE), word(ENGLISH, WORD_TITLE));
	close_names(d);
}

/* ---- rows ---- */

static void put_people(struct data *d, const struct people *people)
{
	put_count(d, people->estimate);
	put_count(d, people->low);
	put_count(d, people->high);
	put_count(d, people->sensitive);
	put_count(d, people->minors);
}

static void put_asset_state(struct data *d, const struct asset *asset)
{
	put_count(d, (uint64_t)asset->state);
	put_count(d, (uint64_t)asset->problem.reason);
	put_text(d, *asset->problem.words ? asset->problem.words : NULL);
}

static int put_asset(void *context, const struct asset_row *row)
{
	const struct asset *asset = &row->asset;
	struct data *d = context;

	open_row(d);
	put_count(d, (uint64_t)row->id);
	put_text(d, asset->path);
	put_count(d, (uint64_t)asset_level(row));
	put_text(d, row->level ? row->level->seed : NULL);
	put_count(d, (uint64_t)row->raised);
	put_count(d, row->combined);
	put_count(d, (uint64_t)row->confidence);
	put_count(d, row->findings);
	put_people(d, &row->people);
	put_count(d, asset->bytes);
	put_count(d, asset->mtime_ns > 0 ? (uint64_t)(asset->mtime_ns / DAY_NS)
					 : 0);
	put_count(d, asset->uid);
	put_text(d, row->owner);
	put_count(d, (uint64_t)exposure_of(asset->mode));
	put_asset_state(d, asset);
	put_text(d, asset->format);
	put_text(d, asset->encoding);
	close_row(d);
	return 0;
}

static int put_table(void *context, const struct people *people)
{
	struct data *d = context;

	if (!people->path)
		return 0;
	open_row(d);
	put_count(d, (uint64_t)people->asset);
	put_text(d, people->table);
	put_people(d, people);
	close_row(d);
	return 0;
}

static int put_column(void *context, const struct profile *p)
{
	struct data *d = context;

	open_row(d);
	put_count(d, (uint64_t)p->asset);
	put_text(d, p->table);
	put_text(d, p->column);
	put_count(d, (uint64_t)p->detector);
	put_count(d, p->policy ? (uint64_t)p->policy->level : 0);
	put_text(d, p->policy ? p->policy->seed : NULL);
	put_count(d, p->rows);
	put_count(d, p->candidates);
	put_count(d, p->passed);
	put_real(d, p->chance);
	put_count(d, p->distinct_passed);
	put_count(d, p->distinct_exact);
	put_count(d, (uint64_t)p->verdict);
	put_count(d, (uint64_t)p->confidence);
	put_count(d, profile_is_undecided(p));
	put_count(d, p->high + p->medium + p->low);
	close_row(d);
	return 0;
}

int html_data(struct page *page)
{
	struct data d = { .page = page, .out = page->out };
	int outcome;

	fputs("<script type=\"application/json\" id=\"data\">{\"ended\":",
	      d.out);
	json_put_text(d.out, page->overview.sweep.ended);
	put_kinds(&d);
	put_states(&d);
	put_judgements(&d);
	open_names(&d, "assets");
	outcome = store_each_asset(page->store, put_asset, &d);
	close_names(&d);
	open_names(&d, "tables");
	if (!outcome)
		outcome = store_each_people(page->store, NULL, put_table, &d);
	close_names(&d);
	open_names(&d, "columns");
	if (!outcome)
		outcome = store_each_profile(page->store, NULL, put_column,
					     &d);
	close_names(&d);
	fputs("}</script>\n", d.out);
	return outcome;
}

/* ---- details of columns ---- */

static int put_sample(void *context, const struct finding *finding)
{
	struct data *d = context;

	if (d->samples++ == SAMPLES)
		return 1;
	fputs(d->samples > 1 ? ",[" : "[", d->out);
	json_put_text(d->out, finding->masked);
	fputc(',', d->out);
	json_put_count(d->out, (uint64_t)finding->row);
	fputc(',', d->out);
	json_put_count(d->out, (uint64_t)finding->line);
	fputc(',', d->out);
	json_put_count(d->out, finding->offset);
	fputc(']', d->out);
	return 0;
}

static void open_block(struct data *d)
{
	if (d->columns)
		fputs("]</script>\n", d->out);
	fprintf(d->out, "<script type=\"application/json\" id=\"d%d\">[",
		(int)(d->columns / BLOCK));
	d->comma = "";
}

static int put_detail(void *context, const struct profile *p)
{
	struct data *d = context;
	int outcome;

	if (d->columns % BLOCK == 0)
		open_block(d);
	d->columns++;
	d->samples = 0;
	open_row(d);
	put_text(d, word_reasons(CHINESE, p));
	put_text(d, word_reasons(ENGLISH, p));
	put_count(d, p->tests);
	put_count(d, p->minors);
	fputs(",[", d->out);
	outcome = store_each_place(d->page->store, p, put_sample, d);
	fputs("]]", d->out);
	return outcome < 0 ? outcome : 0;
}

int html_details(struct page *page)
{
	struct data d = { .page = page, .out = page->out };
	int outcome = store_each_profile(page->store, NULL, put_detail, &d);

	if (d.columns)
		fputs("]</script>\n", d.out);
	return outcome;
}
