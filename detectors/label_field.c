/*
 * What the name of a column says. The name is looked up whole, then without
 * the words before (cust_mobile, lastLoginIp) and without what is put behind
 * (mobile2, sfzh_bak); a Chinese name is decided by the label that ends it,
 * for there the head of a noun stands last.
 */
#include "detectors/labels.h"

#include <string.h>

#include "detectors/detector.h"
#include "detectors/label_search.h"
#include "detectors/tables/tables.h"

enum weight { SAYS_NOTHING, SAYS_LITTLE, SAYS_ALL };

struct saying {
	int token; /* -1: none */
	enum weight weight;
	bool denies; /* what the token denies, the name denies */
};

static const struct saying silent = { .token = -1 };

static bool one_of(const char *const *words, const unsigned char *text,
		   size_t length)
{
	for (; *words; words++)
		if (strlen(*words) == length && !memcmp(*words, text, length))
			return true;
	return false;
}

/* A flag or a count of something is not the thing. */
static bool counts_or_flags(const struct plain *p)
{
	static const char *const words[] = {
		"is", "has", "need", "enable", "allow", "verify", "check",
		"count", "cnt", "num", "total", "max", "min", "avg", "sum", NULL
	};
	size_t n = 1;

	while (n < p->length && !(p->edge[n] & PLAIN_BEGINS))
		n++;
	return n < p->length && one_of(words, p->text, n);
}

/* Drops a last word that says which copy it is. */
static bool drop_word(struct plain *p)
{
	static const char *const words[] = {
		"enc", "encrypt", "encrypted", "cipher", "md5", "sha", "sha1",
		"sha256", "sm3", "sm4", "hash", "mask", "masked", "bak",
		"backup", "old", "new", "tmp", "copy", "raw", "orig", NULL
	};
	size_t n = p->length;

	while (n && !(p->edge[n - 1] & PLAIN_BEGINS))
		n--;
	if (n < 2 || !one_of(words, p->text + n - 1, p->length - n + 1))
		return false;
	p->length = n - 1;
	return true;
}

static bool drop_digits(struct plain *p)
{
	size_t n = p->length;

	while (n && p->text[n - 1] >= '0' && p->text[n - 1] <= '9')
		n--;
	if (!n || n == p->length)
		return false;
	p->length = n;
	return true;
}

static struct saying latin_saying(int token, size_t least)
{
	if (token < 0)
		return silent;
	return (struct saying){
		token,
		label_tokens[token].length >= least ? SAYS_ALL : SAYS_LITTLE,
		true
	};
}

/* Prefixes that are written without a boundary: custmobile, strsfzh. */
static struct saying without_prefix(const struct plain *p)
{
	static const char *const prefixes[] = { "str", "cust", "khxx", NULL };

	for (const char *const *prefix = prefixes; *prefix; prefix++) {
		size_t n = strlen(*prefix);

		if (p->length > n + 2 && !memcmp(p->text, *prefix, n))
			return latin_saying(label_exact(p->text + n,
							p->length - n), 3);
	}
	return silent;
}

/* The last words of a name: as many as make a token. */
static struct saying latin(const struct plain *p)
{
	if (counts_or_flags(p))
		return silent;
	for (size_t i = 0; i < p->length; i++) {
		int token;

		if (!(p->edge[i] & PLAIN_BEGINS))
			continue;
		token = label_exact(p->text + i, p->length - i);
		if (token >= 0)
			return latin_saying(token, i ? 4 : 3);
	}
	return without_prefix(p);
}

/* Behind a label these words turn it into something else. */
static bool turned(const unsigned char *rest, size_t length)
{
	static const char *const words[] = {
		"状态", "类型", "类别", "归属", "标志", "标识", "个数", "次数",
		"数量", "验证", "认证", "是否", "有效", "照片", "图片", "地址",
		"时间", "日期", "结果", "名称", NULL
	};

	for (const char *const *word = words; *word; word++)
		if (memmem(rest, length, *word, strlen(*word)))
			return true;
	return false;
}

static struct saying chinese(const struct plain *p)
{
	size_t end = p->length;
	int token = label_ending(p, &end);
	bool generic;

	if (token < 0 || turned(p->text + end, p->length - end))
		return silent;
	generic = label_tokens[token].use & LABEL_GENERIC &&
		  label_tokens[token].length < p->length;
	return (struct saying){
		token,
		end == p->length && !generic ? SAYS_ALL : SAYS_LITTLE,
		end == p->length
	};
}

static bool is_ascii(const struct plain *p)
{
	for (size_t i = 0; i < p->length; i++)
		if (p->text[i] >= 0x80)
			return false;
	return true;
}

static struct saying plain_saying(struct plain *p)
{
	int token = label_exact(p->text, p->length);

	if (token >= 0)
		return latin_saying(token, 3);
	while (drop_word(p) || drop_digits(p))
		;
	return is_ascii(p) ? latin(p) : chinese(p);
}

/* 1 opens brackets, -1 closes them. */
static int bracket(uint32_t code)
{
	switch (code) {
	case '(': case '[': case '{': case '<':
	case 0x3010: case 0x300A: case 0x3014:
		return 1;
	case ')': case ']': case '}': case '>':
	case 0x3011: case 0x300B: case 0x3015:
		return -1;
	}
	return 0;
}

static bool skipped(uint32_t code)
{
	return code < 0x80 && code && strchr("#*:?!\"'`~", (int)code);
}

/* Copies a name without brackets, and without what they hold. */
static void add_name(struct plain *p, const unsigned char *name,
		     size_t length, bool with_held)
{
	unsigned char kept[PLAIN_MAX];
	size_t n = 0;
	int depth = 0;

	for (size_t i = 0; i < length;) {
		struct plain_character c = plain_next(name + i, length - i);
		int step = bracket(c.code);

		if (!step && (with_held || !depth) && !skipped(c.code)) {
			if (n + c.length > sizeof(kept))
				break;
			memcpy(kept + n, name + i, c.length);
			n += c.length;
		}
		if (depth + step >= 0)
			depth += step;
		i += c.length;
	}
	plain_add(p, kept, n);
}

static struct saying name_saying(const unsigned char *name, size_t length)
{
	struct plain p = { 0 };

	add_name(&p, name, length, false);
	if (!p.length) /* [sfzh], as SQL Server quotes */
		add_name(&p, name, length, true);
	return plain_saying(&p);
}

static void fill(struct field_label *label, struct saying said)
{
	for (size_t i = 0; i < detector_count && said.token >= 0; i++) {
		uint64_t bit = 1ULL << i;

		if (label_means(said.token, (int)i)) {
			if (said.weight == SAYS_ALL)
				label->means |= bit;
			else
				label->weak |= bit;
		} else if (said.denies && label_denies(said.token, (int)i)) {
			label->denies |= bit;
		}
	}
}

/* The bytes before the next / 、 or 或: 身份证/护照号 is a column of either. */
static size_t alternative(const unsigned char *text, size_t length)
{
	size_t i = 0;

	while (i < length) {
		struct plain_character c = plain_next(text + i, length - i);

		if (c.code == '/' || c.code == 0x3001 || c.code == 0x6216)
			return i;
		i += c.length;
	}
	return i;
}

/* Takes in all that a text says; returns the weightiest. */
static struct saying hear(struct field_label *label,
			  const unsigned char *text, size_t length)
{
	struct saying best = name_saying(text, length);
	size_t n = alternative(text, length);

	fill(label, best);
	if (n == length)
		return best;
	for (size_t at = 0; at < length;) {
		struct saying said;

		n = alternative(text + at, length - at);
		said = name_saying(text + at, n);
		fill(label, said);
		if (said.weight > best.weight)
			best = said;
		at += n;
		if (at < length)
			at += plain_next(text + at, length - at).length;
	}
	return best;
}

/* Of a comment the words before the first pause: 手机号，用于登录. */
static size_t first_phrase(const unsigned char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		struct plain_character c = plain_next(text + i, length - i);

		if (i && (c.code == ',' || c.code == ';' || c.code == ':' ||
			  c.code == '\n' || c.code == '|' ||
			  c.code == 0x3002))
			return i;
		i += c.length;
	}
	return length;
}

/* contact.phone.value: what holds a value that is called anything. It denies
 * nothing: an order holds more than its number. */
static struct saying hear_above(struct field_label *label,
				const unsigned char *name, size_t length)
{
	const unsigned char *point = memrchr(name, '.', length);
	struct saying said = silent;

	if (point && point > name)
		said = name_saying(name, (size_t)(point - name));
	if (said.weight == SAYS_ALL)
		said.weight = SAYS_LITTLE;
	said.denies = false;
	fill(label, said);
	return said;
}

struct field_label label_field(const char *name, const char *comment)
{
	struct field_label label = { .token = -1 };
	struct saying own = silent, other = silent;

	if (name)
		own = hear(&label, (const unsigned char *)name,
			   strlen(name));
	if (name && own.weight == SAYS_NOTHING)
		own = hear_above(&label, (const unsigned char *)name,
				 strlen(name));
	if (comment && own.weight != SAYS_ALL) {
		const unsigned char *text = (const unsigned char *)comment;

		other = hear(&label, text,
			     first_phrase(text, strlen(comment)));
	}
	label.weak &= ~label.means;
	label.denies &= ~(label.means | label.weak);
	label.token = other.weight > own.weight ? other.token : own.token;
	return label;
}
