/* The engagement's key. See key.h. */
#include "scanner/cli/key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scanner/base/gettext.h"

/* The default place, its folders made; NULL when there is no home. */
static char *default_file(void)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	char *base = NULL, *folder = NULL, *file = NULL;

	if (config && *config == '/') {
		if (asprintf(&base, "%s", config) < 0)
			return NULL;
	} else if (!home || *home != '/' ||
		   asprintf(&base, "%s/.config", home) < 0) {
		return NULL;
	}
	if (asprintf(&folder, "%s/pandian", base) < 0 ||
	    asprintf(&file, "%s/key", folder) < 0)
		file = NULL;
	mkdir(base, 0700);
	if (folder)
		mkdir(folder, 0700);
	free(base);
	free(folder);
	return file;
}

/* Whole or not at all: of sweeps that begin at the same time one makes it,
 * and the others use it. */
static int make(const char *file, struct problem *problem)
{
	unsigned char key[ENGAGEMENT_KEY_BYTES];
	int fd = -1, outcome = OUTCOME_OK;
	char *beside = NULL, what[160];

	if (asprintf(&beside, "%s.XXXXXX", file) >= 0)
		fd = mkostemp(beside, O_CLOEXEC);
	randombytes_buf(key, sizeof(key));
	if (fd < 0 || write(fd, key, sizeof(key)) != sizeof(key) ||
	    fsync(fd) || (link(beside, file) && errno != EEXIST)) {
		snprintf(what, sizeof(what),
			 _("%.90s: no key can be made here (name another with "
			   "--key)"), file);
		outcome = problem_errno(problem, OUTCOME_FATAL, what);
	}
	sodium_memzero(key, sizeof(key));
	if (fd >= 0) {
		close(fd);
		unlink(beside);
	}
	free(beside);
	return outcome;
}

static int check_key(int fd, const char *file, struct keys *keys,
		     struct problem *problem)
{
	unsigned char more;
	struct stat stat;

	if (fd < 0 || fstat(fd, &stat))
		return problem_errno(problem, OUTCOME_FATAL, file);
	if (read(fd, keys->engagement, sizeof(keys->engagement)) !=
		    sizeof(keys->engagement) ||
	    read(fd, &more, 1) != 0)
		return problem_set(problem, OUTCOME_FATAL, REASON_DAMAGED,
				   _("%s: is no key: a key has %d bytes"),
				   file, ENGAGEMENT_KEY_BYTES);
	if (stat.st_mode & 077)
		return problem_set(problem, OUTCOME_FATAL, REASON_DENIED,
				   _("%s: others can read this key; chmod 600 "
				     "it, or name another with --key"),
				   file);
	return OUTCOME_OK;
}

static int read_key(const char *file, struct keys *keys,
		    struct problem *problem)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	int outcome = check_key(fd, file, keys, problem);

	if (fd >= 0)
		close(fd);
	return outcome;
}

int key_load(const char *named, struct keys *keys, struct problem *problem)
{
	char *standard = named ? NULL : default_file();
	const char *file = named ? named : standard;
	int outcome;

	if (sodium_init() < 0 || !file)
		return problem_set(problem, OUTCOME_FATAL, REASON_DENIED,
				   _("no home folder to keep the engagement's "
				     "key in; name a file with --key"));
	outcome = access(file, F_OK) && errno == ENOENT ? make(file, problem)
							: OUTCOME_OK;
	if (outcome == OUTCOME_OK)
		outcome = read_key(file, keys, problem);
	free(standard);
	if (outcome == OUTCOME_OK)
		keys_derive(keys);
	return outcome;
}
