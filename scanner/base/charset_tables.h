/*
 * Two-byte characters of GB18030 and Big5, and the four-byte ones of GB18030
 * within the BMP. Filled from iconv at first use, once, by whichever thread
 * comes first; where iconv lacks a converter all characters are U+FFFD.
 */
#ifndef SCANNER_BASE_CHARSET_TABLES_H
#define SCANNER_BASE_CHARSET_TABLES_H

#include <stddef.h>
#include <stdint.h>

#include "scanner/base/charset.h"

#define REPLACEMENT 0xFFFD
#define GB_FOUR_BMP 39420 /* four-byte codes 0x81308130 to 0x8431A439 */

#define CHARACTER_COMMON 0x80000000u /* among the most frequent hanzi */
#define CHARACTER_VALUE 0x001FFFFFu

struct charset_tables {
	/* By lead byte - 0x80 and trail byte: code point and flag. */
	uint32_t gb18030[128][256];
	uint32_t big5[128][256];
	uint16_t gb_four[GB_FOUR_BMP];
};

const struct charset_tables *charset_tables(void);

/* Length of the GB18030 or Big5 character at a byte above 0x7F: 1 when it
 * begins none, 0 when it is cut off by the end. */
unsigned charset_wide_length(enum charset, const unsigned char *bytes,
			     size_t available);

#endif
