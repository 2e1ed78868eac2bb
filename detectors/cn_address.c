/*
 * Postal addresses of the mainland, as whole cells:
 *
 *   province, prefecture | county | road, village or estate | number
 *
 * Three of these four parts in order make one. The places come from the table
 * of GB/T 2260 with its history, with or without 省 市 区; what has fewer
 * parts is a place, an office or another text. The stratum counts the parts.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/ascii.h"
#include "detectors/cell.h"
#include "detectors/tables/tables.h"

enum {
	CHARACTERS_MAX = 64,
	LEAST = 6,    /* characters of the shortest: 朝阳幸福路1号 */
	OTHERS_MIN = 13, /* below, cn_person_name counts what is neither */
	PARTS = 3,
};

struct reading {
	const uint32_t *c;
	size_t n, at;
};

static bool is_one_of(uint32_t c, const uint32_t *set)
{
	for (; *set; set++)
		if (*set == c)
			return true;
	return false;
}

static bool stands_at(const struct reading *r, size_t at, const uint32_t *word)
{
	for (; *word; word++, at++)
		if (at >= r->n || r->c[at] != *word)
			return false;
	return true;
}

/* Of a 0-terminated list, the length of the word that stands there. */
static size_t word_at(const struct reading *r, size_t at,
		      const uint32_t (*words)[4])
{
	for (; at < r->n && (*words)[0]; words++) {
		size_t n = 1;

		if (r->c[at] != (*words)[0])
			continue;
		while (n < 4 && (*words)[n])
			n++;
		if (stands_at(r, at, *words))
			return n;
	}
	return 0;
}

/* A road, a village or an estate ends here. */
static bool is_road(const struct reading *r, size_t at)
{
	static const uint32_t words[][4] = {
		U"大道", U"大厦", U"胡同", U"小区", U"花园", U"广场", U"公寓",
		U"公馆", U"社区", U"家园", U"新城", U"苏木", U"园区", { 0 }
	};

	if (at >= r->n)
		return false;
	switch (r->c[at]) {
	case U'路': case U'街': case U'巷': case U'弄': case U'镇': case U'乡':
	case U'村': case U'屯': case U'庄': case U'苑': case U'寨': case U'坊':
		return true;
	case U'大': case U'胡': case U'小': case U'花': case U'广': case U'公':
	case U'社': case U'家': case U'新': case U'苏': case U'园':
		return word_at(r, at, words);
	default:
		return false;
	}
}

/* What may follow the name of a place: 市, 维吾尔自治区; how long it is. */
static size_t rank_at(const struct reading *r, size_t at)
{
	static const uint32_t words[][4] = {
		U"地区", U"新区", U"矿区", U"林区", U"省", U"市", U"州", U"盟",
		U"县", U"区", U"旗", { 0 }
	};

	size_t rank = word_at(r, at, words);

	for (size_t i = at; !rank && i < at + 12 && i + 2 < r->n; i++)
		if (r->c[i] == U'自' && r->c[i + 1] == U'治' &&
		    is_one_of(r->c[i + 2], U"区州县旗"))
			return i + 3 - at;
	return rank;
}

/* A place of the list, and its rank; bare only where no road's name can be
 * meant: 南京市, 南京玄武, but not 南京路. */
static bool take_place(struct reading *r, enum words list)
{
	for (size_t n = 4; n >= 2; n--) {
		size_t rank;

		if (r->at + n > r->n || !word_known(list, r->c + r->at, n))
			continue;
		rank = rank_at(r, r->at + n);
		if (!rank && is_road(r, r->at + n))
			continue;
		/* 朝阳区 is a county, though there is a 朝阳市. */
		if (list == WORDS_UPPER && rank == 1 &&
		    is_one_of(r->c[r->at + n], U"区县旗"))
			continue;
		r->at += n + rank;
		return true;
	}
	return false;
}

/* 经济技术开发区 and the like stand in no table. */
static bool take_zone(struct reading *r)
{
	for (size_t i = r->at; i < r->at + 8; i++) {
		if (stands_at(r, i, U"开发区") || stands_at(r, i, U"高新区")) {
			r->at = i + 3;
			return true;
		}
	}
	return false;
}

/* One character before it is the least of a name. */
static bool take_road(struct reading *r)
{
	for (size_t i = r->at + 1; i < r->n; i++) {
		if (is_road(r, i)) {
			r->at = i + 1;
			return true;
		}
	}
	return false;
}

static bool is_numeral(uint32_t c)
{
	if (c < 0x80)
		return ascii_is((unsigned char)c, ASCII_ALNUM) || c == '-' ||
		       c == '#';
	return is_one_of(c, U"一二三四五六七八九十百零〇甲乙丙丁");
}

/* 12号, 三单元, 3-2-501, 8# */
static bool take_number(struct reading *r)
{
	bool joined = false;
	size_t run = 0;

	for (; r->at < r->n; r->at++) {
		uint32_t c = r->c[r->at];

		if (is_numeral(c)) {
			run++;
			joined |= run > 1 && (c == '-' || c == '#');
			continue;
		}
		if (run && (joined || is_one_of(c, U"号弄栋幢座楼单层室户房组"
						   U"队社院门")))
			return true;
		run = 0;
		joined = false;
	}
	return joined;
}

/* How many of the parts there are, in order; *places: characters of the
 * province and prefecture. */
static unsigned read_parts(struct reading *r, size_t *places)
{
	unsigned parts = 0;

	while (take_place(r, WORDS_UPPER) && ++parts < 2)
		;
	*places = r->at;
	parts = parts > 0;
	parts += take_place(r, WORDS_LOWER) || take_zone(r);
	parts += take_road(r);
	return parts + take_number(r);
}

/* A branch, an office, a school: named by where it is. */
static bool is_office(const struct reading *r)
{
	static const uint32_t ends[][4] = {
		U"公司", U"支行", U"分行", U"银行", U"政府", U"法院", U"学校",
		U"中学", U"小学", U"大学", U"医院", U"中心", U"机场", U"公园",
		U"车站", { 0 }
	};
	const uint32_t last = r->c[r->n - 1];

	return word_at(r, r->n - 2, ends) ||
	       is_one_of(last, U"局店部所处站厂会");
}

static enum answer examine(const struct candidate *candidate,
			   struct evidence *e)
{
	struct reading r = { .c = candidate->characters };
	enum answer otherwise;
	size_t places;

	if (r.c[0] < 0x80)
		return ANSWER_NO;
	r.n = candidate->count < CHARACTERS_MAX ? candidate->count
						: CHARACTERS_MAX;
	otherwise = r.n >= OTHERS_MIN ? ANSWER_MISS : ANSWER_NO;
	if (r.n < LEAST)
		return otherwise;
	e->stratum = (uint8_t)read_parts(&r, &places);
	if (e->stratum < PARTS || is_office(&r))
		return otherwise;
	e->checks = CHECK_GRAMMAR;
	if (places)
		e->checks |= CHECK_REGION;
	e->strength = STRENGTH_MAX;
	return ANSWER_HIT;
}

/* Province and prefecture: 广东省深圳市*** */
static void mask(struct secret value, struct masked *masked)
{
	uint32_t characters[CHARACTERS_MAX];
	struct reading r = { .c = characters };
	size_t places, length = 0;

	r.n = cell_characters(value, characters, CHARACTERS_MAX);
	read_parts(&r, &places);
	for (size_t i = 0; i < places; i++)
		length += utf8_put(r.c[i],
				   (unsigned char *)masked->text + length,
				   sizeof(masked->text) - 4 - length);
	memcpy(masked->text + length, "***", 4);
}

const struct detector detector_cn_address = {
	.id = "cn.address",
	.zh = "地址",
	.en = "Address",
	.policy = "ADDRESS_HOME",
	.seed = SEED_CELL,
	.chance = 0,
	.person = false,
	.examine = examine,
	.mask = mask,
};
