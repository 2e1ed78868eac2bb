/* The files that a user names, as git names them: beneath the top folder of
 * the work tree, which becomes the working folder. */
#ifndef SCANNER_CLI_NAMES_H
#define SCANNER_CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialised it is empty and valid. */
struct names {
	char **list; /* owned */
	size_t count;
};

/* Goes to the top folder of the work tree and takes NULL-terminated names:
 * those beneath it become relative to it, others absolute. Where there is no
 * repository nothing of this happens and *repository is false. False when
 * memory is out. */
bool names_take(struct names *, const char *const *given, bool *repository);
void names_release(struct names *);

#endif
