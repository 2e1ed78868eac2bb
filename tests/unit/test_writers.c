/*
 * The writers, over a store that lies in this file: hostile names in every
 * text, every state and reason, columns of each verdict. What other programs
 * say of the documents (python3, libxml2 with the schema) decides.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <libxml/xmlschemas.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reports/writers/out.h"
#include "reports/writers/people_window.h"
#include "reports/writers/report.h"
#include "scanner/base/charset.h"
#include "scanner/base/escape.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define RAW "44030519850412377X" /* synthetic; must never come out */
#define FOLDER "/tmp/pandian-test-writers"

/* ---- the store ---- */

struct store {
	const struct asset_row *assets;
	size_t asset_count;
	const struct profile *profiles;
	size_t profile_count;
	const struct finding *places;
	size_t place_count;
	const struct people *people;
	size_t people_count;
	struct sweep sweep;
	int fails; /* returned by store_each_asset */
};

static bool same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

int store_sweep(struct store *store, struct sweep *sweep)
{
	*sweep = store->sweep;
	return 0;
}

int store_each_asset(struct store *store,
		     int (*row)(void *, const struct asset_row *),
		     void *context)
{
	int stop = store->fails;
	size_t i;

	for (i = 0; i < store->asset_count && !stop; i++)
		stop = row(context, &store->assets[i]);
	return stop;
}

int store_each_profile(struct store *store, const char *path,
		       int (*row)(void *, const struct profile *),
		       void *context)
{
	int stop = 0;
	size_t i;

	for (i = 0; i < store->profile_count && !stop; i++)
		if (!path || same(path, store->profiles[i].path))
			stop = row(context, &store->profiles[i]);
	return stop;
}

int store_each_place(struct store *store, const struct profile *of,
		     int (*row)(void *, const struct finding *),
		     void *context)
{
	const struct finding *place;
	int stop = 0;
	size_t i;

	for (i = 0; i < store->place_count && !stop; i++) {
		place = &store->places[i];
		if (!of || (same(place->path, of->path) &&
			    same(place->table, of->table) &&
			    same(place->column, of->column) &&
			    place->detector == of->detector))
			stop = row(context, place);
	}
	return stop;
}

int store_each_people(struct store *store,
		      int (*row)(void *, const struct people *),
		      void *context)
{
	int stop = 0;
	size_t i;

	for (i = 0; i < store->people_count && !stop; i++)
		stop = row(context, &store->people[i]);
	return stop;
}

/* ---- what lies in it ---- */

static const struct policy_row id_number = {
	.code = "ID_NUMBER", .zh = "居民身份号码", .seed = "私密",
	.jrt0171 = "C2", .pipl = "Y?", .level = 3, .sensitive = true,
};
static const struct policy_row card_number = {
	.code = "BANK_CARD", .zh = "银行卡号", .seed = "私密",
	.jrt0171 = "C3", .pipl = "Y", .level = 4, .sensitive = true,
};

static const char *const hostile[] = {
	"share/\033[31mred\033]0;title\007.txt",
	"share/new\nline\r\ttab.txt",
	"share/\xFF\xFE not utf-8 \xC3.txt",
	"share/\"quotes' & <script>alert(1)</script>.txt",
	"share/]]> --> \\x1b \\ %s%n.txt",
	"=HYPERLINK(\"http://x\")",
	"＝1+1",
	"@SUM(A1)",
	"-2+3",
	"share/abc\xE2\x80\xAEtxt.exe",
	"share/\xC2\x9B" "31m C1 \x7F.txt",
	"share/\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90 nonchar.txt",
	"share/客户资料（最终版）.xlsx",
};

static struct asset_row asset_rows[COUNT(hostile)];
static struct profile profile_rows[COUNT(hostile) + 1];
static struct finding place_rows[COUNT(hostile)];
static struct people people_rows[COUNT(hostile) + 1];

static void fill_asset(size_t i)
{
	const char *name = hostile[i];
	int id = detector_find("cn.resident_id");

	asset_rows[i] = (struct asset_row){
		.id = (int64_t)i + 1,
		.asset = { .path = name, .format = "csv", .encoding = "utf-8",
			   .bytes = UINT64_C(1) << (i * 5), .mode = 0100640,
			   .mtime_ns = 1700000000000000001,
			   .state = (enum state)(i % STATE_COUNT) },
		.level = &id_number, .confidence = CONFIDENCE_HIGH,
		.findings = 12,
	};
	if (i % STATE_COUNT)
		problem_set(&asset_rows[i].asset.problem, 0, REASON_DAMAGED,
			    "page 3 of \033[7m%zu", i);
	profile_rows[i] = (struct profile){
		.asset = (int64_t)i + 1, .path = name, .table = name,
		.column = name, .detector = id, .rows = 1000,
		.candidates = 990, .passed = 985, .distinct_passed = 980,
		.chance = 1 / 11.0, .p_value = -2300.25, .high = 985,
		.verdict = VERDICT_CONFIRMED, .confidence = CONFIDENCE_HIGH,
		.label = name, .reasons = "label 身份证号; passes 99.5 %",
		.policy = &id_number,
	};
	place_rows[i] = (struct finding){
		.path = name, .table = name, .column = name, .line = 12,
		.row = 11, .offset = 4711, .detector = id,
		.masked = "4***************X", .fingerprint = "00ff",
		.confidence = CONFIDENCE_HIGH,
		.checks = CHECK_CHECKSUM | CHECK_DATE | CHECK_REGION,
		.label = name, .policy = &id_number,
		.value = { (const unsigned char *)RAW, strlen(RAW) },
	};
	people_rows[i + 1] = (struct people){
		.path = name, .table = name, .estimate = 980, .low = 970,
		.high = 990, .sensitive = 980,
	};
	people_rows[i + 1].by[id] = 980;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct people *)a)->path,
		      ((const struct people *)b)->path);
}

static int by_asset(const void *a, const void *b)
{
	return strcmp(((const struct asset_row *)a)->asset.path,
		      ((const struct asset_row *)b)->asset.path);
}

static struct store hostile_store(void)
{
	const size_t n = COUNT(hostile);
	size_t i;

	for (i = 0; i < n; i++)
		fill_asset(i);
	people_rows[0] = (struct people){
		.estimate = 1200000, .low = 900000, .high = 1300000,
		.sensitive = 12000, .minors = 3,
	};
	profile_rows[n] = (struct profile){
		.asset = 1, .path = hostile[0], .table = "t_order",
		.column = "order_no", .detector = detector_find("payment_card"),
		.rows = 100000, .candidates = 100000, .passed = 9900,
		.chance = 0.1, .verdict = VERDICT_CHANCE,
		.policy = &card_number,
	};
	qsort(asset_rows, n, sizeof(*asset_rows), by_asset);
	qsort(people_rows + 1, n, sizeof(*people_rows), by_path);
	return (struct store){
		.assets = asset_rows, .asset_count = n,
		.profiles = profile_rows, .profile_count = n + 1,
		.places = place_rows, .place_count = n,
		.people = people_rows, .people_count = n + 1,
		.sweep = { .version = "0.1.0", .rules = "r1", .key_id = "k1",
			   .roots = "share\nother\033[1m",
			   .started = "2026-11-21T01:02:03Z",
			   .ended = "2026-11-21T01:02:04Z", .seconds = 1.5,
			   .threads = 2, .incomplete = true, .assets = n,
			   .bytes = 123456789,
			   .states = { 3, 2, 2, 2, 2, 2 },
			   .findings = { [CONFIDENCE_HIGH] = 12805 } },
	};
}

/* ---- helpers ---- */

static const struct report_options chinese = { .lang = "zh" };
static const struct report_options english = { .lang = "en" };
static const struct report_options revealing = { .lang = "en",
						 .reveal = true };

static char *read_whole(const char *file, size_t *length)
{
	FILE *in = fopen(file, "r");
	char *text;

	assert_non_null(in);
	fseek(in, 0, SEEK_END);
	*length = (size_t)ftell(in);
	rewind(in);
	text = malloc(*length + 1);
	assert_non_null(text);
	assert_int_equal(fread(text, 1, *length, in), *length);
	text[*length] = 0;
	fclose(in);
	return text;
}

static char *render(const char *name, const struct report_options *options,
		    char file[static 64], size_t *length)
{
	struct store store = hostile_store();
	struct problem problem = { 0 };

	snprintf(file, 64, FOLDER "/out.%s", name);
	assert_int_equal(report_render(report_find(name), &store, options,
				       file, &problem), OUTCOME_OK);
	return read_whole(file, length);
}

/* Exit status of a python program with the file as its argument. */
static int python(const char *program, const char *file)
{
	char *const argv[] = { "python3", "-c", (char *)program, (char *)file,
			       NULL };
	extern char **environ;
	pid_t pid;
	int status;

	assert_int_equal(posix_spawnp(&pid, argv[0], NULL, NULL, argv,
				      environ), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static size_t files_in_folder(void)
{
	static const char program[] =
		"import os,sys; sys.exit(len(os.listdir(sys.argv[1])))";

	return (size_t)python(program, FOLDER);
}

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

/* ---- escaping and figures ---- */

static void print_text(FILE *out, const void *text)
{
	out_text(out, text);
}

static void test_escape_as_base(void **state)
{
	struct buffer escaped = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(hostile); i++) {
		buffer_clear(&escaped);
		path_escape(&escaped, hostile[i]);
		assert_printed(print_text, hostile[i],
			       buffer_string(&escaped));
	}
	buffer_release(&escaped);
}

static void print_cell(FILE *out, const void *text)
{
	out_cell(out, text, 10);
	fputc('|', out);
	out_cell(out, text, -10);
}

static void test_cells(void **state)
{
	(void)state;
	assert_printed(print_cell, "abc", "abc       |       abc");
	assert_printed(print_cell, "身份证", "身份证    |    身份证");
	assert_printed(print_cell, "身份证号码", "身份证号码|身份证号码");
	assert_printed(print_cell, "0123456789ab", "012…6789ab|012…6789ab");
	assert_printed(print_cell, "居民身份证号码", "居…证号码 |居…证号码 ");
	assert_printed(print_cell, "e\xCC\x81", "e\xCC\x81         |"
						"         e\xCC\x81");
}

static void test_figures(void **state)
{
	(void)state;
	assert_string_equal(figure_count(0).text, "0");
	assert_string_equal(figure_count(999).text, "999");
	assert_string_equal(figure_count(2314880).text, "2,314,880");
	assert_string_equal(figure_count(UINT64_MAX).text,
			    "18,446,744,073,709,551,615");
	assert_string_equal(figure_bytes(1023).text, "1023 B");
	assert_string_equal(figure_bytes(1536).text, "1.5 KiB");
	assert_string_equal(figure_bytes(UINT64_MAX).text, "15.9 EiB");
	assert_string_equal(figure_share(0.099).text, "9.9 %");
	assert_string_equal(figure_share(0.00001).text, "< 0.1 %");
	assert_string_equal(figure_share(0.99999).text, "> 99.9 %");
	assert_string_equal(figure_share(1).text, "100.0 %");
	assert_string_equal(figure_real(1 / 11.0).text, "0.090909091");
	assert_string_equal(figure_real(-2300.25).text, "-2300.25");
	assert_string_equal(figure_real(100).text, "100");
	assert_string_equal(figure_real(-1e12).text, "-1000000000000");
	assert_string_equal(figure_real(0.0 / 0.0).text, "");
	assert_string_equal(figure_real(-1.0 / 0.0).text, "");
	assert_string_equal(figure_moment(1).text,
			    "1970-01-01T00:00:00.000000001Z");
	assert_string_equal(figure_moment(-1).text,
			    "1969-12-31T23:59:59.999999999Z");
	assert_string_equal(figure_moment(0).text, "");
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
		"\"low\":1}}\n");
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
		"\"by\":{\"cn.mobile\":7},\"sensitive\":5,\"minors\":0}\n");
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
		"assert {len(r) for r in rows}=={21}\n"
		"bad=[c for r in rows for c in r if c[:1] in tuple('=+-@＝＋－＠\\t\\r')]\n"
		"assert not [c for c in bad if c], bad\n";
	char file[64];
	size_t length;

	(void)state;
	free(render("csv", &english, file, &length));
	assert_int_equal(python(program, file), 0);
}

static void test_html_is_sound(void **state)
{
	static const char program[] =
		"import base64,hashlib,html.parser,re,sys\n"
		"t=open(sys.argv[1],encoding='utf-8').read()\n"
		"void={'meta','br','wbr','rect','link'}\n"
		"class P(html.parser.HTMLParser):\n"
		"  stack=[]; names=[]; ids=[]; links=[]; tags=set()\n"
		"  def handle_starttag(s,tag,attrs):\n"
		"    a=dict(attrs); s.tags.add(tag)\n"
		"    assert 'style' not in a and not [k for k in a if k[:2]=='on']\n"
		"    if 'id' in a: s.ids.append(a['id'])\n"
		"    if 'href' in a: s.links.append(a['href'])\n"
		"    if tag=='bdi': s.names.append('')\n"
		"    if tag not in void: s.stack.append(tag)\n"
		"  def handle_endtag(s,tag):\n"
		"    if tag in void: return\n"
		"    assert s.stack.pop()==tag, (tag,s.getpos())\n"
		"  def handle_data(s,d):\n"
		"    if s.stack and s.stack[-1]=='bdi': s.names[-1]+=d\n"
		"p=P(); p.feed(t); p.close()\n"
		"assert not p.stack, p.stack\n"
		"assert not p.tags&{'script','img','link','iframe','a-'}, p.tags\n"
		"assert len(p.ids)==len(set(p.ids))\n"
		"assert all(l[0]=='#' and l[1:] in p.ids for l in p.links)\n"
		"assert '=HYPERLINK(\"http://x\")' in p.names\n"
		"css=re.search('<style>(.*)</style>',t,re.S).group(1).encode()\n"
		"h=base64.b64encode(hashlib.sha256(css).digest()).decode()\n"
		"assert \"style-src 'sha256-\"+h+\"'\" in t\n";
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
	assert_non_null(strstr(text, "order_no: looks like "));
	assert_non_null(strstr(text, "Passed 9.9 %, chance 10.0 %: it is not"));
	assert_non_null(strstr(text, "≥ 10,000 people, sensitive data"));
	assert_non_null(strstr(text, "900,000 – 1,300,000"));
	free(text);
}

/* For every report: valid UTF-8, no control byte but line ends and no bidi
 * control, no raw value, and the same bytes the second time. */
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
			assert_null(strstr(text, RAW));
			assert_null(strstr(text, "\xE2\x80\xAE"));
			for (n = 0; n < length; n++)
				assert_true((unsigned char)text[n] >= ' ' ||
					    strchr("\n\r", text[n]));
			assert_true(utf8_valid((unsigned char *)text, length));
			again = render(reports[i]->name, options[l], file,
				       &n);
			assert_int_equal(n, length);
			assert_memory_equal(text, again, length);
			free(text);
			free(again);
		}
}

/* ---- reaching the place ---- */

static void test_full_device(void **state)
{
	struct store store = hostile_store();
	struct problem problem;
	size_t i;

	(void)state;
	for (i = 0; reports[i]; i++) {
		problem = (struct problem){ 0 };
		assert_int_equal(report_render(reports[i], &store, &english,
					       "/dev/full", &problem),
				 OUTCOME_FAILED);
		assert_non_null(strstr(problem.words, "/dev/full"));
	}
}

/* A disk that takes `bytes` and no more. */
static void limit_files(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_old_report_stays(void **state)
{
	struct store store = hostile_store();
	struct problem problem;
	size_t i, length, before;
	char file[64], *text;

	(void)state;
	for (i = 0; reports[i]; i++) {
		free(render(reports[i]->name, &english, file, &length));
		before = files_in_folder();
		problem = (struct problem){ 0 };
		limit_files(512);
		assert_int_equal(report_render(reports[i], &store, &chinese,
					       file, &problem),
				 OUTCOME_FAILED);
		limit_files(RLIM_INFINITY);
		assert_non_null(strstr(problem.words, file));
		text = read_whole(file, &before);
		assert_int_equal(before, length);
		free(text);
	}
}

static void test_store_fails(void **state)
{
	struct store store = hostile_store();
	struct problem problem;
	size_t i, before = files_in_folder();

	(void)state;
	store.fails = OUTCOME_FATAL;
	for (i = 0; reports[i]; i++) {
		if (!strcmp(reports[i]->name, "csv"))
			continue; /* asks for profiles only */
		problem = (struct problem){ 0 };
		assert_int_not_equal(report_render(reports[i], &store,
						   &english, FOLDER "/new",
						   &problem), OUTCOME_OK);
		assert_non_null(strstr(problem.words, FOLDER "/new"));
	}
	assert_int_equal(access(FOLDER "/new", F_OK), -1);
	assert_int_equal(files_in_folder(), before);
}

static void test_modes_and_links(void **state)
{
	struct store store = hostile_store();
	struct problem problem = { 0 };
	char file[64];
	size_t length;
	struct stat st;

	(void)state;
	umask(022);
	free(render("json", &english, file, &length));
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	free(render("json", &revealing, file, &length));
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);

	assert_int_equal(symlink(file, FOLDER "/link"), 0);
	assert_int_equal(report_render(report_find("json"), &store, &english,
				       FOLDER "/link", &problem),
			 OUTCOME_FAILED);
	assert_non_null(strstr(problem.words, "symbolic link"));
	unlink(FOLDER "/link");

	problem = (struct problem){ 0 };
	assert_int_equal(report_render(report_find("json"), &store, &english,
				       FOLDER "/none/x", &problem),
			 OUTCOME_FAILED);
	assert_non_null(strstr(problem.words, FOLDER "/none/x"));
}

/* ---- the window ---- */

static int add_estimate(void *context, const struct people *people)
{
	*(uint64_t *)context += people->estimate;
	return 0;
}

static void test_people_window(void **state)
{
	enum { PATHS = 700, TABLES = 3 };
	static struct people rows[PATHS * TABLES + 1];
	static char paths[PATHS][16];
	struct store store = { .people = rows, .people_count = COUNT(rows) };
	struct people_window *window = people_window_new(&store);
	uint64_t sum;
	int i, round;

	(void)state;
	for (i = 0; i < PATHS * TABLES; i++) {
		snprintf(paths[i / TABLES], 16, "%04d", i / TABLES);
		rows[i + 1] = (struct people){ .path = paths[i / TABLES],
					       .estimate = (uint64_t)i };
	}
	for (round = 0; round < 2; round++)
		for (i = 0; i < PATHS; i += 1 + round) {
			sum = 0;
			assert_int_equal(people_of(window, paths[i],
						   add_estimate, &sum), 0);
			assert_int_equal(sum, 9 * i + 3);
		}
	sum = 0;
	assert_int_equal(people_of(window, "zzz", add_estimate, &sum), 0);
	assert_int_equal(sum, 0);
	people_window_free(window);
}

static int set_up(void **state)
{
	(void)state;
	return python("import os,shutil,sys\n"
		      "shutil.rmtree(sys.argv[1],True); os.mkdir(sys.argv[1])",
		      FOLDER);
}

static int tear_down(void **state)
{
	(void)state;
	return python("import shutil,sys\nshutil.rmtree(sys.argv[1])", FOLDER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape_as_base),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_record_asset),
		cmocka_unit_test(test_record_finding),
		cmocka_unit_test(test_record_profile),
		cmocka_unit_test(test_record_people),
		cmocka_unit_test(test_json_is_read),
		cmocka_unit_test(test_xml_is_valid),
		cmocka_unit_test(test_csv_is_tame),
		cmocka_unit_test(test_html_is_sound),
		cmocka_unit_test(test_text_says_so),
		cmocka_unit_test(test_every_report),
		cmocka_unit_test(test_full_device),
		cmocka_unit_test(test_old_report_stays),
		cmocka_unit_test(test_store_fails),
		cmocka_unit_test(test_modes_and_links),
		cmocka_unit_test(test_people_window),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
