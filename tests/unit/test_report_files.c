/*
 * Beneath the documents: escaping, widths and figures, the window of people,
 * and how a report reaches its place when the disk is full or a name is odd.
 */
#define FOLDER "/tmp/pandian-test-report-files"
#include "tests/unit/writers.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "reports/writers/out.h"
#include "scanner/base/escape.h"

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

#define INDENT (OUT_COLUMNS - 10) /* which leaves ten columns */

static void print_paragraph(FILE *out, const void *text)
{
	fputc('.', out);
	out_paragraph(out, text, 1, INDENT);
}

static void assert_lines(const char *words, const char *first,
			 const char *second)
{
	char wanted[256];

	snprintf(wanted, sizeof(wanted), ".%*s%s\n%*s%s%s", INDENT - 1, "",
		 first, *second ? INDENT : 0, "", second,
		 *second ? "\n" : "");
	assert_printed(print_paragraph, words, wanted);
}

static void test_paragraphs(void **state)
{
	(void)state;
	assert_lines("ten places", "ten places", "");
	assert_lines("ten places more", "ten places", "more");
	assert_lines("and a-long-one", "and", "a-long-one");
	assert_lines("五个汉字占十列", "五个汉字占", "十列");
	/* No line begins with what closes, none ends with what opens. */
	assert_lines("五个汉字占，十列", "五个汉字", "占，十列");
	assert_lines("四个汉字（十列）", "四个汉字", "（十列）");
	assert_lines("满 1,000 条的", "满 1,000", "条的");
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

static size_t files_in_folder(void)
{
	static const char program[] =
		"import os,sys; sys.exit(len(os.listdir(sys.argv[1])))";

	return (size_t)python(program, FOLDER);
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
				 OUTCOME_FATAL);
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
				 OUTCOME_FATAL);
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
			 OUTCOME_FATAL);
	assert_non_null(strstr(problem.words, "symbolic link"));
	unlink(FOLDER "/link");

	problem = (struct problem){ 0 };
	assert_int_equal(report_render(report_find("json"), &store, &english,
				       FOLDER "/none/x", &problem),
			 OUTCOME_FATAL);
	assert_non_null(strstr(problem.words, FOLDER "/none/x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape_as_base),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_full_device),
		cmocka_unit_test(test_old_report_stays),
		cmocka_unit_test(test_store_fails),
		cmocka_unit_test(test_modes_and_links),
	};

	folder_alone();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
