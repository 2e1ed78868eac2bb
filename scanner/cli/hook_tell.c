/* What the hook says. See hook.h. */
#include <inttypes.h>
#include <string.h>

#include "detectors/name_masker.h"
#include "reports/writers/out.h"
#include "reports/writers/sarif.h"
#include "scanner/base/gettext.h"
#include "scanner/cli/hook.h"
#include "scanner/cli/language.h"
#include "scanner/cli/options.h"

/* "(high: checksum, date; label 身份证号; Sheet1.证件号, row 11)" */
static void put_reasons(FILE *out, const struct hook_hit *hit)
{
	const struct finding *f = &hit->finding;
	const char *name, *between = ": ";

	fprintf(out, " (%s", confidence_name(f->confidence));
	for (unsigned i = 0; (name = check_name(i)); i++)
		if (f->checks >> i & 1) {
			fprintf(out, "%s%s", between, name);
			between = ", ";
		}
	if (f->label) {
		fputs("; label ", out);
		out_text(out, f->label);
	}
	if (f->column && f->row) {
		fputs("; ", out);
		out_text(out, f->table ? f->table : "");
		fputs(f->table ? "." : "", out);
		out_text(out, f->column);
		fprintf(out, ", row %" PRId64, f->row);
	}
	if (hit->no_reason)
		fputs("; " ALLOW_MARK " gives no reason", out);
	fputs(")\n", out);
}

/* path:line:column: kind masked (why) */
static void put_hit(FILE *out, const struct hook_hit *hit)
{
	const struct finding *f = &hit->finding;

	out_text(out, f->path);
	if (f->line)
		fprintf(out, ":%" PRId64, f->line);
	if (hit->column)
		fprintf(out, ":%" PRIu64, hit->column);
	fprintf(out, ": %s ", detectors[f->detector]->id);
	out_text(out, f->masked);
	put_reasons(out, hit);
}

static void put_unread(const struct hook_unread *unread)
{
	for (size_t i = 0; i < unread->count; i++) {
		out_text(stderr, unread->list[i].path);
		fprintf(stderr, _(": not read: %s\n"),
			unread->list[i].problem.words);
	}
	if (unread->more)
		fprintf(stderr, _("%" PRIu64 " more were not read\n"),
			unread->more);
}

/* Kind and path are as somebody wrote them: values in them are masked. */
static void put_entry(const struct allow_entry *entry)
{
	struct name_masker *masker = name_masker_new(today());
	struct buffer text = { 0 };
	const struct match *ignored;

	if (masker) {
		name_masker_mask(masker, entry->kind, &text, &ignored);
		buffer_byte(&text, ' ');
		name_masker_mask(masker, entry->path, &text, &ignored);
	}
	fprintf(stderr, "%.8s… ", entry->fingerprint);
	out_text(stderr, buffer_string(&text));
	fputc('\n', stderr);
	buffer_release(&text);
	name_masker_free(masker);
}

static void put_unused(const struct allow *allow, bool removed)
{
	const char *words = removed ? _("removed") : _("unused");

	for (size_t i = 0; i < allow->count; i++) {
		if (!allow_unused(&allow->entries[i]))
			continue;
		fprintf(stderr, ALLOW_FILE ": %s: ", words);
		put_entry(&allow->entries[i]);
	}
}

static void put_advice(const struct hook_hits *hits, bool declared)
{
	if (declared)
		fprintf(stderr,
			_("\npandian: these are declared to be test data now. "
			  "If they are: git add %s\n"), ALLOW_FILE);
	else
		fprintf(stderr,
			_("\npandian: %" PRIu64 " found that may be real. Put "
			  "invented values that fail their check\nin their "
			  "place. If they are test data, say so on the "
			  "line:\n"
			  "    %s %s REASON\n"
			  "or in a list that is committed with them:\n"
			  "    pandian hook --update-allow && git add %s\n"),
			hits->count + hits->more, ALLOW_MARK,
			detectors[hits->list[0].finding.detector]->id,
			ALLOW_FILE);
}

void hook_sarif(const struct hook_taker *t, FILE *out)
{
	struct sarif sarif;

	sarif_open(&sarif, out, language_of(language()));
	for (size_t i = 0; i < t->hits.count; i++) {
		struct finding finding = t->hits.list[i].finding;

		/* Its key is public: it would tell the value. */
		finding.fingerprint = NULL;
		sarif_result(&sarif, &finding, t->hits.list[i].depth,
			     (int64_t)t->hits.list[i].column);
	}
	sarif_ledger(&sarif);
	for (size_t i = 0; i < t->unread.count; i++)
		sarif_unread(&sarif, &t->unread.list[i]);
	sarif_close(&sarif);
}

void hook_tell(const struct hook_taker *t, const struct hook_options *options)
{
	if (!options->sarif || strcmp(options->sarif, "-"))
		for (size_t i = 0; i < t->hits.count; i++)
			put_hit(stdout, &t->hits.list[i]);
	fflush(stdout); /* before what is said on standard error */
	if (t->hits.more)
		fprintf(stderr, _("%" PRIu64 " more were found\n"),
			t->hits.more);
	put_unread(&t->unread);
	put_unused(t->allow, options->update);
	if (t->hits.count)
		put_advice(&t->hits, options->update);
}
