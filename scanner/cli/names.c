/* Names of files, made git's. See names.h. */
#include "scanner/cli/names.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scanner/base/buffer.h"
#include "scanner/git.h"

/* Adds the parts of a name to a path, "." and ".." resolved as text. */
static void append(struct buffer *path, const char *name)
{
	size_t length;

	for (; *name; name += length) {
		length = strcspn(name, "/");
		if (!length) {
			length = 1;
		} else if (length == 2 && !strncmp(name, "..", 2)) {
			while (path->length &&
			       path->bytes[--path->length] != '/')
				;
		} else if (length != 1 || *name != '.') {
			buffer_byte(path, '/');
			buffer_append(path, name, length);
		}
	}
}

/* malloc'd; NULL when memory is out. */
static char *name_beneath(const char *top, const char *folder,
			  const char *name)
{
	size_t length = strlen(top);
	struct buffer path = { 0 };
	const char *text;
	char *copy;

	if (*name != '/')
		append(&path, folder);
	append(&path, name);
	text = buffer_string(&path);
	if (!strcmp(text, top))
		text = ".";
	else if (!strncmp(text, top, length) && text[length] == '/')
		text += length + 1;
	copy = path.failed ? NULL : strdup(text);
	buffer_release(&path);
	return copy;
}

bool names_take(struct names *names, const char *const *given,
		bool *repository)
{
	char *folder = getcwd(NULL, 0), *top = git_top(*given);
	size_t count = 0;
	bool ok = true;

	while (given[count])
		count++;
	*repository = top && folder && !chdir(top);
	names->list = calloc(count + 1, sizeof(*names->list));
	for (; ok && names->list && names->count < count; names->count++) {
		char **name = &names->list[names->count];

		*name = *repository ? name_beneath(top, folder, *given++)
				    : strdup(*given++);
		ok = *name;
	}
	free(folder);
	free(top);
	return ok && names->list;
}

void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i]);
	free(names->list);
}
