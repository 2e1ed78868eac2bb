/* Findings that wait for a verdict. See spool.h. */
#include "reports/inventory/spool.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scanner/base/gettext.h"
#include "scanner/base/unnamed.h"

#define HEADER offsetof(struct place, masked)
#define RECORD_MAX (sizeof(struct place) + UINT16_MAX)

void spool_release(struct spool *spool)
{
	if (spool->written)
		close(spool->file);
	buffer_release(&spool->waiting);
	*spool = (struct spool){ 0 };
}

static int move_to_file(struct spool *spool, struct problem *problem)
{
	size_t done = 0;
	ssize_t n;

	if (!spool->written) {
		spool->file = unnamed_file();
		if (spool->file < 0)
			return problem_errno(problem, OUTCOME_FATAL,
					     _("temporary file"));
	}
	while (done < spool->waiting.length) {
		n = pwrite(spool->file, spool->waiting.bytes + done,
			   spool->waiting.length - done,
			   (off_t)spool->written);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			if (!spool->written)
				close(spool->file);
			return problem_errno(problem, OUTCOME_FATAL,
					     _("temporary file"));
		}
		done += (size_t)n;
		spool->written += (uint64_t)n;
	}
	buffer_clear(&spool->waiting);
	return OUTCOME_OK;
}

int spool_put(struct spool *spool, const struct place *place,
	      const unsigned char *value, struct problem *problem)
{
	buffer_append(&spool->waiting, place, HEADER);
	buffer_append(&spool->waiting, place->masked, place->masked_length);
	buffer_append(&spool->waiting, value, place->value_length);
	if (spool->waiting.failed)
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("no memory for findings that wait"));
	if (spool->waiting.length < SPOOL_MEMORY)
		return OUTCOME_OK;
	return move_to_file(spool, problem);
}

/* Hands out the whole records in `bytes`; *taken: how much that was. */
static int each_record(const unsigned char *bytes, size_t length,
		       size_t *taken, spool_visitor *visit, void *context,
		       struct problem *problem)
{
	struct place place = { 0 };
	size_t at = 0, size;
	int outcome;

	while (length - at >= HEADER) {
		memcpy(&place, bytes + at, HEADER);
		size = HEADER + place.masked_length + place.value_length;
		if (length - at < size)
			break;
		memcpy(place.masked, bytes + at + HEADER,
		       place.masked_length);
		place.masked[place.masked_length] = 0;
		outcome = visit(context, &place,
				bytes + at + size - place.value_length,
				problem);
		if (outcome != OUTCOME_OK)
			return outcome;
		at += size;
	}
	*taken = at;
	return OUTCOME_OK;
}

static ssize_t read_at(int file, unsigned char *into, size_t length,
		       uint64_t offset)
{
	ssize_t n;

	do
		n = pread(file, into, length, (off_t)offset);
	while (n < 0 && errno == EINTR);
	return n;
}

static int each_in_file(struct spool *spool, spool_visitor *visit,
			void *context, struct problem *problem)
{
	size_t room = SPOOL_MEMORY + RECORD_MAX, taken;
	unsigned char *block = malloc(room);
	uint64_t offset = 0;
	int outcome = OUTCOME_OK;
	ssize_t n;

	if (!block)
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("no memory for findings that wait"));
	while (outcome == OUTCOME_OK && offset < spool->written) {
		n = read_at(spool->file, block, room, offset);
		if (n <= 0) {
			outcome = problem_errno(problem, OUTCOME_FATAL,
						_("temporary file"));
			break;
		}
		taken = 0;
		outcome = each_record(block, (size_t)n, &taken, visit,
				      context, problem);
		offset += taken;
		if (outcome == OUTCOME_OK && !taken)
			outcome = problem_set(
				problem, OUTCOME_FATAL, REASON_IO,
				_("temporary file: what was written is not "
				  "there"));
	}
	free(block);
	return outcome;
}

int spool_each(struct spool *spool, spool_visitor *visit, void *context,
	       struct problem *problem)
{
	size_t taken;
	int outcome = OUTCOME_OK;

	if (spool->written)
		outcome = each_in_file(spool, visit, context, problem);
	if (outcome != OUTCOME_OK)
		return outcome;
	return each_record(spool->waiting.bytes, spool->waiting.length,
			   &taken, visit, context, problem);
}
