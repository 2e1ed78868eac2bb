/*
 * The documents: the records of the contract byte by byte, and what others
 * (python3, libxml2 with the schema) make of each report over hostile names.
 */
#include "tests/unit/writers.h"

#include <libxml/xmlschemas.h>

#include "scanner/base/charset.h"

/* What `write` prints, as text to be freed. */
static char *printed(void (*write)(FILE *, const void *), const void *what)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	write(out, what);
	fclose(out);
	return text;
}

static void assert_printed(void (*write)(FILE *, const void *),
			   const void *what, const char *expected)
{
	char *text = printed(write, what);

	assert_string_equal(text, expected);
	free(text);
}

/* ---- the records of the contract ---- */

static void print_asset(FILE *out, const void *asset)
{
	json_asset(out, asset);
}

static void print_finding(FILE *out, const void *finding)
{
	json_finding(out, finding, false);
}

static void print_revealed(FILE *out, const void *finding)
{
	json_finding(out, finding, true);
}

static void print_profile(FILE *out, const void *profile)
{
	json_profile(out, profile);
}

static void print_people(FILE *out, const void *people)
{
	json_people(out, people);
}

static void test_record_asset(void **state)
{
	const struct asset asset = {
		.path = "share/a.zip!/b/客户.xlsx", .format = "xlsx",
		.encoding = "utf-8", .bytes = 18233, .device = 2049,
		.inode = UINT64_C(1) << 53, .uid = 1000, .gid = 100,
		.mode = 0100640, .depth = 1,
	};

	(void)state;
	assert_printed(print_asset, &asset,
		"{\"type\":\"asset\",\"path\":\"share/a.zip!/b/客户.xlsx\","
		"\"state\":\"scanned\",\"reason\":null,\"format\":\"xlsx\","
		"\"encoding\":\"utf-8\",\"bytes\":18233,\"link_of\":null,"
		"\"device\":2049,\"inode\":\"9007199254740992\","
		"\"mtime\":null,\"ctime\":null,\"uid\":1000,\"gid\":100,"
		"\"mode\":\"0640\",\"depth\":1,\"words\":null}\n");
}

#define FINDING \
	"{\"type\":\"finding\",\"path\":\"a.csv\",\"line\":12," \
	"\"field\":\"Sheet1.身份证号\",\"row\":null,\"offset\":4711," \
	"\"detector\":\"cn.resident_id\",\"masked\":\"4***************X\"," \
	"\"fingerprint\":\"00ff\",\"confidence\":\"high\"," \
	"\"checks\":[\"checksum\",\"date\",\"region\"]," \
	"\"labels\":[\"身份证号\"],\"level\":\"私密\""

static void test_record_finding(void **state)
{
	const struct finding finding = {
		.path = "a.csv", .table = "Sheet1", .column = "身份证号",
		.line = 12, .offset = 4711,
		.detector = detector_find("cn.resident_id"),
		.masked = "4***************X", .fingerprint = "00ff",
		.confidence = CONFIDENCE_HIGH,
		.checks = CHECK_CHECKSUM | CHECK_DATE | CHECK_REGION,
		.label = "身份证号", .policy = &id_number,
		.value = { (const unsigned char *)RAW, strlen(RAW) },
	};

	(void)state;
	assert_printed(print_finding, &finding, FINDING "}\n");
	assert_printed(print_revealed, &finding,
		       FINDING ",\"value\":\"" RAW "\"}\n");
}

static void test_record_profile(void **state)
{
	const struct profile profile = {
		.path = "a.csv", .column_index = -1,
		.detector = detector_find("cn.resident_id"), .rows = 100,
		.candidates = 90, .passed = 80, .distinct_passed = 70,
		.chance = 1 / 11.0, .p_value = -3.5, .minors = 1, .high = 79,
		.low = 1, .verdict = VERDICT_CONFIRMED, .distinct_exact = true,
		.confidence = CONFIDENCE_HIGH, .reasons = "a; b",
		.reasons_zh = "甲",
		.policy = &id_number,
	};

	(void)state;
	assert_printed(print_profile, &profile,
		"{\"type\":\"profile\",\"path\":\"a.csv\",\"table\":null,"
		"\"column\":null,\"detector\":\"cn.resident_id\","
		"\"rows\":100,\"candidates\":90,\"passed\":80,"
		"\"chance\":0.090909091,\"distinct\":70,"
		"\"verdict\":\"confirmed\",\"confidence\":\"high\","
		"\"level\":\"私密\",\"jrt0197\":3,\"jrt0171\":\"C2\","
		"\"pipl\":\"Y?\",\"ln_p\":-3.5,\"reasons\":[\"a\",\"b\"],"
		"\"label\":null,\"distinct_exact\":true,\"tests\":0,"
		"\"minors\":1,\"findings\":{\"high\":79,\"medium\":0,"
		"\"low\":1},\"reasons_zh\":[\"甲\"]}\n");
}

static void test_record_people(void **state)
{
	struct people people = { .path = "a.csv", .estimate = 7, .low = 6,
				 .high = 8, .sensitive = 5 };

	(void)state;
	people.by[detector_find("cn.mobile")] = 7;
	assert_printed(print_people, &people,
		"{\"type\":\"people\",\"path\":\"a.csv\",\"table\":null,"
		"\"estimate\":7,\"low\":6,\"high\":8,"
		"\"by\":{\"cn.mobile\":7},\"sensitive\":5,\"minors\":0,"
		"\"items\":0,\"items_50\":0,"
		"\"items_500\":0,\"bands\":{}}\n");
}

/* ---- the documents ---- */

static void test_json_is_read(void **state)
{
	static const char lines[] =
		"import json,sys\n"
		"rs=[json.loads(l) for l in open(sys.argv[1],'rb')]\n"
		"kinds=[r['type'] for r in rs]\n"
		"assert kinds.count('asset')==13, kinds\n"
		"assert kinds.count('finding')==13, kinds\n"
		"assert kinds.count('profile')==14, kinds\n"
		"assert kinds[-2:]==['people','summary'], kinds\n"
		"assert rs[-2]['path'] is None\n"
		"seen=[]\n"
		"for r in rs[:-2]:\n"
		"  if not seen or seen[-1]!=r['path']: seen.append(r['path'])\n"
		"assert len(seen)==len(set(seen))==13, seen\n";
	static const char whole[] =
		"import json,sys\n"
		"d=json.load(open(sys.argv[1],'rb'))\n"
		"assert list(d)==['sweep','people','assets'], list(d)\n"
		"assert len(d['people'])==14 and len(d['assets'])==13\n"
		"ps=[p for a in d['assets'] for p in a['profiles']]\n"
		"assert sum(len(p['places']) for p in ps)==13\n"
		"assert d['sweep']['roots'][0]=='share'\n";
	char file[64];
	size_t length;

	(void)state;
	free(render("jsonl", &english, file, &length));
	assert_int_equal(python(lines, file), 0);
	free(render("json", &english, file, &length));
	assert_int_equal(python(whole, file), 0);
}

/* An archive may hold two members of one name. */
static void test_same_path_twice(void **state)
{
	const struct asset_row rows[] = {
		{ .id = 1, .asset.path = "a.zip!/b", .level = &id_number },
		{ .id = 2, .asset.path = "a.zip!/b", .level = &id_number },
	};
	const struct profile profiles[] = {
		{ .asset = 1, .path = "a.zip!/b", .policy = &id_number },
		{ .asset = 2, .path = "a.zip!/b", .policy = &id_number },
	};
	struct store store = { .assets = rows, .asset_count = 2,
			       .profiles = profiles, .profile_count = 2 };
	struct problem problem = { 0 };
	char *text, *at;
	size_t length, count = 0;

	(void)state;
	assert_int_equal(report_render(report_find("jsonl"), &store, &english,
				       FOLDER "/twice", &problem), OUTCOME_OK);
	text = read_whole(FOLDER "/twice", &length);
	for (at = text; (at = strstr(at, "\"profile\"")); at++)
		count++;
	assert_int_equal(count, 2);
	free(text);
}

static void test_xml_is_valid(void **state)
{
	xmlSchemaParserCtxtPtr parser;
	xmlSchemaValidCtxtPtr valid;
	xmlSchemaPtr schema;
	xmlDocPtr document;
	char file[64];
	size_t length;

	(void)state;
	parser = xmlSchemaNewParserCtxt("docs/report.xsd");
	schema = xmlSchemaParse(parser);
	assert_non_null(schema);
	free(render("xml", &revealing, file, &length));
	document = xmlReadFile(file, NULL, XML_PARSE_NONET);
	assert_non_null(document);
	valid = xmlSchemaNewValidCtxt(schema);
	assert_int_equal(xmlSchemaValidateDoc(valid, document), 0);
	xmlSchemaFreeValidCtxt(valid);
	xmlFreeDoc(document);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
}

static void test_csv_is_tame(void **state)
{
	static const char program[] =
		"import csv,sys\n"
		"raw=open(sys.argv[1],'rb').read()\n"
		"assert raw.startswith(b'\\xef\\xbb\\xbf')\n"
		"t=open(sys.argv[1],encoding='utf-8-sig',newline='')\n"
		"rows=list(csv.reader(t,strict=True))\n"
		"assert len(rows)==15, len(rows)\n"
		"assert {len(r) for r in rows}=={33}\n"
		"starts=tuple('=+-@＝＋－＠\\t\\r')\n"
		"bad=[c for r in rows for c in r if c.startswith(starts)]\n"
		"assert not bad, bad\n";
	char file[64];
	size_t length;

	(void)state;
	free(render("csv", &english, file, &length));
	assert_int_equal(python(program, file), 0);
}

/* Sheets by name, a row for each profile, texts that are no formulas. */
static void test_xlsx_is_read(void **state)
{
	static const char program[] =
		"import sys,zipfile\n"
		"from xml.etree import ElementTree as E\n"
		"n='{http://schemas.openxmlformats.org/'\n"
		"n+='spreadsheetml/2006/main}'\n"
		"z=zipfile.ZipFile(sys.argv[1])\n"
		"assert z.testzip() is None\n"
		"for f in z.namelist(): assert b'" RAW "' not in z.read(f), f\n"
		"w=E.fromstring(z.read('xl/workbook.xml'))\n"
		"names=[s.get('name') for s in w.iter(n+'sheet')]\n"
		"assert names==['概况','字段清单','全部字段','未读'], names\n"
		"sheets=[E.fromstring(z.read('xl/worksheets/sheet%d.xml'%i))"
		" for i in (1,2,3,4)]\n"
		"for s in sheets: assert not list(s.iter(n+'f'))\n"
		"rows=[list(s.iter(n+'row')) for s in sheets]\n"
		"assert [len(r) for r in rows[1:]]==[15,27,11], rows\n"
		"texts=[t.text for t in sheets[1].iter(n+'t')]\n"
		"assert '=HYPERLINK(\"http://x\")' in texts\n"
		"assert '4***************X' in texts and '复核人' in texts\n";
	char file[64];
	size_t length;

	(void)state;
	free(render("xlsx", &chinese, file, &length));
	assert_int_equal(python(program, file), 0);
}

/* Well formed, nothing from outside, no code but the page's own, and names
 * that stay names. The data are read as a browser reads them: a script ends
 * at the first "</script". */
static void test_html_is_sound(void **state)
{
	static const char program[] =
		"import base64,hashlib,html.parser,json,sys\n"
		"t=open(sys.argv[1],encoding='utf-8',newline='').read()\n"
		"void={'meta','br','wbr','rect'}\n"
		"class P(html.parser.HTMLParser):\n"
		"  stack=[]; names=[]; ids=[]; links=[]; tags=[]; text={}\n"
		"  def handle_starttag(s,tag,attrs):\n"
		"    a=dict(attrs); s.tags.append(tag); s.last=a\n"
		"    assert not {'style','src','action','srcset'}&set(a)\n"
		"    assert not [k for k in a if k[:2]=='on']\n"
		"    if 'id' in a: s.ids.append(a['id'])\n"
		"    if 'href' in a: s.links.append(a['href'])\n"
		"    if tag=='bdi': s.names.append('')\n"
		"    if tag not in void: s.stack.append(tag)\n"
		"  def handle_endtag(s,tag):\n"
		"    if tag in void: return\n"
		"    assert s.stack.pop()==tag, (tag,s.getpos())\n"
		"  def handle_data(s,d):\n"
		"    tag=s.stack[-1] if s.stack else ''\n"
		"    if tag=='bdi': s.names[-1]+=d\n"
		"    if tag in ('script','style'):\n"
		"      key=s.last.get('id',tag)\n"
		"      s.text[key]=s.text.get(key,'')+d\n"
		"p=P(); p.feed(t); p.close()\n"
		"assert not p.stack, p.stack\n"
		"assert not set(p.tags)&{'img','link','iframe','object'}\n"
		"assert sorted(p.text)==['d0','data','script','style','t0']\n"
		"assert p.tags.count('script')==4\n"
		"assert len(p.ids)==len(set(p.ids))\n"
		"assert all(l[0]=='#' and l[1:] in p.ids for l in p.links)\n"
		"for what in 'style','script':\n"
		"  h=hashlib.sha256(p.text[what].encode()).digest()\n"
		"  h=base64.b64encode(h).decode()\n"
		"  assert what+\"-src 'sha256-\"+h+\"';\" in t, what\n"
		"d=json.loads(p.text['data'])\n"
		"assert len(d['assets'])==13 and len(d['tables'])==13\n"
		"assert len(d['columns'])==14\n"
		"assert len(json.loads(p.text['d0']))==14\n"
		"assert len(json.loads(p.text['t0']))==26\n"
		"assert [s[4] for s in d['shelves']]==list(range(1,27,2))\n"
		"paths=[a[1] for a in d['assets']]\n"
		"assert '=HYPERLINK(\"http://x\")' in paths\n"
		"assert 'share/\"quotes\\' & <script>alert(1)</script>.txt' "
		"in paths\n"
		"assert d['columns'][-1][2]=='order_no'\n";
	char file[64];
	size_t length;

	(void)state;
	free(render("html", &english, file, &length));
	assert_int_equal(python(program, file), 0);
	free(render("html", &chinese, file, &length));
	assert_int_equal(python(program, file), 0);
}

static void test_text_says_so(void **state)
{
	char file[64], *text;
	size_t length;

	(void)state;
	text = render("text", &english, file, &length);
	assert_non_null(strstr(text, "order_no\n      looks like "));
	assert_non_null(strstr(text, "passed 9.9 %, chance 10.0 %: it is not"));
	assert_non_null(strstr(text, "≥ 10,000 people, sensitive data"));
	assert_non_null(strstr(text, "900,000 – 1,300,000"));
	free(text);
}

/* The summary names the highest level first, then the most people, then the
 * most findings. */
static void test_text_ranks(void **state)
{
	static char paths[20][8];
	struct asset_row rows[20] = { 0 };
	struct store store = { .assets = rows, .asset_count = COUNT(rows) };
	struct problem problem = { 0 };
	const char *at, *after;
	char *text;
	size_t i, length;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		snprintf(paths[i], sizeof(paths[i]), "file%02zu", i % 100);
		rows[i] = (struct asset_row){ .id = (int64_t)i + 1,
					      .asset.path = paths[i],
					      .level = &id_number,
					      .findings = i * 7 % 20 };
	}
	rows[12].level = &card_number;
	rows[0].people.estimate = 3;
	assert_int_equal(report_render(report_find("text"), &store, &english,
				       FOLDER "/ranks", &problem), OUTCOME_OK);
	text = read_whole(FOLDER "/ranks", &length);
	at = strstr(text, "L4  file12");
	assert_non_null(at);
	at = strstr(at, "file00");
	assert_non_null(at);
	/* 17 * 7 % 20 = 19, 14 * 7 % 20 = 18, ... */
	after = strstr(at, "file17");
	assert_non_null(after);
	assert_non_null(strstr(after, "file14"));
	assert_null(strstr(text, "file10")); /* 10 * 7 % 20 */
	assert_non_null(strstr(text, "12 more"));
	free(text);
}

static void assert_clean(const char *text, size_t length)
{
	size_t n;

	assert_null(strstr(text, RAW));
	assert_null(strstr(text, "\xE2\x80\xAE"));
	for (n = 0; n < length; n++)
		assert_true((unsigned char)text[n] >= ' ' ||
			    strchr("\n\r", text[n]));
	assert_true(utf8_valid((const unsigned char *)text, length));
}

/* For every report: the same bytes the second time, and unless they are
 * packed valid UTF-8, no control byte but line ends and no bidi control, no
 * raw value. */
static void test_every_report(void **state)
{
	const struct report_options *options[] = { &chinese, &english };
	char file[64], *text, *again;
	size_t i, l, length, n;

	(void)state;
	for (i = 0; reports[i]; i++)
		for (l = 0; l < COUNT(options); l++) {
			text = render(reports[i]->name, options[l], file,
				      &length);
			if (memcmp(text, "PK", 2))
				assert_clean(text, length);
			again = render(reports[i]->name, options[l], file,
				       &n);
			assert_int_equal(n, length);
			assert_memory_equal(text, again, length);
			free(text);
			free(again);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_record_asset),
		cmocka_unit_test(test_record_finding),
		cmocka_unit_test(test_record_profile),
		cmocka_unit_test(test_record_people),
		cmocka_unit_test(test_json_is_read),
		cmocka_unit_test(test_same_path_twice),
		cmocka_unit_test(test_xml_is_valid),
		cmocka_unit_test(test_csv_is_tame),
		cmocka_unit_test(test_xlsx_is_read),
		cmocka_unit_test(test_html_is_sound),
		cmocka_unit_test(test_text_says_so),
		cmocka_unit_test(test_text_ranks),
		cmocka_unit_test(test_every_report),
	};

	folder_alone();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
