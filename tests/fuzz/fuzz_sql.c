/* SQL of a dialect that the first byte names, cut anywhere. */
#include "tests/unit/reading.h"

static const char *const heads[] = {
	"INSERT INTO t VALUES (1,'x');\n",
	"-- PostgreSQL database dump\nCOPY t (a, b) FROM stdin;\n",
	"SET ANSI_NULLS ON\nGO\nINSERT [t] ([a]) VALUES (N'x')\n",
	"SET DEFINE OFF;\nINSERT INTO t VALUES (q'[x]');\n",
	"PRAGMA foreign_keys=OFF;\n",
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	if (!length)
		return 0;
	return reading_cut_anywhere(heads[bytes[0] % 5], bytes + 1,
				    length - 1);
}
