/* Libraries that are opened late. See library.h. */
#include "scanner/base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "scanner/base/gettext.h"

/* POSIX: what dlsym() returns for a function has a function's address, of
 * the same size. */
static bool fill(const struct library *l, void *handle)
{
	char *slot = l->table;

	for (size_t i = 0; l->names[i]; i++, slot += sizeof(void *)) {
		void *function = dlsym(handle, l->names[i]);

		if (!function)
			return false;
		memcpy(slot, &function, sizeof(function));
	}
	return true;
}

/* Its functions are bound at once, as those of the program are. */
static bool open_library(const struct library *l)
{
	void *handle = dlopen(l->soname, RTLD_NOW | RTLD_LOCAL);

	if (!handle)
		return false;
	if (fill(l, handle))
		return true;
	dlclose(handle);
	return false;
}

const void *library_table(struct library *l)
{
	int state = atomic_load_explicit(&l->state, memory_order_acquire);

	if (!state) {
		pthread_mutex_lock(&l->opening);
		state = atomic_load(&l->state);
		if (!state) {
			state = open_library(l) ? 1 : -1;
			atomic_store_explicit(&l->state, state,
					      memory_order_release);
		}
		pthread_mutex_unlock(&l->opening);
	}
	return state > 0 ? l->table : NULL;
}

int library_missing(struct problem *problem, int outcome, const char *soname)
{
	return problem_set(problem, outcome, REASON_UNSUPPORTED,
			   outcome == OUTCOME_FATAL
				   ? _("%s is not installed, or not usable")
				   : "%s is not installed, or not usable",
			   soname);
}
