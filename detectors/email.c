/*
 * E-mail addresses: the dot-atom form of RFC 5321, a host name of at least
 * two labels (RFC 1035) and a top-level domain of letters. No quoted local
 * parts, no address literals: nobody has one.
 */
#include "detectors/kinds.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "detectors/ascii.h"

enum {
	LENGTH_MAX = 254, LOCAL_MAX = 64, LABEL_MAX = 63, TLD_MAX = 24,
	DOMAIN_SHOWN = 80, /* bytes of the domain in a masked address */
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* icon@2x.png, polyfill@4.8.js: names of files and packages. */
static const char *const file_endings[] = {
	"avif", "bmp", "css", "gif", "gz", "htm", "html", "ico", "jpeg",
	"jpg", "js", "json", "jsx", "map", "mjs", "png", "scss",
	"svg", "tar", "tgz", "tiff", "ts", "tsx", "txt", "vue", "webp",
	"woff", "xml", "yaml", "yml", "zip"
};

/* Local parts that are an office or a machine; digits behind are dropped. */
static const char *const roles[] = {
	"abuse", "admin", "administrator", "auto-reply", "bot", "bounce",
	"career", "careers", "compliance", "contact", "contactus",
	"customerservice", "daemon", "do-not-reply", "donotreply", "enquiry",
	"feedback", "finance", "ftp", "git", "hello", "help", "hostmaster",
	"hr", "info", "ir", "job", "jobs", "kefu", "legal", "mail",
	"mailer-daemon", "marketing", "media", "monitor", "news",
	"newsletter", "no-reply", "no_reply", "nobody", "noc", "noreply",
	"notice", "notification", "notifications", "office", "order",
	"orders", "postmaster", "pr", "press", "privacy", "recruit", "reply",
	"root", "sales", "security", "server", "service", "services", "spam",
	"subscribe", "support", "system", "team", "test", "unsubscribe",
	"webmaster", "www", "zhaopin"
};

struct word {
	const unsigned char *text;
	size_t length;
};

static int compare(const void *key, const void *item)
{
	const struct word *word = key;
	const char *listed = *(const char *const *)item;
	int order = strncasecmp((const char *)word->text, listed,
				word->length);

	return order ? order : -(listed[word->length] != 0);
}

/* Is the word in a sorted list? No word of the lists has one letter. */
static bool is_listed(const char *const *list, size_t count,
		      const unsigned char *text, size_t length)
{
	const struct word word = { text, length };

	return length > 1 &&
	       bsearch(&word, list, count, sizeof(*list), compare);
}

/* Atoms between single dots. */
static bool local_valid(const unsigned char *p, size_t n)
{
	if (!n || n > LOCAL_MAX || p[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!ascii_is(p[i], ASCII_ATEXT) &&
		    (p[i] != '.' || !i || p[i - 1] == '.'))
			return false;
	return true;
}

static bool tld_valid(const unsigned char *p, size_t n)
{
	if (n < 2 || n > TLD_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!ascii_is(p[i], ASCII_LETTER))
			return false;
	if (n == 3 && !memcmp(p, "com", 3)) /* of most */
		return true;
	return !is_listed(file_endings, COUNT(file_endings), p, n);
}

/* Labels between dots, at least two; no hyphen at the end of any. */
static bool domain_valid(const unsigned char *p, size_t n)
{
	size_t label = 0, labels = 0;

	for (size_t i = 0; i < n; i++) {
		if (ascii_is(p[i], ASCII_ALNUM))
			continue;
		if (!ascii_is(p[i], ASCII_DOT_HYPHEN) || i == label)
			return false;
		if (p[i] == '-')
			continue;
		if (i - label > LABEL_MAX || p[i - 1] == '-')
			return false;
		label = i + 1;
		labels++;
	}
	return labels && tld_valid(p + label, n - label);
}

static bool role_address(const unsigned char *local, size_t n)
{
	while (n && local[n - 1] >= '0' && local[n - 1] <= '9')
		n--;
	return is_listed(roles, COUNT(roles), local, n);
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	const unsigned char *at = memchr(c->text, '@', c->length);
	size_t local = at ? (size_t)(at - c->text) : 0;

	if (!at || c->length > LENGTH_MAX || !local_valid(c->text, local) ||
	    !domain_valid(at + 1, c->length - local - 1))
		return ANSWER_NO;
	e->checks = CHECK_GRAMMAR;
	e->points = 6;
	e->strength = 60;
	if (role_address(c->text, local)) {
		e->checks |= CHECK_ROLE;
		e->points = 3;
	}
	return ANSWER_HIT;
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
	.mask = mask,
};
