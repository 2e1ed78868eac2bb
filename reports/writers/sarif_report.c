/* The inventory as SARIF: the places that it keeps, and its ledger. */
#include "reports/writers/report.h"
#include "reports/writers/sarif.h"
#include "scanner/base/gettext.h"

struct writer {
	struct sarif sarif;
	struct store *store;
	unsigned depth; /* of the asset at hand */
};

static int put_place(void *context, const struct finding *finding)
{
	struct writer *w = context;

	sarif_result(&w->sarif, finding, w->depth, 0);
	return 0;
}

static int put_profile(void *context, const struct profile *profile)
{
	struct writer *w = context;

	return store_each_place(w->store, profile, put_place, w);
}

static int put_asset(void *context, const struct asset_row *row)
{
	struct writer *w = context;

	w->depth = row->asset.depth;
	return store_each_profile(w->store, row, put_profile, w);
}

static int put_unread(void *context, const struct asset_row *row)
{
	struct writer *w = context;

	if (reason_incomplete(row->asset.problem.reason))
		sarif_unread(&w->sarif, &row->asset);
	return 0;
}

static int write(struct store *store, const struct report_options *options,
		 FILE *out, struct problem *problem)
{
	struct writer w = { .store = store };
	int outcome;

	(void)problem;
	sarif_open(&w.sarif, out, language_of(options->lang));
	outcome = store_each_asset(store, put_asset, &w);
	sarif_ledger(&w.sarif);
	if (!outcome)
		outcome = store_each_asset(store, put_unread, &w);
	sarif_close(&w.sarif);
	return outcome;
}

const struct report report_sarif = {
	.name = "sarif",
	.extension = "sarif",
	.help = N_("SARIF 2.1.0, for tools of code review"),
	.write = write,
};
