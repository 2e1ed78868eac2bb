/* What the walk leaves out. See filter.h. */
#include "scanner/filter.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IGNORE_BYTES_MAX (64 * 1024)

static bool add_globs(struct ignore *ignore, const char *const *globs)
{
	for (; globs && *globs; globs++) {
		if (!ignore_add(ignore, *globs, strlen(*globs)))
			return false;
	}
	return true;
}

bool filter_init(struct filter *f, const struct walk_options *options)
{
	*f = (struct filter){ .options = options };
	return add_globs(&f->include, options->include) &&
	       add_globs(&f->exclude, options->exclude);
}

const char *filter_path(const struct filter *f, const struct trail *t,
			const char *path, size_t below, bool folder)
{
	const char *words = "by --exclude";
	enum ignore_answer answer =
		ignore_ask(&f->exclude, path + below, folder);

	for (size_t i = t->count; answer == IGNORE_SILENT && i-- > 0;) {
		const struct folder *in = &t->folders[i];

		words = "by " IGNORE_FILE;
		if (in->ignore.count)
			answer = ignore_ask(&in->ignore,
					    path + in->path_length + 1, folder);
	}
	if (answer == IGNORE_OUT)
		return words;
	if (!folder && f->include.count &&
	    ignore_ask(&f->include, path + below, false) != IGNORE_OUT)
		return "not in --include";
	return NULL;
}

bool filter_own(const struct filter *f, const struct stat *s)
{
	for (size_t i = 0; i < f->options->own_count; i++) {
		if (f->options->own[i].device == s->st_dev &&
		    f->options->own[i].inode == s->st_ino)
			return true;
	}
	return false;
}

bool filter_enter(const struct filter *f, struct trail *t)
{
	struct folder *folder = trail_last(t);
	bool well = true;
	struct stat s;
	char *text;
	int fd;

	if (f->options->no_ignore)
		return true;
	fd = beneath_open(&t->beneath, folder->fd, IGNORE_FILE, OPEN_FILE);
	if (fd < 0)
		return true;
	if (fstat(fd, &s) == 0 && S_ISREG(s.st_mode) &&
	    s.st_size <= IGNORE_BYTES_MAX) {
		ssize_t length;

		text = malloc(IGNORE_BYTES_MAX);
		length = text ? pread(fd, text, IGNORE_BYTES_MAX, 0) : 0;
		well = text &&
		       (length <= 0 ||
			ignore_parse(&folder->ignore, text, (size_t)length));
		free(text);
	}
	close(fd);
	return well;
}

void filter_release(struct filter *f)
{
	ignore_release(&f->include);
	ignore_release(&f->exclude);
}
