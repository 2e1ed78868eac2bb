/* For tests of delimited tables: what is read of a text, as a log. */
#ifndef TESTS_UNIT_DELIMITED_H
#define TESTS_UNIT_DELIMITED_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/document.h"

static inline void start(struct record *r, const char *path)
{
	record_start(r);
	r->emitter.table = record_comments;
	r->path = path;
}

static inline void assert_log(struct record *r, const char *wanted)
{
	if (strcmp(buffer_string(&r->log), wanted))
		fail_msg("wanted:\n%s\ngot:\n%s", wanted,
			 buffer_string(&r->log));
}

struct example {
	const char *text, *wanted;
};

static inline void assert_reads(const char *path,
				const struct example *examples)
{
	struct record r;

	start(&r, path);
	for (; examples->text; examples++) {
		record_bytes(&r, examples->text, strlen(examples->text));
		assert_log(&r, examples->wanted);
	}
	record_release(&r);
}

#define ROWS "0=张三 1=13800138001;\n0=李四 1=13800138002;\n"
#define NAMED "csv\ntable -: name,phone\n" ROWS

#endif
