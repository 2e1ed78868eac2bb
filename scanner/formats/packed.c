/* Compressed streams. See packed.h. */
#include "scanner/formats/packed.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scanner/formats/member_source.h"

#define IN_BYTES (64 * 1024)
#define BEGIN_BYTES 32 /* enough to tell what begins */

/* What decoders that are open inside each other may hold: the window of
 * `xz -9` (64 MiB) or `zstd --ultra -22` (128 MiB), and what they need. */
#define MEMORY_MAX (160 * 1024 * 1024)

struct packed {
	struct member_source unpacked; /* first */
	struct source *from;
	const struct codec *codec;
	void *decoder;	   /* of the stream that is open, or NULL */
	uint64_t memory;   /* that it holds */
	uint64_t streams;  /* that were decoded to their ends */
	bool ended;	   /* no further stream begins */
	uint64_t behind;   /* raw offset of what follows the last one */
	struct problem fault;
	uint64_t next;	   /* raw offset of the next byte to read */
	size_t at, filled; /* of in[] */
	unsigned char in[IN_BYTES];
};

static void close_decoder(struct packed *p)
{
	if (p->decoder)
		p->codec->close(p->decoder);
	p->unpacked.budget->memory -= p->memory;
	p->decoder = NULL;
	p->memory = 0;
}

/* Reads on until `least` bytes wait, or all that there are. False when the
 * source fails. */
static bool refill(struct packed *p, size_t least)
{
	ssize_t n;

	if (p->filled - p->at >= least)
		return true;
	memmove(p->in, p->in + p->at, p->filled - p->at);
	p->filled -= p->at;
	p->at = 0;
	n = source_fill(p->from, p->in + p->filled,
			IN_BYTES - p->filled, p->next, &p->fault);
	if (n < 0)
		return false;
	p->filled += (size_t)n;
	p->next += (uint64_t)n;
	return true;
}

/* Streams may be padded to whole blocks. */
static bool skip_padding(struct packed *p)
{
	do {
		if (!refill(p, 1))
			return false;
		while (p->at < p->filled && !p->in[p->at])
			p->at++;
	} while (p->at && p->at == p->filled);
	return true;
}

/* Opens the stream that comes next. False at the end of the last one, and
 * when there is a fault. */
static bool begin_stream(struct packed *p)
{
	struct budget *budget = p->unpacked.budget;

	if (budget_time(budget, &p->fault) != OUTCOME_OK ||
	    (p->streams && !skip_padding(p)) || !refill(p, BEGIN_BYTES))
		return false;
	if (!p->codec->begins(p->in + p->at, p->filled - p->at)) {
		p->ended = true;
		p->behind = p->next - (p->filled - p->at);
		return false;
	}
	p->decoder = p->codec->open(budget->memory < MEMORY_MAX
					    ? MEMORY_MAX - budget->memory
					    : 0);
	if (!p->decoder)
		problem_set(&p->fault, OUTCOME_FAILED, REASON_MEMORY,
			    "no memory to unpack a stream");
	return p->decoder;
}

/* One step. False when there is a fault. */
static bool decode(struct packed *p, struct codec_io *io)
{
	size_t room = io->out_left, had;
	bool ended = false;

	if (!refill(p, 1))
		return false;
	had = p->filled - p->at;
	io->in = p->in + p->at;
	io->in_left = had;
	p->codec->decode(p->decoder, io, &ended, &p->fault);
	p->at = p->filled - io->in_left;
	if (p->codec->memory) {
		p->unpacked.budget->memory -= p->memory;
		p->memory = p->codec->memory(p->decoder);
		p->unpacked.budget->memory += p->memory;
	}
	if (ended) {
		close_decoder(p);
		p->streams++;
	} else if (io->in_left == had && io->out_left == room) {
		problem_set(&p->fault, OUTCOME_FAILED, REASON_TRUNCATED,
			    "the compressed stream ends early");
	}
	return p->fault.reason == REASON_NONE;
}

static ssize_t next_of_packed(struct member_source *m, void *into,
			      size_t length, struct problem *problem)
{
	struct packed *p = (struct packed *)m;
	struct codec_io io = { .out = into, .out_left = length };

	while (!p->ended && p->fault.reason == REASON_NONE &&
	       io.out_left == length)
		if (p->decoder || begin_stream(p))
			decode(p, &io);
	if (io.out_left < length)
		return (ssize_t)(length - io.out_left);
	return p->ended ? 0 : problem_set(problem, -1, p->fault.reason, "%s",
					  p->fault.words);
}

static int open_packed(struct member_source *m, struct problem *problem)
{
	struct packed *p = (struct packed *)m;

	(void)problem;
	close_decoder(p);
	p->streams = p->next = 0;
	p->at = p->filled = 0;
	p->ended = false;
	p->fault = (struct problem){ 0 };
	return OUTCOME_OK;
}

/* What lies beside the packed file. */
static struct source *packed_beside(struct source *source, const char *name,
				    const char *suffix)
{
	struct packed *p = (struct packed *)source;

	return p->from->beside(p->from, name, suffix);
}

struct packed *packed_open(struct source *from, const struct codec *codec,
			   struct budget *budget)
{
	struct packed *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->unpacked = (struct member_source){ .open = open_packed,
					      .next = next_of_packed };
	member_source_init(&p->unpacked, budget, SOURCE_UNKNOWN);
	p->unpacked.source.beside = from->beside ? packed_beside : NULL;
	p->from = from;
	p->codec = codec;
	return p;
}

struct source *packed_source(struct packed *p)
{
	return &p->unpacked.source;
}

bool packed_followed(const struct packed *p)
{
	return p->ended && p->at < p->filled;
}

void packed_close(struct packed *p)
{
	close_decoder(p);
	free(p);
}

/* The member's name: what the head says, else the stream's own without the
 * suffix. */
static void name_member(const struct head *head, const struct codec *codec,
			struct buffer *name)
{
	static const char *const suffixes[][2] = {
		{ ".gz", "" },	     { ".zst", "" },	 { ".xz", "" },
		{ ".lzma", "" },     { ".bz2", "" },	 { ".lz4", "" },
		{ ".tgz", ".tar" },  { ".tzst", ".tar" }, { ".txz", ".tar" },
		{ ".tlz", ".tar" },  { ".tbz2", ".tar" }, { ".tbz", ".tar" },
	};
	const unsigned char *told = NULL;
	const char *slash = strrchr(head->path, '/'), *suffix = "";
	const char *path = slash ? slash + 1 : head->path;
	size_t length = codec->name ? codec->name(head, &told) : 0;

	if (length) {
		member_name(name, told, length);
		return;
	}
	length = strlen(path);
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		size_t n = strlen(suffixes[i][0]);

		if (length > n &&
		    !strcasecmp(path + length - n, suffixes[i][0])) {
			length -= n;
			suffix = suffixes[i][1];
			break;
		}
	}
	buffer_append(name, path, length);
	buffer_text(name, suffix);
}

/* What follows the last stream is an object like any other. */
static int deliver_rest(const struct packed *p, struct extraction *x)
{
	uint64_t size = x->source->size;
	struct window_source rest = window_source(
		x->source, p->behind,
		size == SOURCE_UNKNOWN ? size : size - p->behind);
	struct member member = { .name = "trailing",
				 .size = rest.source.size,
				 .source = &rest.source };
	int outcome = x->out->member(x->out, &member);

	if (outcome != OUTCOME_OK)
		return outcome;
	return problem_set(x->problem, OUTCOME_PARTIAL, REASON_DAMAGED,
			   "other data follow the compressed stream");
}

/* The member has been read. A stream that breaks off does so for both. */
static int settle(const struct packed *p, struct extraction *x)
{
	if (p->fault.reason != REASON_NONE)
		return problem_set(x->problem,
				   p->unpacked.at ? OUTCOME_PARTIAL
						  : OUTCOME_FAILED,
				   p->fault.reason, "%s", p->fault.words);
	if (budget_bytes(x->budget, !x->budget->bytes_left, x->problem) !=
		    OUTCOME_OK ||
	    budget_time(x->budget, x->problem) != OUTCOME_OK)
		return OUTCOME_PARTIAL;
	if (packed_followed(p))
		return deliver_rest(p, x);
	return OUTCOME_OK;
}

int packed_extract(struct extraction *x, const struct codec *codec)
{
	struct packed *p = packed_open(x->source, codec, x->budget);
	struct member member = { .size = SOURCE_UNKNOWN };
	struct buffer name = { 0 };
	int outcome;

	if (!p)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to unpack a stream");
	name_member(x->head, codec, &name);
	member.name = buffer_string(&name);
	member.source = packed_source(p);
	outcome = x->out->member(x->out, &member);
	if (outcome == OUTCOME_OK)
		outcome = settle(p, x);
	buffer_release(&name);
	packed_close(p);
	return outcome;
}
