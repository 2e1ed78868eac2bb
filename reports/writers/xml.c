/*
 * The inventory as XML 1.0, for other systems: namespace
 * urn:pandian:report:1, schema docs/report.xsd. By libxml2's text writer,
 * streamed: nothing of the document is kept.
 */
#include <inttypes.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "reports/inventory/combine.h"
#include "reports/writers/out.h"
#include "reports/writers/overview.h"
#include "reports/writers/report.h"
#include "scanner/base/buffer.h"
#include "scanner/base/gettext.h"
#include "scanner/base/library.h"
#include "scanner/base/sonames.h"

#define FUNCTIONS(F)                                                           \
	F(xmlFreeTextWriter)                                                   \
	F(xmlNewTextWriter)                                                    \
	F(xmlOutputBufferClose)                                                \
	F(xmlOutputBufferCreateIO)                                             \
	F(xmlTextWriterEndDocument)                                            \
	F(xmlTextWriterEndElement)                                             \
	F(xmlTextWriterSetIndent)                                              \
	F(xmlTextWriterStartDocument)                                          \
	F(xmlTextWriterStartElement)                                           \
	F(xmlTextWriterWriteAttribute)                                         \
	F(xmlTextWriterWriteFormatAttribute)                                   \
	F(xmlTextWriterWriteString)
LIBRARY(libxml, SONAME_xml2, FUNCTIONS)

struct tree {
	struct store *store;
	FILE *out;
	xmlTextWriterPtr writer;
	struct buffer escaped;
	bool reveal;
	bool failed; /* memory is out */
};

static void open_element(struct tree *t, const char *name)
{
	t->failed |= libxml()->xmlTextWriterStartElement(t->writer,
							 BAD_CAST name) < 0;
}

static void close_element(struct tree *t)
{
	t->failed |= libxml()->xmlTextWriterEndElement(t->writer) < 0;
}

/* The escaped text, until the next call. */
static const xmlChar *escape(struct tree *t, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	struct unit unit;
	size_t taken;

	buffer_clear(&t->escaped);
	for (; (taken = unit_next(at, length, &unit)); at += taken) {
		length -= taken;
		buffer_text(&t->escaped, unit.text);
	}
	at = BAD_CAST buffer_string(&t->escaped);
	t->failed |= t->escaped.failed;
	return at;
}

/* An attribute that is left out when there is no text. */
static void put_text(struct tree *t, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	t->failed |= libxml()->xmlTextWriterWriteAttribute(
			     t->writer, BAD_CAST name,
			     escape(t, text, strlen(text))) < 0;
}

static void put_count(struct tree *t, const char *name, uint64_t n)
{
	t->failed |= libxml()->xmlTextWriterWriteFormatAttribute(
			     t->writer, BAD_CAST name, "%" PRIu64, n) < 0;
}

static void put_real(struct tree *t, const char *name, double value)
{
	put_text(t, name, figure_real(value).text);
}

static void put_flag(struct tree *t, const char *name, bool value)
{
	put_text(t, name, value ? "true" : "false");
}

/* An element for each part of a text that `between` separates; `lang` may be
 * NULL. */
static void put_list(struct tree *t, const char *name, const char *lang,
		     const char *text, const char *between)
{
	const char *end;

	while (text && *text) {
		end = strstr(text, between);
		if (!end)
			end = text + strlen(text);
		open_element(t, name);
		put_text(t, "lang", lang);
		t->failed |= libxml()->xmlTextWriterWriteString(
				     t->writer,
				     escape(t, text, (size_t)(end - text))) < 0;
		close_element(t);
		text = *end ? end + strlen(between) : end;
	}
}

static void put_level(struct tree *t, const struct policy_row *policy)
{
	if (!policy)
		return;
	put_text(t, "level", policy->seed);
	put_count(t, "jrt0197", (uint64_t)policy->level);
	put_text(t, "jrt0171", policy->jrt0171);
	put_text(t, "pipl", policy->pipl);
}

static int put_place(void *context, const struct finding *finding)
{
	struct tree *t = context;

	open_element(t, "place");
	if (finding->line > 0)
		put_count(t, "line", (uint64_t)finding->line);
	if (finding->row > 0)
		put_count(t, "row", (uint64_t)finding->row);
	put_count(t, "offset", finding->offset);
	put_text(t, "masked", finding->masked);
	put_text(t, "fingerprint", finding->fingerprint);
	put_text(t, "confidence", confidence_name(finding->confidence));
	put_text(t, "label", finding->label);
	if (t->reveal && finding->value.bytes)
		t->failed |= libxml()->xmlTextWriterWriteAttribute(
				     t->writer, BAD_CAST "value",
				     escape(t, finding->value.bytes,
					    finding->value.length)) < 0;
	close_element(t);
	return t->failed;
}

static int put_profile(void *context, const struct profile *profile)
{
	const struct detector *detector = detectors[profile->detector];
	struct tree *t = context;
	int outcome;

	open_element(t, "profile");
	put_text(t, "table", profile->table);
	put_text(t, "column", profile->column);
	put_text(t, "detector", detector->id);
	put_count(t, "rows", profile->rows);
	put_count(t, "candidates", profile->candidates);
	put_count(t, "passed", profile->passed);
	put_real(t, "chance", profile->chance);
	put_count(t, "distinct", profile->distinct_passed);
	put_flag(t, "distinctExact", profile->distinct_exact);
	put_text(t, "verdict", verdict_name(profile->verdict));
	if (profile->confidence)
		put_text(t, "confidence",
			 confidence_name(profile->confidence));
	put_level(t, profile->policy);
	put_real(t, "lnP", profile->p_value);
	put_text(t, "label", profile->label);
	put_count(t, "high", profile->high);
	put_count(t, "medium", profile->medium);
	put_count(t, "low", profile->low);
	put_flag(t, "undecided", profile_is_undecided(profile));
	put_count(t, "tests", profile->tests);
	put_count(t, "minors", profile->minors);
	put_list(t, "reason", "en", profile->reasons, "; ");
	put_list(t, "reason", "zh", profile->reasons_zh, "; ");
	outcome = store_each_place(t->store, profile, put_place, t);
	close_element(t);
	return outcome ? outcome : t->failed;
}

static void put_shapes(struct tree *t, const struct column *column)
{
	int i;

	for (i = 0; i < SHAPE_COUNT; i++) {
		if (!column->shapes[i])
			continue;
		open_element(t, "shape");
		put_text(t, "name", shape_name((enum shape)i));
		put_count(t, "count", column->shapes[i]);
		close_element(t);
	}
}

static int put_column(void *context, const struct column *column)
{
	struct tree *t = context;
	size_t i;

	open_element(t, "column");
	put_text(t, "table", column->table);
	put_text(t, "name", column->name);
	put_count(t, "index", (uint64_t)column->index);
	put_text(t, "comment", column->comment);
	put_text(t, "declared", column->type);
	put_count(t, "rows", column->rows);
	put_count(t, "filled", column->filled);
	put_count(t, "blanks", column->blanks);
	put_count(t, "nulls", column->nulls);
	put_count(t, "shortest", column->shortest);
	put_count(t, "longest", column->longest);
	put_real(t, "mean", column_mean(column));
	put_count(t, "looked", column->looked);
	put_count(t, "distinct", column->distinct);
	put_flag(t, "distinctExact", column_is_exact(column));
	put_real(t, "distinctError", column->distinct_error);
	put_count(t, "distinctMost", column->distinct_most);
	put_flag(t, "serial", column_is_serial(column));
	put_text(t, "label", column->label);
	put_shapes(t, column);
	for (i = 0; i < detector_count; i++)
		if (column->means >> i & 1) {
			open_element(t, "means");
			put_text(t, "detector", detectors[i]->id);
			close_element(t);
		}
	close_element(t);
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
		open_element(t, "band");
		put_text(t, "id", band->id);
		put_text(t, "of", band_of_name(band->of));
		put_count(t, "least", band->least);
		put_text(t, "reached", reach_name(reach));
		close_element(t);
	}
}

static int put_people(void *context, const struct people *people)
{
	struct tree *t = context;
	size_t i;

	open_element(t, "people");
	put_text(t, "table", people->table);
	put_count(t, "estimate", people->estimate);
	put_count(t, "low", people->low);
	put_count(t, "high", people->high);
	put_count(t, "sensitive", people->sensitive);
	put_count(t, "minors", people->minors);
	put_count(t, "items", people->items.all);
	put_count(t, "items50", people->items.of_50);
	put_count(t, "items500", people->items.of_500);
	for (i = 0; i < detector_count; i++) {
		if (!people->by[i])
			continue;
		open_element(t, "by");
		put_text(t, "detector", detectors[i]->id);
		put_count(t, "count", people->by[i]);
		close_element(t);
	}
	if (people->path)
		put_bands(t, people, REACH_MAYBE);
	close_element(t);
	return t->failed;
}

static void put_moment(struct tree *t, const char *name, int64_t ns)
{
	struct figure f = figure_moment(ns);

	put_text(t, name, f.text);
}

static void put_asset_facts(struct tree *t, const struct asset *asset)
{
	const struct problem *problem = &asset->problem;

	put_text(t, "path", asset->path);
	put_text(t, "state", state_name(asset->state));
	if (problem->reason)
		put_text(t, "reason", reason_code(problem->reason));
	put_text(t, "words", problem->words);
	put_text(t, "format", asset->format);
	put_text(t, "encoding", asset->encoding);
	put_count(t, "bytes", asset->bytes);
	put_text(t, "linkOf", asset->link_of);
	put_count(t, "device", asset->device);
	put_count(t, "inode", asset->inode);
	put_moment(t, "mtime", asset->mtime_ns);
	put_moment(t, "ctime", asset->ctime_ns);
	put_count(t, "uid", asset->uid);
	put_count(t, "gid", asset->gid);
	t->failed |= libxml()->xmlTextWriterWriteFormatAttribute(
			     t->writer, BAD_CAST "mode", "%04o",
			     asset->mode & 07777) < 0;
	put_count(t, "depth", asset->depth);
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
		put_count(t, "raised", (uint64_t)raised);
	put_text(t, "combined", ids);
}

static int put_table(void *context, const struct table_row *table)
{
	struct tree *t = context;

	open_element(t, "table");
	put_text(t, "name", table->name);
	put_count(t, "rows", table->rows);
	put_count(t, "columns", table->columns);
	put_level(t, table->level);
	put_raised(t, table->combined, table->raised);
	close_element(t);
	return t->failed;
}

static int put_asset(void *context, const struct asset_row *row)
{
	struct tree *t = context;
	int outcome;

	open_element(t, "asset");
	put_asset_facts(t, &row->asset);
	put_text(t, "owner", row->owner);
	put_text(t, "exposure",
		 exposure_name(exposure_of(row->asset.mode)));
	put_level(t, row->level);
	put_raised(t, row->combined, row->raised);
	put_count(t, "findings", row->findings);
	put_count(t, "people", row->people.estimate);
	put_count(t, "peopleLow", row->people.low);
	put_count(t, "peopleHigh", row->people.high);
	put_count(t, "sensitivePeople", row->people.sensitive);
	outcome = store_each_people(t->store, row, put_people, t);
	if (!outcome)
		outcome = store_each_table(t->store, row, put_table, t);
	if (!outcome)
		outcome = store_each_profile(t->store, row, put_profile, t);
	if (!outcome)
		outcome = store_each_column(t->store, row, put_column, t);
	close_element(t);
	return outcome ? outcome : t->failed || ferror(t->out);
}

static void put_ledger(struct tree *t, const struct sweep *sweep)
{
	int i;

	open_element(t, "ledger");
	put_count(t, "assets", sweep->assets);
	put_count(t, "bytes", sweep->bytes);
	for (i = 0; i < STATE_COUNT; i++) {
		open_element(t, "state");
		put_text(t, "name", state_name((enum state)i));
		put_count(t, "assets", sweep->states[i]);
		put_count(t, "bytes", sweep->state_bytes[i]);
		close_element(t);
	}
	close_element(t);
}

static void put_sweep(struct tree *t, const struct sweep *sweep)
{
	open_element(t, "sweep");
	put_text(t, "version", sweep->version);
	put_text(t, "rules", sweep->rules);
	put_text(t, "keyId", sweep->key_id);
	put_text(t, "started", sweep->started);
	put_text(t, "ended", sweep->ended);
	put_real(t, "seconds", sweep->seconds);
	put_count(t, "threads", (uint64_t)sweep->threads);
	put_flag(t, "complete", !sweep->incomplete);
	put_flag(t, "interrupted", sweep->interrupted);
	put_count(t, "high", sweep->findings[CONFIDENCE_HIGH]);
	put_count(t, "medium", sweep->findings[CONFIDENCE_MEDIUM]);
	put_count(t, "low", sweep->findings[CONFIDENCE_LOW]);
	put_list(t, "root", NULL, sweep->roots, "\n");
	put_ledger(t, sweep);
	close_element(t);
}

static int put_document(struct tree *t)
{
	struct overview overview;
	int outcome = overview_take(t->store, &overview);

	if (outcome)
		return outcome;
	t->failed |= libxml()->xmlTextWriterSetIndent(t->writer, 1) < 0 ||
		     libxml()->xmlTextWriterStartDocument(t->writer, NULL,
							  "UTF-8", NULL) < 0;
	open_element(t, "report");
	put_text(t, "xmlns", "urn:pandian:report:1");
	put_sweep(t, &overview.sweep);
	put_people(t, &overview.people);
	put_bands(t, &overview.people, REACH_UNKNOWN);
	outcome = store_each_asset(t->store, put_asset, t);
	close_element(t);
	t->failed |= libxml()->xmlTextWriterEndDocument(t->writer) < 0;
	return outcome;
}

/* `out` remembers its own errors; told of them, libxml2 would print them. */
static int take_bytes(void *context, const char *bytes, int length)
{
	fwrite(bytes, 1, (size_t)length, context);
	return length;
}

static int write_xml(struct store *store, const struct report_options *options,
		     FILE *out, struct problem *problem)
{
	struct tree t = { .store = store,
			  .out = out,
			  .reveal = options->reveal };
	xmlOutputBufferPtr sink;
	int outcome = OUTCOME_FATAL;

	if (!libxml())
		return library_missing(problem, outcome, SONAME_xml2);
	sink = libxml()->xmlOutputBufferCreateIO(take_bytes, NULL, out, NULL);
	/* The writer takes the sink over. */
	t.writer = sink ? libxml()->xmlNewTextWriter(sink) : NULL;
	if (t.writer)
		outcome = put_document(&t);
	else
		t.failed = true;
	if (t.writer)
		libxml()->xmlFreeTextWriter(t.writer);
	else if (sink)
		libxml()->xmlOutputBufferClose(sink);
	if (t.failed)
		outcome = problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				      _("out of memory"));
	buffer_release(&t.escaped);
	return outcome;
}

const struct report report_xml = {
	.name = "xml",
	.extension = "xml",
	.help = N_("XML with a schema, for other systems"),
	.write = write_xml,
};
