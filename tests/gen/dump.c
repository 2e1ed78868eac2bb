/*
 * A customer table as a dump, as fast as a disk takes it.
 *
 *   dump MODE MEBIBYTES [SEED] > file
 *
 * MODE: mysqldump (CREATE TABLE, statements of about 1 MiB), one (a single
 * statement with its column list at the head), csv. The number of rows goes
 * to stderr. All IDs, cards and mobiles are valid, none is anybody's.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK (1 << 20)
#define ROW_MAX 1024

static const char columns[] =
	"id,cust_name,id_card,mobile,card_no,email,address,order_no,amount,"
	"created_at,remark";

static const char schema[] =
	"-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n"
	"/*!40101 SET NAMES utf8mb4 */;\n"
	"DROP TABLE IF EXISTS `t_customer`;\n"
	"CREATE TABLE `t_customer` (\n"
	"  `id` bigint NOT NULL AUTO_INCREMENT COMMENT '主键',\n"
	"  `cust_name` varchar(64) NOT NULL COMMENT '姓名',\n"
	"  `id_card` varchar(18) NOT NULL COMMENT '身份证号',\n"
	"  `mobile` varchar(20) DEFAULT NULL COMMENT '手机号',\n"
	"  `card_no` varchar(32) DEFAULT NULL COMMENT '银行卡号',\n"
	"  `email` varchar(128) DEFAULT NULL,\n"
	"  `address` varchar(255) DEFAULT NULL COMMENT '住址',\n"
	"  `order_no` varchar(32) NOT NULL COMMENT '订单号',\n"
	"  `amount` decimal(12,2) NOT NULL,\n"
	"  `created_at` datetime NOT NULL,\n"
	"  `remark` text,\n"
	"  PRIMARY KEY (`id`)\n"
	") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='客户';\n";

static const char *const regions[] = {
	"110101", "110108", "310104", "320102", "330106", "350203", "370102",
	"410105", "420106", "440103", "440304", "500103", "510104", "610113",
};
static const char *const issuers[] = {
	"622202", "621226", "621700", "622848", "622260", "621661", "622188",
};
static const char *const segments[] = {
	"131", "133", "135", "136", "138", "139", "150", "152", "158", "159",
	"176", "180", "185", "186", "187", "188", "189", "199",
};
static const char *const names[] = {
	"王伟", "李娜", "张敏", "刘静", "陈丽华", "杨强", "赵磊", "黄建国",
};
static const char *const places[] = {
	"北京市朝阳区建国路", "上海市徐汇区漕溪北路",
	"广东省深圳市南山区科技路", "四川省成都市锦江区红星路",
};
static const char *const remarks[] = {
	"", "老客户", "资料齐全\\n已核实", "客户说\\\"it\\'s fine\\\"",
	"路径 D:\\\\scan\\\\2023", "转介绍；信用良好，可提额",
};

#define PICK(random, list) \
	((list)[(random) % (sizeof(list) / sizeof((list)[0]))])

/* xorshift64*: fast, and the same everywhere. */
static uint64_t draw(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717u >> 8;
}

static void put_digits(char *out, int n, uint64_t value)
{
	while (n-- > 0) {
		out[n] = (char)('0' + value % 10);
		value /= 10;
	}
}

/* GB 11643-1999 */
static void make_id(uint64_t *state, char out[19])
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6,
					 3, 7, 9, 10, 5, 8, 4, 2 };
	uint64_t r = draw(state);
	int sum = 0;

	memcpy(out, PICK(r, regions), 6);
	put_digits(out + 6, 4, 1950 + (r >> 8) % 55);
	put_digits(out + 10, 2, 1 + (r >> 16) % 12);
	put_digits(out + 12, 2, 1 + (r >> 24) % 28);
	put_digits(out + 14, 3, 1 + (r >> 32) % 995);
	for (int i = 0; i < 17; i++)
		sum += (out[i] - '0') * weights[i];
	out[17] = "10X98765432"[sum % 11];
	out[18] = '\0';
}

/* ISO/IEC 7812-1 Annex B */
static void make_card(uint64_t *state, char out[20])
{
	uint64_t r = draw(state);
	int sum = 0;

	memcpy(out, PICK(r, issuers), 6);
	put_digits(out + 6, 12, draw(state));
	for (int i = 0; i < 18; i++) {
		int d = (out[i] - '0') << (i & 1);
		sum += d > 9 ? d - 9 : d;
	}
	out[18] = (char)('0' + (10 - sum % 10) % 10);
	out[19] = '\0';
}

static void make_mobile(uint64_t *state, char out[12])
{
	uint64_t r = draw(state);

	memcpy(out, PICK(r, segments), 3);
	put_digits(out + 3, 8, r >> 8);
	out[11] = '\0';
}

static char *put(char *out, const char *text)
{
	size_t length = strlen(text);

	memcpy(out, text, length);
	return out + length;
}

static char *put_number(char *out, uint64_t value)
{
	char digits[20];
	int n = 0;

	do
		digits[n++] = (char)('0' + value % 10);
	while (value /= 10);
	while (n > 0)
		*out++ = digits[--n];
	return out;
}

/* A field of text and what ends it. */
static char *put_field(char *out, const char *text, bool csv, char end)
{
	if (!csv)
		*out++ = '\'';
	out = put(out, text);
	if (!csv)
		*out++ = '\'';
	*out++ = end;
	return out;
}

static void make_time(uint64_t r, char out[20])
{
	memcpy(out, "2023-00-00 00:00:00", 20);
	put_digits(out + 5, 2, 1 + (r >> 20) % 12);
	put_digits(out + 8, 2, 1 + (r >> 10) % 28);
	put_digits(out + 11, 2, (r >> 30) % 24);
	put_digits(out + 14, 2, (r >> 36) % 60);
	put_digits(out + 17, 2, (r >> 42) % 60);
}

static size_t make_row(char *out, uint64_t *state, uint64_t number, bool csv)
{
	uint64_t r = draw(state);
	char id[19], card[20], mobile[12], text[128], when[20];
	char *p = out;

	make_id(state, id);
	make_card(state, card);
	make_mobile(state, mobile);
	make_time(r, when);
	if (!csv)
		*p++ = '(';
	p = put_number(p, number);
	*p++ = ',';
	p = put_field(p, PICK(r, names), csv, ',');
	p = put_field(p, id, csv, ',');
	p = put_field(p, mobile, csv, ',');
	p = put_field(p, card, csv, ',');
	memcpy(text, "u00000000@163.com", 18);
	put_digits(text + 1, 8, draw(state));
	p = put_field(p, text, csv, ',');
	*put(put_number(put(text, PICK(r >> 3, places)), (r >> 5) % 900),
	     "号") = '\0';
	p = put_field(p, text, csv, ',');
	memcpy(text, "202307010000000000", 19);
	put_digits(text + 8, 10, draw(state));
	p = put_field(p, text, csv, ',');
	p = put_number(p, (r >> 9) % 1000000);
	*p++ = '.';
	put_digits(p, 2, (r >> 7) % 100);
	p += 2;
	*p++ = ',';
	p = put_field(p, when, csv, ',');
	p = put_field(p, csv ? "" : PICK(r >> 13, remarks), csv,
		      csv ? '\r' : ')');
	if (csv)
		*p++ = '\n';
	return (size_t)(p - out);
}

/* What stands before a row: a new statement, or a comma. */
static size_t lead(char *out, const char *mode, bool first, bool fresh)
{
	if (!strcmp(mode, "csv"))
		return 0;
	if (!strcmp(mode, "one"))
		return (size_t)sprintf(out, first ? "" : ",\n");
	if (fresh)
		return (size_t)sprintf(out, "%sINSERT INTO `t_customer` "
					    "VALUES ", first ? "" : ";\n");
	return (size_t)sprintf(out, ",");
}

static void write_all(const char *mode, uint64_t size, uint64_t seed)
{
	static char block[BLOCK + 2 * ROW_MAX];
	bool csv = !strcmp(mode, "csv");
	uint64_t written = 0, rows = 0, state = seed * 2654435761u + 88172645;
	size_t used;

	if (csv)
		used = (size_t)sprintf(block, "%s\r\n", columns);
	else if (!strcmp(mode, "one"))
		used = (size_t)sprintf(block, "INSERT INTO t_customer (%s) "
					      "VALUES\n", columns);
	else
		used = (size_t)sprintf(block, "%s", schema);
	for (bool fresh = true; written + used < size; fresh = false) {
		if (used >= BLOCK) {
			fwrite(block, 1, used, stdout);
			written += used;
			used = 0;
			fresh = true;
		}
		used += lead(block + used, mode, !rows, fresh);
		used += make_row(block + used, &state, ++rows, csv);
	}
	if (!csv)
		used += (size_t)sprintf(block + used, ";\n");
	fwrite(block, 1, used, stdout);
	fprintf(stderr, "%" PRIu64 "\n", rows);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: dump mysqldump|one|csv MEBIBYTES "
				"[SEED]\n");
		return 2;
	}
	write_all(argv[1], strtoull(argv[2], NULL, 10) << 20,
		  argc > 3 ? strtoull(argv[3], NULL, 10) : 1);
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
