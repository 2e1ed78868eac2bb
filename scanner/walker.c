/*
 * One walk, below a root. See walker.h.
 *
 * A folder is listed to its end first: files are handed over as they come,
 * only the names of subfolders are kept. Then these are entered one by one.
 * So nothing grows with the number of files, and a chain of folders of any
 * length needs two descriptors.
 */
#include "scanner/walker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scanner/base/gettext.h"
#include "scanner/listing.h"

#define DEPTH_MAX 4096

bool walker_going(struct walker *w)
{
	if (!w->result && w->options->stop && *w->options->stop)
		w->result = OUTCOME_PARTIAL;
	return !w->result;
}

void walker_no_memory(struct walker *w)
{
	w->result = problem_set(w->problem, OUTCOME_FATAL, REASON_MEMORY,
				_("the walk is out of memory"));
}

/* --- entries --- */

bool walker_entry(struct walker *w, struct entry *e, const char *name)
{
	const struct buffer *path = &w->trail.path;
	size_t at = path->length, length = name ? strlen(name) : 0;

	*e = (struct entry){ .fd = -1, .outcome = OUTCOME_FAILED };
	e->path = malloc(at + length + 2);
	if (!e->path) {
		walker_no_memory(w);
		return false;
	}
	if (at)
		memcpy(e->path, path->bytes, at);
	/* the path of "/" is empty here, but not for people */
	if (name || !at)
		e->path[at++] = '/';
	if (name)
		memcpy(e->path + at, name, length);
	e->path[at + length] = 0;
	return true;
}

static void entry_close(struct entry *e)
{
	if (e->fd >= 0)
		close(e->fd);
	e->fd = -1;
}

static void entry_drop(struct entry *e)
{
	entry_close(e);
	free(e->path);
	free(e->link_of);
}

static void hand_over(struct walker *w, struct entry *e)
{
	if (!walker_going(w))
		entry_drop(e);
	else if (w->visit(w->context, e))
		w->result = OUTCOME_PARTIAL;
}

void walker_refuse(struct walker *w, struct entry *e, enum reason reason,
		   const char *words)
{
	problem_set(&e->problem, OUTCOME_FAILED, reason, "%s", words);
	entry_close(e);
	hand_over(w, e);
}

void walker_refuse_errno(struct walker *w, struct entry *e, const char *what)
{
	problem_errno(&e->problem, OUTCOME_FAILED, what);
	entry_close(e);
	hand_over(w, e);
}

static const char *kind_of(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFIFO:
		return "a FIFO";
	case S_IFSOCK:
		return "a socket";
	case S_IFCHR:
		return "a character device";
	case S_IFBLK:
		return "a block device";
	case S_IFDIR:
		return "a folder by now";
	default:
		return "not a regular file";
	}
}

void walker_refuse_kind(struct walker *w, struct entry *e)
{
	walker_refuse(w, e, REASON_NOT_REGULAR, kind_of(e->stat.st_mode));
}

/* --- opening --- */

/* Opens a child of the last folder; -1 with the reason. */
static int open_child(struct walker *w, const char *name, bool link, int flags,
		      struct problem *problem)
{
	int fd = trail_open(&w->trail, trail_last(&w->trail)->fd, name, link,
			    flags, problem);

	if (fd < 0 && (errno == EMFILE || errno == ENFILE) && walker_going(w))
		w->result = problem_set(w->problem, OUTCOME_FATAL, REASON_IO,
					_("no descriptor came free for "
					  "minutes: raise ulimit -n"));
	return fd;
}

/* Looks whether a child lies on a file system that is not to be read; then
 * sets the reason. Nothing is opened for reading, nothing mounted. */
static bool is_foreign(struct walker *w, const char *name, bool link,
		       struct problem *problem)
{
	int fd = open_child(w, name, link, OPEN_LOOK, problem);
	const char *pseudo;
	struct stat s;

	if (fd < 0)
		return true;
	if (fstat(fd, &s) < 0) {
		problem_errno(problem, OUTCOME_FAILED, "stat");
	} else if (s.st_dev != trail_last(&w->trail)->device) {
		pseudo = pseudo_file_system(fd);
		if (pseudo)
			problem_set(problem, OUTCOME_FAILED, REASON_PSEUDO_FS,
				    "%s", pseudo);
		else if (w->options->one_file_system && S_ISDIR(s.st_mode))
			problem_set(problem, OUTCOME_FAILED, REASON_OTHER_FS,
				    "on another file system");
	}
	close(fd);
	return problem->reason != REASON_NONE;
}

/* --- files --- */

/* True when the open file was handed over under another name, which becomes
 * link_of. Else it is remembered if it may turn up again: it has more names,
 * or did not come by its own (`named`: by a link, or by the user). */
static bool seen_before(struct walker *w, struct entry *e, bool named)
{
	bool more = named || e->stat.st_nlink > 1;
	const char *first;
	struct inode inode;

	if (!more && !w->options->follow && !w->files_seen.count)
		return false;
	if (!inode_of(e->fd, &inode))
		return false;
	if (inodes_has(&w->files_seen, &inode, &first)) {
		e->link_of = first ? strdup(first)
				   : links_name(&w->trail.links, e->fd);
		return e->link_of != NULL;
	}
	if ((more || w->options->follow) &&
	    !inodes_add(&w->files_seen, &inode, more ? e->path : NULL))
		walker_no_memory(w);
	return false;
}

void walker_take_file(struct walker *w, struct entry *e, bool named)
{
	e->stat_valid = fstat(e->fd, &e->stat) == 0;
	if (!e->stat_valid) {
		walker_refuse_errno(w, e, "stat");
	} else if (!S_ISREG(e->stat.st_mode)) {
		walker_refuse_kind(w, e);
	} else if (seen_before(w, e, named)) {
		e->outcome = OUTCOME_OK;
		walker_refuse(w, e, REASON_HARD_LINK,
			      "read under its first name");
	} else {
		e->outcome = OUTCOME_OK;
		hand_over(w, e);
	}
}

/* --- folders --- */

void walker_start_folder(struct walker *w, struct entry *e, int fd, bool link)
{
	const char *pseudo = pseudo_file_system(fd);
	struct inode inode;
	bool well;

	e->stat_valid = fstat(fd, &e->stat) == 0;
	if (!e->stat_valid || !inode_of(fd, &inode)) {
		walker_refuse_errno(w, e, "stat");
		close(fd);
		return;
	}
	if (pseudo || inodes_has(&w->folders_seen, &inode, NULL)) {
		walker_refuse(w, e, pseudo ? REASON_PSEUDO_FS : REASON_LOOP,
			      pseudo ? pseudo : "was walked already");
		close(fd);
		return;
	}
	if (w->trail.count)
		buffer_text(&w->trail.path, e->path + w->trail.path.length);
	well = !w->trail.path.failed &&
	       inodes_add(&w->folders_seen, &inode, NULL);
	well = trail_push(&w->trail, fd, &e->stat, link) && well &&
	       filter_enter(&w->filter, &w->trail);
	if (!well)
		walker_no_memory(w);
	entry_drop(e);
}

/* Enters a subfolder of the last folder. */
static void enter(struct walker *w, const char *name, bool link)
{
	struct entry e;
	int fd = -1;

	if (!walker_entry(w, &e, name))
		return;
	if (trail_last(&w->trail)->fd < 0)
		problem_set(&e.problem, OUTCOME_FAILED, REASON_CHANGED,
			    "a folder above it was moved under way");
	else if (w->trail.count >= DEPTH_MAX)
		problem_set(&e.problem, OUTCOME_FAILED, REASON_DEPTH,
			    "more than %d folders deep", DEPTH_MAX);
	else if (!is_foreign(w, name, link, &e.problem))
		fd = open_child(w, name, link, OPEN_FOLDER, &e.problem);
	trail_spare(&w->trail);
	if (fd < 0)
		hand_over(w, &e);
	else
		walker_start_folder(w, &e, fd, link);
}

/* --- listing --- */

/* A link that is followed: looks at its target. */
static bool look_through(struct walker *w, const char *name, struct entry *e)
{
	int fd = open_child(w, name, true, OPEN_LOOK, &e->problem);

	if (fd < 0)
		return false;
	e->stat_valid = fstat(fd, &e->stat) == 0;
	if (!e->stat_valid)
		problem_errno(&e->problem, OUTCOME_FAILED, "stat");
	close(fd);
	return e->stat_valid;
}

/* Takes what lies in the last folder under an entry's name, now that it is
 * known what it is. */
static void take(struct walker *w, struct entry *e, bool link)
{
	const struct folder *folder = trail_last(&w->trail);
	const char *name = e->path + folder->path_length + 1;
	bool is_folder = S_ISDIR(e->stat.st_mode);
	const char *words = filter_path(&w->filter, &w->trail, e->path,
					w->below, is_folder);

	if (words) {
		walker_refuse(w, e, REASON_EXCLUDED, words);
	} else if (filter_own(&w->filter, &e->stat)) {
		walker_refuse(w, e, REASON_EXCLUDED, "written by this sweep");
	} else if (is_folder) {
		if (!trail_pend(&w->trail, name, link))
			walker_no_memory(w);
		entry_drop(e);
	} else if (S_ISLNK(e->stat.st_mode)) {
		walker_refuse(w, e, REASON_SYMLINK, "not followed");
	} else if (!S_ISREG(e->stat.st_mode)) {
		walker_refuse_kind(w, e);
	} else {
		if (e->stat.st_dev == folder->device ||
		    !is_foreign(w, name, link, &e->problem))
			e->fd = open_child(w, name, link, OPEN_FILE,
					   &e->problem);
		if (e->fd < 0)
			hand_over(w, e);
		else
			walker_take_file(w, e, link);
	}
}

/* Takes one name of the last folder's listing. */
static void meet(struct walker *w, const char *name)
{
	struct entry e;
	bool link;

	if (!walker_entry(w, &e, name))
		return;
	e.stat_valid = fstatat(trail_last(&w->trail)->fd, name, &e.stat,
			       AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) == 0;
	if (!e.stat_valid) {
		walker_refuse_errno(w, &e, "stat");
		return;
	}
	link = S_ISLNK(e.stat.st_mode) && w->options->follow;
	if (link && !look_through(w, name, &e))
		hand_over(w, &e);
	else
		take(w, &e, link);
}

static void list(struct walker *w)
{
	struct listing listing = { .fd = trail_last(&w->trail)->fd,
				   .buffer = w->listing };
	const char *name;
	struct entry e;
	int error;

	while ((name = listing_next(&listing))) {
		meet(w, name);
		if (!walker_going(w))
			return;
	}
	error = errno;
	if (!error || !walker_entry(w, &e, NULL))
		return;
	errno = error;
	if (error == ELOOP)
		walker_refuse(w, &e, REASON_IO, "the listing repeats itself");
	else
		walker_refuse_errno(w, &e, "list");
}

void walker_run(struct walker *w)
{
	while (w->trail.count && walker_going(w)) {
		struct folder *last = trail_last(&w->trail);
		const char *name;
		bool link;

		if (!last->listed) {
			last->listed = true;
			list(w);
		} else if ((name = trail_next(&w->trail, &link))) {
			enter(w, name, link);
		} else {
			trail_pop(&w->trail);
		}
	}
}
