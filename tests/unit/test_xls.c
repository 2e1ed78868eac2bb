/* Excel's binary workbooks: records and compound files by hand where the
 * point is in the bytes, and files that LibreOffice saved. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "scanner/formats/cfb.h"
#include "tests/unit/document.h"

#define BOF 0x0809
#define CONTINUE 0x3C
#define END 0x0A

static void put(struct buffer *b, unsigned type, const void *bytes,
		size_t length)
{
	archive_put(b, 2, type);
	archive_put(b, 2, length);
	buffer_append(b, bytes, length);
}

#define PUT(b, type, bytes) put(b, type, bytes, sizeof(bytes) - 1)

static void begin(struct buffer *b, unsigned version, unsigned kind)
{
	archive_put(b, 2, BOF);
	archive_put(b, 2, 8);
	archive_put(b, 2, version << 8);
	archive_put(b, 2, kind);
	archive_put(b, 4, 0);
}

/* The start of a cell's record. */
static void cell(struct buffer *b, unsigned type, size_t length, unsigned row,
		 unsigned column, unsigned style)
{
	archive_put(b, 2, type);
	archive_put(b, 2, length + 6);
	archive_put(b, 2, row);
	archive_put(b, 2, column);
	archive_put(b, 2, style);
}

static void number(struct buffer *b, unsigned row, unsigned column,
		   unsigned style, double value)
{
	cell(b, 0x0203, 8, row, column, style);
	buffer_append(b, &value, 8);
}

static void shared(struct buffer *b, unsigned row, unsigned column,
		   unsigned index)
{
	cell(b, 0x00FD, 4, row, column, 0);
	archive_put(b, 4, index);
}

static void label(struct buffer *b, unsigned row, unsigned column,
		  const char *text)
{
	cell(b, 0x0204, strlen(text) + 2, row, column, 0);
	archive_put(b, 2, strlen(text));
	buffer_text(b, text);
}

/* Names a sheet; where it begins is known later. */
static size_t name_sheet(struct buffer *b, const char *name, size_t length)
{
	size_t at = b->length + 4;

	archive_put(b, 2, 0x85);
	archive_put(b, 2, length + 8);
	archive_put(b, 4, 0);
	archive_put(b, 2, 1); /* hidden */
	archive_put(b, 1, length / 2);
	archive_put(b, 1, 1);
	buffer_append(b, name, length);
	return at;
}

static void sheet_begins(struct buffer *b, size_t named)
{
	uint32_t at = (uint32_t)b->length;

	memcpy(b->bytes + named, &at, 4);
	begin(b, 6, 0x10);
}

static void reads(struct record *r, const struct buffer *b, int outcome)
{
	record_start(r);
	assert_int_equal(record_bytes(r, b->bytes, b->length), outcome);
}

/* Two strings: the second goes on in a CONTINUE record with wider
 * characters, has runs of formats that are divided, too, and a third begins
 * there. */
static void strings(struct buffer *b)
{
	PUT(b, 0xFC, "\3\0\0\0\3\0\0\0"
		     "\2\0\1\xD3\x59\x0D\x54" /* 姓名 */
		     "\x13\0\x08\1\0" "11010119900");
	PUT(b, CONTINUE, "\1" "3\0" "0\0" "7\0" "0\0" "0\0" "1\0" "1\0"
			 "\x20\x5F" "\1\0");
	PUT(b, CONTINUE, "\2\0" "\4\0\0" "abcd");
}

static void workbook(struct buffer *b)
{
	size_t sheet, hidden;

	begin(b, 6, 5);
	PUT(b, 0x41E, "\xA4\0\x0B\0\0yyyy\"Y\"m\\dd");
	PUT(b, 0xE0, "\0\0\0\0");
	PUT(b, 0xE0, "\0\0\x0E\0");
	PUT(b, 0xE0, "\0\0\xA4\0");
	sheet = name_sheet(b, "\xA2\x5B\x37\x62", 4);
	hidden = name_sheet(b, "h\0", 2);
	strings(b);
	PUT(b, END, "");
	sheet_begins(b, sheet);
	PUT(b, 0x14, "\2\0\0&L");
	shared(b, 0, 0, 0);
	shared(b, 0, 2, 2);
	shared(b, 1, 0, 1);
	number(b, 1, 2, 0, 13800138000);
	number(b, 2, 0, 1, 32939);
	number(b, 2, 1, 2, 32939.5);
	number(b, 2, 2, 0, 110101199003070000);
	PUT(b, 0xBD, "\3\0\1\0" "\0\0\x0A\0\0\0" "\0\0\x0B\0\0\0"
		     "\0\0\0\0\x10\x40" "\3\0");
	PUT(b, 0x06, "\4\0\0\0\0\0" "\0\0\0\0\0\0\xFF\xFF" "\0\0\0\0\0\0\0\0");
	PUT(b, 0x207, "\2\0\0ok");
	PUT(b, 0x205, "\4\0\1\0\0\0\1\0");
	PUT(b, 0x06, "\4\0\2\0\0\0" "\0\0\0\0\0\0\xF8\x3F" "\0\0\0\0\0\0\0\0");
	PUT(b, 0x1B6, "\0\0\0\0\0\0\0\0\0\0\4\0\x10\0\0\0\0\0");
	PUT(b, CONTINUE, "\0no");
	PUT(b, CONTINUE, "\1t\0e\0");
	PUT(b, CONTINUE, "\0\0\0\0");
	begin(b, 6, 0x20); /* a chart, with copies of cells */
	number(b, 9, 0, 0, 4711);
	PUT(b, END, "");
	PUT(b, END, "");
	sheet_begins(b, hidden);
	number(b, 0, 0, 0, 0.25);
	PUT(b, END, "");
}

static void sheets_are_tables(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	workbook(&b);
	reads(&r, &b, OUTCOME_OK);
	assert_memory_equal(buffer_string(&r.log), "xls\n", 4);
	document_has(&r, "table 客户: 姓名,,abcd\n\"姓名\tabcd\t\"\n");
	document_has(&r, "0=110101199003070011张 2=13800138000#;\n"
			 "0=1990-03-07 1=1990-03-07 12:00:00 "
			 "2=110101199003070000#;\n");
	document_has(&r, "1=2# 2=0.02# 3=4#;\n0=ok 2=1.5#;\n");
	document_has(&r, "\"&L\nnote\n\"");
	document_has(&r, "table h:\n0=0.25#;\n");
	document_lacks(&r, "4711");
	record_release(&r);
	buffer_release(&b);
}

static void strings_that_no_cell_shows_are_read(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	begin(&b, 6, 5);
	strings(&b);
	PUT(&b, END, "");
	reads(&r, &b, OUTCOME_OK);
	document_has(&r, "\"姓名\n110101199003070011张\nabcd\n\"");
	record_release(&r);
	buffer_release(&b);
}

static void older_versions_are_read(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	begin(&b, 5, 5);
	PUT(&b, 0x42, "\xA8\x03");
	PUT(&b, END, "");
	begin(&b, 5, 0x10);
	label(&b, 0, 0, "\xD0\xD5\xC3\xFB");
	label(&b, 0, 1, "\xD7\xA1\xD6\xB7");
	label(&b, 1, 0, "\xD5\xC5\xC8\xFD");
	PUT(&b, 0x1C, "\0\0\0\0\4\0note");
	PUT(&b, END, "");
	reads(&r, &b, OUTCOME_OK);
	document_has(&r, ": 姓名,住址\n\"姓名\t住址\t\"\n0=张三;\n\"note\n\"");
	record_release(&r);
	buffer_clear(&b);
	PUT(&b, 0x09, "\2\0\x10\0");
	PUT(&b, 0x04, "\0\0\0\0\0\0\0\4name");
	PUT(&b, 0x04, "\0\0\1\0\0\0\0\1n");
	PUT(&b, 0x04, "\1\0\0\0\0\0\0\1x");
	PUT(&b, 0x02, "\1\0\1\0\0\0\0\x39\x30");
	PUT(&b, END, "");
	reads(&r, &b, OUTCOME_OK);
	document_has(&r, ": name,n\n\"name\tn\t\"\n0=x 1=12345#;\n");
	record_release(&r);
	buffer_release(&b);
}

static void encrypted_ones_say_so(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	begin(&b, 6, 5);
	PUT(&b, 0x2F, "\1\0\1\0\1\0");
	PUT(&b, 0x85, "\xFF\xFF\xFF\xFF\0\0\4\0????");
	reads(&r, &b, OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_ENCRYPTED);
	document_lacks(&r, "?");
	record_release(&r);
	buffer_release(&b);
}

/* A record's worth of every kind, cut at each byte: complete cells before
 * the cut are there, and it is said. */
static void cut_ones_give_what_is_there(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	workbook(&b);
	record_start(&r);
	for (size_t cut = 8; cut < b.length; cut++) {
		unsigned char *copy = malloc(cut);
		int outcome;

		memcpy(copy, b.bytes, cut);
		outcome = record_bytes(&r, copy, cut);
		assert_int_equal(outcome, OUTCOME_PARTIAL);
		if (memmem(copy, cut, "\x20\x5F\1\0", 4))
			document_has(&r, "110101199003070011张");
		free(copy);
	}
	record_release(&r);
	buffer_release(&b);
}

#define SECTOR 512
#define LINK(file, sector) ((file) + SECTOR + 4 * (sector))

static void entry(unsigned char *at, const char *name, unsigned type,
		  uint32_t next, uint32_t child, uint32_t first, uint32_t size)
{
	size_t length = strlen(name) + 1;

	for (size_t i = 0; i < length; i++)
		at[2 * i] = (unsigned char)name[i];
	at[64] = (unsigned char)(2 * length);
	at[66] = (unsigned char)type;
	memset(at + 68, 0xFF, 4);
	memcpy(at + 72, &next, 4);
	memcpy(at + 76, &child, 4);
	memcpy(at + 116, &first, 4);
	memcpy(at + 120, &size, 4);
}

/* A compound file: the FAT, two sectors of the directory, the mini FAT, the
 * mini stream, then the workbook, backwards. */
static unsigned char *compound(const struct buffer *book, const char *name,
			       size_t *length)
{
	static const uint32_t none = UINT32_MAX, last = 0xFFFFFFFE;
	static const struct {
		unsigned at, byte;
	} header[] = {
		{ 24, 0x3E }, { 26, 3 },    { 28, 0xFE }, { 29, 0xFF },
		{ 30, 9 },    { 32, 6 },    { 44, 1 },	  { 48, 1 },
		{ 57, 16 },   { 60, 3 },    { 64, 1 },
	};
	uint32_t sectors = 8, size = sectors * SECTOR, link;
	unsigned char *file = calloc(16, SECTOR), *directory;

	*length = 14 * SECTOR;
	memcpy(file, CFB_SIGNATURE, 8);
	for (unsigned i = 0; i < sizeof(header) / sizeof(*header); i++)
		file[header[i].at] = (unsigned char)header[i].byte;
	memcpy(file + 68, &last, 4);
	memset(file + 76, 0xFF, 4 * 109);
	memset(file + 76, 0, 4);
	memset(file + SECTOR, 0xFF, SECTOR);
	link = 2;
	memcpy(LINK(file, 1), &link, 4);
	memcpy(LINK(file, 2), &last, 4);
	memcpy(LINK(file, 3), &last, 4);
	memcpy(LINK(file, 4), &last, 4);
	directory = file + 2 * SECTOR;
	entry(directory, "Root Entry", 5, none, 1, 4, 128);
	entry(directory + 128, name, 2, 2, none, 5 + sectors - 1, size);
	entry(directory + 256, "\5SummaryInformation", 2, 3, none, 1, 60);
	entry(directory + 384, "MBD1", 1, none, 4, 0, 0);
	entry(directory + 512, "CONTENTS", 2, none, none, 0, 28);
	memcpy(file + 4 * SECTOR, &last, 4);
	memcpy(file + 4 * SECTOR + 4, &last, 4);
	memcpy(file + 5 * SECTOR, "inside: 13900139000 and so on", 30);
	memcpy(file + 5 * SECTOR + 64,
	       "\xFE\xFF\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0"
	       "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x30\0\0\0", 48);
	assert_true(book->length <= size);
	for (uint32_t i = 0; i < sectors; i++) {
		uint32_t sector = 5 + sectors - 1 - i, at = i * SECTOR;

		link = i + 1 < sectors ? sector - 1 : last;
		memcpy(LINK(file, sector), &link, 4);
		if (at < book->length)
			memcpy(file + (sector + 1) * SECTOR, book->bytes + at,
			       book->length - at < SECTOR ? book->length - at
							  : SECTOR);
	}
	return file;
}

static void compound_files_are_read(void **state)
{
	static const char *const names[] = { "Workbook", "WORKBOOK", "Book" };
	struct buffer b = { 0 };

	(void)state;
	workbook(&b);
	for (unsigned i = 0; i < 3; i++) {
		struct record r;
		size_t length;
		unsigned char *file = compound(&b, names[i], &length);

		record_start(&r);
		assert_int_equal(record_bytes(&r, file, length), OUTCOME_OK);
		document_has(&r, "0=110101199003070011张 2=13800138000#;\n");
		document_has(&r, "[MBD1/CONTENTS text\n");
		document_has(&r, "\"inside: 13900139000");
		record_release(&r);
		free(file);
	}
	buffer_release(&b);
}

static void other_documents_are_named(void **state)
{
	struct buffer b = { 0 };
	struct record r;
	size_t length;
	unsigned char *file = compound(&b, "EncryptedPackage", &length);

	(void)state;
	record_start(&r);
	assert_int_equal(record_bytes(&r, file, length), OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_ENCRYPTED);
	free(file);
	file = compound(&b, "WordDocument", &length);
	assert_int_equal(record_bytes(&r, file, length), OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_UNSUPPORTED);
	assert_non_null(strstr(r.problem.words, ".doc"));
	free(file);
	record_release(&r);
}

/* Every link of the tables once to itself, and once out of the file. */
static void chains_may_run_anywhere(void **state)
{
	struct buffer b = { 0 };
	struct record r;
	size_t length;

	(void)state;
	workbook(&b);
	record_start(&r);
	for (uint32_t i = 0; i < 3 * 128; i++) {
		unsigned char *file = compound(&b, "Workbook", &length);
		uint32_t links[] = { i % 128, 0x7FFFFFFF, 0 };

		for (unsigned k = 0; k < 3; k++) {
			memcpy(file + (i / 128 == 2 ? 4 : 1 + i / 128) *
					       SECTOR + 4 * (i % 128),
			       &links[k], 4);
			record_bytes(&r, file, length);
		}
		free(file);
	}
	record_release(&r);
	buffer_release(&b);
}

static void cut_compound_files_are_partial(void **state)
{
	struct buffer b = { 0 };
	struct record r;
	size_t length;
	unsigned char *file;

	(void)state;
	workbook(&b);
	file = compound(&b, "Workbook", &length);
	record_start(&r);
	for (size_t cut = SECTOR; cut + 7 * SECTOR < length; cut += 7) {
		unsigned char *copy = malloc(cut);

		memcpy(copy, file, cut);
		assert_int_not_equal(record_bytes(&r, copy, cut), OUTCOME_OK);
		free(copy);
	}
	record_release(&r);
	free(file);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_are_tables),
		cmocka_unit_test(strings_that_no_cell_shows_are_read),
		cmocka_unit_test(older_versions_are_read),
		cmocka_unit_test(encrypted_ones_say_so),
		cmocka_unit_test(cut_ones_give_what_is_there),
		cmocka_unit_test(compound_files_are_read),
		cmocka_unit_test(other_documents_are_named),
		cmocka_unit_test(chains_may_run_anywhere),
		cmocka_unit_test(cut_compound_files_are_partial),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
