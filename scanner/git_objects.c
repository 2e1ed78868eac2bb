/* Contents of objects, from "git cat-file --batch". See git.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/git.h"

#define HELD_MAX (16 * 1024 * 1024)
#define ANSWER_MAX 256

int git_objects_start(struct git_objects *objects, struct problem *problem)
{
	static const char *const arguments[] = { "cat-file", "--batch", NULL };

	objects->left = 0;
	return git_start(&objects->git, arguments, true, problem);
}

void git_objects_end(struct git_objects *objects)
{
	git_end(&objects->git);
}

static int died(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FAILED, REASON_IO,
			   "git stopped while it was read from");
}

/* Reads on in the last answer; 0 when it ended or git died. */
static size_t read_answer(struct git_objects *objects, void *into,
			  size_t length)
{
	if (length > objects->left)
		length = (size_t)objects->left;
	length = fread(into, 1, length, objects->git.from);
	objects->left -= length;
	return length;
}

static void skip_answer(struct git_objects *objects)
{
	char skipped[4096];

	while (objects->left && read_answer(objects, skipped, sizeof(skipped)))
		;
}

/* Asks for an object. Its answer ends with a line end that is not content. */
static int ask(struct git_objects *objects, const char *name, uint64_t *size,
	       struct problem *problem)
{
	char answer[ANSWER_MAX], *at;

	skip_answer(objects);
	fprintf(objects->git.to, "%s\n", name);
	if (fflush(objects->git.to) ||
	    !fgets(answer, sizeof(answer), objects->git.from))
		return died(problem);
	at = strrchr(answer, ' ');
	/* "<id> <type> <size>", or "<name> missing" */
	if (!at || at[1] < '0' || at[1] > '9')
		return problem_set(problem, OUTCOME_FAILED, REASON_IO,
				   "git does not have this object, or it is "
				   "damaged");
	*size = strtoull(at + 1, NULL, 10);
	objects->left = *size + 1;
	return OUTCOME_OK;
}

static int reopen(struct member_source *member, struct problem *problem)
{
	struct git_blob *blob = (struct git_blob *)member;
	uint64_t size;

	return ask(blob->objects, blob->name, &size, problem);
}

/* All but the line end that git puts behind the content. */
static ssize_t next(struct member_source *member, void *into, size_t length,
		    struct problem *problem)
{
	struct git_blob *blob = (struct git_blob *)member;
	struct git_objects *objects = blob->objects;
	size_t n;

	if (objects->left <= 1)
		return 0;
	if (length > objects->left - 1)
		length = (size_t)objects->left - 1;
	n = read_answer(objects, into, length);
	if (n)
		return (ssize_t)n;
	objects->left = 0;
	return died(problem), -1;
}

static ssize_t cannot(struct source *source, void *into, size_t length,
		      uint64_t offset, struct problem *problem)
{
	struct git_blob *blob = (struct git_blob *)source;

	(void)into, (void)length, (void)offset;
	*problem = blob->problem;
	return -1;
}

/* Takes a small object into memory. */
static int hold(struct git_blob *blob, uint64_t size)
{
	size_t n = 1;

	blob->bytes.bytes = malloc(size + 1);
	if (!blob->bytes.bytes)
		return problem_set(&blob->problem, OUTCOME_FAILED,
				   REASON_MEMORY, "no memory for its content");
	while (blob->objects->left && n) {
		n = read_answer(blob->objects,
				blob->bytes.bytes + blob->bytes.length,
				size + 1 - blob->bytes.length);
		blob->bytes.length += n;
	}
	if (blob->objects->left) {
		blob->objects->left = 0;
		return died(&blob->problem);
	}
	blob->held = memory_source(blob->bytes.bytes, size);
	blob->source = &blob->held.source;
	return OUTCOME_OK;
}

void git_blob_open(struct git_blob *blob, struct git_objects *objects,
		   const char *name, struct budget *budget)
{
	uint64_t size = 0;
	int outcome;

	*blob = (struct git_blob){ .objects = objects };
	snprintf(blob->name, sizeof(blob->name), "%s", name);
	outcome = ask(objects, blob->name, &size, &blob->problem);
	member_source_init(&blob->member, budget, size);
	blob->member.open = reopen;
	blob->member.next = next;
	blob->member.opened = true;
	blob->source = &blob->member.source;
	if (outcome == OUTCOME_OK && size <= HELD_MAX)
		outcome = hold(blob, size);
	if (outcome != OUTCOME_OK)
		blob->member.source.read = cannot;
}

void git_blob_release(struct git_blob *blob)
{
	buffer_release(&blob->bytes);
}
