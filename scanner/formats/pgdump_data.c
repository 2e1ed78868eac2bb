/* Blocks of data in archives of pg_dump. See pgdump_data.h. */
#include "scanner/formats/pgdump_data.h"

/* Opens the block that comes next, unless one is open. */
static bool open_block(struct pgdump_blocks *b)
{
	struct pgdump_reader *r = b->reader;

	if (b->ended || b->left)
		return true;
	if (!pgdump_int(r, &b->left))
		return false;
	b->ended = !b->left;
	if (b->left >= 0)
		return true;
	b->left = 0;
	problem_set(r->problem, OUTCOME_FAILED, REASON_DAMAGED,
		    "pg_dump: a damaged block of data");
	return false;
}

static void go_back(struct pgdump_blocks *b)
{
	pgdump_seek(b->reader, b->begin);
	b->at = 0;
	b->left = 0;
	b->ended = false;
}

/* Passes over bytes of blocks; as many as there are. False after a fault. */
static bool pass_over(struct pgdump_blocks *b, uint64_t bytes)
{
	while (bytes && open_block(b) && !b->ended) {
		uint64_t n = (uint64_t)b->left < bytes ? (uint64_t)b->left
						       : bytes;

		pgdump_seek(b->reader, pgdump_tell(b->reader) + n);
		b->left -= (int64_t)n;
		b->at += n;
		bytes -= n;
	}
	return !bytes || b->ended;
}

static ssize_t read_on(struct pgdump_blocks *b, void *into, size_t length,
		       uint64_t offset)
{
	if (offset < b->at)
		go_back(b);
	if (!pass_over(b, offset - b->at) || !open_block(b))
		return -1;
	if (length > (uint64_t)b->left)
		length = (size_t)b->left;
	length = pgdump_read(b->reader, into, length);
	b->left -= (int64_t)length;
	b->at += length;
	if (length || b->ended)
		return (ssize_t)length;
	return problem_set(b->reader->problem, -1, REASON_TRUNCATED,
			   "the archive ends early");
}

/* Whoever reads takes the reason. */
static ssize_t read_blocks(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	struct pgdump_blocks *b = (struct pgdump_blocks *)source;
	struct problem *own = b->reader->problem;
	ssize_t n;

	b->reader->problem = problem;
	n = read_on(b, into, length, offset);
	b->reader->problem = own;
	return n;
}

struct pgdump_blocks pgdump_blocks(struct pgdump_reader *reader)
{
	return (struct pgdump_blocks){
		.source = { .read = read_blocks,
			    .size = SOURCE_UNKNOWN,
			    .forward = true },
		.reader = reader,
		.begin = pgdump_tell(reader),
	};
}

bool pgdump_blocks_end(struct pgdump_blocks *b)
{
	return pass_over(b, UINT64_MAX);
}
