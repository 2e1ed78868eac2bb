/* Compressed streams: gzip, zstd, xz, bzip2, lz4, as their libraries pack. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zstd.h>

#include "tests/unit/archive.h"

#define ROOM (9 * 1024 * 1024)

static size_t pack_gzip(const void *text, size_t length, unsigned char *out)
{
	z_stream z = { 0 };

	deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8,
		     Z_DEFAULT_STRATEGY);
	z.next_in = (unsigned char *)(uintptr_t)text;
	z.avail_in = (uInt)length;
	z.next_out = out;
	z.avail_out = ROOM;
	deflate(&z, Z_FINISH);
	deflateEnd(&z);
	return ROOM - z.avail_out;
}

static size_t pack_zstd(const void *text, size_t length, unsigned char *out)
{
	ZSTD_CCtx *z = ZSTD_createCCtx();
	size_t n;

	ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);
	n = ZSTD_compress2(z, out, ROOM, text, length);
	ZSTD_freeCCtx(z);
	return n;
}

static size_t pack_xz(const void *text, size_t length, unsigned char *out)
{
	size_t n = 0;

	lzma_easy_buffer_encode(6, LZMA_CHECK_CRC32, NULL, text, length, out,
				&n, ROOM);
	return n;
}

static size_t pack_bzip2(const void *text, size_t length, unsigned char *out)
{
	unsigned n = ROOM;

	BZ2_bzBuffToBuffCompress((char *)out, &n, (char *)(uintptr_t)text,
				 (unsigned)length, 1, 0, 0);
	return n;
}

static size_t pack_lz4(const void *text, size_t length, unsigned char *out)
{
	const LZ4F_preferences_t with_sum = {
		.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
	};

	return LZ4F_compressFrame(out, ROOM, text, length, &with_sum);
}

static const struct packer {
	const char *name;
	size_t (*pack)(const void *, size_t, unsigned char *out);
} packers[] = {
	{ "gzip", pack_gzip },
	{ "zstd", pack_zstd },
	{ "xz", pack_xz },
	{ "bzip2", pack_bzip2 },
	{ "lz4", pack_lz4 },
};
#define EACH_PACKER(p) \
	for (const struct packer *p = packers; p < packers + 5; p++)

static void append(struct buffer *out, const struct packer *p,
		   const char *text)
{
	unsigned char *packed = malloc(ROOM);

	buffer_append(out, packed, p->pack(text, strlen(text), packed));
	free(packed);
}

static void log_is(struct record *r, const struct packer *p, const char *want)
{
	char whole[512];

	snprintf(whole, sizeof(whole), "%s\n%s", p->name, want);
	assert_string_equal(buffer_string(&r->log), whole);
}

static void streams_in_a_row_are_one_member(void **state)
{
	(void)state;
	EACH_PACKER(p) {
		struct buffer b = { 0 };
		struct record r;

		append(&b, p, "phone 138");
		append(&b, p, "");
		append(&b, p, "00138000\n");
		buffer_append(&b, "\0\0\0\0\0\0\0\0", 8); /* padding */
		append(&b, p, "more");
		record_start(&r);
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_OK);
		log_is(&r, p, "[ text\nprose -:\n"
			      "\"phone 13800138000\nmore\"\n]\n");
		assert_int_equal(r.budget.memory, 0);
		record_release(&r);
		buffer_release(&b);
	}
}

static void what_follows_is_read_too(void **state)
{
	(void)state;
	EACH_PACKER(p) {
		struct buffer b = { 0 };
		struct record r;

		append(&b, p, "packed");
		buffer_text(&b, "plain 13800138000");
		record_start(&r);
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_PARTIAL);
		log_is(&r, p, "[ text\nprose -:\n\"packed\"\n]\n"
			      "[trailing text\nprose -:\n"
			      "\"plain 13800138000\"\n]\npartial damaged\n");
		record_release(&r);
		buffer_release(&b);
	}
}

/* Text that hardly packs, so that there is something to cut off. */
static char *noise(size_t length)
{
	char *text = malloc(length + 1);
	uint32_t x = 7;

	for (size_t i = 0; i < length; i++) {
		x = x * 1664525 + 1013904223;
		text[i] = (char)('a' + (x >> 24) % 26);
	}
	text[length] = '\0';
	return text;
}

static void cut_streams_give_what_is_there(void **state)
{
	char *text = noise(300000);

	(void)state;
	EACH_PACKER(p) {
		struct buffer b = { 0 };
		struct record r;
		size_t most = 0;

		append(&b, p, text);
		record_start(&r);
		/* Of less than a block nothing is there. */
		for (size_t cut = b.length - 1; cut > b.length / 2;
		     cut -= b.length / 7) {
			assert_int_equal(record_bytes(&r, b.bytes, cut),
					 OUTCOME_PARTIAL);
			assert_int_equal(r.problem.reason, REASON_TRUNCATED);
			if (r.log.length > most)
				most = r.log.length;
		}
		assert_true(most > 100000);
		record_release(&r);
		buffer_release(&b);
	}
	free(text);
}

/* Every byte counts: a stream with a wrong one is not clean. */
static void damaged_streams_are_not_clean(void **state)
{
	char *text = noise(3000);

	(void)state;
	EACH_PACKER(p) {
		struct buffer b = { 0 };
		struct record r;

		append(&b, p, text);
		record_start(&r);
		for (size_t at = 12; at < b.length; at += 7) {
			b.bytes[at] ^= 0x10;
			assert_true(record_bytes(&r, b.bytes, b.length) !=
					    OUTCOME_OK ||
				    record_has(&r, text));
			b.bytes[at] ^= 0x10;
		}
		b.bytes[b.length / 2] ^= 0x10;
		assert_true(record_bytes(&r, b.bytes, b.length) != OUTCOME_OK);
		assert_int_equal(r.problem.reason, REASON_DAMAGED);
		record_release(&r);
		buffer_release(&b);
	}
	free(text);
}

static void bombs_end_with_the_budget(void **state)
{
	char *text = malloc(8 << 20);

	(void)state;
	memset(text, '.', 8 << 20);
	text[(8 << 20) - 1] = '\0';
	EACH_PACKER(p) {
		struct buffer b = { 0 };
		struct record r;

		append(&b, p, text);
		record_start(&r);
		r.budget.bytes_left = 1 << 20;
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_PARTIAL);
		assert_int_equal(r.problem.reason, REASON_BYTES);
		record_release(&r);
		buffer_release(&b);
	}
	free(text);
}

/* A stream in a stream in a stream ... */
static void streams_nest_to_the_limit(void **state)
{
	(void)state;
	EACH_PACKER(p) {
		struct buffer b = { 0 }, outer = { 0 };
		struct record r;
		unsigned char *packed = malloc(ROOM);

		append(&b, p, "13800138000");
		for (unsigned i = 0; i < 4; i++) {
			buffer_append(&outer, packed,
				      p->pack(b.bytes, b.length, packed));
			buffer_release(&b);
			b = outer;
			outer = (struct buffer){ 0 };
		}
		record_start(&r);
		r.budget.depth_max = 5;
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_OK);
		assert_true(record_has(&r, "13800138000"));
		r.budget.depth_max = 4;
		record_bytes(&r, b.bytes, b.length);
		assert_false(record_has(&r, "13800138000"));
		record_release(&r);
		buffer_release(&b);
		free(packed);
	}
}

/* Windows that no decoder here may hold. */
static void windows_are_limited(void **state)
{
	lzma_options_lzma o;
	lzma_filter filters[] = { { LZMA_FILTER_LZMA2, &o },
				  { LZMA_VLI_UNKNOWN, NULL } };
	/* A frame header with a window of 2^31 bytes, and a raw block. */
	static const unsigned char frame[] = {
		0x28, 0xB5, 0x2F, 0xFD, 0, 21 << 3, 9, 0, 0, 'x'
	};
	unsigned char packed[512];
	struct record r;
	size_t n = 0;

	(void)state;
	lzma_lzma_preset(&o, 0);
	o.dict_size = 512 << 20;
	assert_int_equal(lzma_stream_buffer_encode(filters, LZMA_CHECK_NONE,
						   NULL,
						   (const uint8_t *)"xx", 2,
						   packed, &n, sizeof(packed)),
			 LZMA_OK);
	record_start(&r);
	assert_int_equal(record_bytes(&r, packed, n), OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_MEMORY);
	assert_int_equal(record_bytes(&r, frame, sizeof(frame)),
			 OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_MEMORY);
	record_release(&r);
}

static void names_in_heads_are_told(void **state)
{
	/* Flags: name; its bytes are GBK; an empty stream. */
	static const char gz[] = "\x1F\x8B\x08\x08\0\0\0\0\0\x03"
				 "dir/\xBF\xCD\xBB\xA7.sql\0"
				 "\x03\0\0\0\0\0\0\0\0\0";
	struct record r;

	(void)state;
	record_start(&r);
	assert_int_equal(record_bytes(&r, gz, sizeof(gz) - 1), OUTCOME_OK);
	assert_string_equal(buffer_string(&r.log),
			    "gzip\n[dir/客户.sql empty\nprose -:\n]\n");
	record_release(&r);
}

static void lzma_without_a_signature_is_told(void **state)
{
	lzma_options_lzma o;
	lzma_stream z = LZMA_STREAM_INIT;
	unsigned char packed[512];
	struct record r;

	(void)state;
	lzma_lzma_preset(&o, 6);
	assert_int_equal(lzma_alone_encoder(&z, &o), LZMA_OK);
	z.next_in = (const uint8_t *)"phone 13800138000";
	z.avail_in = 17;
	z.next_out = packed;
	z.avail_out = sizeof(packed);
	assert_int_equal(lzma_code(&z, LZMA_FINISH), LZMA_STREAM_END);
	record_start(&r);
	assert_int_equal(record_bytes(&r, packed, (size_t)z.total_out),
			 OUTCOME_OK);
	assert_true(record_has(&r, "phone 13800138000"));
	lzma_end(&z);
	record_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streams_in_a_row_are_one_member),
		cmocka_unit_test(what_follows_is_read_too),
		cmocka_unit_test(cut_streams_give_what_is_there),
		cmocka_unit_test(damaged_streams_are_not_clean),
		cmocka_unit_test(bombs_end_with_the_budget),
		cmocka_unit_test(streams_nest_to_the_limit),
		cmocka_unit_test(windows_are_limited),
		cmocka_unit_test(names_in_heads_are_told),
		cmocka_unit_test(lzma_without_a_signature_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
