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
	} else if (!home || asprintf(&base, "%s/.config", home) < 0) {
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

static int make(const char *file, struct keys *keys, struct problem *problem)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
				    O_CLOEXEC,
		      0600);
	ssize_t written;

	if (fd < 0)
		return problem_errno(problem, OUTCOME_FATAL, file);
	randombytes_buf(keys->engagement, sizeof(keys->engagement));
	written = write(fd, keys->engagement, sizeof(keys->engagement));
	if (written != sizeof(keys->engagement) || fsync(fd)) {
		problem_errno(problem, OUTCOME_FATAL, file);
		close(fd);
		unlink(file);
		return OUTCOME_FATAL;
	}
	return close(fd) ? problem_errno(problem, OUTCOME_FATAL, file)
			 : OUTCOME_OK;
}

static int read_key(int fd, const char *file, struct keys *keys,
		    struct problem *problem)
{
	unsigned char more;
	struct stat stat;

	if (fstat(fd, &stat))
		return problem_errno(problem, OUTCOME_FATAL, file);
	if (stat.st_mode & 077)
		return problem_set(problem, OUTCOME_FATAL, REASON_DENIED,
				   _("%s: others can read this key; chmod 600 "
				     "it, or name another with --key"),
				   file);
	if (read(fd, keys->engagement, sizeof(keys->engagement)) !=
		    sizeof(keys->engagement) ||
	    read(fd, &more, 1) != 0)
		return problem_set(problem, OUTCOME_FATAL, REASON_DAMAGED,
				   _("%s: is no key: a key has %d bytes"),
				   file, ENGAGEMENT_KEY_BYTES);
	return OUTCOME_OK;
}

int key_load(const char *named, struct keys *keys, struct problem *problem)
{
	char *standard = named ? NULL : default_file();
	const char *file = named ? named : standard;
	int fd, outcome;

	if (sodium_init() < 0 || !file)
		return problem_set(problem, OUTCOME_FATAL, REASON_DENIED,
				   _("no home folder to keep the engagement's "
				     "key in; name a file with --key"));
	fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		outcome = read_key(fd, file, keys, problem);
		close(fd);
	} else if (errno == ENOENT) {
		outcome = make(file, keys, problem);
	} else {
		outcome = problem_errno(problem, OUTCOME_FATAL, file);
	}
	free(standard);
	if (outcome == OUTCOME_OK)
		keys_derive(keys);
	return outcome;
}
