/*
 * The language of messages. See language.h.
 *
 * gettext (of glibc) translates into what LANGUAGE names, but only when the
 * locale of LC_MESSAGES is another than C. A server often has no other than
 * C.UTF-8, and from glibc 2.39 on everything that begins with "C." counts as
 * C. So, where the environment's own locale is not there, C.UTF-8 is asked
 * for by a name with a territory: glibc leaves out what it does not find, and
 * keeps the name. That costs 0.15 ms with the catalogue's reading; English
 * costs nothing, since no locale is set at all.
 *
 * No other category is set: numbers keep their point, and text is UTF-8.
 */
#include "scanner/cli/language.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CATALOGUE "zh_CN/LC_MESSAGES/pandian.mo"

/* The catalogue lies beside the program that was built, or below the prefix
 * of the one that was installed. */
static void bind_catalogue(void)
{
	static const char *const places[] = { "locale", "../share/locale" };
	char program[4096], folder[4200], file[4300];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program));
	const char *end =
		length > 0 ? memrchr(program, '/', (size_t)length) : NULL;

	for (size_t i = 0; end && i < 2; i++) {
		snprintf(folder, sizeof(folder), "%.*s/%s",
			 (int)(end - program), program, places[i]);
		snprintf(file, sizeof(file), "%s/" CATALOGUE, folder);
		if (access(file, R_OK))
			continue;
		bindtextdomain("pandian", folder);
		bind_textdomain_codeset("pandian", "UTF-8");
		return;
	}
}

static bool is_c(const char *locale)
{
	return !strcmp(locale, "C") || !strncmp(locale, "C.", 2) ||
	       !strcmp(locale, "POSIX");
}

static void set_locale(void)
{
	const char *locale = setlocale(LC_MESSAGES, "");

	if (!locale || is_c(locale))
		setlocale(LC_MESSAGES, "C_CN.UTF-8");
}

bool language_choose(const char *name)
{
	if (!strcmp(name, "zh")) {
		setenv("LANGUAGE", "zh_CN", 1);
		set_locale();
		bind_catalogue();
		/* Where there is none, so that what libraries take from
		 * strerror() reads the same in every inventory. */
		bindtextdomain("libc", "/");
		return true;
	}
	if (!strcmp(name, "en")) {
		setenv("LANGUAGE", "en", 1);
		setlocale(LC_MESSAGES, "C");
		return true;
	}
	return false;
}

/* The first of LC_ALL, LC_MESSAGES and LANG that is set. */
static const char *locale_named(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES",
						 "LANG" };

	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return "C";
}

void language_from_environment(void)
{
	const char *locale = locale_named(), *list = getenv("LANGUAGE");

	if (list && *list && !is_c(locale))
		locale = list;
	language_choose(strncmp(locale, "zh", 2) ? "en" : "zh");
}

const char *language(void)
{
	const char *chosen = getenv("LANGUAGE");

	return chosen && !strncmp(chosen, "zh", 2) ? "zh" : "en";
}
