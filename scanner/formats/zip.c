/*
 * Zip archives. The members go to the emitter one by one, as streams: no
 * file is made of them, names are labels only.
 */
#include "scanner/formats/zip_archive.h"

#include <string.h>

#include "scanner/base/little.h"
#include "scanner/formats/epub.h"
#include "scanner/formats/odf.h"
#include "scanner/formats/ofd.h"
#include "scanner/formats/ooxml.h"
#include "scanner/formats/package.h"
#include "scanner/formats/settled_source.h"
#include "scanner/formats/xlsx.h"

/* libzip keeps some 300 bytes an entry; beyond, headers are walked. */
#define ENTRIES_MAX 50000
#define END_BYTES 22 /* end of central directory record */
#define TAIL_BYTES (END_BYTES + 65535)
#define LOCATOR_BYTES 20 /* of zip64's end record, before the other one */

/* The count in zip64's end record, which its locator points to. */
static uint64_t claimed64(struct source *source, const unsigned char *locator)
{
	unsigned char end[56];
	struct problem ignored = { 0 };

	if (memcmp(locator, "PK\6\7", 4) ||
	    source_fill(source, end, sizeof(end), little64(locator + 8),
			&ignored) != sizeof(end))
		return 0;
	return little64(end + 32);
}

/* How many entries the end of the archive claims, at most: any end record
 * that libzip might trust counts. 0 when there is none. */
static uint64_t claimed_entries(struct source *source)
{
	uint64_t size = source->size;
	size_t length = size < TAIL_BYTES ? (size_t)size : TAIL_BYTES;
	unsigned char *tail = malloc(length + 1), *p = tail;
	struct problem ignored = { 0 };
	uint64_t most = 0, claimed;
	ssize_t n;

	if (!tail)
		return 0;
	n = source_fill(source, tail, length, size - length, &ignored);
	for (size_t left = n > 0 ? (size_t)n : 0;
	     (p = memmem(p, left, "PK\5\6", 4)); p++, left--) {
		left = (size_t)(tail + n - p);
		if (left < END_BYTES)
			break;
		claimed = little16(p + 10);
		if (p - tail >= LOCATOR_BYTES) {
			uint64_t more = claimed64(source, p - LOCATOR_BYTES);

			claimed = more > claimed ? more : claimed;
		}
		most = claimed > most ? claimed : most;
	}
	free(tail);
	return most;
}

/* Without a directory, or in spite of it (`why` says nothing then). */
static int walk_members(struct extraction *x, const struct problem *why)
{
	bool whole, wanted = why->reason == REASON_NONE;
	int outcome = zip_walk(x, &whole);

	if (outcome == OUTCOME_OK && whole && wanted)
		return OUTCOME_OK;
	return problem_set(x->problem,
			   outcome == OUTCOME_OK ? OUTCOME_PARTIAL : outcome,
			   whole && !wanted ? why->reason : REASON_TRUNCATED,
			   "members read by their own headers: %s",
			   wanted ? "the archive ends early" : why->words);
}

static int read_members(struct zip_archive *a)
{
	int outcome = OUTCOME_OK;

	for (uint64_t i = 0; i < a->count && outcome == OUTCOME_OK; i++)
		if (!zip_entry_directory(a, i))
			outcome = zip_entry_deliver(a, i, false);
	return outcome;
}

/* Documents that are archives of XML; the first that fits is it. */
static const struct document {
	bool (*inside)(struct zip_archive *);
	int (*read)(struct zip_archive *);
} documents[] = {
	{ xlsx_inside, xlsx_read },
	{ ooxml_inside, ooxml_read },
	{ odf_inside, odf_read },
	{ ofd_inside, ofd_read },
	{ epub_inside, epub_read },
};

static int read_archive(struct zip_archive *archive)
{
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++)
		if (documents[i].inside(archive))
			return documents[i].read(archive);
	if (package_has(archive, "xl/workbook.bin"))
		problem_set(archive->x->problem, 0, REASON_UNSUPPORTED,
			    "xlsb: its sheets are not read; save it as .xlsx");
	return read_members(archive);
}

static int read_settled(struct extraction *x)
{
	struct zip_archive archive;
	struct problem why = { 0 };
	int outcome;

	if (claimed_entries(x->source) > ENTRIES_MAX ||
	    zip_archive_open(&archive, x, &why) != OUTCOME_OK)
		return walk_members(x, &why);
	outcome = read_archive(&archive);
	zip_archive_close(&archive);
	return outcome;
}

/* An archive is read from its end: what can only go forward is settled
 * before, or walked through when there is no room for that. */
int zip_extract(struct extraction *x)
{
	struct extraction inner = *x;
	struct settled_source settled;
	struct problem why = { 0 };
	int outcome = OUTCOME_OK, settling;

	if (!x->source->forward)
		return read_settled(x);
	settling = settled_source_open(&settled, x->source, x->depth, &why);
	inner.source = &settled.source;
	if (settled.refused) {
		why = (struct problem){ 0 };
		outcome = walk_members(x, &why);
		settling = OUTCOME_OK;
	} else if (settling != OUTCOME_FAILED) {
		outcome = read_settled(&inner);
	}
	settled_source_release(&settled);
	if (outcome != OUTCOME_OK || settling == OUTCOME_OK)
		return outcome;
	return problem_set(x->problem, settling, why.reason, "%s", why.words);
}

/* A local header somewhere. Its third byte is rare: text is soon through. */
static bool has_header(const unsigned char *bytes, size_t length)
{
	static const unsigned char header[] = "PK\3\4\x14";
	const unsigned char *end = bytes + length, *p = bytes + 2;

	for (; p < end && (p = memchr(p, 3, (size_t)(end - p))); p++)
		if ((size_t)(end - p) + 2 >= sizeof(header) &&
		    !memcmp(p - 2, header, sizeof(header)))
			return true;
	return false;
}

static unsigned bid(const struct head *head)
{
	const unsigned char *b = head->bytes;

	if (head->length < 4)
		return 0;
	if (!memcmp(b, "PK\3\4", 4) || !memcmp(b, "PK\5\6", 4) ||
	    !memcmp(b, "PK\7\x08", 4))
		return 32;
	/* Behind something else, a self-extractor's stub for one. */
	return has_header(b, head->length) ? 16 : 0;
}

const struct format format_zip = {
	.name = "zip",
	.bid = bid,
	.extract = zip_extract,
};
