/* The language that the program speaks: "zh" or "en". */
#ifndef SCANNER_CLI_LANGUAGE_H
#define SCANNER_CLI_LANGUAGE_H

#include <stdbool.h>

/* Takes the language of the environment: of LC_ALL, LC_MESSAGES, LANG the
 * first that is set, and before it LANGUAGE unless that is "C". */
void language_from_environment(void);

/* Takes a language by its name; false when it is neither. Both change the
 * process's environment and locale, so no thread may run yet. */
bool language_choose(const char *name);

/* The language taken last. */
const char *language(void);

#endif
