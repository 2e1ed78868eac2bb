/* Files without a name, for what memory should not hold. */
#ifndef SCANNER_BASE_UNNAMED_H
#define SCANNER_BASE_UNNAMED_H

/* Opens an empty one of mode 0600 in $TMPDIR or /tmp, for reading and
 * writing; it is gone when it is closed. -1 with errno set. */
int unnamed_file(void);

#endif
