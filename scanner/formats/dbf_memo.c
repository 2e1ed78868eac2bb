/* Long texts of tables, in the file beside. See dbf.h. */
#include "scanner/formats/dbf.h"

#include <string.h>

#include "scanner/base/little.h"

#define BLOCK 512	  /* of dBase III; of the others when they say none */
#define TEXT_END 0x1A	  /* of dBase III */
#define MEMO_MAX (16u << 20) /* bytes of a text that are read */

static uint32_t big(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | (uint32_t)p[3];
}

void dbf_name(const char *path, struct buffer *name)
{
	const char *own = strrchr(path, '/'), *dot;

	own = own ? own + 1 : path;
	dot = strrchr(own, '.');
	buffer_append(name, own, dot && dot > own ? (size_t)(dot - own)
						  : strlen(own));
}

static struct source *open_beside(struct source *table, const char *path)
{
	static const char *const suffixes[] = { ".fpt", ".FPT", ".dbt",
						".DBT" };
	struct buffer name = { 0 };
	struct source *memo = NULL;

	dbf_name(path, &name);
	for (size_t i = 0; !memo && i < sizeof(suffixes) / sizeof(*suffixes);
	     i++)
		memo = table->beside(table, buffer_string(&name),
				     suffixes[i]);
	buffer_release(&name);
	return memo;
}

void dbf_memo_open(struct dbf_memo *m, struct source *table, const char *path,
		   const struct dbf_header *header)
{
	unsigned char head[BLOCK] = { 0 };
	struct problem ignored = { 0 };

	*m = (struct dbf_memo){ .foxpro = header->version >= 0x30 &&
					  header->version <= 0x32,
				.four = header->version != 0x83 };
	m->foxpro |= header->version == 0xF5;
	if (table->beside)
		m->source = open_beside(table, path);
	if (!m->source)
		return;
	source_fill(m->source, head, sizeof(head), 0, &ignored);
	m->block_bytes = m->foxpro ? big(head + 4) & 0xFFFF
				   : little16(head + 20);
	if (!m->block_bytes || !m->four)
		m->block_bytes = BLOCK;
	m->bytes_free = m->source->size;
}

void dbf_memo_close(struct dbf_memo *m)
{
	if (m->source)
		m->source->close(m->source);
}

/* How long a text is, which begins behind its block's head. That of dBase
 * III has none. */
static uint32_t length_at(const struct dbf_memo *m, uint64_t *at,
			  struct problem *problem)
{
	unsigned char head[8] = { 0 };
	uint32_t length;

	if (!m->four)
		return MEMO_MAX;
	if (source_fill(m->source, head, sizeof(head), *at, problem) != 8)
		return 0;
	if (!m->foxpro && little32(head) != 0x8FFFF)
		return MEMO_MAX;
	*at += sizeof(head);
	length = m->foxpro ? big(head + 4) : little32(head + 4);
	return m->foxpro || length < 8 ? length : length - 8;
}

int dbf_memo_read(struct dbf_memo *m, uint32_t block, struct buffer *out,
		  struct budget *budget, struct problem *problem)
{
	uint64_t at = (uint64_t)block * m->block_bytes;
	uint32_t length = length_at(m, &at, problem);
	bool told = m->four && length < MEMO_MAX;
	unsigned char bytes[4096];
	ssize_t n = 1;

	if (length > MEMO_MAX)
		length = MEMO_MAX;
	while (length && n > 0) {
		const unsigned char *end = NULL;

		n = source_fill(m->source, bytes,
				length < sizeof(bytes) ? length
						       : sizeof(bytes),
				at, problem);
		if (n <= 0)
			break;
		if (!told)
			end = memchr(bytes, TEXT_END, (size_t)n);
		buffer_append(out, bytes,
			      end ? (size_t)(end - bytes) : (size_t)n);
		if (end)
			break;
		at += (uint64_t)n;
		length -= (uint32_t)n;
	}
	if (told && length)
		problem_set(problem, 0, REASON_TRUNCATED,
			    "dbf: a text ends early");
	if (out->length <= m->bytes_free) {
		m->bytes_free -= out->length;
		return OUTCOME_OK;
	}
	m->bytes_free = 0;
	return budget_bytes(budget, out->length, problem);
}
