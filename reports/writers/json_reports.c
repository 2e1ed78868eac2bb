/* The inventory as JSON: a stream of records, or one document. */
#include "reports/writers/json.h"
#include "scanner/base/gettext.h"

struct writer {
	struct store *store;
	FILE *out;
	bool reveal;
	const char *comma;       /* before the next asset, profile, person */
	const char *comma_inner; /* before the next place */
};

static int stream_place(void *context, const struct finding *finding)
{
	struct writer *w = context;

	json_finding(w->out, finding, w->reveal);
	return 0;
}

static int stream_profile(void *context, const struct profile *profile)
{
	struct writer *w = context;
	int outcome = store_each_place(w->store, profile, stream_place, w);

	json_profile(w->out, profile);
	return outcome;
}

static int stream_column(void *context, const struct column *column)
{
	struct writer *w = context;

	json_column(w->out, column);
	return 0;
}

static int stream_people(void *context, const struct people *people)
{
	struct writer *w = context;

	json_people(w->out, people);
	return 0;
}

static int stream_asset(void *context, const struct asset_row *row)
{
	struct writer *w = context;
	int outcome;

	json_asset(w->out, &row->asset);
	outcome = store_each_profile(w->store, row, stream_profile, w);
	if (!outcome)
		outcome = store_each_column(w->store, row, stream_column, w);
	if (outcome)
		return outcome;
	return store_each_people(w->store, row, stream_people, w);
}

static int write_stream(struct store *store,
			const struct report_options *options, FILE *out,
			struct problem *problem)
{
	struct writer w = { .store = store,
			    .out = out,
			    .reveal = options->reveal };
	struct people total;
	struct sweep sweep;
	int outcome;

	(void)problem;
	outcome = store_each_asset(store, stream_asset, &w);
	if (!outcome)
		outcome = store_everybody(store, &total);
	if (!outcome)
		outcome = store_sweep(store, &sweep);
	if (!outcome) {
		json_people(out, &total);
		json_summary(out, &sweep);
	}
	return outcome;
}

static int document_place(void *context, const struct finding *finding)
{
	struct writer *w = context;

	fputs(w->comma_inner, w->out);
	json_finding(w->out, finding, w->reveal);
	w->comma_inner = ",";
	return 0;
}

static int document_profile(void *context, const struct profile *profile)
{
	struct writer *w = context;
	int outcome;

	fputs(w->comma, w->out);
	json_profile_open(w->out, profile);
	fputs(",\"places\":[\n", w->out);
	w->comma_inner = "";
	outcome = store_each_place(w->store, profile, document_place, w);
	fputs("]}\n", w->out);
	w->comma = ",";
	return outcome;
}

static int document_column(void *context, const struct column *column)
{
	struct writer *w = context;

	fputs(w->comma, w->out);
	json_column(w->out, column);
	w->comma = ",";
	return 0;
}

static int document_asset(void *context, const struct asset_row *row)
{
	struct writer *w = context;
	int outcome;

	fputs(w->comma, w->out);
	json_asset_open(w->out, &row->asset);
	fputs(",\"profiles\":[\n", w->out);
	w->comma = "";
	outcome = store_each_profile(w->store, row, document_profile, w);
	fputs("],\"columns\":[\n", w->out);
	w->comma = "";
	if (!outcome)
		outcome = store_each_column(w->store, row, document_column, w);
	fputs("]}\n", w->out);
	w->comma = ",";
	return outcome;
}

static int document_people(void *context, const struct people *people)
{
	struct writer *w = context;

	fputs(w->comma, w->out);
	json_people(w->out, people);
	w->comma = ",";
	return 0;
}

static int write_document(struct store *store,
			  const struct report_options *options, FILE *out,
			  struct problem *problem)
{
	struct writer w = { .store = store,
			    .out = out,
			    .reveal = options->reveal,
			    .comma = "" };
	struct sweep sweep;
	int outcome = store_sweep(store, &sweep);

	(void)problem;
	if (outcome)
		return outcome;
	fputs("{\"sweep\":", out);
	json_summary(out, &sweep);
	fputs(",\"people\":[\n", out);
	outcome = store_each_people(store, NULL, document_people, &w);
	fputs("],\"assets\":[\n", out);
	w.comma = "";
	if (!outcome)
		outcome = store_each_asset(store, document_asset, &w);
	fputs("]}\n", out);
	return outcome;
}

const struct report report_jsonl = {
	.name = "jsonl",
	.extension = "jsonl",
	.help = N_("stream of JSON records, one a line, for other programs"),
	.write = write_stream,
};

const struct report report_json = {
	.name = "json",
	.extension = "json",
	.help = N_("the whole inventory as one JSON document"),
	.write = write_document,
};
