/* Lines and parts of mails. See mail_part.h. */
#include "scanner/formats/mail_part.h"

#include <string.h>

void mail_lines_start(struct mail_lines *l, struct extraction *x)
{
	memset(l, 0, offsetof(struct mail_lines, bytes));
	l->source = x->source;
	l->problem = x->problem;
	l->budget = x->budget;
	l->place.begins = true;
}

static void go_back(struct mail_lines *l, struct mail_place place)
{
	uint64_t back = l->place.offset - place.offset;

	if (back > l->at)
		l->at = l->length = 0;
	else
		l->at -= (uint32_t)back;
	l->place = place;
}

/* Reads behind what is left. False when nothing came. */
static bool read_on(struct mail_lines *l)
{
	ssize_t got = -1;

	l->length -= l->at;
	memmove(l->bytes, l->bytes + l->at, l->length);
	l->at = 0;
	if (l->outcome == OUTCOME_OK &&
	    budget_time(l->budget, l->problem) == OUTCOME_OK)
		got = l->source->read(l->source, l->bytes + l->length,
				      sizeof(l->bytes) - l->length,
				      l->place.offset + l->length,
				      l->problem);
	if (got < 0)
		l->outcome = OUTCOME_PARTIAL;
	else
		l->length += (uint32_t)got;
	return got > 0;
}

bool mail_lines_next(struct mail_lines *l, struct mail_line *line)
{
	const unsigned char *end = NULL;
	uint32_t looked = 0;

	for (;;) {
		uint32_t left = l->length - l->at;

		end = memchr(l->bytes + l->at + looked, '\n', left - looked);
		if (end || left == sizeof(l->bytes))
			break;
		looked = left;
		if (!read_on(l))
			break;
	}
	*line = (struct mail_line){
		.text = l->bytes + l->at,
		.length = end ? (size_t)(end + 1 - l->bytes) - l->at
			      : l->length - l->at,
		.begins = l->place.begins,
	};
	l->at += (uint32_t)line->length;
	l->place.offset += line->length;
	l->place.line += end != NULL;
	l->place.begins = end != NULL;
	return line->length;
}

static int part_open(struct member_source *m, struct problem *problem)
{
	struct mail_part *p = (struct mail_part *)m;

	mime_decoder_free(p->decoder);
	p->decoder = p->head ? mime_decoder_new(p->head) : NULL;
	if (p->head && !p->decoder)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to decode a part");
	go_back(p->lines, p->begin);
	p->ready_length = 0;
	p->ended = false;
	return OUTCOME_OK;
}

/* Decodes the next line, or what is left behind the last one. */
static void more(struct mail_part *p)
{
	struct mail_line line;

	p->ended = !mail_lines_next(p->lines, &line) ||
		   p->ends(p->context, &line);
	if (p->ended)
		line.length = 0;
	p->ready = line.text;
	p->ready_length = line.length;
	if (p->decoder)
		p->ready = mime_decode(p->decoder, line.text, line.length,
				       &p->ready_length);
}

static ssize_t part_next(struct member_source *m, void *into, size_t length,
			 struct problem *problem)
{
	struct mail_part *p = (struct mail_part *)m;
	unsigned char *out = into;
	size_t done = 0;

	while (done < length && (p->ready_length || !p->ended)) {
		size_t n = length - done;

		if (!p->ready_length)
			more(p);
		if (n > p->ready_length)
			n = p->ready_length;
		memcpy(out + done, p->ready, n);
		p->ready += n;
		p->ready_length -= n;
		done += n;
	}
	if (!done && p->lines->outcome != OUTCOME_OK) {
		problem_set(problem, OUTCOME_FAILED,
			    p->lines->problem->reason, "%s",
			    p->lines->problem->words);
		return -1;
	}
	return (ssize_t)done;
}

void mail_part_start(struct mail_part *p, struct extraction *x,
		     struct mail_lines *lines)
{
	p->budget = *x->budget;
	p->budget.bytes_left = UINT64_MAX;
	p->lines = lines;
	p->begin = lines->place;
	p->body.open = part_open;
	p->body.next = part_next;
	member_source_init(&p->body, &p->budget, SOURCE_UNKNOWN);
}

bool mail_part_end(struct mail_part *p)
{
	struct mail_line line;

	while (!p->ended)
		p->ended = !mail_lines_next(p->lines, &line) ||
			   p->ends(p->context, &line);
	mime_decoder_free(p->decoder);
	return p->lines->outcome == OUTCOME_OK;
}
