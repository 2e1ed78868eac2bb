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
	struct data_rows rows;
	struct page *page;
	uint64_t columns; /* written so far */
	unsigned samples; /* of this column */
};

/* ---- names of what rows give by number ---- */

static void put_name(struct data_rows *d, const char *zh, const char *en)
{
	data_open(d);
	data_text(d, zh);
	data_text(d, en);
	data_close(d);
}

static void put_kinds(struct data *d)
{
	size_t i;

	data_list(&d->rows, "kinds");
	for (i = 0; i < detector_count; i++)
		put_name(&d->rows, detectors[i]->zh, detectors[i]->en);
	data_list_end(&d->rows);
}

static void put_states(struct data *d)
{
	int i;

	data_list(&d->rows, "states");
	for (i = 0; i < STATE_COUNT; i++)
		put_name(&d->rows, word_state(CHINESE, (enum state)i),
			 word_state(ENGLISH, (enum state)i));
	data_list_end(&d->rows);
	data_list(&d->rows, "causes");
	for (i = 0; i < REASON_COUNT; i++)
		put_name(&d->rows, word_reason(CHINESE, (enum reason)i),
			 word_reason(ENGLISH, (enum reason)i));
	data_list_end(&d->rows);
	data_list(&d->rows, "exposures");
	for (i = 0; i < EXPOSURE_COUNT; i++)
		put_name(&d->rows, word_exposure(CHINESE, (enum exposure)i),
			 word_exposure(ENGLISH, (enum exposure)i));
	data_list_end(&d->rows);
}

static void put_judgements(struct data *d)
{
	int i;

	data_list(&d->rows, "verdicts");
	for (i = 0; i <= VERDICT_CONFIRMED; i++)
		put_name(&d->rows, word_verdict(CHINESE, (enum verdict)i),
			 word_verdict(ENGLISH, (enum verdict)i));
	data_list_end(&d->rows);
	data_list(&d->rows, "confidences");
	for (i = 0; i <= CONFIDENCE_HIGH; i++)
		put_name(&d->rows, word_confidence(CHINESE, (enum confidence)i),
			 word_confidence(ENGLISH, (enum confidence)i));
	data_list_end(&d->rows);
	data_list(&d->rows, "combinations");
	for (i = 0; i < (int)combination_count; i++) {
		data_open(&d->rows);
		data_text(&d->rows, combinations[i].zh);
		data_text(&d->rows, combinations[i].en);
		data_count(&d->rows, (uint64_t)combinations[i].level);
		data_close(&d->rows);
	}
	data_list_end(&d->rows);
	data_list(&d->rows, "bands");
	for (i = 0; i < (int)band_count; i++) {
		data_open(&d->rows);
		data_text(&d->rows, bands[i].zh);
		data_text(&d->rows, bands[i].en);
		data_text(&d->rows, bands[i].id);
		data_close(&d->rows);
	}
	data_list_end(&d->rows);
	data_list(&d->rows, "titles");
	put_name(&d->rows, word(CHINESE, WORD_TITLE),
		 word(ENGLISH, WORD_TITLE));
	data_list_end(&d->rows);
}

/* ---- rows ---- */

static void put_people(struct data *d, const struct people *people)
{
	data_count(&d->rows, people->estimate);
	data_count(&d->rows, people->low);
	data_count(&d->rows, people->high);
	data_count(&d->rows, people->sensitive);
	data_count(&d->rows, people->minors);
}

static void put_asset_state(struct data *d, const struct asset *asset)
{
	data_count(&d->rows, (uint64_t)asset->state);
	data_count(&d->rows, (uint64_t)asset->problem.reason);
	data_text(&d->rows,
		  *asset->problem.words ? asset->problem.words : NULL);
}

static int put_asset(void *context, const struct asset_row *row)
{
	const struct asset *asset = &row->asset;
	struct data *d = context;

	data_open(&d->rows);
	data_count(&d->rows, (uint64_t)row->id);
	data_text(&d->rows, asset->path);
	data_count(&d->rows, (uint64_t)asset_own_level(row));
	data_text(&d->rows, row->level ? row->level->seed : NULL);
	data_count(&d->rows, (uint64_t)row->raised);
	data_count(&d->rows, row->combined);
	data_count(&d->rows, (uint64_t)row->confidence);
	data_count(&d->rows, row->findings);
	put_people(d, &row->people);
	data_count(&d->rows, asset->bytes);
	data_count(&d->rows, asset->mtime_ns > 0
				     ? (uint64_t)(asset->mtime_ns / DAY_NS)
				     : 0);
	data_count(&d->rows, asset->uid);
	data_text(&d->rows, row->owner);
	data_count(&d->rows, (uint64_t)exposure_of(asset->mode));
	put_asset_state(d, asset);
	data_text(&d->rows, asset->format);
	data_text(&d->rows, asset->encoding);
	data_close(&d->rows);
	return 0;
}

static int put_table(void *context, const struct people *people)
{
	struct data *d = context;

	if (!people->path)
		return 0;
	data_open(&d->rows);
	data_count(&d->rows, (uint64_t)people->asset);
	data_text(&d->rows, people->table);
	put_people(d, people);
	data_close(&d->rows);
	return 0;
}

static int put_column(void *context, const struct profile *p)
{
	struct data *d = context;

	data_open(&d->rows);
	data_count(&d->rows, (uint64_t)p->asset);
	data_text(&d->rows, p->table);
	data_text(&d->rows, p->column);
	data_count(&d->rows, (uint64_t)p->detector);
	data_count(&d->rows, p->policy ? (uint64_t)p->policy->level : 0);
	data_text(&d->rows, p->policy ? p->policy->seed : NULL);
	data_count(&d->rows, p->rows);
	data_count(&d->rows, p->candidates);
	data_count(&d->rows, p->passed);
	data_real(&d->rows, p->chance);
	data_count(&d->rows, p->distinct_passed);
	data_count(&d->rows, p->distinct_exact);
	data_count(&d->rows, (uint64_t)p->verdict);
	data_count(&d->rows, (uint64_t)p->confidence);
	data_count(&d->rows, profile_is_undecided(p));
	data_count(&d->rows, p->high + p->medium + p->low);
	data_close(&d->rows);
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
	data_list(&d.rows, "assets");
	outcome = store_each_asset(page->store, put_asset, &d);
	data_list_end(&d.rows);
	data_list(&d.rows, "tables");
	if (!outcome)
		outcome = store_each_people(page->store, NULL, put_table, &d);
	data_list_end(&d.rows);
	data_list(&d.rows, "columns");
	if (!outcome)
		outcome = store_each_profile(page->store, NULL, put_column,
					     &d);
	data_list_end(&d.rows);
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
	data_open(&d->rows);
	data_text(&d->rows, word_reasons(CHINESE, p));
	data_text(&d->rows, word_reasons(ENGLISH, p));
	data_count(&d->rows, p->tests);
	data_count(&d->rows, p->minors);
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
