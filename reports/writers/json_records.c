/*
 * JSON: the records of the stream, in the order of keys that docs/outputs.md
 * promises.
 */
#include <string.h>

#include "reports/writers/json.h"
#include "reports/writers/out.h"
#include "reports/writers/overview.h"

/* Zero means that there is none. */
static void count_or_null(FILE *out, const char *key, uint64_t n)
{
	if (n)
		json_count(out, key, n);
	else
		json_text(out, key, NULL);
}

/* As text: as a number of nanoseconds it would not fit a double. */
static void put_moment(FILE *out, const char *key, int64_t ns)
{
	struct figure f = figure_moment(ns);

	json_text(out, key, *f.text ? f.text : NULL);
}

void json_asset_open(FILE *out, const struct asset *asset)
{
	const struct problem *problem = &asset->problem;

	fputs("{\"type\":\"asset\"", out);
	json_text(out, "path", asset->path);
	json_text(out, "state", state_name(asset->state));
	json_text(out, "reason",
		  problem->reason ? reason_code(problem->reason) : NULL);
	json_text(out, "format", asset->format);
	json_text(out, "encoding", asset->encoding);
	json_count(out, "bytes", asset->bytes);
	json_text(out, "link_of", asset->link_of);
	json_count(out, "device", asset->device);
	json_count(out, "inode", asset->inode);
	put_moment(out, "mtime", asset->mtime_ns);
	put_moment(out, "ctime", asset->ctime_ns);
	json_count(out, "uid", asset->uid);
	json_count(out, "gid", asset->gid);
	fprintf(out, ",\"mode\":\"%04o\"", asset->mode & 07777);
	json_count(out, "depth", asset->depth);
	json_text(out, "words", *problem->words ? problem->words : NULL);
}

void json_asset(FILE *out, const struct asset *asset)
{
	json_asset_open(out, asset);
	fputs("}\n", out);
}

static void put_checks(FILE *out, uint16_t checks)
{
	const char *name, *comma = "";
	unsigned i;

	fputs(",\"checks\":[", out);
	for (i = 0; (name = check_name(i)); i++) {
		if (!(checks >> i & 1))
			continue;
		fprintf(out, "%s\"%s\"", comma, name);
		comma = ",";
	}
	fputc(']', out);
}

/* "table.column", or what there is of it. */
static void put_field(FILE *out, const char *table, const char *column)
{
	if (!table || !column) {
		json_text(out, "field", column ? column : table);
		return;
	}
	fputs(",\"field\":\"", out);
	json_put_escaped(out, table, strlen(table));
	fputc('.', out);
	json_put_escaped(out, column, strlen(column));
	fputc('"', out);
}

void json_finding(FILE *out, const struct finding *finding, bool reveal)
{
	fputs("{\"type\":\"finding\"", out);
	json_text(out, "path", finding->path);
	count_or_null(out, "line", (uint64_t)finding->line);
	put_field(out, finding->table, finding->column);
	count_or_null(out, "row", (uint64_t)finding->row);
	json_count(out, "offset", finding->offset);
	json_text(out, "detector", detectors[finding->detector]->id);
	json_text(out, "masked", finding->masked);
	json_text(out, "fingerprint", finding->fingerprint);
	json_text(out, "confidence", confidence_name(finding->confidence));
	put_checks(out, finding->checks);
	fputs(",\"labels\":[", out);
	if (finding->label)
		json_put_text(out, finding->label);
	fputc(']', out);
	json_text(out, "level", finding->policy ? finding->policy->seed : NULL);
	if (reveal && finding->value.bytes) {
		json_put_key(out, "value");
		json_put_quoted(out, finding->value.bytes,
				finding->value.length);
	}
	fputs("}\n", out);
}

/* The reasons stand in one text, "; " between them. */
static void put_reasons(FILE *out, const char *key, const char *reasons)
{
	const char *end, *comma = "";

	json_put_key(out, key);
	fputc('[', out);
	while (reasons && *reasons) {
		end = strstr(reasons, "; ");
		if (!end)
			end = reasons + strlen(reasons);
		fputs(comma, out);
		json_put_quoted(out, reasons, (size_t)(end - reasons));
		comma = ",";
		reasons = *end ? end + 2 : end;
	}
	fputc(']', out);
}

static void put_confidences(FILE *out, uint64_t high, uint64_t medium,
			    uint64_t low)
{
	fputs(",\"findings\":{\"high\":", out);
	json_put_count(out, high);
	json_count(out, "medium", medium);
	json_count(out, "low", low);
	fputc('}', out);
}

void json_profile_open(FILE *out, const struct profile *profile)
{
	const struct policy_row *policy = profile->policy;

	fputs("{\"type\":\"profile\"", out);
	json_text(out, "path", profile->path);
	json_text(out, "table", profile->table);
	json_text(out, "column", profile->column);
	json_text(out, "detector", detectors[profile->detector]->id);
	json_count(out, "rows", profile->rows);
	json_count(out, "candidates", profile->candidates);
	json_count(out, "passed", profile->passed);
	json_real(out, "chance", profile->chance);
	json_count(out, "distinct", profile->distinct_passed);
	json_text(out, "verdict", verdict_name(profile->verdict));
	json_text(out, "confidence",
		  profile->confidence ? confidence_name(profile->confidence)
				      : NULL);
	json_text(out, "level", policy ? policy->seed : NULL);
	count_or_null(out, "jrt0197", policy ? (uint64_t)policy->level : 0);
	json_text(out, "jrt0171", policy ? policy->jrt0171 : NULL);
	json_text(out, "pipl", policy ? policy->pipl : NULL);
	json_real(out, "ln_p", profile->p_value);
	put_reasons(out, "reasons", profile->reasons);
	json_text(out, "label", profile->label);
	json_flag(out, "distinct_exact", profile->distinct_exact);
	json_count(out, "tests", profile->tests);
	json_count(out, "minors", profile->minors);
	put_confidences(out, profile->high, profile->medium, profile->low);
	put_reasons(out, "reasons_zh", profile->reasons_zh);
}

void json_profile(FILE *out, const struct profile *profile)
{
	json_profile_open(out, profile);
	fputs("}\n", out);
}

void json_column(FILE *out, const struct column *column)
{
	const char *comma = "";
	size_t i;

	fputs("{\"type\":\"column\"", out);
	json_text(out, "path", column->path);
	json_text(out, "table", column->table);
	json_text(out, "column", column->name);
	json_count(out, "index", (uint64_t)column->index);
	json_text(out, "comment", column->comment);
	json_text(out, "declared", column->type);
	json_count(out, "rows", column->rows);
	json_count(out, "filled", column->filled);
	json_count(out, "blanks", column->blanks);
	json_count(out, "nulls", column->nulls);
	json_count(out, "shortest", column->shortest);
	json_count(out, "longest", column->longest);
	json_real(out, "mean", column_mean(column));
	json_count(out, "looked", column->looked);
	fputs(",\"shapes\":{", out);
	for (i = 0; i < SHAPE_COUNT; i++) {
		fprintf(out, "%s\"%s\":", i ? "," : "",
			shape_name((enum shape)i));
		json_put_count(out, column->shapes[i]);
	}
	fputc('}', out);
	json_count(out, "distinct", column->distinct);
	json_flag(out, "distinct_exact", column_is_exact(column));
	json_real(out, "distinct_error", column->distinct_error);
	json_count(out, "distinct_most", column->distinct_most);
	json_flag(out, "serial", column_is_serial(column));
	json_text(out, "label", column->label);
	fputs(",\"kinds\":[", out);
	for (i = 0; i < detector_count; i++) {
		if (!(column->means >> i & 1))
			continue;
		fprintf(out, "%s\"%s\"", comma, detectors[i]->id);
		comma = ",";
	}
	fputs("]}\n", out);
}

/* Thresholds of the law that are reached, or may be. */
static void put_bands(FILE *out, const struct people *people)
{
	const char *comma = "";
	enum reach reach;
	size_t i;

	fputs(",\"bands\":{", out);
	for (i = 0; i < band_count; i++) {
		reach = band_reach(&bands[i], people);
		if (reach < REACH_MAYBE)
			continue;
		fprintf(out, "%s\"%s\":\"%s\"", comma, bands[i].id,
			reach_name(reach));
		comma = ",";
	}
	fputc('}', out);
}

void json_people(FILE *out, const struct people *people)
{
	const char *comma = "";
	size_t i;

	fputs("{\"type\":\"people\"", out);
	json_text(out, "path", people->path);
	json_text(out, "table", people->table);
	json_count(out, "estimate", people->estimate);
	json_count(out, "low", people->low);
	json_count(out, "high", people->high);
	fputs(",\"by\":{", out);
	for (i = 0; i < detector_count; i++) {
		if (!people->by[i])
			continue;
		fprintf(out, "%s\"%s\":", comma, detectors[i]->id);
		json_put_count(out, people->by[i]);
		comma = ",";
	}
	fputc('}', out);
	json_count(out, "sensitive", people->sensitive);
	json_count(out, "minors", people->minors);
	json_count(out, "items", people->items.all);
	json_count(out, "items_50", people->items.of_50);
	json_count(out, "items_500", people->items.of_500);
	put_bands(out, people);
	fputs("}\n", out);
}

/* The roots stand in one text, one a line. */
static void put_roots(FILE *out, const char *roots)
{
	const char *end, *comma = "";

	fputs(",\"roots\":[", out);
	while (roots && *roots) {
		end = strchrnul(roots, '\n');
		fputs(comma, out);
		json_put_quoted(out, roots, (size_t)(end - roots));
		comma = ",";
		roots = *end ? end + 1 : end;
	}
	fputc(']', out);
}

static void put_states(FILE *out, const char *key,
		       const uint64_t counts[STATE_COUNT])
{
	int i;

	fprintf(out, ",\"%s\":{", key);
	for (i = 0; i < STATE_COUNT; i++) {
		fprintf(out, "%s\"%s\":", i ? "," : "",
			state_name((enum state)i));
		json_put_count(out, counts[i]);
	}
	fputc('}', out);
}

void json_summary(FILE *out, const struct sweep *sweep)
{
	fputs("{\"type\":\"summary\"", out);
	json_text(out, "version", sweep->version);
	json_text(out, "rules", sweep->rules);
	json_text(out, "key_id", sweep->key_id);
	json_text(out, "fingerprints", sweep->fingerprints);
	put_roots(out, sweep->roots);
	json_text(out, "started", sweep->started);
	json_text(out, "ended", sweep->ended);
	json_real(out, "seconds", sweep->seconds);
	json_count(out, "threads", (uint64_t)sweep->threads);
	json_flag(out, "complete", !sweep->incomplete);
	json_flag(out, "interrupted", sweep->interrupted);
	json_count(out, "assets", sweep->assets);
	json_count(out, "bytes", sweep->bytes);
	put_states(out, "states", sweep->states);
	put_states(out, "state_bytes", sweep->state_bytes);
	put_confidences(out, sweep->findings[CONFIDENCE_HIGH],
			sweep->findings[CONFIDENCE_MEDIUM],
			sweep->findings[CONFIDENCE_LOW]);
	fputs("}\n", out);
}
