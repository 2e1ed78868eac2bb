/* A file on disk as a source. */
#ifndef SCANNER_FILE_SOURCE_H
#define SCANNER_FILE_SOURCE_H

#include "scanner/formats/format.h"

struct file_source {
	struct source source; /* first */
	int fd;		      /* the caller's */
};

struct file_source file_source(int fd, uint64_t size);

#endif
