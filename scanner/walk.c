/* Through the roots; walker.c goes below them. See walk.h. */
#include "scanner/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "scanner/listing.h"
#include "scanner/walker.h"

#define HELD_MAX 64

/* Makes the root's path the trail's, and starts its entry. */
static bool root_start(struct walker *w, const char *root, struct entry *e)
{
	size_t length = strlen(root);

	while (length && root[length - 1] == '/')
		length--;
	buffer_clear(&w->trail.path);
	buffer_append(&w->trail.path, root, length);
	if (w->trail.path.failed) {
		walker_no_memory(w);
		return false;
	}
	w->below = length + 1;
	return walker_entry(w, e, NULL);
}

static void walk_folder(struct walker *w, const char *root)
{
	struct entry e;
	int fd;

	if (!root_start(w, root, &e))
		return;
	fd = beneath_open_named(&w->trail.beneath, AT_FDCWD, root, OPEN_FOLDER);
	if (fd < 0)
		walker_refuse_errno(w, &e, "open");
	else
		walker_start_folder(w, &e, fd, false);
	walker_run(w);
}

/* A root that is a file: the globs see its last name. */
static void walk_file(struct walker *w, const char *root)
{
	const char *slash, *words;
	struct entry e;

	if (!root_start(w, root, &e))
		return;
	slash = strrchr(e.path, '/');
	w->below = slash ? (size_t)(slash + 1 - e.path) : 0;
	words = filter_path(&w->filter, &w->trail, e.path, w->below, false);
	e.stat_valid = stat(root, &e.stat) == 0;
	if (words) {
		walker_refuse(w, &e, REASON_EXCLUDED, words);
	} else if (!e.stat_valid) {
		walker_refuse_errno(w, &e, "stat");
	} else if (filter_own(&w->filter, &e.stat)) {
		walker_refuse(w, &e, REASON_EXCLUDED, "written by this sweep");
	} else if (!S_ISREG(e.stat.st_mode)) {
		walker_refuse_kind(w, &e);
	} else {
		e.fd = beneath_open_named(&w->trail.beneath, AT_FDCWD, root,
					  OPEN_FILE);
		if (e.fd < 0)
			walker_refuse_errno(w, &e, "open");
		else if (pseudo_file_system(e.fd))
			walker_refuse(w, &e, REASON_PSEUDO_FS,
				      pseudo_file_system(e.fd));
		else
			walker_take_file(w, &e, true);
	}
}

/* Looks at a root before anything is read: a misspelt one must not show
 * after hours. */
static bool root_is_folder(struct walker *w, const char *root)
{
	struct stat s;

	if (stat(root, &s) < 0) {
		if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
			w->result =
				problem_errno(w->problem, OUTCOME_FATAL, root);
		return false;
	}
	if (!S_ISDIR(s.st_mode))
		return false;
	if (w->options->follow && !links_add(&w->trail.links, root))
		w->result = problem_errno(w->problem, OUTCOME_FATAL, root);
	return true;
}

/* Files first: so a file that is also in a folder is known by then. */
static void walk_roots(struct walker *w)
{
	size_t count = 0;
	bool *is_folder;

	while (w->options->roots[count])
		count++;
	is_folder = calloc(count + 1, sizeof(*is_folder));
	if (!is_folder)
		walker_no_memory(w);
	for (size_t i = 0; i < count && !w->result; i++)
		is_folder[i] = root_is_folder(w, w->options->roots[i]);
	for (size_t i = 0; i < count && walker_going(w); i++) {
		if (!is_folder[i])
			walk_file(w, w->options->roots[i]);
	}
	for (size_t i = 0; i < count && walker_going(w); i++) {
		if (is_folder[i])
			walk_folder(w, w->options->roots[i]);
	}
	free(is_folder);
}

/* An eighth of the descriptors: the others are for files that wait. */
static size_t held_max(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 ||
	    limit.rlim_cur / 8 >= HELD_MAX)
		return HELD_MAX;
	return limit.rlim_cur / 8 + 1;
}

void entry_release(struct entry *entry)
{
	if (entry->fd >= 0)
		close(entry->fd);
	free(entry->path);
	free(entry->link_of);
}

int walk(const struct walk_options *options,
	 int (*visit)(void *context, struct entry *), void *context,
	 struct problem *problem)
{
	struct walker w = {
		.options = options,
		.visit = visit,
		.context = context,
		.problem = problem,
		.listing = malloc(LISTING_BYTES),
		.trail.beneath =
			beneath_probe(options->no_openat2, options->stop),
		.trail.held_max = held_max(),
	};

	if (filter_init(&w.filter, options) && w.listing)
		walk_roots(&w);
	else
		walker_no_memory(&w);
	links_release(&w.trail.links);
	trail_release(&w.trail);
	filter_release(&w.filter);
	inodes_release(&w.folders_seen);
	inodes_release(&w.files_seen);
	free(w.listing);
	return w.result == OUTCOME_FATAL ? OUTCOME_FATAL : OUTCOME_OK;
}
