/* What is told of a script's rows by what stands around them: its charset in
 * the head, names of columns in another script beside. See sql_lexer.h. */
#include <string.h>

#include "scanner/formats/decoder.h"
#include "scanner/formats/script_beside.h"
#include "scanner/formats/sql_lexer.h"

/* UTF-8, when it is what stands before the first value with bytes that are no
 * text. */
static enum charset before_bytes(const struct head *head)
{
	const unsigned char *text = head->text;
	size_t n = 0;

	while (n < head->text_length &&
	       (text[n] >= ' ' || memchr("\t\n\r", text[n], 3)) &&
	       (text[n] != '\\' || n + 1 == head->text_length ||
		text[n + 1] != '0'))
		n++;
	while (n && text[n - 1] != '\'')
		n--;
	return charset_detect(text, n, NULL) == CHARSET_UTF8 ? CHARSET_UTF8
							     : CHARSET_ASCII;
}

enum charset sql_declared(const struct head *head)
{
	static const char mark[] = "SET NAMES ";
	const unsigned char *end = head->text + head->text_length, *p;
	size_t n = 0;

	p = memmem(head->text, head->text_length, mark, strlen(mark));
	if (!p)
		return head->charset == CHARSET_LATIN1 ? before_bytes(head)
						       : CHARSET_ASCII;
	p += strlen(mark);
	while (p + n < end && sql_is_word(p[n]))
		n++;
	return n >= 4 && !memcmp(p, "utf8", 4) ? CHARSET_UTF8
					       : decoder_charset(p, n);
}

struct definitions {
	struct emitter emitter; /* first: of the script */
	struct emitter *out;	/* of the rows */
};

static int pass_definition(struct emitter *emitter, const struct table *t)
{
	struct emitter *out = ((struct definitions *)emitter)->out;

	return t->kind == TABLE_DEFINITION ? out->table(out, t) : OUTCOME_OK;
}

void sql_define_beside(struct extraction *x)
{
	struct definitions d = { .emitter = { .table = pass_definition },
				 .out = x->out };
	struct source *script = script_beside(x->source, x->head->path);

	if (!script)
		return;
	script_read(script, &d.emitter, x->budget);
	script->close(script);
}
