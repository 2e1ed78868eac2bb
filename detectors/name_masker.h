/*
 * Names may hold values too: 张三_110101199003074477.pdf, a column named after
 * its first cell. They stand in reports and logs, so the values in them are
 * found, and masked, before anything keeps them.
 */
#ifndef DETECTORS_NAME_MASKER_H
#define DETECTORS_NAME_MASKER_H

#include "detectors/detector.h"
#include "scanner/base/buffer.h"

#define NAME_VALUES 16 /* that are told of one name; all are masked */

/* False when a name is too poor in digits to hold a value: nearly all. */
bool name_may_hold(const char *name);

/* A search in names; one may be used for many, by one thread. */
struct name_masker;
struct name_masker *name_masker_new(int today); /* yyyymmdd; or NULL */
void name_masker_free(struct name_masker *);

/*
 * Appends the name to `masked` with every value in it as its detector masks
 * it. Values that stand as clearly as in running text are told: *matches, at
 * most NAME_VALUES, with no place (line UINT64_MAX, FIELD_NONE, offset in the
 * name); they die at the next call. Digits that would pass if they stood
 * alone (IMG13800138000b) are masked only.
 */
size_t name_masker_mask(struct name_masker *, const char *name,
			struct buffer *masked, const struct match **matches);

#endif
