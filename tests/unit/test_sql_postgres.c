/* Scripts as pg_dump writes them, and COPY as other tools do: the tables,
 * columns, types and comments that they tell, and the cells of their rows. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/script.h"

#define PG_HEAD \
	"--\n-- PostgreSQL database dump\n--\n\n\\restrict nYx7aQ\n\n" \
	"SET statement_timeout = 0;\nSET standard_conforming_strings = on;\n" \
	"SELECT pg_catalog.set_config('search_path', '', false);\n\n"

#define PG_TABLE \
	"CREATE FUNCTION public.f() RETURNS trigger\n" \
	"    LANGUAGE plpgsql\n    AS $_$\nBEGIN\n  INSERT INTO log VALUES " \
	"('it''s', $1);\n  RETURN NEW; -- don't\nEND;\n$_$;\n\n" \
	"CREATE TABLE public.t_customer (\n" \
	"    id bigint DEFAULT nextval('public.s'::regclass) NOT NULL,\n" \
	"    sfzh character varying(18),\n" \
	"    key text[] DEFAULT '{}'::text[],\n" \
	"    \"Order\" numeric(10,2) DEFAULT 0,\n" \
	"    made timestamp(6) without time zone,\n" \
	"    CONSTRAINT c CHECK ((id > 0))\n);\n\n" \
	"ALTER TABLE public.t_customer OWNER TO postgres;\n\n" \
	"COMMENT ON TABLE public.t_customer IS '客户''表';\n\n" \
	"COMMENT ON COLUMN public.t_customer.sfzh IS '身份证号';\n\n"

#define PG_DEFINED \
	"define public.t_customer: id bigint, sfzh character varying(18), " \
	"key text[], Order numeric(10,2), made timestamp(6) without time " \
	"zone\n" \
	"define public.t_customer: = 客户'表\n" \
	"define public.t_customer: sfzh '身份证号'\n"

static const char pg_copy[] =
	PG_HEAD PG_TABLE
	"COPY public.t_customer (id, sfzh, key, \"Order\", made) FROM stdin;\n"
	"1\t11010119900307109X\t{a,b}\t1.50\t2024-01-01 00:00:00\n"
	"2\t\\N\t\\N\t-3\t\n"
	"3\ta\\tb\\\\c\\nd\\x41\\101'e\t(1),\n"
	"\tINSERT INTO x VALUES (1);\t\\\\.\t\t\n"
	"\\.\n\n\n"
	"COPY public.empty (a) FROM stdin;\n\\.\n\n"
	"COPY public.one (a) FROM stdin;\n13800138000\n\\N\n\n\\.\n\n"
	"SELECT pg_catalog.setval('public.s', 3, true);\n\n"
	"\\unrestrict nYx7aQ\n\n";

static void copy_of_pg_dump(void **state)
{
	(void)state;
	assert_read(pg_copy,
		    PG_DEFINED
		    "table public.t_customer: id, sfzh, key, Order, made\n"
		    "1|11010119900307109X|{a,b}|1.50|2024-01-01 00:00:00\n"
		    "2|||-3|\n"
		    "3|a\tb\\c\ndAA'e|(1),\n"
		    "|INSERT INTO x VALUES (1);|\\.||\n"
		    "table public.empty: a\n"
		    "table public.one: a\n"
		    "13800138000\n\n\n");
	/* Through Windows. */
	assert_read("COPY t (a, b) FROM stdin;\r\n1\t\\N\r\nx\t\r\n\\.\r\n"
		    "SELECT 1;\r\n",
		    "table t: a, b\n1|\nx|\n");
}

/* By hand, and of other tools; in words of all versions. */
static const char pg_own[] =
	PG_HEAD
	"COPY public.t (id, sfzh, \"note\") FROM stdin WITH (FORMAT csv, "
	"DELIMITER '|', HEADER, NULL '-', ENCODING 'UTF8');\n"
	"id|number|note\n"
	"1|11010119900307109X|\"say \"\"hi\"\"|\nthere\"\n"
	"-|\"13800138000\"|\\N\n"
	"3|\"\"|a\"|\"b\n"
	"\\.\n\n"
	"COPY t FROM STDIN DELIMITER AS E'\\t' CSV HEADER QUOTE '''' ESCAPE "
	"'\\';\n"
	"a\t'b ''x'\tc\n"
	"'1\\'2'\t'\\\\'\t\n"
	"\\.\n"
	"COPY t (a, b)\n  FROM stdin\n  DELIMITERS ';' NULL AS '\\\\';\n"
	"1;\\\\\nx\\;y;z\\tw\n"
	"\\.\n"
	"copy t (a, b) from stdin with (format text, header false);\n"
	"\\N\t1\n\\.\n"
	"COPY t /* x */ (a, b) FROM stdin\n5\t;6\n\\.\n"
	"\\copy t (a, b) from stdin csv\n13800138000,\"open\n"
	"\\.\n"
	"SELECT 1;\n";

static void copy_of_other_tools(void **state)
{
	(void)state;
	assert_read(pg_own,
		    "table public.t: id, sfzh, note\n"
		    "1|11010119900307109X|say \"hi\"|\nthere\n"
		    "|13800138000|\\N\n"
		    "3||a|b\n"
		    "table t: a, b 'x, c\n"
		    "1'2|\\|\n"
		    "table t: a, b\n1|\nx;y|z\tw\n"
		    "table t: a, b\n|1\ntable t: a, b\n5|;6\n"
		    "table t: a, b\n13800138000|open\n");
}

/* Fields larger than a chunk, with what ends others in them. */
static void long_fields_of_copy(void **state)
{
	struct buffer text = { 0 };
	struct record r;
	size_t i;

	(void)state;
	buffer_text(&text, "COPY t (a, b) FROM stdin (FORMAT csv);\n1,\"");
	for (i = 0; i < 300000; i++)
		buffer_byte(&text, (unsigned char)",\nx\"\""[i % 5]);
	buffer_text(&text, "13800138000\",2\n3,4\n\\.\nSELECT 1;\n");
	script_read(&r, text.bytes, text.length);
	assert_true(record_has(&r, "13800138000\"|2\n3|4\n"));
	assert_int_equal(r.problem.reason, REASON_NONE);
	record_release(&r);
	buffer_release(&text);
}

static const char pg_insert[] =
	PG_HEAD PG_TABLE
	"INSERT INTO public.t_customer VALUES (1, '11010119900307109X', "
	"'{a,\"b\"}', 1.50, '2024-01-01 00:00:00');\n"
	"INSERT INTO public.t_customer VALUES (2, 'D:\\', NULL, -3, "
	"E'it\\'s\\n\\u4e2d');\n"
	"INSERT INTO public.t_customer (id, sfzh) OVERRIDING SYSTEM VALUE "
	"VALUES\n"
	"\t(3, 'it''s'),\n"
	"\t(4, $$a'b$$),\n"
	"\t(5, ('x'::character varying(9)) || '\\x41'),\n"
	"\t(6, '\\x0102'::bytea);\n"
	"INSERT INTO public.bits VALUES (B'101', true, ARRAY['a','b'], "
	"DATE '2020-01-01', U&'\\4E2D\\+00006D', '1 day'::interval);\n"
	"INSERT INTO public.t_customer DEFAULT VALUES;\n";

static void inserts_of_pg_dump(void **state)
{
	(void)state;
	assert_read(pg_insert,
		    PG_DEFINED
		    "table public.t_customer:\n"
		    "1|11010119900307109X|{a,\"b\"}|1.50|2024-01-01 00:00:00\n"
		    "2|D:\\||-3|it's\n中\n"
		    "table public.t_customer: id, sfzh\n"
		    "3|it's\n4|a'b\n5|x\\x41\n6|\\x0102\n"
		    "table public.bits:\n"
		    "101|true|ARRAY['a','b']|2020-01-01|中m|1 day\n");
}

static void cut_off_anywhere(void **state)
{
	static const struct sample samples[] = {
		{ pg_copy, NULL }, { pg_own, NULL }, { pg_insert, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		assert_cuts(&samples[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copy_of_pg_dump),
		cmocka_unit_test(copy_of_other_tools),
		cmocka_unit_test(long_fields_of_copy),
		cmocka_unit_test(inserts_of_pg_dump),
		cmocka_unit_test(cut_off_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
