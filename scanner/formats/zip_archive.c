/* Archives by libzip. See zip_archive.h. */
#include "scanner/formats/zip_archive.h"

#include <errno.h>
#include <string.h>
#include <zlib.h>

#include "scanner/base/library.h"
#include "scanner/base/sonames.h"
#include "scanner/formats/zip_beside.h"

#define FUNCTIONS(F)                                                           \
	F(zip_discard)                                                         \
	F(zip_error_code_zip)                                                  \
	F(zip_error_fini)                                                      \
	F(zip_error_init)                                                      \
	F(zip_error_set)                                                       \
	F(zip_error_strerror)                                                  \
	F(zip_error_to_data)                                                   \
	F(zip_fclose)                                                          \
	F(zip_file_extra_field_get_by_id)                                      \
	F(zip_file_get_error)                                                  \
	F(zip_fopen_index)                                                     \
	F(zip_fread)                                                           \
	F(zip_get_error)                                                       \
	F(zip_get_name)                                                        \
	F(zip_get_num_entries)                                                 \
	F(zip_name_locate)                                                     \
	F(zip_open_from_source)                                                \
	F(zip_source_free)                                                     \
	F(zip_source_function_create)                                          \
	F(zip_source_seek_compute_offset)                                      \
	F(zip_stat_index)                                                      \
	F(zip_stat_init)
LIBRARY(libzip, SONAME_zip, FUNCTIONS)

static zip_int64_t serve(void *context, void *data, zip_uint64_t length,
			 zip_source_cmd_t command)
{
	struct zip_archive *a = context;
	struct source *source = a->x->source;
	zip_int64_t n;

	switch (command) {
	case ZIP_SOURCE_OPEN:
		a->position = 0;
		return 0;
	case ZIP_SOURCE_READ:
		n = source->read(source, data, length, a->position, &a->fault);
		if (n < 0)
			libzip()->zip_error_set(&a->error, ZIP_ER_READ, EIO);
		else
			a->position += (zip_uint64_t)n;
		return n;
	case ZIP_SOURCE_SEEK:
		n = libzip()->zip_source_seek_compute_offset(
			a->position, a->size, data, length, &a->error);
		if (n >= 0)
			a->position = (zip_uint64_t)n;
		return n < 0 ? -1 : 0;
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)a->position;
	case ZIP_SOURCE_STAT:
		libzip()->zip_stat_init(data);
		((zip_stat_t *)data)->size = a->size;
		((zip_stat_t *)data)->valid = ZIP_STAT_SIZE;
		return sizeof(zip_stat_t);
	case ZIP_SOURCE_ERROR:
		return libzip()->zip_error_to_data(&a->error, data, length);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_SEEKABLE;
	default:
		libzip()->zip_error_set(&a->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

static enum reason reason_of(int error)
{
	switch (error) {
	case ZIP_ER_EOF:
	case ZIP_ER_NOZIP:
		return REASON_TRUNCATED;
	case ZIP_ER_MEMORY:
		return REASON_MEMORY;
	case ZIP_ER_COMPNOTSUPP:
	case ZIP_ER_MULTIDISK:
		return REASON_UNSUPPORTED;
	case ZIP_ER_ENCRNOTSUPP:
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
		return REASON_ENCRYPTED;
	default:
		return REASON_DAMAGED;
	}
}

/* What libzip says, unless the source below it has said more. */
static int zip_fault(struct zip_archive *a, zip_error_t *error,
		     struct problem *problem)
{
	if (a->fault.reason != REASON_NONE)
		return problem_set(problem, OUTCOME_FAILED, a->fault.reason,
				   "%s", a->fault.words);
	return problem_set(problem, OUTCOME_FAILED,
			   reason_of(libzip()->zip_error_code_zip(error)),
			   "zip: %s", libzip()->zip_error_strerror(error));
}

int zip_archive_open(struct zip_archive *a, struct extraction *x,
		     struct problem *problem)
{
	zip_error_t error;
	zip_source_t *source;
	int outcome = OUTCOME_FAILED;

	*a = (struct zip_archive){ .x = x, .size = x->source->size };
	if (!libzip())
		return library_missing(problem, outcome, SONAME_zip);
	libzip()->zip_error_init(&a->error);
	libzip()->zip_error_init(&error);
	source = libzip()->zip_source_function_create(serve, a, &error);
	if (source)
		a->zip = libzip()->zip_open_from_source(source, ZIP_RDONLY,
							&error);
	if (!a->zip) {
		outcome = zip_fault(a, &error, problem);
		libzip()->zip_source_free(source);
	}
	libzip()->zip_error_fini(&error);
	if (!a->zip)
		return outcome;
	a->count = (uint64_t)libzip()->zip_get_num_entries(a->zip, 0);
	a->seen = calloc(a->count + 1, 1);
	if (a->seen)
		return OUTCOME_OK;
	zip_archive_close(a);
	return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
			   "zip: no memory");
}

void zip_archive_close(struct zip_archive *a)
{
	if (a->zip)
		libzip()->zip_discard(a->zip);
	zip_beside_release(a);
	free(a->seen);
	a->zip = NULL;
	a->seen = NULL;
}

static int open_entry(struct member_source *m, struct problem *problem)
{
	struct zip_entry *e = (struct zip_entry *)m;

	if (e->file)
		libzip()->zip_fclose(e->file);
	e->archive->fault = (struct problem){ 0 };
	e->file = libzip()->zip_fopen_index(e->archive->zip, e->index, 0);
	if (e->file)
		return OUTCOME_OK;
	return zip_fault(e->archive, libzip()->zip_get_error(e->archive->zip),
			 problem);
}

static ssize_t next_of_entry(struct member_source *m, void *into,
			     size_t length, struct problem *problem)
{
	struct zip_entry *e = (struct zip_entry *)m;
	zip_int64_t n = libzip()->zip_fread(e->file, into, length);

	if (n < 0)
		zip_fault(e->archive, libzip()->zip_file_get_error(e->file),
			  problem);
	return n;
}

/* Version 1, the CRC-32 of the name it is for, the name in UTF-8. */
static bool unicode_fits(const unsigned char *field, size_t field_length,
			 const unsigned char *raw, size_t length)
{
	uLong crc = crc32(0, raw, (uInt)length);

	return field && field_length > 5 && field[0] == 1 &&
	       field[1] == (crc & 255) && field[2] == (crc >> 8 & 255) &&
	       field[3] == (crc >> 16 & 255) && field[4] == (crc >> 24 & 255) &&
	       utf8_valid(field + 5, field_length - 5);
}

void zip_name(struct buffer *out, const unsigned char *raw, size_t length,
	      const unsigned char *unicode, size_t unicode_length)
{
	if (!utf8_valid(raw, length) &&
	    unicode_fits(unicode, unicode_length, raw, length)) {
		raw = unicode + 5;
		length = unicode_length - 5;
	}
	member_name(out, raw, length);
}

static void name_entry(struct zip_entry *e)
{
	zip_t *zip = e->archive->zip;
	const char *raw = zip_entry_name(e->archive, e->index);
	const unsigned char *unicode;
	zip_uint16_t length = 0;

	unicode = libzip()->zip_file_extra_field_get_by_id(
		zip, e->index, ZIP_UNICODE_PATH, 0, &length, ZIP_FL_CENTRAL);
	if (raw)
		zip_name(&e->name, (const unsigned char *)raw, strlen(raw),
			 unicode, length);
	e->member.name = buffer_string(&e->name);
}

/*
 * No byte of an archive is two entries' data in honest ones; a bomb lets
 * thousands share the same megabytes.
 */
static int charge(struct zip_archive *a, uint64_t index, uint64_t packed)
{
	struct extraction *x = a->x;

	if (budget_time(x->budget, x->problem) != OUTCOME_OK ||
	    budget_bytes(x->budget, !x->budget->bytes_left, x->problem) !=
		    OUTCOME_OK)
		return OUTCOME_FAILED;
	if (!a->seen[index] &&
	    (__builtin_add_overflow(a->packed, packed, &a->packed) ||
	     a->packed > a->size))
		return problem_set(x->problem, OUTCOME_FAILED, REASON_DAMAGED,
				   "zip: entries overlap");
	a->seen[index] = 1;
	return OUTCOME_OK;
}

/* Mixes what changes when the file does. */
static uint64_t stamp_of(const zip_stat_t *stat, uint64_t index)
{
	const uint64_t parts[] = { index, stat->crc, stat->size,
				   (uint64_t)stat->mtime };
	uint64_t stamp = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		stamp = (stamp ^ parts[i]) * 0x9E3779B97F4A7C15;
		stamp ^= stamp >> 32;
	}
	return stamp;
}

int zip_entry_enter(struct zip_entry *e, struct zip_archive *a, uint64_t index)
{
	zip_stat_t stat;

	*e = (struct zip_entry){
		.unpacked = { .open = open_entry, .next = next_of_entry },
		.archive = a,
		.index = index,
	};
	libzip()->zip_stat_init(&stat);
	if (libzip()->zip_stat_index(a->zip, index, 0, &stat) < 0)
		stat.valid = 0;
	if (charge(a, index,
		   stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0) !=
	    OUTCOME_OK)
		return a->entered ? OUTCOME_PARTIAL : OUTCOME_FAILED;
	a->entered = true;
	member_source_init(&e->unpacked, a->x->budget,
			   stat.valid & ZIP_STAT_SIZE ? stat.size
						      : SOURCE_UNKNOWN);
	e->unpacked.source.beside = zip_beside;
	e->unpacked.source.stamp = stamp_of(&stat, index);
	name_entry(e);
	e->member.size = e->unpacked.source.size;
	if (stat.valid & ZIP_STAT_MTIME)
		e->member.mtime_ns = (int64_t)stat.mtime * 1000000000;
	e->member.encrypted = stat.valid & ZIP_STAT_ENCRYPTION_METHOD &&
			      stat.encryption_method != ZIP_EM_NONE;
	if (!e->member.encrypted)
		e->member.source = &e->unpacked.source;
	return OUTCOME_OK;
}

void zip_entry_leave(struct zip_entry *e)
{
	if (e->file)
		libzip()->zip_fclose(e->file);
	buffer_release(&e->name);
}

int zip_entry_deliver(struct zip_archive *a, uint64_t index, bool encrypted)
{
	struct emitter *out = a->x->out;
	struct zip_entry e;
	int outcome;

	if (member_room(a->x) != OUTCOME_OK)
		return a->entered ? OUTCOME_PARTIAL : OUTCOME_FAILED;
	outcome = zip_entry_enter(&e, a, index);
	if (outcome != OUTCOME_OK)
		return outcome;
	if (encrypted) {
		e.member.encrypted = true;
		e.member.source = NULL;
	}
	outcome = out->member(out, &e.member);
	zip_entry_leave(&e);
	return outcome;
}

const char *zip_entry_name(const struct zip_archive *a, uint64_t index)
{
	return libzip()->zip_get_name(a->zip, index, ZIP_FL_ENC_RAW);
}

int64_t zip_entry_find(const struct zip_archive *a, const char *name)
{
	return libzip()->zip_name_locate(a->zip, name, 0);
}

bool zip_entry_directory(struct zip_archive *a, uint64_t index)
{
	const char *name = zip_entry_name(a, index);
	size_t length = name ? strlen(name) : 0;
	zip_stat_t stat;

	libzip()->zip_stat_init(&stat);
	return length && name[length - 1] == '/' &&
	       !libzip()->zip_stat_index(a->zip, index, 0, &stat) &&
	       stat.valid & ZIP_STAT_SIZE && !stat.size;
}
