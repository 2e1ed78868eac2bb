/*
 * Mailboxes (mbox, RFC 4155; also what git format-patch writes): each mail is
 * a member. Quoted ">From " lines stay as they are.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/mail_bid.h"
#include "scanner/formats/mail_part.h"

struct mailbox {
	struct mail_lines lines;
	bool blank; /* the line before is empty */
	bool more;  /* a line was met that another mail begins with */
};

/* Such a line counts behind an empty one only. */
static bool is_divider(void *context, const struct mail_line *line)
{
	struct mailbox *b = context;

	b->more = b->blank && line->begins &&
		  mail_divides(line->text, line->length);
	b->blank = line->begins && (*line->text == '\n' ||
				    (*line->text == '\r' && line->length < 3));
	return b->more;
}

static int give_mail(struct mailbox *b, struct extraction *x, uint64_t number)
{
	struct mail_part part = { .ends = is_divider, .context = b };
	char name[32];
	struct member member = { .name = name,
				 .size = SOURCE_UNKNOWN,
				 .source = &part.body.source };
	int outcome;

	snprintf(name, sizeof(name), "%llu.eml", (unsigned long long)number);
	b->more = b->blank = false;
	mail_part_start(&part, x, &b->lines);
	outcome = x->out->member(x->out, &member);
	mail_part_end(&part);
	return outcome;
}

static int extract(struct extraction *x)
{
	struct mailbox *b = malloc(sizeof(*b));
	struct mail_line line;
	uint64_t number = 0;
	int outcome = OUTCOME_OK;

	if (!b)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a mailbox");
	mail_lines_start(&b->lines, x);
	b->more = mail_lines_next(&b->lines, &line);
	while (b->more && outcome == OUTCOME_OK) {
		if (!x->budget->members_left) {
			budget_member(x->budget, x->depth, x->problem);
			outcome = OUTCOME_PARTIAL;
			break;
		}
		outcome = give_mail(b, x, ++number);
	}
	if (outcome == OUTCOME_OK)
		outcome = b->lines.outcome;
	free(b);
	return outcome;
}

static unsigned bid(const struct head *head)
{
	const unsigned char *end =
		memchr(head->bytes, '\n', head->length);

	if (!end || !mail_divides(head->bytes, head->length))
		return 0;
	end++;
	return mail_speaks(end, head->length - (size_t)(end - head->bytes))
		       ? 40
		       : 0;
}

const struct format format_mbox = {
	.name = "mbox",
	.bid = bid,
	.extract = extract,
};
