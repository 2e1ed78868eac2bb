/* Texts of Office Open XML (ECMA-376 part 1, 17): docx, docm, dotx. */
#include "scanner/formats/package.h"

static unsigned bid(const struct head *head)
{
	return package_bid(head, "word/");
}

const struct format format_docx = {
	.name = "docx",
	.bid = bid,
	.extract = zip_extract,
};
