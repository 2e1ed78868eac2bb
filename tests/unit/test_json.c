/* JSON: arrays are tables whose columns are ways; the rest is text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/archive.h"

static void reads(const char *document, size_t length, int outcome,
		  const char *want)
{
	struct record r;

	record_start(&r);
	if (record_bytes(&r, document, length) != outcome ||
	    !record_has(&r, want))
		fail_msg("no \"%s\", or %s, in:\n%s", want,
			 reason_code(r.problem.reason),
			 buffer_string(&r.log));
	record_release(&r);
}

static void gives(const char *document, const char *want)
{
	reads(document, strlen(document), OUTCOME_OK, want);
}

static void arrays_are_tables(void **state)
{
	(void)state;
	gives("[{\"id\":1,\"tel\":\"2\"},{\"tel\":\"3\",\"id\":4}]",
	      "json\nprose -:\n65535=[ table []:\n0=1# 1=2;\n1=3 0=4#;\n"
	      "65535=] definition []: id,tel\n");
	gives("{\"n\":2,\"data\":{\"cs\":[{\"a\":{\"b\":\"x\"},\"c\":null}]}}",
	      "65535={\"n\":2,\"data\":{\"cs\":[ table data.cs[]:\n"
	      "0=x 1=;\n65535=]}} definition data.cs[]: a.b,c\n");
	gives("{\"a\":[{\"x\":\"1\"}],\"b\":[{\"x\":\"2\"}]}",
	      "table a[]:\n0=1;\n65535=],\"b\":[ table b[]:\n0=2;\n65535=]} "
	      "definition a[]: x\ndefinition b[]: x\n");
}

static void arrays_in_rows_are_columns(void **state)
{
	(void)state;
	gives("[{\"os\":[{\"c\":\"1\"},{\"c\":\"2\"}],\"t\":[\"3\",[4]]}]",
	      "0=1 0=2 1=3 2=4#;\n65535=] "
	      "definition []: os[].c,t[],t[][]\n");
	gives("[{},{\"a\":[]},\"x\",{\"a\":\"1\"}]",
	      "65535=;\n65535=;\n0=x;\n1=1;\n");
}

static void arrays_of_arrays_have_positions(void **state)
{
	(void)state;
	gives("{\"d\":[[\"13800138000\",2],[\"3\",null,[\"x\"]]]}",
	      "table d[]:\n0=13800138000 1=2#;\n0=3 1= 2=x;\n"
	      "65535=]} definition d[]: 1,2,[][]\n");
	gives("[ [ \"id\" , \"\\u59d3\" ],\n[\"1\",\"2\"]]",
	      "0=1 1=2;\n65535=] definition []: id,姓\n");
}

/* As pandas, ClickHouse and Elasticsearch write tables: names before rows. */
static void arrays_are_named_before(void **state)
{
	(void)state;
	gives("{\"columns\":[\"id\",\"\\u59d3\"],\"index\":[0,1],\n"
	      "\"data\":[[1,\"a\"],[2,\"b,[\"]]}",
	      "table data[]:\n0=1# 1=a;\n0=2# 1=b,[;\n"
	      "65535=]} definition data[]: id,姓\n");
	gives("{\"meta\":[{\"name\":\"id\",\"type\":\"UInt8\"},"
	      "{\"name\":\"tel\"}],\"data\":[[1,2]]}",
	      "table data[]:\n0=1# 1=2#;\n65535=]} "
	      "definition meta[]: name,type\n"
	      "definition data[]: id,tel\n");
	/* Other names, or no such key. */
	gives("{\"columns\":[\"id\",\"x\"],\"data\":[[1,2,3]]}",
	      "definition data[]: 1,2,3\n");
	gives("{\"who\":[\"id\",\"x\"],\"data\":[[1,2]]}",
	      "definition data[]: 1,2\n");
}

static void lines_have_names(void **state)
{
	(void)state;
	gives("[\"id\", \"tel\"]\n[\"UInt64\", \"String\"]\n"
	      "[1, \"x\"]\n[2, null]\n",
	      "jsonl\nprose -:\n"
	      "65535=[\"id\", \"tel\"]\n[\"UInt64\", \"String\"] table []:\n"
	      "0=1# 1=x;\n0=2# 1=;\ndefinition []: id,tel\n");
	gives("[\"id\",\"tel\"]\n[1,\"x\"]\n",
	      "65535=[\"id\",\"tel\"] table []:\n0=1# 1=x;\n"
	      "definition []: id,tel\n");
	gives("[\"a\",\"b\"]\n[\"c\",\"d\"]\n",
	      "0=a 1=b;\n0=c 1=d;\ndefinition []: 1,2\n");
}

/* RFC 7464: a byte before each text. */
static void sequences_are_rows(void **state)
{
	(void)state;
	gives("\x1E{\"a\":\"1\"}\n\x1E{\"a\":\"2\"}\n",
	      "jsonl\nprose -:\ntable []:\n0=1;\n0=2;\n");
}

static void exports_have_tables(void **state)
{
	(void)state;
	gives("[\n{\"type\":\"header\",\"comment\":\"of PHPMyAdmin\"},\n"
	      "{\"type\":\"database\",\"name\":\"d\"},\n"
	      "{\"type\":\"table\",\"name\":\"t\",\"data\":\n"
	      "[{\"id\":\"1\"},{\"id\":\"2\"}]}\n"
	      ",{\"type\":\"table\",\"name\":\"u\",\"data\":\n"
	      "[{\"no\":\"3\"}]}\n]\n",
	      "table t[]:\n0=1;\n0=2;\n65535=]}\n,{\"type\":\"table\","
	      "\"name\":\"u\",\"data\":\n[ table u[]:\n0=3;\n65535=]}\n]\n "
	      "definition t[]: id\ndefinition u[]: no\n");
}

static void many_values_are_rows(void **state)
{
	(void)state;
	gives("{\"tel\":[\"1\",\"2\",3,\"4\",null,\"6\" , 7,\n"
	      "\"8\",\"\\\\9\"],\"p\":[1,2]}",
	      "table tel[]:\n0=1;\n0=2;\n0=3#;\n0=4;\n0=;\n0=6;\n0=7#;\n"
	      "0=8;\n0=\\9;\n65535=],\"p\":[1,2]} definition tel[]: tel[]\n");
}

static void the_rest_is_text(void **state)
{
	(void)state;
	gives("{\"a\":1,\"b\":[1,2],\"c\":[\"x\"]}",
	      "json\nprose -:\n65535={\"a\":1,\"b\":[1,2],\"c\":[\"x\"]} ");
	gives("[{\"a\":\"1\" // x\n,/* y */}, ]", "0=1 65535=// x\n "
						  "65535=/* y */;\n");
	gives("[{\"a\":[NaN,-1.5e3,true]}]", "0=NaN 0=-1.5e3# 0=true;");
}

static void several_values_are_rows(void **state)
{
	(void)state;
	gives("{\"a\":\"1\"}\n{\"b\":\"2\",\"a\":\"3\"}\n",
	      "jsonl\nprose -:\ntable []:\n0=1;\n1=2 0=3;\n"
	      "definition []: a,b\n");
	gives("{\n\"a\":\"1\"\n}{\n\"a\":\n\"2\"}", "table []:\n0=1;\n0=2;\n");
	gives("{\"a\":\"1\"}\nline 13800138000\n{\"a\":\"2\"}\n",
	      "0=1;\n65535=line 13800138000\n 0=2;\n");
	gives("{\"_id\":{\"$oid\":\"5\"},\"n\":{\"$numberLong\":\"6\"}}\n"
	      "{\"_source\":{\"n\":\"7\"}}",
	      "0=5 1=6;\n2=7;\ndefinition []: _id,n,_source.n\n");
}

static void escapes_are_undone(void **state)
{
	(void)state;
	gives("[{\"\\u59d3\\u540d\":\"\\u5f20\\ud83d\\ude00\\/\\\"\\n\"}]",
	      "0=张\xF0\x9F\x98\x80/\"\n;\n65535=] definition []: 姓名\n");
	gives("[{\"a\":\"\\ud83d\\u12\\x\"}]", "0=\xEF\xBF\xBDu12x;");
	gives("[{\"a\":1.10101199003071E+17}]", "0=110101199003071000#;");
}

static void keys_that_are_values(void **state)
{
	(void)state;
	gives("[{\"13800138000\":{\"n\":\"1\"},\"13800138001\":{\"n\":\"2\"}}]",
	      "0=13800138000 1=1 0=13800138001 1=2;\n65535=] "
	      "definition []: *,*.n\n");
}

static void damage_is_told(void **state)
{
	static const char cut[] = "[{\"a\":\"1\"},{\"a\":\"138";
	static const char bad[] = "[{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\","
				  "\"d\":\"4\",\"e\":\"5\",\"f\":\"6\","
				  "\"g\":\"7\",\"h\":\"8\"},= {\"a\":\"9\"}]";
	static const char line[] = "{\"a\":\"1\"}\n{\"a\":\"2\n{\"a\":\"3\"}\n"
				   "{\"a\":\n{\"a\":\"4\"}\n";

	(void)state;
	reads(cut, sizeof(cut) - 1, OUTCOME_PARTIAL, "0=1;\n0=138;\n");
	reads(bad, sizeof(bad) - 1, OUTCOME_PARTIAL,
	      "7=8;\n65535== {\"a\":\"9\"}] ");
	reads(line, sizeof(line) - 1, OUTCOME_PARTIAL,
	      "0=1;\n65535=;\n65535=\"2\n 0=3;\n65535=;\n0=4;\n");
}

/* A table by the IDs of its rows; fewer members, or others, are none. */
static void maps_are_tables(void **state)
{
	struct buffer text = { 0 }, want = { 0 };

	(void)state;
	buffer_text(&text, "{\"n\":{},\"by\":{");
	buffer_text(&want, "65535={\"n\":{},\"by\":{ table by[]:\n");
	for (unsigned i = 0; i < 9; i++) {
		buffer_format(&text, "%s\"138001380%u0\" : {\"n\":\"%u\"}",
			      i ? " ," : "", i, i);
		buffer_format(&want, "0=138001380%u0 1=%u;\n", i, i);
	}
	buffer_text(&text, ",\"x\":\"y\",\"\":{}},\"t\":1}");
	buffer_text(&want, "0=x 2=y;\n0=;\n65535=},\"t\":1} definition by[]: "
			   "#key,n,by[]\n");
	gives(buffer_string(&text), buffer_string(&want));
	text.bytes[strlen("{\"n\":{},\"by\":{\"13800138000\" : {\"")] = 'm';
	gives(buffer_string(&text), "65535={\"n\":{},\"by\":{\"13800138000");
	gives("{\"a\":{\"n\":\"1\"},\"b\":{\"n\":\"2\"}}",
	      "65535={\"a\":{\"n\":\"1\"},\"b\":{\"n\":\"2\"}} ");
	buffer_release(&text);
	buffer_release(&want);
}

/* As pandas writes columns: an object for each, with the numbers of rows. */
static void numbered_values_are_tables(void **state)
{
	struct buffer text = { 0 }, want = { 0 };

	(void)state;
	buffer_text(&text, "{\"tel\":{");
	buffer_text(&want, "65535={\"tel\":{ table tel[]:\n");
	for (unsigned i = 0; i < 11; i++) {
		buffer_format(&text, "%s\"%u\":\"138001380%u\"",
			      i ? "," : "", i, i);
		buffer_format(&want, "0=%u 1=138001380%u;\n", i, i);
	}
	buffer_text(&text, "},\"n\":{\"0\":1,\"1\":2}}");
	buffer_text(&want, "65535=},\"n\":{\"0\":1,\"1\":2}} "
			   "definition tel[]: #key,tel[]\n");
	gives(buffer_string(&text), buffer_string(&want));
	text.bytes[strlen("{\"tel\":{\"0\":\"1380013800\",\"")] = '2';
	gives(buffer_string(&text), "65535={\"tel\":{\"0\"");
	buffer_release(&text);
	buffer_release(&want);
}

/* Cut off anywhere: what was complete is delivered, and the state is partial
 * wherever the cut lies inside of a record. */
static void cut_anywhere(const char *open, const char *key, const char *close)
{
	struct buffer text = { 0 };
	size_t ends[64];
	struct record whole, r;
	const unsigned rows = sizeof(ends) / sizeof(*ends);
	const bool lines = !*open;

	buffer_text(&text, open);
	for (unsigned i = 0; i < rows; i++) {
		buffer_text(&text, i && !lines ? "," : "");
		if (*key)
			buffer_format(&text, "\"%s%u\":", key, i);
		buffer_format(&text,
			      "{\"id\":%u,\"a\":{\"tel\":\"138%08u\",\"t\":"
			      "[\"\\u5f20\\\"\",null]}}\n",
			      i, i * 7);
		ends[i] = text.length - 1;
	}
	buffer_text(&text, close);
	record_start(&whole);
	record_start(&r);
	record_bytes(&whole, text.bytes, text.length);
	/* A map is one from its ninth member on. */
	for (size_t cut = ends[*key ? 9 : 1] + 1; cut < text.length;
	     cut += 4) {
		const char *log = buffer_string(&whole.log), *end = log;
		bool between = false;
		int outcome = record_bytes(&r, text.bytes, cut);

		for (unsigned i = 0; i < rows && ends[i] <= cut; i++) {
			end = strstr(end, ";\n") + 2;
			between = lines && cut - ends[i] < 2;
		}
		assert_int_equal(outcome,
				 between || cut + 2 > text.length
					 ? OUTCOME_OK
					 : OUTCOME_PARTIAL);
		assert_true(r.log.length >= (size_t)(end - log));
		assert_memory_equal(r.log.bytes, log, (size_t)(end - log));
	}
	buffer_release(&text);
	record_release(&r);
	record_release(&whole);
}

static void lines_are_cut(void **state)
{
	(void)state;
	cut_anywhere("", "", "");
}

static void documents_are_cut(void **state)
{
	(void)state;
	cut_anywhere("{\"data\":[\n", "", "]}\n");
}

static void maps_are_cut(void **state)
{
	(void)state;
	cut_anywhere("{\"data\":{\n", "id", "}}\n");
}

/* More depth, names and positions than are kept, and strings that are larger
 * than a chunk: no value is lost. */
static void limits_lose_nothing(void **state)
{
	struct buffer text = { 0 };
	struct record r;

	(void)state;
	record_start(&r);
	buffer_text(&text, "[{\"k\":0");
	for (unsigned i = 0; i < 300; i++)
		buffer_format(&text, ",\"n%u\":\"1%u\"", i, i);
	buffer_text(&text, ",\"long\":\"");
	for (unsigned i = 0; i < CHUNK_TEXT; i++)
		buffer_text(&text, "\\n ");
	buffer_text(&text, "13800138001\"},[\"");
	for (unsigned i = 0; i < CHUNK_TEXT; i++)
		buffer_byte(&text, '7');
	buffer_text(&text, "\"]]");
	assert_int_equal(record_bytes(&r, text.bytes, text.length),
			 OUTCOME_OK);
	assert_true(record_has(&r, "=1299 "));
	assert_true(record_has(&r, "13800138001;\n"));
	assert_true(record_has(&r, "7;\n"));
	assert_true(record_has(&r, "n254,*\n"));
	buffer_clear(&text);
	buffer_text(&text, "[\"x\",");
	for (unsigned i = 0; i < 100000; i++)
		buffer_text(&text, "[");
	buffer_text(&text, "13800138002");
	assert_int_equal(record_bytes(&r, text.bytes, text.length),
			 OUTCOME_PARTIAL);
	assert_true(record_has(&r, "[13800138002"));
	buffer_release(&text);
	record_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrays_are_tables),
		cmocka_unit_test(arrays_in_rows_are_columns),
		cmocka_unit_test(arrays_of_arrays_have_positions),
		cmocka_unit_test(arrays_are_named_before),
		cmocka_unit_test(lines_have_names),
		cmocka_unit_test(sequences_are_rows),
		cmocka_unit_test(exports_have_tables),
		cmocka_unit_test(many_values_are_rows),
		cmocka_unit_test(the_rest_is_text),
		cmocka_unit_test(several_values_are_rows),
		cmocka_unit_test(escapes_are_undone),
		cmocka_unit_test(keys_that_are_values),
		cmocka_unit_test(maps_are_tables),
		cmocka_unit_test(numbered_values_are_tables),
		cmocka_unit_test(damage_is_told),
		cmocka_unit_test(lines_are_cut),
		cmocka_unit_test(documents_are_cut),
		cmocka_unit_test(maps_are_cut),
		cmocka_unit_test(limits_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
