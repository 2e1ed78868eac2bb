/*
 * What a verdict rests on, in words: short sentences, "; " between them, in
 * English and in Chinese.
 */
#include "detectors/cell.h"
#include "detectors/strata.h"
#include "reports/inventory/cells.h"

#include <inttypes.h>

/* In each 200 genuine ID numbers some end in X (1 of 11 does). */
#define ENOUGH_FOR_X 200
#define TOO_MANY_X 0.2

/* Parts of a thousand as a percentage; no locale's decimal comma. */
struct percent {
	char text[16];
};

static struct percent percent(double share)
{
	struct percent p;
	unsigned thousandths = (unsigned)(share * 1000 + 0.5);

	snprintf(p.text, sizeof(p.text), "%u.%u %%", thousandths / 10,
		 thousandths % 10);
	return p;
}

static struct percent percent_of(uint64_t part, uint64_t whole)
{
	return percent(whole ? (double)part / (double)whole : 0);
}

/* Begins the next reason in both languages. */
static void next(struct holding *h)
{
	if (!h->reasons.length)
		return;
	buffer_text(&h->reasons, "; ");
	buffer_text(&h->reasons_zh, "; ");
}

static void explain_trial(struct holding *h)
{
	const struct trial *t = &h->trial;
	struct percent passed = percent_of(t->passed, t->values);
	struct percent chance = percent(t->chance);
	bool checksum = census_count(h->census, CHECK_CHECKSUM, 0) > 0;

	next(h);
	if (t->values < TRIAL_MIN && h->ruling.verdict < VERDICT_MIXED) {
		buffer_format(&h->reasons, "only %" PRIu64 " distinct value%s",
			      t->values, t->values == 1 ? "" : "s");
		buffer_format(&h->reasons_zh, "仅 %" PRIu64 " 个不同值",
			      t->values);
	} else if (t->chance > 0) {
		buffer_format(&h->reasons, "%s passed %s, chance %s",
			      checksum ? "checksum" : "validity", passed.text,
			      chance.text);
		buffer_format(&h->reasons_zh, "%s通过率 %s，随机概率 %s",
			      checksum ? "校验码" : "有效性", passed.text,
			      chance.text);
	} else {
		buffer_format(&h->reasons, "%s keep to the grammar",
			      passed.text);
		buffer_format(&h->reasons_zh, "%s 符合书写规则", passed.text);
	}
}

static void explain_verdict(struct holding *h)
{
	struct percent real;

	if (h->counter) {
		next(h);
		buffer_text(&h->reasons, "values count up: serial numbers");
		buffer_text(&h->reasons_zh, "数值连续递增：流水号");
	}
	if (h->ruling.verdict == VERDICT_CHANCE && h->trial.chance > 0) {
		next(h);
		buffer_text(&h->reasons, "behave like random numbers");
		buffer_text(&h->reasons_zh, "与随机号码无异");
	} else if (h->ruling.verdict == VERDICT_MIXED) {
		real = percent(verdict_real_share(&h->trial));
		next(h);
		buffer_format(&h->reasons, "about %s of the numbers are real",
			      real.text);
		buffer_format(&h->reasons_zh, "约 %s 为真实号码", real.text);
	}
}

/* What tells a column of names from one of words. */
static void explain_surnames(struct holding *h)
{
	struct percent ten, hundred;

	if (h->detector != detector_find("cn.person_name") ||
	    h->ruling.verdict < VERDICT_MIXED)
		return;
	ten = percent(cells_surnames(h, NAME_FREQUENT));
	hundred = percent(cells_surnames(h, NAME_COMMON));
	next(h);
	buffer_format(&h->reasons,
		      "%s have one of the 10 most frequent surnames, %s one "
		      "of 100", ten.text, hundred.text);
	buffer_format(&h->reasons_zh, "前 10 大姓占 %s，前 100 大姓占 %s",
		      ten.text, hundred.text);
}

static void explain_agreement(struct holding *h)
{
	uint64_t agreed = h->census->agreed, compared = h->census->compared;

	if (!compared)
		return;
	next(h);
	buffer_format(&h->reasons,
		      "agrees with the ID in the same row in %" PRIu64
		      " of %" PRIu64 " rows", agreed, compared);
	buffer_format(&h->reasons_zh,
		      "与同行身份证号一致：%" PRIu64 "/%" PRIu64 " 行", agreed,
		      compared);
}

static void explain_sparse(struct holding *h)
{
	if (!h->census->sparse)
		return;
	next(h);
	buffer_format(&h->reasons, "behind %d MiB one row in %d was looked at",
		      CELL_BYTES >> 20, CELL_STEP);
	buffer_format(&h->reasons_zh, "%d MiB 之后每 %d 行查看一行",
		      CELL_BYTES >> 20, CELL_STEP);
}

static void explain_label(struct holding *h)
{
	int points = h->census->judgement.label_points;

	if (!h->label)
		return;
	next(h);
	buffer_format(&h->reasons,
		      points < 0 ? "the name speaks against it: %s"
				 : "label %s",
		      h->label);
	buffer_format(&h->reasons_zh,
		      points < 0 ? "字段名不符：%s" : "标签 %s", h->label);
}

static void explain_share(struct holding *h, uint16_t check, const char *en,
			  const char *zh)
{
	uint64_t passed = census_count(h->census, MARK_PASSED, 0);
	uint64_t known = census_count(h->census, MARK_PASSED | check, 0);
	struct percent share = percent_of(known, passed);

	if (!known)
		return;
	next(h);
	buffer_format(&h->reasons, "%s known %s", en, share.text);
	buffer_format(&h->reasons_zh, "%s %s", zh, share.text);
}

static void explain_tests(struct holding *h, const struct profile *p)
{
	if (!p->tests)
		return;
	next(h);
	buffer_format(&h->reasons, "%" PRIu64 " published test values",
		      p->tests);
	buffer_format(&h->reasons_zh, "%" PRIu64 " 个公开测试值", p->tests);
}

static void explain_x(struct holding *h)
{
	const struct sketch *s = &h->census->distinct;
	double passed = sketch_sampled(s, TRAIT_PASSED, TRAIT_TEST);
	double x = sketch_sampled(s, TRAIT_PASSED | TRAIT_ENDS_X, TRAIT_TEST);

	if (h->detector != detector_find("cn.resident_id") ||
	    passed < ENOUGH_FOR_X)
		return;
	if (x == 0) {
		next(h);
		buffer_text(&h->reasons, "none ends in X: made up or cut off");
		buffer_text(&h->reasons_zh, "无一以 X 结尾：疑为生成或截断");
	} else if (x > TOO_MANY_X * passed) {
		next(h);
		buffer_text(&h->reasons, "too many end in X: made up");
		buffer_text(&h->reasons_zh, "以 X 结尾者过多：疑为生成");
	}
}

static void explain_damage(struct holding *h, const struct profile *p)
{
	if (!p->damaged)
		return;
	next(h);
	buffer_format(&h->reasons,
		      "%" PRIu64 " have lost their last digits to a "
		      "spreadsheet", p->damaged);
	buffer_format(&h->reasons_zh,
		      "%" PRIu64 " 个号码的末几位已被电子表格丢失",
		      p->damaged);
}

void holding_explain(struct holding *h, const struct profile *p)
{
	explain_trial(h);
	explain_damage(h, p);
	if (!cells_judge(h->detector))
		explain_verdict(h);
	explain_surnames(h);
	explain_agreement(h);
	explain_label(h);
	explain_share(h, CHECK_REGION, "region", "行政区划已知");
	explain_share(h, CHECK_ISSUER, "issuer", "发行方已知");
	explain_tests(h, p);
	explain_x(h);
	explain_sparse(h);
}
