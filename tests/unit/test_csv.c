/* Delimited text in its dialects: fields and rows as they are meant, and no
 * tables where there are none. */
#include "tests/unit/delimited.h"

static void delimiters(void **unused)
{
	static const struct example examples[] = {
		{ "name,phone\n张三,13800138001\n李四,13800138002\n", NAMED },
		{ "name\tphone\n张三\t13800138001\n李四\t13800138002\n",
		  NAMED },
		{ "name;phone\n张三;13800138001\n李四;13800138002\n", NAMED },
		{ "name|phone\n张三|13800138001\n李四|13800138002\n", NAMED },
		{ "name~phone\n张三~13800138001\n李四~13800138002\n", NAMED },
		{ "name^phone\n张三^13800138001\n李四^13800138002\n", NAMED },
		{ "name\1phone\n张三\00113800138001\n李四\00113800138002\n",
		  NAMED },
		{ "name\2phone\n张三\00213800138001\n李四\00213800138002\n",
		  NAMED },
		{ "name|!|phone\n张三|!|13800138001\n李四|!|13800138002\n",
		  NAMED },
		{ "name~|~phone\n张三~|~13800138001\n李四~|~13800138002\n",
		  NAMED },
		{ "name||phone\n张三||13800138001\n李四||13800138002\n",
		  NAMED },
		{ "name@|@phone\n张三@|@13800138001\n李四@|@13800138002\n",
		  NAMED },
		{ "|name|phone|\n|张三|13800138001|\n|李四|13800138002|\n",
		  NAMED },
		/* Excel's own line, and a comma in numbers. */
		{ "sep=;\r\nname;phone\r\n张三;13800138001\r\n"
		  "李四;13800138002\r\n",
		  "csv\ntable -: name,phone\n65535=sep=;\r\n " ROWS },
		{ "n;x;y\n1;1,5;2,5\n2;3,5;4,5\n3;7,5;8,5\n",
		  "csv\ntable -: n,x,y\n0=1 1=1,5 2=2,5;\n0=2 1=3,5 2=4,5;\n"
		  "0=3 1=7,5 2=8,5;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads(NULL, examples);
}

static void quotes(void **unused)
{
	static const struct example examples[] = {
		{ "a,\"b \"\"c\"\"\"\n\"1,5\",\"x \"\"y\"\"\"\n2,\"\"\n3,z\n",
		  "csv\ntable -: a,b \"c\n0=1,5 1=x \"y\";\n0=2 1=;\n"
		  "0=3 1=z;\n" },
		{ "a,b\n1,'x, y'\n2,'it''s'\n3,'z\"'\n",
		  "csv\ntable -: a,b\n0=1 1=x, y;\n0=2 1=it's;\n"
		  "0=3 1=z\";\n" },
		{ "'a','b'\n1,'x\ny, z'\n2,'it''s'\n3,'v\n\nw'\n",
		  "csv\ntable -: a,b\n0=1 1=x\ny, z;\n0=2 1=it's;\n"
		  "0=3 1=v\n\nw;\n" },
		/* Only fields of several lines have quotes. */
		{ "a,b,c\n1,x,'v\nw'\n2,y,'v\n\nw'\n3,z,'v\nw'\n",
		  "csv\ntable -: a,b,c\n0=1 1=x 2=v\nw;\n0=2 1=y 2=v\n\nw;\n"
		  "0=3 1=z 2=v\nw;\n" },
		{ "a,b\n1, \"x, y\"\n2, \"v, w\"\n3, z\n",
		  "csv\ntable -: a,b\n0=1 1=x, y;\n0=2 1=v, w;\n"
		  "0=3 1=z;\n" },
		{ "a,b\n1,\"x \\\"y, z\\\"\"\n2,v\n3,\"C:\\\\w\"\n",
		  "csv\ntable -: a,b\n0=1 1=x \"y, z\";\n0=2 1=v;\n"
		  "0=3 1=C:\\w;\n" },
		/* In the middle of a field they are nothing special. */
		{ "a,b\n1,5\" disk\n2,x\"y\n3,z\n",
		  "csv\ntable -: a,b\n0=1 1=5\" disk;\n0=2 1=x\"y;\n"
		  "0=3 1=z;\n" },
		/* Guards of spreadsheets stay: the matcher looks past them. */
		{ "a,b\n1,=\"00138\"\n2,\"=\"\"00139\"\"\"\n3,'00140\n",
		  "csv\ntable -: a,b\n0=1 1==\"00138\";\n"
		  "0=2 1==\"00139\";\n0=3 1='00140;\n" },
		{ "a,b\n1,1.10101199003E+17\n2,1.10101199003071E17\n"
		  "3,4.5E+2x\n",
		  "csv\ntable -: a,b\n0=1 1=110101199003000000#;\n"
		  "0=2 1=110101199003071000#;\n0=3 1=4.5E+2x;\n" },
		{ "a,b\r\n\"1.10101199003E+17\",x\r\n2,\"y\r\"\r\n"
		  "3,w\r\r\n\"v\",1.10101199003E+17\r\n",
		  "csv\ntable -: a,b\n0=110101199003000000# 1=x;\n"
		  "0=2 1=y\r;\n0=3 1=w\r;\n"
		  "0=v 1=110101199003000000#;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads(NULL, examples);
}

/* What no text has in it parts fields, too. */
static void control_characters(void **unused)
{
	static const unsigned char bytes[] = { 1,   2,	  3,	4,    7,   '\b',
					       '\v', 0x1B, 0x1C, 0x1D, 0x1F,
					       0x7F, '#' };
	struct example example[2] = {
		{ .wanted = "csv\ntable -: 编号,姓名,备注\n0=1 1=张三 2=x;\n"
			    "0=2 1=李\"四\" 2=y;\n0=3 1= 2=z;\n" },
	};
	char text[80];

	(void)unused;
	for (size_t i = 0; i < sizeof(bytes); i++) {
		snprintf(text, sizeof(text),
			 "编号%c姓名%c备注\n1%c张三%cx\n2%c李\"四\"%cy\n"
			 "3%c%cz\n",
			 bytes[i], bytes[i], bytes[i], bytes[i], bytes[i],
			 bytes[i], bytes[i], bytes[i]);
		example[0].text = text;
		assert_reads(NULL, example);
	}
}

/* As sqlite3 writes .mode ascii: a line's end is nothing special. */
static void record_separators(void **unused)
{
	static const struct example examples[] = {
		{ "编号\x1F" "姓名\x1E" "1\x1F" "张\n三\x1E" "2\x1F" "李四\x1E"
		  "3\x1F\x1E",
		  "csv\ntable -: 编号,姓名\n0=1 1=张 三;\n0=2 1=李四;\n"
		  "0=3 1=;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads(NULL, examples);
}

/* mysql --tab, COPY and Hive: a backslash before what would end a field. */
static void escapes(void **unused)
{
	static const struct example examples[] = {
		{ "1\t\\N\tx\\\ty\n2\tz\\\nw\t\\\\\n3\t\"v\tN\n",
		  "csv\ntable -:\n0=1 1= 2=x\ty;\n0=2 1=z\nw 2=\\;\n"
		  "0=3 1=\"v 2=N;\n" },
		{ "1\1\\N\1x\\n\n2\1\"z\1\n3\1v\1N\n",
		  "csv\ntable -:\n0=1 1= 2=x\n;\n0=2 1=\"z 2=;\n"
		  "0=3 1=v 2=N;\n" },
		/* Bytes that are no text hold quotes, and CRs, by accident. */
#define LONG "some more words, and still more of them"
		{ "1\t\\N\t\"x\4" LONG "\n2\ty\r\"z\tw\"\n3\tv\t" LONG "\n",
		  "csv\ntable -:\n0=1 1= 2=\"x\4" LONG ";\n"
		  "0=2 1=y\r\"z 2=w\";\n0=3 1=v 2=" LONG ";\n" },
		/* Nothing says that a backslash is more than one. */
		{ "a\tb\n1\tC:\\\n2\tC:\\x\n3\t\\\\y\n",
		  "csv\ntable -: a,b\n0=1 1=C:\\;\n0=2 1=C:\\x;\n"
		  "0=3 1=\\\\y;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads(NULL, examples);
}

/* Writes \N for cells that are NULL. */
static int emit_nulls(struct emitter *e)
{
	struct chunk *c = e->chunk;

	for (uint32_t i = 0; i < c->cell_count; i++)
		if (c->cells[i].flags & CELL_NULL) {
			assert_int_equal(c->cells[i].length, 0);
			memcpy(c->side + c->side_length, "\\N", 2);
			c->cells[i].offset = c->side_length;
			c->cells[i].length = 2;
			c->cells[i].flags |= CELL_SIDE;
			c->side_length += 2;
		}
	return record_emit(e);
}

/* NULL is none where it stands alone, but in quotes, or with other letters, a
 * word. */
static void nulls(void **unused)
{
	static const struct example examples[] = {
		{ "a,b,c\n1,NULL,x\nNULL,Null,NULL\n2,\"NULL\",NULLS\n"
		  "3,NNULL,NULL\r\n",
		  "csv\ntable -: a,b,c\n0=1 1=\\N 2=x;\n"
		  "0=\\N 1=Null 2=\\N;\n0=2 1=NULL 2=NULLS;\n"
		  "0=3 1=NNULL 2=\\N;\n" },
		{ "a\tb\tc\n1\tNULL\t\\N\n2\tx\\ty\tNULL\n3\tNULL\tz\n",
		  "csv\ntable -: a,b,c\n0=1 1=\\N 2=\\N;\n"
		  "0=2 1=x\ty 2=\\N;\n0=3 1=\\N 2=z;\n" },
		{ "+---+------+\n| a | b    |\n+---+------+\n| 1 | NULL |\n"
		  "| 2 | x    |\n+---+------+\n",
		  "csv\ntable -: a,b\n65535=+---+------+\n "
		  "0=1 1=\\N;\n0=2 1=x;\n" },
		/* Other words, which stand in the head. */
		{ "a,b,c\n1,null,x\nnull,nulls,null\n2,\"null\",NULL\n",
		  "csv\ntable -: a,b,c\n0=1 1=\\N 2=x;\n"
		  "0=\\N 1=nulls 2=\\N;\n0=2 1=null 2=\\N;\n" },
		{ "a;b;c\n1;NaN;x\nNaN;y;NaN\r\n2;yNaN;nan\n",
		  "csv\ntable -: a,b,c\n0=1 1=\\N 2=x;\n"
		  "0=\\N 1=y 2=\\N;\n0=2 1=yNaN 2=nan;\n" },
		/* R's stand in columns of numbers, too. */
		{ "\"a\",\"b\",\"c\"\n1,\"x\",2.5\nNA,\"NA\",3\n"
		  "3,NA,NA\n4,\"x,y\",12\n",
		  "csv\ntable -: a,b,c\n0=1 1=x 2=2.5;\n0=\\N 1=NA 2=3;\n"
		  "0=3 1=\\N 2=\\N;\n0=4 1=x,y 2=12;\n" },
		{ "a,b,c\n1,NA,2\n2,CN,3\n3,DE,4\n",
		  "csv\ntable -: a,b,c\n0=1 1=NA 2=2;\n0=2 1=CN 2=3;\n"
		  "0=3 1=DE 2=4;\n" },
		{ NULL, NULL }
	};

	struct record r;

	(void)unused;
	start(&r, "a.csv");
	r.emitter.emit = emit_nulls;
	for (const struct example *e = examples; e->text; e++) {
		record_bytes(&r, e->text, strlen(e->text));
		assert_log(&r, e->wanted);
	}
	record_release(&r);
}

static void rows(void **unused)
{
	static const struct example examples[] = {
		/* Too few, too many, blank lines, delimiters at the end. */
		{ "a,b,c,\n1,2,3,\n\n4,5\n\r\n6,7,8,9,10\n,,,\n11,12,13,\n",
		  "csv\ntable -: a,b,c,\n0=1 1=2 2=3 3=;\n0=4 1=5;\n"
		  "0=6 1=7 2=8 3=9 4=10;\n0= 1= 2= 3=;\n"
		  "0=11 1=12 2=13 3=;\n" },
		/* Lines that end in CR, and in all three ways. */
		{ "a,b\r1,x\r2,y\r", "csv\ntable -: a,b\n0=1 1=x;\n"
				     "0=2 1=y;\n" },
		{ "a,b\r\n1,x\r2,y\n3,\"z\r\nw\"\r4,v",
		  "csv\ntable -: a,b\n0=1 1=x;\n0=2 1=y;\n0=3 1=z\r\nw;\n"
		  "0=4 1=v;\n" },
		/* One CR among many lines belongs to its field. */
		{ "a,b\n1,x\ry\n2,z\n3,z\n4,z\n5,z\n",
		  "csv\ntable -: a,b\n0=1 1=x\ry;\n0=2 1=z;\n0=3 1=z;\n"
		  "0=4 1=z;\n0=5 1=z;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads("a.csv", examples);
}

static void unclosed_quotes(void **unused)
{
	static const struct example examples[] = {
		{ "a,b,c\n1,\"x,y\n2,z,w\n3,z,w\n4,v,u\n",
		  "csv\ntable -: a,b,c\n0=1 1=\"x 2=y;\n0=2 1=z 2=w;\n"
		  "0=3 1=z 2=w;\n0=4 1=v 2=u;\npartial damaged\n" },
		/* The next quote opens another field. */
		{ "a,b\n1,\"x\n2,\"y\"\n3,\"z\"\n",
		  "csv\ntable -: a,b\n0=1 1=\"x;\n0=2 1=y;\n0=3 1=z;\n"
		  "partial damaged\n" },
		/* It seems to close one, far away. */
		{ "a,b,c\n1,\"x,y\n2,z,w\n3,z,w\n4,z,w\n5,v\",u\n6,z,w\n",
		  "csv\ntable -: a,b,c\n0=1 1=\"x 2=y;\n0=2 1=z 2=w;\n"
		  "0=3 1=z 2=w;\n0=4 1=z 2=w;\n0=5 1=v\" 2=u;\n"
		  "0=6 1=z 2=w;\npartial damaged\n" },
		/* Lines that belong to a field, and the end of the file. */
		{ "a,b\n1,\"x\ny\nz, w\nv\"\n2,\"x\ny",
		  "csv\ntable -: a,b\n0=1 1=x\ny\nz, w\nv;\n0=2 1=x\ny;\n"
		  "partial truncated\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads("a.csv", examples);
}

/* What programs draw on terminals, and in Markdown. */
static void drawn(void **unused)
{
#define DRAWN "csv\ntable -: name,phone\n"
	static const struct example examples[] = {
		{ "+------+-------------+\n| name | phone       |\n"
		  "+------+-------------+\n| 张三 | 13800138001 |\n"
		  "| 李四 | 13800138002 |\n+------+-------------+\n",
		  DRAWN "65535=+------+-------------+\n " ROWS },
		{ " name |    phone    \n------+-------------\n"
		  " 张三 | 13800138001\n 李四 | 13800138002\n(2 rows)\n",
		  DRAWN ROWS "65535=(2 rows) " },
		{ "| name | phone |\n|:-----|------:|\n"
		  "| 张三 | 13800138001 |\n| 李四 | 13800138002 |\n",
		  DRAWN ROWS },
		{ "┌──────┬─────────────┐\n│ name │    phone    │\n"
		  "├──────┼─────────────┤\n│ 张三 │ 13800138001 │\n"
		  "│ 李四 │ 13800138002 │\n└──────┴─────────────┘\n",
		  DRAWN "65535=┌──────┬─────────────┐\n " ROWS },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads(NULL, examples);
}

/* Second bytes of GBK and GB18030 that look like a delimiter, a quote's
 * neighbour or a backslash part nothing. */
static void trail_bytes(void **unused)
{
	static const char delimiters[] = "|^~\\,;\t\1";
	char text[256], wanted[512];
	struct record r;

	(void)unused;
	start(&r, NULL);
	for (const char *d = delimiters; *d; d++) {
		/* Four-byte characters have digits there. */
		char part = *d == '\\' ? '\t' : *d;
		int n = snprintf(text, sizeof(text), "a%cb\n", part);

		for (unsigned i = 0; i < 8; i++)
			n += snprintf(text + n, sizeof(text) - (size_t)n,
				      "\xB0\xA1\x81%c\xD5\xC5%c\x81\x30\x81"
				      "\x30%u\n",
				      "|^~\\`@{}"[i], part, i);
		record_bytes(&r, text, (size_t)n);
		n = snprintf(wanted, sizeof(wanted), "csv\ntable -: a,b\n");
		assert_memory_equal(buffer_string(&r.log), wanted, (size_t)n);
		for (unsigned i = 0, at = 0; i < 8; i++) {
			const char *row = strstr((char *)r.log.bytes + n + at,
						 ";\n");

			assert_non_null(row);
			at = (unsigned)(row + 2 - (char *)r.log.bytes) - n;
			assert_int_equal(row[-1], '0' + i);
		}
	}
	record_release(&r);
}

/* A character that a block ends inside of: were its first byte lost, its
 * second one would be a backslash, or a bar. */
static void cut_characters(void **unused)
{
	(void)unused;
	for (unsigned pad = 0; pad < 8; pad++) {
		struct buffer text = { 0 };
		struct record r;

		buffer_format(&text, "name|phone\n%*s|1\n", pad, "a");
		while (text.length < CHUNK_TEXT * 3 / 2)
			buffer_text(&text, "\xBF\x5C\xBF\x7C\xD5\xC5|"
					   "13800138000\n");
		start(&r, "t");
		assert_int_equal(record_bytes(&r, text.bytes, text.length),
				 OUTCOME_OK);
		assert_null(memchr(r.log.bytes, '\\', r.log.length));
		assert_false(record_has(&r, " 2="));
		record_release(&r);
		buffer_release(&text);
	}
}

static void no_tables(void **unused)
{
	static const char *const texts[] = {
		/* Colours of a terminal. */
		"\033[31mERROR\033[0m a\n\033[32mINFO\033[0m b\n"
		"\033[32mINFO\033[0m c\n\033[31mERROR\033[0m d\n",
		"Roses are red,\nViolets are blue,\nSugar is sweet,\n"
		"And so are you,\n",
		"\tcall(one, two);\n\tcall(three, four);\n\tcall(five, six);"
		"\n\tcall(seven, eight);\n",
		"{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}\n"
		"{\"a\": 5, \"b\": 6}\n",
		"[\n\t[1, 2, 3],\n\t[4, 5, 6],\n\t[7, 8, 9]\n]\n",
		"int a;\nint b;\nint c;\nint d;\n",
		"if x:\n\tone\n\ttwo\n\tthree\n\tfour\n",
		"[core]\nuser = x\nhost = y, z\n[more]\nport = 1\n",
		"A sentence, as it is.\nAnother one\nwithout, and with, them\n"
		"in its lines.\n",
		"# Title\n\nSome | words\n\n* one\n* two\n",
		NULL
	};
	struct record r;

	(void)unused;
	start(&r, "notes.txt");
	for (unsigned i = 0; texts[i]; i++) {
		record_bytes(&r, texts[i], strlen(texts[i]));
		if (!strncmp(buffer_string(&r.log), "csv\n", 4))
			fail_msg("a table: %s", texts[i]);
	}
	record_release(&r);
}

/* Cut at every place: what ended before is told as in the whole, and a row
 * that is cut makes the table partial. */
static void cut(const char *text)
{
	struct record whole, part;
	size_t length = strlen(text), before = 0;

	start(&whole, "a.csv");
	start(&part, "a.csv");
	assert_int_equal(record_bytes(&whole, text, length), OUTCOME_OK);
	for (size_t at = length / 2; at < length; at++) {
		const char *end, *last;
		int outcome = record_bytes(&part, text, at);
		size_t n = 0;

		/* Whole rows, but the last one that may be cut. */
		last = buffer_string(&part.log);
		for (end = last; (end = strstr(end, ";\n")); end += 2) {
			before = n;
			n = (size_t)(end + 2 - last);
		}
		n = text[at - 1] == '\n' ? n : before;
		assert_memory_equal(last, buffer_string(&whole.log), n);
		if (strchr("\n8", text[at - 1]) || text[at] == '\n' ||
		    outcome == OUTCOME_PARTIAL)
			continue;
		/* Only the last field can be cut without a trace. */
		for (end = text + at; end[-1] != '\n' && end[-1] != ',';)
			end--;
		assert_int_equal(end[-1], ',');
		assert_null(memchr(end, ',', strcspn(end, "\n")));
	}
	record_release(&whole);
	record_release(&part);
}

static void cut_off(void **unused)
{
	struct buffer text = { 0 };

	(void)unused;
	buffer_text(&text, "id,name,phone,note\n");
	for (unsigned i = 0; i < 60; i++)
		buffer_format(&text, "%u,\"张,三\",138001380%02u,\"a \"\"b\"\" "
				     "note\"\n",
			      i, i);
	cut(buffer_string(&text));
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(delimiters),
		cmocka_unit_test(quotes),
		cmocka_unit_test(control_characters),
		cmocka_unit_test(record_separators),
		cmocka_unit_test(escapes),
		cmocka_unit_test(nulls),
		cmocka_unit_test(rows),
		cmocka_unit_test(unclosed_quotes),
		cmocka_unit_test(drawn),
		cmocka_unit_test(trail_bytes),
		cmocka_unit_test(cut_characters),
		cmocka_unit_test(no_tables),
		cmocka_unit_test(cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
