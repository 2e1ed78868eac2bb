/* SQLite over sources. See sqlite_vfs.h. */
#include "scanner/formats/sqlite_vfs.h"

#include <string.h>

#define SECTOR_BYTES 4096
#define PAGE_SIZE_AT 16 /* in the header: 2 bytes, 1 stands for 65536 */
#define PAGES_AT 28	/* 4 bytes, since SQLite 3.7.0 */

struct vfs_file {
	sqlite3_file file; /* first */
	struct sqlite_vfs *vfs;
	struct source *source; /* NULL: an empty file */
	uint64_t size;
};

static int file_close(sqlite3_file *file)
{
	(void)file;
	return SQLITE_OK;
}

static int file_read(sqlite3_file *file, void *into, int length,
		     sqlite3_int64 offset)
{
	struct vfs_file *f = (struct vfs_file *)file;
	ssize_t n = 0;

	if (f->source)
		n = source_fill(f->source, into, (size_t)length,
				(uint64_t)offset, &f->vfs->fault);
	if (n < 0)
		return SQLITE_IOERR_READ;
	if (n == length)
		return SQLITE_OK;
	memset((char *)into + n, 0, (size_t)(length - n));
	return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *file, const void *bytes, int length,
		      sqlite3_int64 offset)
{
	(void)file;
	(void)bytes;
	(void)length;
	(void)offset;
	return SQLITE_READONLY;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	(void)file;
	(void)size;
	return SQLITE_READONLY;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	*size = (sqlite3_int64)((struct vfs_file *)file)->size;
	return SQLITE_OK;
}

/* Locks, and syncs: there is nobody else, and nothing to sync. */
static int file_ignore(sqlite3_file *file, int how)
{
	(void)file;
	(void)how;
	return SQLITE_OK;
}

static int file_reserved(sqlite3_file *file, int *reserved)
{
	(void)file;
	*reserved = 0;
	return SQLITE_OK;
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
	(void)file;
	(void)operation;
	(void)argument;
	return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *file)
{
	(void)file;
	return SECTOR_BYTES;
}

static int file_characteristics(sqlite3_file *file)
{
	(void)file;
	return 0;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_ignore,
	.xFileSize = file_size,
	.xLock = file_ignore,
	.xUnlock = file_ignore,
	.xCheckReservedLock = file_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_characteristics,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file,
		    int flags, int *out_flags)
{
	struct sqlite_vfs *v = (struct sqlite_vfs *)vfs;
	struct vfs_file *f = (struct vfs_file *)file;

	(void)name;
	*f = (struct vfs_file){ .vfs = v };
	if (flags & SQLITE_OPEN_MAIN_DB) {
		f->source = v->database;
		f->size = v->size;
	} else if (flags & SQLITE_OPEN_WAL) {
		f->source = v->wal;
		f->size = v->wal ? v->wal->size : 0;
	} else {
		return SQLITE_CANTOPEN;
	}
	f->file.pMethods = &methods;
	if (out_flags)
		*out_flags = (flags & ~(SQLITE_OPEN_READWRITE |
					SQLITE_OPEN_CREATE)) |
			     SQLITE_OPEN_READONLY;
	return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	(void)name;
	(void)sync;
	return SQLITE_READONLY;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags,
		      int *there)
{
	const struct sqlite_vfs *v = (const struct sqlite_vfs *)vfs;
	size_t length = strlen(name);

	(void)flags;
	*there = v->wal && length > 4 && !strcmp(name + length - 4, "-wal");
	return SQLITE_OK;
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int room,
			 char *out)
{
	(void)vfs;
	snprintf(out, (size_t)room, "%s", name);
	return SQLITE_OK;
}

static int vfs_randomness(sqlite3_vfs *vfs, int length, char *out)
{
	(void)vfs;
	memset(out, 0, (size_t)length);
	return length;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return microseconds;
}

static int vfs_time(sqlite3_vfs *vfs, double *days)
{
	(void)vfs;
	*days = 2440587.5; /* the epoch's: no date depends on today */
	return SQLITE_OK;
}

static uint64_t claimed_size(const unsigned char *header)
{
	uint64_t page = (uint64_t)header[PAGE_SIZE_AT] << 8 |
			header[PAGE_SIZE_AT + 1];
	uint64_t pages = 0;

	for (unsigned i = 0; i < 4; i++)
		pages = pages << 8 | header[PAGES_AT + i];
	return (page == 1 ? 65536 : page) * pages;
}

int sqlite_vfs_open(struct sqlite_vfs *v, const unsigned char *header,
		    sqlite3 **db)
{
	*db = NULL;
	v->vfs = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = sizeof(struct vfs_file),
		.mxPathname = 64,
		.zName = v->name,
		.xOpen = vfs_open,
		.xDelete = vfs_delete,
		.xAccess = vfs_access,
		.xFullPathname = vfs_full_path,
		.xRandomness = vfs_randomness,
		.xSleep = vfs_sleep,
		.xCurrentTime = vfs_time,
	};
	v->size = claimed_size(header);
	if (v->size < v->database->size)
		v->size = v->database->size;
	snprintf(v->name, sizeof(v->name), "%p", (void *)v);
	if (sqlite3_vfs_register(&v->vfs, 0) != SQLITE_OK)
		return SQLITE_NOMEM;
	return sqlite3_open_v2("db", db,
			       SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX |
				       SQLITE_OPEN_PRIVATECACHE,
			       v->name);
}

void sqlite_vfs_close(struct sqlite_vfs *v, sqlite3 *db)
{
	sqlite3_close(db);
	sqlite3_vfs_unregister(&v->vfs);
}
