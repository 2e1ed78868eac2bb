/*
 * Words for the user in the user's language, by GNU gettext. Catalogues are
 * in scanner/cli/po.
 *
 * Only what the program says to its user is translated: usage, progress,
 * errors that end a command (OUTCOME_FATAL). Words that an inventory or a
 * document keeps are not: an asset's problem reads the same everywhere. The
 * documents for people have their own words in both languages
 * (reports/writers/words.c), so that they need nothing installed.
 */
#ifndef SCANNER_BASE_GETTEXT_H
#define SCANNER_BASE_GETTEXT_H

#include <libintl.h>

#define _(text) dgettext("pandian", text)
#define N_(text) text /* in a table: translated where it is shown */

#endif
