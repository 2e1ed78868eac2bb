/*
 * Shared libraries that few files need, opened when the first of those comes:
 * the dynamic loader takes milliseconds for what they bring with them.
 *
 * Who uses one lists its functions and gets a table of them, with the types
 * that the library's own header gives:
 *
 *	#define FUNCTIONS(F) F(zip_fread) F(zip_fclose)
 *	LIBRARY(libzip, SONAME_zip, FUNCTIONS)
 *
 * defines `const struct libzip *libzip(void)`, for any thread: the table, or
 * NULL when the library, or one of the functions, is not there. The names of
 * libraries come from scanner/base/sonames.h, which the Makefile writes.
 */
#ifndef SCANNER_BASE_LIBRARY_H
#define SCANNER_BASE_LIBRARY_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "scanner/base/outcome.h"

struct library {
	const char *soname;
	const char *const *names; /* of its functions, NULL behind the last */
	void *table;              /* as many pointers, filled once */
	pthread_mutex_t opening;
	atomic_int state;         /* 0: nobody asked; 1: there; -1: not */
};

/* The table of an open library, or NULL. It stays open. */
const void *library_table(struct library *);

/* Sets the reason for what cannot be done without it; returns outcome. */
int library_missing(struct problem *, int outcome, const char *soname);

#define LIBRARY_MEMBER(function) __typeof__(function) *function;
#define LIBRARY_NAME(function) #function,
#define LIBRARY(name, file, FUNCTIONS)                                    \
	struct name {                                                     \
		FUNCTIONS(LIBRARY_MEMBER)                                 \
	};                                                                \
	static const struct name *name(void)                              \
	{                                                                 \
		static const char *const names[] = {                      \
			FUNCTIONS(LIBRARY_NAME) NULL                      \
		};                                                        \
		static struct name table;                                 \
		static struct library library = {                         \
			.soname = file,                                   \
			.names = names,                                   \
			.table = &table,                                  \
			.opening = PTHREAD_MUTEX_INITIALIZER,             \
		};                                                        \
									  \
		return library_table(&library);                           \
	}

#endif
