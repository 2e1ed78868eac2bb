/*
 * Running text: anything that is text and nothing else. In chunks of prose
 * with context on both sides, from any offset on.
 */
#include "scanner/formats/stream.h"

/* How far before a segment reading begins: enough for the context of its
 * first values, and in double-byte text for a byte that tells where
 * characters begin. */
#define LEAD (16 * 1024)

static int emit_until(struct stream *s, uint32_t end)
{
	struct chunk *c = s->chunk;
	int outcome = OUTCOME_OK;

	if (c->begin > end)
		c->begin = end;
	c->end = end;
	if (c->end > c->begin)
		outcome = s->x->out->emit(s->x->out);
	c->begin = c->end;
	return outcome;
}

/* The part of the chunk that is this segment's and has its context. */
static uint32_t own_end(const struct stream *s)
{
	const struct chunk *c = s->chunk;
	uint32_t end = c->length, x_end = stream_at(s, s->x->end);

	if (!s->ended)
		end = end > CHUNK_CONTEXT ? end - CHUNK_CONTEXT : 0;
	if (x_end < end)
		end = x_end;
	return end;
}

static int extract(struct extraction *x)
{
	struct stream s;
	struct chunk *c = x->out->chunk;
	uint64_t start = x->begin > LEAD ? x->begin - LEAD : 0;
	int outcome, emitted = OUTCOME_OK;
	const struct table prose = { .kind = TABLE_PROSE };

	if (x->guess)
		x->entry = (struct stream_state){
			.position = x->begin, .charset = x->head->charset
		};
	if (!x->begin)
		start = x->entry.position; /* behind a byte order mark */
	stream_start(&s, x, start, (enum charset)x->entry.charset);
	emitted = x->out->table(x->out, &prose);
	outcome = stream_advance(&s, 0);
	c->begin = stream_at(&s, x->begin);
	while (emitted == OUTCOME_OK) {
		uint32_t end = own_end(&s), used;

		emitted = emit_until(&s, end);
		if (s.ended || stream_raw(&s, end) >= x->end)
			break;
		used = end > CHUNK_CONTEXT ? end - CHUNK_CONTEXT : 0;
		if (outcome == OUTCOME_OK)
			outcome = stream_advance(&s, used);
		c->begin -= used;
	}
	x->exit = (struct stream_state){ .position = x->end,
					 .charset = s.charset };
	x->lines = c->line;
	return emitted != OUTCOME_OK ? emitted : outcome;
}

const struct format format_text = {
	.name = "text",
	.extract = extract,
	.segmented = true,
	.textual = true,
};
