/* Accounts: what an asset holds, put together from its parts in order. */
#include "reports/inventory/part.h"

#include <stdlib.h>

#include "scanner/base/gettext.h"

/* How the places of a part read in its account. */
struct rebase {
	struct account *account;
	struct base {
		uint32_t sheet;
		uint64_t rows; /* of earlier parts */
		uint32_t *map; /* of fields, owned; NULL: as they are */
	} *bases; /* by the part's sheets */
	uint64_t lines;
};

struct account *asset_open(void *context, const char *path)
{
	struct account *account = calloc(1, sizeof(*account));

	(void)path;
	if (!account)
		return NULL;
	account->collector = context;
	pthread_mutex_init(&account->lock, NULL);
	book_init(&account->book, &book_limits_asset);
	return account;
}

void account_free(struct account *account)
{
	if (!account)
		return;
	book_release(&account->book);
	spool_release(&account->spool);
	pthread_mutex_destroy(&account->lock);
	free(account);
}

static void rebase_place(const struct rebase *rebase, struct place *place)
{
	const struct base *base = &rebase->bases[place->sheet];

	place->sheet = base->sheet;
	if (base->map)
		place->field = (uint16_t)base->map[place->field];
	place->row += base->rows;
	if (place->line != UINT64_MAX)
		place->line += rebase->lines;
}

static void rebase_sheet(const struct rebase *rebase,
			 const struct sheet *sheet)
{
	struct census *census;
	size_t i, k;

	for (i = 0; i < sheet->fields * detector_count; i++) {
		census = sheet->censuses[i];
		for (k = 0; census && k < census->place_count; k++)
			rebase_place(rebase, &census->places[k]);
	}
}

static int rebase_finding(void *context, const struct place *place,
			  const unsigned char *value, struct problem *problem)
{
	const struct rebase *rebase = context;
	struct place moved = *place;

	rebase_place(rebase, &moved);
	return spool_put(&rebase->account->spool, &moved, value, problem);
}

/* All bases first: a place may lie on another sheet than it is counted on,
 * when the part's book was full. */
static bool set_bases(struct rebase *rebase, const struct part *part)
{
	struct account *account = rebase->account;
	struct sheet *sheet, *into;
	uint32_t i;

	for (i = 0; i < part->book.sheet_count; i++) {
		sheet = part->book.sheets[i];
		into = sheet->continues && account->open
			       ? account->open
			       : book_adopt(&account->book, sheet);
		if (!into)
			return false;
		rebase->bases[i] = (struct base){ into->index, into->rows,
						  NULL };
		into->rows += sheet->rows;
		if (!book_align(&account->book, &part->book, sheet,
				&rebase->bases[i].map))
			return false;
	}
	return true;
}

static bool merge(struct rebase *rebase, const struct part *part)
{
	struct book *book = &rebase->account->book;
	uint32_t i;

	if (!set_bases(rebase, part))
		return false;
	for (i = 0; i < part->book.sheet_count; i++) {
		rebase_sheet(rebase, part->book.sheets[i]);
		if (!book_merge(book, book->sheets[rebase->bases[i].sheet],
				part->book.sheets[i], rebase->bases[i].map))
			return false;
	}
	/* Also of columns that begin in another part: see book_limits_part. */
	book_narrow(book, part->book.sample_room);
	book_narrow_tallies(book, part->book.tally_room);
	book_shrink(book);
	return true;
}

bool asset_fits(const struct account *account, const struct part *part)
{
	return !part->cutoffs || part->follows == account->open;
}

static void release_bases(struct rebase *rebase, const struct part *part)
{
	uint32_t i;

	for (i = 0; rebase->bases && i < part->book.sheet_count; i++)
		free(rebase->bases[i].map);
	free(rebase->bases);
}

int asset_commit(struct account *account, struct part *part, uint64_t lines,
		 struct problem *problem)
{
	struct rebase rebase = { .account = account, .lines = account->lines };
	int outcome = OUTCOME_FATAL;

	agree_end(&part->agree);
	pthread_mutex_lock(&account->lock);
	rebase.bases = calloc(part->book.sheet_count + 1, sizeof(struct base));
	if (!rebase.bases || !part_end_rows(part) || !part_end_text(part) ||
	    !merge(&rebase, part)) {
		problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("no memory for the inventory"));
		goto out;
	}
	outcome = spool_each(&part->spool, rebase_finding, &rebase, problem);
	account->lines += lines;
	if (part->open)
		account->open = account->book.sheets
				[rebase.bases[part->open->index].sheet];
	atomic_fetch_add_explicit(&account->collector->found, part->found,
				  memory_order_relaxed);
out:
	pthread_mutex_unlock(&account->lock);
	release_bases(&rebase, part);
	part_drop(part);
	return outcome;
}
