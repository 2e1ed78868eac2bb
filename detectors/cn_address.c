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

/* The character there; 0 behind the end. */
static uint32_t character_at(const struct reading *r, size_t at)
{
	return at < r->n ? r->c[at] : 0;
}

/* A road, a village or an estate ends here. */
static bool is_road(const struct reading *r, size_t at)
{
	uint32_t next = character_at(r, at + 1);

	switch (character_at(r, at)) {
	case U'路': case U'街': case U'巷': case U'弄': case U'镇': case U'乡':
	case U'村': case U'屯': case U'庄': case U'苑': case U'寨': case U'坊':
		return true;
	case U'大':
		return next == U'道' || next == U'厦';
	case U'公':
		return next == U'寓' || next == U'馆';
	case U'小': case U'社': case U'园':
		return next == U'区';
	case U'花': case U'家':
		return next == U'园';
	case U'胡':
		return next == U'同';
	case U'广':
		return next == U'场';
	case U'新':
		return next == U'城';
	case U'苏':
		return next == U'木';
	default:
		return false;
	}
}

/* What may follow the name of a place: 市, 维吾尔自治区; how long it is. */
static size_t rank_at(const struct reading *r, size_t at)
{
	switch (character_at(r, at)) {
	case U'省': case U'市': case U'州': case U'盟': case U'县': case U'区':
	case U'旗':
		return 1;
	case U'地': case U'新': case U'矿': case U'林':
		if (character_at(r, at + 1) == U'区')
			return 2;
	}
	for (size_t i = at; i < at + 12 && i + 2 < r->n; i++)
		if (r->c[i] == U'自' && r->c[i + 1] == U'治' &&
		    is_one_of(r->c[i + 2], U"区州县旗"))
			return i + 3 - at;
	return 0;
}

/* A place of the list, and its rank; bare only where no road's name can be
 * meant: 南京市, 南京玄武, but not 南京路. */
static bool take_place(struct reading *r, enum words list)
{
	const uint32_t *c = r->c + r->at;
	size_t n = r->n - r->at;

	while ((n = word_begins(list, c, n)) > 0) {
		size_t rank = rank_at(r, r->at + n);

		/* 朝阳区 is a county, though there is a 朝阳市. */
		bool county = list == WORDS_UPPER && rank == 1 &&
			      is_one_of(c[n], U"区县旗");

		if (!county && (rank || !is_road(r, r->at + n))) {
			r->at += n + rank;
			return true;
		}
		n--;
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
	switch (c) {
	case U'一': case U'二': case U'三': case U'四': case U'五': case U'六':
	case U'七': case U'八': case U'九': case U'十': case U'百': case U'零':
	case U'〇': case U'甲': case U'乙': case U'丙': case U'丁': case U'-':
	case U'#':
		return true;
	default:
		return c < 0x80 && ascii_is((unsigned char)c, ASCII_ALNUM);
	}
}

static bool is_unit(uint32_t c)
{
	switch (c) {
	case U'号': case U'弄': case U'栋': case U'幢': case U'座': case U'楼':
	case U'单': case U'层': case U'室': case U'户': case U'房': case U'组':
	case U'队': case U'社': case U'院': case U'门':
		return true;
	default:
		return false;
	}
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
		if (run && (joined || is_unit(c)))
			return true;
		run = 0;
		joined = false;
	}
	return joined;
}

/* How many of the parts there are, in order, as far as there can be enough;
 * *places: characters of the province and prefecture. */
static unsigned read_parts(struct reading *r, size_t *places)
{
	unsigned parts = 0;

	while (take_place(r, WORDS_UPPER) && ++parts < 2)
		;
	*places = r->at;
	parts = parts > 0;
	parts += take_place(r, WORDS_LOWER) || take_zone(r);
	if (parts < PARTS - 2)
		return parts;
	parts += take_road(r);
	if (parts < PARTS - 1)
		return parts;
	return parts + take_number(r);
}

/* A branch, an office, a school: named by where it is. */
static bool is_office(const struct reading *r)
{
	uint32_t before = r->c[r->n - 2];

	switch (r->c[r->n - 1]) {
	case U'局': case U'店': case U'部': case U'所': case U'处': case U'站':
	case U'厂': case U'会':
		return true;
	case U'司': case U'园':
		return before == U'公';
	case U'行':
		return is_one_of(before, U"支分银");
	case U'府':
		return before == U'政';
	case U'院':
		return is_one_of(before, U"法医");
	case U'校':
		return before == U'学';
	case U'学':
		return is_one_of(before, U"小中大");
	case U'心':
		return before == U'中';
	case U'场':
		return before == U'机';
	default:
		return false;
	}
}

static enum answer examine(const struct candidate *candidate,
			   struct evidence *e)
{
	struct reading r = { .c = candidate->characters };
	enum answer otherwise;
	unsigned parts;
	size_t places;

	if (r.c[0] < 0x80)
		return ANSWER_NO;
	r.n = candidate->count < CHARACTERS_MAX ? candidate->count
						: CHARACTERS_MAX;
	otherwise = r.n >= OTHERS_MIN ? ANSWER_MISS : ANSWER_NO;
	if (r.n < LEAST)
		return otherwise;
	parts = read_parts(&r, &places);
	if (parts < PARTS || is_office(&r))
		return otherwise;
	e->stratum = (uint8_t)parts;
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
