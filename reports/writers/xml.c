/*
 * The inventory as XML 1.0, for other systems: namespace
 * urn:pandian:report:1, schema docs/report.xsd.
 */
#include <string.h>

#include "reports/inventory/combine.h"
#include "reports/writers/out.h"
#include "reports/writers/overview.h"
#include "reports/writers/report.h"
#include "reports/writers/xml_tree.h"
#include "scanner/base/gettext.h"

struct document {
	struct store *store;
	FILE *out;
	struct tree tree;
	bool reveal;
};

static void put_level(struct tree *t, const struct policy_row *policy)
{
	if (!policy)
		return;
	tree_text(t, "level", policy->seed);
	tree_count(t, "jrt0197", (uint64_t)policy->level);
	tree_text(t, "jrt0171", policy->jrt0171);
	tree_text(t, "pipl", policy->pipl);
}

static int put_place(void *context, const struct finding *finding)
{
	struct document *d = context;
	struct tree *t = &d->tree;

	tree_element(t, "place");
	if (finding->line > 0)
		tree_count(t, "line", (uint64_t)finding->line);
	if (finding->row > 0)
		tree_count(t, "row", (uint64_t)finding->row);
	tree_count(t, "offset", finding->offset);
	tree_text(t, "masked", finding->masked);
	tree_text(t, "fingerprint", finding->fingerprint);
	tree_text(t, "confidence", confidence_name(finding->confidence));
	tree_text(t, "label", finding->label);
	if (d->reveal && finding->value.bytes)
		tree_value(t, "value", finding->value);
	tree_end(t);
	return t->failed;
}

static int put_profile(void *context, const struct profile *profile)
{
	const struct detector *detector = detectors[profile->detector];
	struct document *d = context;
	struct tree *t = &d->tree;
	int outcome;

	tree_element(t, "profile");
	tree_text(t, "table", profile->table);
	tree_text(t, "column", profile->column);
	tree_text(t, "detector", detector->id);
	tree_count(t, "rows", profile->rows);
	tree_count(t, "candidates", profile->candidates);
	tree_count(t, "passed", profile->passed);
	tree_real(t, "chance", profile->chance);
	tree_count(t, "distinct", profile->distinct_passed);
	tree_flag(t, "distinctExact", profile->distinct_exact);
	tree_text(t, "verdict", verdict_name(profile->verdict));
	if (profile->confidence)
		tree_text(t, "confidence",
			  confidence_name(profile->confidence));
	put_level(t, profile->policy);
	tree_real(t, "lnP", profile->p_value);
	tree_text(t, "label", profile->label);
	tree_count(t, "high", profile->high);
	tree_count(t, "medium", profile->medium);
	tree_count(t, "low", profile->low);
	tree_flag(t, "undecided", profile_is_undecided(profile));
	tree_count(t, "tests", profile->tests);
	tree_count(t, "minors", profile->minors);
	tree_list(t, "reason", "en", profile->reasons, "; ");
	tree_list(t, "reason", "zh", profile->reasons_zh, "; ");
	outcome = store_each_place(d->store, profile, put_place, d);
	tree_end(t);
	return outcome ? outcome : t->failed;
}

static void put_shapes(struct tree *t, const struct column *column)
{
	int i;

	for (i = 0; i < SHAPE_COUNT; i++) {
		if (!column->shapes[i])
			continue;
		tree_element(t, "shape");
		tree_text(t, "name", shape_name((enum shape)i));
		tree_count(t, "count", column->shapes[i]);
		tree_end(t);
	}
}

static int put_column(void *context, const struct column *column)
{
	struct document *d = context;
	struct tree *t = &d->tree;
	size_t i;

	tree_element(t, "column");
	tree_text(t, "table", column->table);
	tree_text(t, "name", column->name);
	tree_count(t, "index", (uint64_t)column->index);
	tree_text(t, "comment", column->comment);
	tree_text(t, "declared", column->type);
	tree_count(t, "rows", column->rows);
	tree_count(t, "filled", column->filled);
	tree_count(t, "blanks", column->blanks);
	tree_count(t, "nulls", column->nulls);
	tree_count(t, "shortest", column->shortest);
	tree_count(t, "longest", column->longest);
	tree_real(t, "mean", column_mean(column));
	tree_count(t, "looked", column->looked);
	tree_count(t, "distinct", column->distinct);
	tree_flag(t, "distinctExact", column_is_exact(column));
	tree_real(t, "distinctError", column->distinct_error);
	tree_count(t, "distinctMost", column->distinct_most);
	tree_flag(t, "serial", column_is_serial(column));
	tree_text(t, "label", column->label);
	put_shapes(t, column);
	for (i = 0; i < detector_count; i++)
		if (column->means >> i & 1) {
			tree_element(t, "means");
			tree_text(t, "detector", detectors[i]->id);
			tree_end(t);
		}
	tree_end(t);
	return t->failed;
}

/* Thresholds of the law that are reached at least so. */
static void put_bands(struct tree *t, const struct people *people,
		      enum reach least)
{
	const struct band *band;
	enum reach reach;

	for (band = bands; band < bands + band_count; band++) {
		reach = band_reach(band, people);
		if (reach < least || (!people->path && band->of == BAND_TABLE))
			continue;
		tree_element(t, "band");
		tree_text(t, "id", band->id);
		tree_text(t, "of", band_of_name(band->of));
		tree_count(t, "least", band->least);
		tree_text(t, "reached", reach_name(reach));
		tree_end(t);
	}
}

static int put_people(void *context, const struct people *people)
{
	struct document *d = context;
	struct tree *t = &d->tree;
	size_t i;

	tree_element(t, "people");
	tree_text(t, "table", people->table);
	tree_count(t, "estimate", people->estimate);
	tree_count(t, "low", people->low);
	tree_count(t, "high", people->high);
	tree_count(t, "sensitive", people->sensitive);
	tree_count(t, "minors", people->minors);
	tree_count(t, "items", people->items.all);
	tree_count(t, "items50", people->items.of_50);
	tree_count(t, "items500", people->items.of_500);
	for (i = 0; i < detector_count; i++) {
		if (!people->by[i])
			continue;
		tree_element(t, "by");
		tree_text(t, "detector", detectors[i]->id);
		tree_count(t, "count", people->by[i]);
		tree_end(t);
	}
	if (people->path)
		put_bands(t, people, REACH_MAYBE);
	tree_end(t);
	return t->failed;
}

static void put_moment(struct tree *t, const char *name, int64_t ns)
{
	struct figure f = figure_moment(ns);

	tree_text(t, name, f.text);
}

static void put_asset_facts(struct tree *t, const struct asset *asset)
{
	const struct problem *problem = &asset->problem;
	char mode[8];

	tree_text(t, "path", asset->path);
	tree_text(t, "state", state_name(asset->state));
	if (problem->reason)
		tree_text(t, "reason", reason_code(problem->reason));
	tree_text(t, "words", problem->words);
	tree_text(t, "format", asset->format);
	tree_text(t, "encoding", asset->encoding);
	tree_count(t, "bytes", asset->bytes);
	tree_text(t, "linkOf", asset->link_of);
	tree_count(t, "device", asset->device);
	tree_count(t, "inode", asset->inode);
	put_moment(t, "mtime", asset->mtime_ns);
	put_moment(t, "ctime", asset->ctime_ns);
	tree_count(t, "uid", asset->uid);
	tree_count(t, "gid", asset->gid);
	snprintf(mode, sizeof(mode), "%04o", asset->mode & 07777);
	tree_text(t, "mode", mode);
	tree_count(t, "depth", asset->depth);
}

/* By which combinations of kinds a level rises, and to which. */
static void put_raised(struct tree *t, uint32_t combined, int raised)
{
	char ids[128] = "";
	size_t i, length = 0;

	if (!combined)
		return;
	for (i = 0; i < combination_count; i++)
		if (combined >> i & 1 && !strstr(ids, combinations[i].id))
			length += (size_t)snprintf(
				ids + length, sizeof(ids) - length, "%s%s",
				length ? " " : "", combinations[i].id);
	if (raised)
		tree_count(t, "raised", (uint64_t)raised);
	tree_text(t, "combined", ids);
}

static int put_table(void *context, const struct table_row *table)
{
	struct document *d = context;
	struct tree *t = &d->tree;

	tree_element(t, "table");
	tree_text(t, "name", table->name);
	tree_count(t, "rows", table->rows);
	tree_count(t, "columns", table->columns);
	put_level(t, table->level);
	put_raised(t, table->combined, table->raised);
	tree_end(t);
	return t->failed;
}

static int put_asset(void *context, const struct asset_row *row)
{
	struct document *d = context;
	struct tree *t = &d->tree;
	int outcome;

	tree_element(t, "asset");
	put_asset_facts(t, &row->asset);
	tree_text(t, "owner", row->owner);
	tree_text(t, "exposure",
		  exposure_name(exposure_of(row->asset.mode)));
	put_level(t, row->level);
	put_raised(t, row->combined, row->raised);
	tree_count(t, "findings", row->findings);
	tree_count(t, "people", row->people.estimate);
	tree_count(t, "peopleLow", row->people.low);
	tree_count(t, "peopleHigh", row->people.high);
	tree_count(t, "sensitivePeople", row->people.sensitive);
	outcome = store_each_people(d->store, row, put_people, d);
	if (!outcome)
		outcome = store_each_table(d->store, row, put_table, d);
	if (!outcome)
		outcome = store_each_profile(d->store, row, put_profile, d);
	if (!outcome)
		outcome = store_each_column(d->store, row, put_column, d);
	tree_end(t);
	return outcome ? outcome : t->failed || ferror(d->out);
}

static void put_ledger(struct tree *t, const struct sweep *sweep)
{
	int i;

	tree_element(t, "ledger");
	tree_count(t, "assets", sweep->assets);
	tree_count(t, "bytes", sweep->bytes);
	for (i = 0; i < STATE_COUNT; i++) {
		tree_element(t, "state");
		tree_text(t, "name", state_name((enum state)i));
		tree_count(t, "assets", sweep->states[i]);
		tree_count(t, "bytes", sweep->state_bytes[i]);
		tree_end(t);
	}
	tree_end(t);
}

static void put_sweep(struct tree *t, const struct sweep *sweep)
{
	tree_element(t, "sweep");
	tree_text(t, "version", sweep->version);
	tree_text(t, "rules", sweep->rules);
	tree_text(t, "keyId", sweep->key_id);
	tree_text(t, "fingerprints", sweep->fingerprints);
	tree_text(t, "started", sweep->started);
	tree_text(t, "ended", sweep->ended);
	tree_real(t, "seconds", sweep->seconds);
	tree_count(t, "threads", (uint64_t)sweep->threads);
	tree_flag(t, "complete", !sweep->incomplete);
	tree_flag(t, "interrupted", sweep->interrupted);
	tree_count(t, "high", sweep->findings[CONFIDENCE_HIGH]);
	tree_count(t, "medium", sweep->findings[CONFIDENCE_MEDIUM]);
	tree_count(t, "low", sweep->findings[CONFIDENCE_LOW]);
	tree_list(t, "root", NULL, sweep->roots, "\n");
	put_ledger(t, sweep);
	tree_end(t);
}

static int put_document(struct document *d)
{
	struct tree *t = &d->tree;
	struct overview overview;
	int outcome = overview_take(d->store, &overview);

	if (outcome)
		return outcome;
	tree_element(t, "report");
	tree_text(t, "xmlns", "urn:pandian:report:1");
	put_sweep(t, &overview.sweep);
	put_people(d, &overview.people);
	put_bands(t, &overview.people, REACH_UNKNOWN);
	outcome = store_each_asset(d->store, put_asset, d);
	tree_end(t);
	return outcome;
}

static int write_xml(struct store *store, const struct report_options *options,
		     FILE *out, struct problem *problem)
{
	struct document d = { .store = store,
			      .out = out,
			      .reveal = options->reveal };
	int outcome;

	if (!tree_open(&d.tree, out, problem))
		return OUTCOME_FATAL;
	outcome = put_document(&d);
	if (tree_close(&d.tree, problem))
		return OUTCOME_FATAL;
	return outcome;
}

const struct report report_xml = {
	.name = "xml",
	.extension = "xml",
	.help = N_("XML with a schema, for other systems"),
	.write = write_xml,
};
