/* Files without a name. See unnamed.h. */
#include "scanner/base/unnamed.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "scanner/base/buffer.h"

static const char *folder(void)
{
	const char *name = getenv("TMPDIR");

	return name && *name ? name : "/tmp";
}

int unnamed_file(void)
{
	struct buffer name = { 0 };
	int file = open(folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (file >= 0)
		return file;
	/* not every file system has O_TMPFILE */
	buffer_format(&name, "%s/pandian-XXXXXX", folder());
	buffer_byte(&name, 0);
	if (!name.failed) {
		file = mkostemp((char *)name.bytes, O_CLOEXEC);
		if (file >= 0)
			unlink((char *)name.bytes);
	}
	buffer_release(&name);
	return file;
}
