/* Opens what lies beneath a folder. See beneath.h. */
#include "scanner/beneath.h"

#include <errno.h>
#include <limits.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#define NAP_NS (5 * 1000 * 1000)
#define NAPS_FOR_LEASE 400         /* 2 s: Samba's clients write back */
#define NAPS_FOR_DESCRIPTORS 60000 /* 5 min: the longest file is read */

/* Of the kernel's, but in none of its headers for programs. */
#define MQUEUE_MAGIC 0x19800202
#define CONFIGFS_MAGIC 0x62656570
#define FUSECTL_MAGIC 0x65735543
#define RPC_PIPEFS_MAGIC 0x67596969
#define NFSD_MAGIC 0x6e667364

static const struct {
	unsigned long magic;
	const char *name;
} pseudo[] = {
	{ PROC_SUPER_MAGIC, "proc" },
	{ SYSFS_MAGIC, "sysfs" },
	{ CGROUP_SUPER_MAGIC, "cgroup" },
	{ CGROUP2_SUPER_MAGIC, "cgroup2" },
	{ DEVPTS_SUPER_MAGIC, "devpts" },
	{ DEBUGFS_MAGIC, "debugfs" },
	{ TRACEFS_MAGIC, "tracefs" },
	{ SECURITYFS_MAGIC, "securityfs" },
	{ SELINUX_MAGIC, "selinuxfs" },
	{ SMACK_MAGIC, "smackfs" },
	{ AAFS_MAGIC, "apparmorfs" },
	{ BPF_FS_MAGIC, "bpf" },
	{ PSTOREFS_MAGIC, "pstore" },
	{ EFIVARFS_MAGIC, "efivarfs" },
	{ AUTOFS_SUPER_MAGIC, "autofs" },
	{ BINFMTFS_MAGIC, "binfmt_misc" },
	{ BINDERFS_SUPER_MAGIC, "binder" },
	{ RDTGROUP_SUPER_MAGIC, "resctrl" },
	{ NSFS_MAGIC, "nsfs" },
	{ XENFS_SUPER_MAGIC, "xenfs" },
	{ OPENPROM_SUPER_MAGIC, "openpromfs" },
	{ MQUEUE_MAGIC, "mqueue" },
	{ CONFIGFS_MAGIC, "configfs" },
	{ FUSECTL_MAGIC, "fusectl" },
	{ RPC_PIPEFS_MAGIC, "rpc_pipefs" },
	{ NFSD_MAGIC, "nfsd" },
};

const char *pseudo_file_system(int fd)
{
	struct statfs fs;

	if (fstatfs(fd, &fs) < 0)
		return NULL;
	for (size_t i = 0; i < sizeof(pseudo) / sizeof(*pseudo); i++) {
		if ((unsigned long)fs.f_type == pseudo[i].magic)
			return pseudo[i].name;
	}
	return NULL;
}

static int open_beneath(int folder, const char *path, int flags)
{
	struct open_how how = {
		.flags = (unsigned)flags | O_CLOEXEC | O_NOFOLLOW,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
	};

	return (int)syscall(SYS_openat2, folder, path, &how, sizeof(how));
}

static int open_stepwise(int folder, const char *path, int flags)
{
	const char *slash;
	int at = folder, fd;

	while ((slash = strchr(path, '/'))) {
		char name[NAME_MAX + 1];
		size_t length = (size_t)(slash - path);

		if (length > NAME_MAX) {
			fd = -1;
			errno = ENAMETOOLONG;
			goto out;
		}
		memcpy(name, path, length);
		name[length] = 0;
		fd = openat(at, name,
			    O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			goto out;
		if (at != folder)
			close(at);
		at = fd;
		path = slash + 1;
	}
	fd = openat(at, path, flags | O_NOFOLLOW | O_CLOEXEC);
out:
	if (at != folder)
		close(at);
	return fd;
}

static int open_named(int folder, const char *path, int flags)
{
	return openat(folder, path, flags | O_CLOEXEC);
}

/* How long the error is worth waiting for, in naps. */
static unsigned patience(int error)
{
	switch (error) {
	case EMFILE:
	case ENFILE:
		return NAPS_FOR_DESCRIPTORS;
	case EAGAIN:
	case EINTR:
		return NAPS_FOR_LEASE;
	default:
		return 0;
	}
}

static int open_patiently(const struct beneath *b,
			  int (*try)(int, const char *, int), int folder,
			  const char *path, int flags)
{
	const struct timespec nap = { .tv_nsec = NAP_NS };
	/* O_NOATIME is for the owner and for root; openat2 refuses it beside
	 * O_PATH. */
	int quiet = flags & O_PATH ? 0 : O_NOATIME;

	for (unsigned naps = 0;; naps++) {
		int fd = try(folder, path, flags | quiet), error;

		if (fd < 0 && errno == EPERM && quiet) {
			quiet = 0;
			fd = try(folder, path, flags);
		}
		if (fd >= 0 || naps >= patience(errno) ||
		    (b->stop && *b->stop))
			return fd;
		error = errno;
		nanosleep(&nap, NULL);
		errno = error;
	}
}

struct beneath beneath_probe(bool no_openat2, const atomic_int *stop)
{
	struct beneath b = { .stop = stop };
	int fd, root;

	if (no_openat2)
		return b;
	root = open("/", O_PATH | O_CLOEXEC);
	fd = open_beneath(root, ".", O_PATH);
	b.openat2 = fd >= 0 || (errno != ENOSYS && errno != EPERM);
	if (fd >= 0)
		close(fd);
	if (root >= 0)
		close(root);
	return b;
}

int beneath_open(const struct beneath *b, int folder, const char *path,
		 int flags)
{
	return open_patiently(b, b->openat2 ? open_beneath : open_stepwise,
			      folder, path, flags);
}

int beneath_open_named(const struct beneath *b, int folder, const char *path,
		       int flags)
{
	return open_patiently(b, open_named, folder, path, flags);
}
