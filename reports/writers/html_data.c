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
#include "reports/writers/html_rows.h"
#include "reports/writers/json.h"

#define BLOCK 256 /* columns */
#define SAMPLES 5
#define DAY_NS INT64_C(86400000000000)

struct data {
	struct rows rows;
	struct page *page;
	uint64_t columns; /* written so far */
	unsigned samples; /* of this column */
};

/* ---- names of what rows give by number ---- */

static void put_name(struct rows *d, const char *zh, const char *en)
{
	rows_open(d);
	rows_text(d, zh);
	rows_text(d, en);
	rows_close(d);
}

static void put_kinds(struct data *d)
{
	size_t i;

	rows_list(&d->rows, "kinds");
	for (i = 0; i < detector_count; i++)
		put_name(&d->rows, detectors[i]->zh, detectors[i]->en);
	rows_list_end(&d->rows);
}

static void put_states(struct data *d)
{
	int i;

	rows_list(&d->rows, "states");
	for (i = 0; i < STATE_COUNT; i++)
		put_name(&d->rows, word_state(CHINESE, (enum state)i),
			 word_state(ENGLISH, (enum state)i));
	rows_list_end(&d->rows);
	rows_list(&d->rows, "causes");
	for (i = 0; i < REASON_COUNT; i++)
		put_name(&d->rows, word_reason(CHINESE, (enum reason)i),
			 word_reason(ENGLISH, (enum reason)i));
	rows_list_end(&d->rows);
	rows_list(&d->rows, "exposures");
	for (i = 0; i < EXPOSURE_COUNT; i++)
		put_name(&d->rows, word_exposure(CHINESE, (enum exposure)i),
			 word_exposure(ENGLISH, (enum exposure)i));
	rows_list_end(&d->rows);
}

static void put_judgements(struct data *d)
{
	int i;

	rows_list(&d->rows, "verdicts");
	for (i = 0; i <= VERDICT_CONFIRMED; i++)
		put_name(&d->rows, word_verdict(CHINESE, (enum verdict)i),
			 word_verdict(ENGLISH, (enum verdict)i));
	rows_list_end(&d->rows);
	rows_list(&d->rows, "confidences");
	for (i = 0; i <= CONFIDENCE_HIGH; i++)
		put_name(&d->rows, word_confidence(CHINESE, (enum confidence)i),
			 word_confidence(ENGLISH, (enum confidence)i));
	rows_list_end(&d->rows);
	rows_list(&d->rows, "combinations");
	for (i = 0; i < (int)combination_count; i++)
		put_name(&d->rows, combinations[i].zh, combinations[i].en);
	rows_list_end(&d->rows);
	rows_list(&d->rows, "bands");
	for (i = 0; i < (int)band_count; i++) {
		rows_open(&d->rows);
		rows_text(&d->rows, bands[i].zh);
		rows_text(&d->rows, bands[i].en);
		rows_text(&d->rows, bands[i].id);
		rows_close(&d->rows);
	}
	rows_list_end(&d->rows);
	rows_list(&d->rows, "titles");
	put_name(&d->rows, word(CHINESE, WORD_TITLE),
		 word(ENGLISH, WORD_TITLE));
	rows_list_end(&d->rows);
}

/* ---- rows ---- */

static void put_people(struct data *d, const struct people *people)
{
	rows_count(&d->rows, people->estimate);
	rows_count(&d->rows, people->low);
	rows_count(&d->rows, people->high);
	rows_count(&d->rows, people->sensitive);
	rows_count(&d->rows, people->minors);
}

static void put_asset_state(struct data *d, const struct asset *asset)
{
	rows_count(&d->rows, (uint64_t)asset->state);
	rows_count(&d->rows, (uint64_t)asset->problem.reason);
	rows_text(&d->rows,
		  *asset->problem.words ? asset->problem.words : NULL);
}

static int put_asset(void *context, const struct asset_row *row)
{
	const struct asset *asset = &row->asset;
	struct data *d = context;

	rows_open(&d->rows);
	rows_count(&d->rows, (uint64_t)row->id);
	rows_text(&d->rows, asset->path);
	rows_count(&d->rows, (uint64_t)asset_level(row));
	rows_text(&d->rows, row->level ? row->level->seed : NULL);
	rows_count(&d->rows, (uint64_t)row->raised);
	rows_count(&d->rows, row->combined);
	rows_count(&d->rows, (uint64_t)row->confidence);
	rows_count(&d->rows, row->findings);
	put_people(d, &row->people);
	rows_count(&d->rows, asset->bytes);
	rows_count(&d->rows, asset->mtime_ns > 0
				     ? (uint64_t)(asset->mtime_ns / DAY_NS)
				     : 0);
	rows_count(&d->rows, asset->uid);
	rows_text(&d->rows, row->owner);
	rows_count(&d->rows, (uint64_t)exposure_of(asset->mode));
	put_asset_state(d, asset);
	rows_text(&d->rows, asset->format);
	rows_text(&d->rows, asset->encoding);
	rows_close(&d->rows);
	return 0;
}

static int put_table(void *context, const struct people *people)
{
	struct data *d = context;

	if (!people->path)
		return 0;
	rows_open(&d->rows);
	rows_count(&d->rows, (uint64_t)people->asset);
	rows_text(&d->rows, people->table);
	put_people(d, people);
	rows_close(&d->rows);
	return 0;
}

static int put_column(void *context, const struct profile *p)
{
	struct data *d = context;

	rows_open(&d->rows);
	rows_count(&d->rows, (uint64_t)p->asset);
	rows_text(&d->rows, p->table);
	rows_text(&d->rows, p->column);
	rows_count(&d->rows, (uint64_t)p->detector);
	rows_count(&d->rows, p->policy ? (uint64_t)p->policy->level : 0);
	rows_text(&d->rows, p->policy ? p->policy->seed : NULL);
	rows_count(&d->rows, p->rows);
	rows_count(&d->rows, p->candidates);
	rows_count(&d->rows, p->passed);
	rows_real(&d->rows, p->chance);
	rows_count(&d->rows, p->distinct_passed);
	rows_count(&d->rows, p->distinct_exact);
	rows_count(&d->rows, (uint64_t)p->verdict);
	rows_count(&d->rows, (uint64_t)p->confidence);
	rows_count(&d->rows, profile_is_undecided(p));
	rows_count(&d->rows, p->high + p->medium + p->low);
	rows_close(&d->rows);
	return 0;
}

int html_data(struct page *page)
{
	struct data d = { .page = page, .rows = { .out = page->out } };
	int outcome;

	fputs("<script type=\"application/json\" id=\"data\">{\"ended\":",
	      d.rows.out);
	json_put_text(d.rows.out, page->overview.sweep.ended);
	put_kinds(&d);
	put_states(&d);
	put_judgements(&d);
	rows_list(&d.rows, "assets");
	outcome = store_each_asset(page->store, put_asset, &d);
	rows_list_end(&d.rows);
	rows_list(&d.rows, "tables");
	if (!outcome)
		outcome = store_each_people(page->store, NULL, put_table, &d);
	rows_list_end(&d.rows);
	rows_list(&d.rows, "columns");
	if (!outcome)
		outcome = store_each_profile(page->store, NULL, put_column,
					     &d);
	rows_list_end(&d.rows);
	if (!outcome)
		outcome = html_tables(page);
	fputs("}</script>\n", d.rows.out);
	return outcome;
}

/* ---- details of columns ---- */

static int put_sample(void *context, const struct finding *finding)
{
	struct data *d = context;

	if (d->samples++ == SAMPLES)
		return 1;
	fputs(d->samples > 1 ? ",[" : "[", d->rows.out);
	json_put_text(d->rows.out, finding->masked);
	fputc(',', d->rows.out);
	json_put_count(d->rows.out, (uint64_t)finding->row);
	fputc(',', d->rows.out);
	json_put_count(d->rows.out, (uint64_t)finding->line);
	fputc(',', d->rows.out);
	json_put_count(d->rows.out, finding->offset);
	fputc(']', d->rows.out);
	return 0;
}

static void open_block(struct data *d)
{
	if (d->columns)
		fputs("]</script>\n", d->rows.out);
	fprintf(d->rows.out, "<script type=\"application/json\" id=\"d%d\">[",
		(int)(d->columns / BLOCK));
	d->rows.comma = "";
}

static int put_detail(void *context, const struct profile *p)
{
	struct data *d = context;
	int outcome;

	if (d->columns % BLOCK == 0)
		open_block(d);
	d->columns++;
	d->samples = 0;
	rows_open(&d->rows);
	rows_text(&d->rows, word_reasons(CHINESE, p));
	rows_text(&d->rows, word_reasons(ENGLISH, p));
	rows_count(&d->rows, p->tests);
	rows_count(&d->rows, p->minors);
	fputs(",[", d->rows.out);
	outcome = store_each_place(d->page->store, p, put_sample, d);
	fputs("]]", d->rows.out);
	return outcome < 0 ? outcome : 0;
}

int html_details(struct page *page)
{
	struct data d = { .page = page, .rows = { .out = page->out } };
	int outcome = store_each_profile(page->store, NULL, put_detail, &d);

	if (d.columns)
		fputs("]</script>\n", d.rows.out);
	return outcome;
}
