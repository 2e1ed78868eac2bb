/*
 * E-mail addresses: the dot-atom form of RFC 5321, a host name of at least
 * two labels (RFC 1035) and a top-level domain of letters. No quoted local
 * parts, no address literals: nobody has one.
 */
#include "detectors/kinds.h"

#include <endian.h>
#include <string.h>

#include "detectors/ascii.h"
#include "detectors/texts.h"

enum {
	LENGTH_MAX = 254, LOCAL_MAX = 64, LABEL_MAX = 63, TLD_MAX = 24,
	DOMAIN_SHOWN = 80, /* bytes of the domain in a masked address */
};

/* Words, a row for each first letter; none has digits. */
#define WORDS 16
#define WORD_ROOM 16
typedef const char word_rows[26][WORDS][WORD_ROOM];

/* icon@2x.png, polyfill@4.8.js: names of files and packages. */
static word_rows file_endings = {
	['a' - 'a'] = { "avif" },
	['b' - 'a'] = { "bmp" },
	['c' - 'a'] = { "css" },
	['g' - 'a'] = { "gif", "gz" },
	['h' - 'a'] = { "htm", "html" },
	['i' - 'a'] = { "ico" },
	['j' - 'a'] = { "jpeg", "jpg", "js", "json", "jsx" },
	['m' - 'a'] = { "map", "mjs" },
	['p' - 'a'] = { "png" },
	['s' - 'a'] = { "scss", "svg" },
	['t' - 'a'] = { "tar", "tgz", "tiff", "ts", "tsx", "txt" },
	['v' - 'a'] = { "vue" },
	['w' - 'a'] = { "webp", "woff" },
	['x' - 'a'] = { "xml" },
	['y' - 'a'] = { "yaml", "yml" },
	['z' - 'a'] = { "zip" },
};

/* Top-level domains of which mail comes: of countries (ISO 3166-1, and ac,
 * eu, su, uk), the second letters for each first one, */
static const char countries[26][24] = {
	"cdefgilmoqrstuwxz", "abdefghijmnorstwyz", "acdfghiklmnoruvwxyz",
	"ejkmoz", "cegrstu", "ijkmor", "abdefghilmnpqrstuwy", "kmnrtu",
	"delmnoqrst", "emop", "eghimnprwyz", "abcikrstuvy",
	"acdeghklmnopqrstuvwxyz", "acefgilopruz", "m", "aefghklmnrstwy", "a",
	"eosuw", "abcdeghiklmnorstuvxyz", "cdfghjklmnortvwz", "agksyz",
	"aceginu", "fs", "", "et", "amw",
};

/* and some others, RFC 2606's for examples among them. There are a thousand
 * more, and any may end what is no address: this@Activity.finish. */
static word_rows domains = {
	['a' - 'a'] = { "academy", "agency", "app", "art", "asia" },
	['b' - 'a'] = { "biz", "bank", "bid", "blog", "blue", "business",
			"buzz" },
	['c' - 'a'] = { "com", "cafe", "center", "chat", "city", "cloud",
			"club", "codes", "company", "cool" },
	['d' - 'a'] = { "dev", "design", "digital" },
	['e' - 'a'] = { "edu", "education", "email", "example", "expert" },
	['f' - 'a'] = { "fun", "family", "fans", "finance", "fit", "fund" },
	['g' - 'a'] = { "gov", "games", "global", "gold", "group" },
	['h' - 'a'] = { "health", "host" },
	['i' - 'a'] = { "info", "icu", "inc", "ink", "institute", "insurance",
			"int", "invalid" },
	['j' - 'a'] = { "jobs" },
	['k' - 'a'] = { "kim" },
	['l' - 'a'] = { "ltd", "land", "law", "legal", "life", "link", "live",
			"loan", "love" },
	['m' - 'a'] = { "mil", "market", "media", "mobi", "money" },
	['n' - 'a'] = { "net", "name", "network", "news", "ngo" },
	['o' - 'a'] = { "org", "online", "one" },
	['p' - 'a'] = { "pro", "partners", "plus", "press", "pub" },
	['r' - 'a'] = { "ren", "red" },
	['s' - 'a'] = { "shop", "school", "science", "services", "site",
			"social", "software", "solutions", "space", "store",
			"studio", "systems" },
	['t' - 'a'] = { "top", "team", "tech", "technology", "tel", "test",
			"today", "tools", "trade", "travel" },
	['u' - 'a'] = { "university" },
	['v' - 'a'] = { "vip", "video" },
	['w' - 'a'] = { "wang", "website", "wiki", "win", "work" },
	['x' - 'a'] = { "xyz", "xin" },
};

/* Local parts that are an office or a machine; digits may stand behind. */
static word_rows roles = {
	['a' - 'a'] = { "abuse", "admin", "administrator", "auto-reply" },
	['b' - 'a'] = { "bot", "bounce" },
	['c' - 'a'] = { "career", "careers", "compliance", "contact",
			"contactus", "customerservice" },
	['d' - 'a'] = { "daemon", "do-not-reply", "donotreply" },
	['e' - 'a'] = { "enquiry" },
	['f' - 'a'] = { "feedback", "finance", "ftp" },
	['g' - 'a'] = { "git" },
	['h' - 'a'] = { "hello", "help", "hostmaster", "hr" },
	['i' - 'a'] = { "info", "ir" },
	['j' - 'a'] = { "job", "jobs" },
	['k' - 'a'] = { "kefu" },
	['l' - 'a'] = { "legal" },
	['m' - 'a'] = { "mail", "mailer-daemon", "marketing", "media",
			"monitor" },
	['n' - 'a'] = { "news", "newsletter", "no-reply", "no_reply",
			"nobody", "noc", "noreply", "notice", "notification",
			"notifications" },
	['o' - 'a'] = { "office", "order", "orders" },
	['p' - 'a'] = { "postmaster", "pr", "press", "privacy" },
	['r' - 'a'] = { "recruit", "reply", "root" },
	['s' - 'a'] = { "sales", "security", "server", "service", "services",
			"spam", "subscribe", "support", "system" },
	['t' - 'a'] = { "team", "test" },
	['u' - 'a'] = { "unsubscribe" },
	['w' - 'a'] = { "webmaster", "www" },
	['z' - 'a'] = { "zhaopin" },
};

/* As a number, at most eight characters. */
static uint64_t as_word(const unsigned char *text, size_t length)
{
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return length < 8 ? le64toh(word) & ~(~0ULL << 8 * length)
			  : le64toh(word);
}

/* Is it one of the words, in capitals or not? */
static bool is_listed(word_rows rows, const unsigned char *text, size_t length)
{
	const uint64_t small = 0x2020202020202020;
	unsigned first = (text[0] | 0x20U) - 'a';
	uint64_t word, next;

	if (first >= 26 || !length || length >= WORD_ROOM)
		return false;
	word = as_word(text, length);
	next = length > 8 ? as_word(text + 8, length - 8) : 0;
	for (size_t i = 0; i < WORDS && *rows[first][i]; i++) {
		const unsigned char *listed =
			(const unsigned char *)rows[first][i];

		if (!(((word ^ as_word(listed, 8)) |
		       (next ^ as_word(listed + 8, 8))) & ~small))
			return true;
	}
	return false;
}

/* Goes through what is neither letter nor digit in a text. */
struct others {
	const unsigned char *text;
	size_t length;
	size_t from; /* where the 64 characters begin */
	uint64_t at; /* that these bits are of */
};

/* Where the next one is; at last, and once, the text's end. */
static size_t next_other(struct others *o)
{
	size_t at;

	while (!o->at) {
		o->from += 64;
		o->at = ascii_others(o->text + o->from, o->length - o->from);
	}
	at = o->from + (size_t)__builtin_ctzll(o->at);
	o->at &= o->at - 1;
	return at;
}

/* The length of the local part, atoms between single dots, with an @ behind
 * it; 0: none. */
static size_t local_part(struct others *o)
{
	const unsigned char *p = o->text;
	size_t at;

	while ((at = next_other(o)) < o->length && p[at] != '@')
		if (!ascii_is(p[at], ASCII_ATEXT) &&
		    (p[at] != '.' || !at || p[at - 1] == '.'))
			return 0;
	return at && at < o->length && at <= LOCAL_MAX && p[at - 1] != '.'
		       ? at : 0;
}

static bool tld_valid(const unsigned char *p, size_t n)
{
	if (n < 2 || n > TLD_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!ascii_is(p[i], ASCII_LETTER))
			return false;
	return !is_listed(file_endings, p, n);
}

/* Labels between dots, at least two; no hyphen at the end of any. */
static bool domain_valid(struct others *o, size_t label)
{
	const unsigned char *p = o->text;
	size_t labels = 0, at;

	while ((at = next_other(o)) < o->length) {
		if (!ascii_is(p[at], ASCII_DOT_HYPHEN) || at == label)
			return false;
		if (p[at] == '-')
			continue;
		if (at - label > LABEL_MAX || p[at - 1] == '-')
			return false;
		label = at + 1;
		labels++;
	}
	return labels && tld_valid(p + label, o->length - label);
}

/* A domain that is known for its mail. */
static bool tld_usual(const unsigned char *p, size_t n)
{
	if (n == 3 && !memcmp(p, "com", 3)) /* as most */
		return true;
	if (n == 2)
		return strchr(countries[(p[0] | 0x20) - 'a'], p[1] | 0x20);
	return is_listed(domains, p, n);
}

/* Of other domains, and of what is nobody's mailbox, a label must speak. */
enum { POINTS_USUAL = 6, POINTS_DOUBTFUL = 1 };

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	struct others others = { c->text, c->length, 0,
				 ascii_others(c->text, c->length) };
	size_t local = local_part(&others), tld = c->length;

	if (!local || c->length > LENGTH_MAX ||
	    !domain_valid(&others, local + 1))
		return ANSWER_NO;
	while (c->text[tld - 1] != '.')
		tld--;
	e->checks = CHECK_GRAMMAR;
	e->points = POINTS_USUAL;
	e->strength = 60;
	if (!tld_usual(c->text + tld, c->length - tld))
		e->points = POINTS_DOUBTFUL;
	while (local && ascii_is(c->text[local - 1], ASCII_DIGIT))
		local--;
	if (is_listed(roles, c->text, local)) {
		e->checks |= CHECK_ROLE;
		e->points = POINTS_DOUBTFUL;
	}
	return ANSWER_HIT;
}

/* That bit and all below it. */
static inline uint32_t up_to_highest(uint32_t bits)
{
	bits |= bits >> 1;
	bits |= bits >> 2;
	bits |= bits >> 4;
	bits |= bits >> 8;
	return bits | bits >> 16;
}

/* Not 0 unless there is nothing but letters and digits, dots, hyphens, and
 * underscores before the @, all of them where they may stand. Written for the
 * compiler to do it in vectors. */
static inline uint32_t wrong_marks(const struct texts *t, unsigned i)
{
	uint32_t own = t->own[i], at = t->ats[i], dots = t->dots[i];
	uint32_t local = at - 1, domain = own & ~(at | local);
	uint32_t ends = dots & domain, tld = own & ~up_to_highest(ends);
	uint32_t wrong = (at & 1) | (at & local); /* or none: no `ends` */

	wrong |= own & ~(t->digits[i] | t->letters[i] | dots | t->hyphens[i] |
			 at | (t->underscores[i] & local));
	wrong |= dots & (dots | at) >> 1; /* before another, or the @ */
	wrong |= (dots | t->hyphens[i]) & ((at | ends) << 1 | 1);
	wrong |= t->hyphens[i] & domain & ends >> 1;
	wrong |= tld & (~t->letters[i] | tld << TLD_MAX);
	return wrong | !ends | !(tld & tld >> 1);
}

/* A domain as most have, and no role, with the digits behind it or without. */
static bool words_usual(const struct texts *t, unsigned i)
{
	const unsigned char *text = t->text[i].bytes;
	size_t tld = 32 - (size_t)__builtin_clz(t->dots[i]);
	uint32_t name = (t->ats[i] - 1) & ~t->digits[i];

	return tld_usual(text + tld, t->text[i].length - tld) &&
	       !(name && is_listed(roles, text,
				   32 - (size_t)__builtin_clz(name)));
}

static void usual(struct texts *t, struct evidence *e)
{
	uint32_t wrong[TEXTS];

	*e = (struct evidence){ .checks = CHECK_GRAMMAR,
				.points = POINTS_USUAL, .strength = 60 };
	for (unsigned i = 0; i < t->count; i++)
		wrong[i] = wrong_marks(t, i);
	for (unsigned i = 0; i < t->count; i++)
		if (wrong[i] || !words_usual(t, i))
			t->sure[i] = 0;
}

/* z***@example.com */
static void mask(struct secret value, struct masked *masked)
{
	const unsigned char *at = memchr(value.bytes, '@', value.length);
	size_t domain = 0;

	if (at)
		domain = value.length - (size_t)(at - value.bytes);
	if (domain > DOMAIN_SHOWN)
		domain = DOMAIN_SHOWN;
	masked->text[0] = value.length ? (char)value.bytes[0] : '*';
	memcpy(masked->text + 1, "***", 3);
	if (domain)
		memcpy(masked->text + 4, at, domain);
	masked->text[4 + domain] = '\0';
}

const struct detector detector_email = {
	.id = "email",
	.zh = "电子邮箱",
	.en = "E-mail address",
	.policy = "EMAIL",
	.seed = SEED_AT,
	.chance = 0,
	.person = false,
	.examine = examine,
	.usual_texts = usual,
	.mask = mask,
};
