/* Slides of Office Open XML (ECMA-376 part 1, 19): pptx, pptm, potx. */
#include "scanner/formats/package.h"

static unsigned bid(const struct head *head)
{
	return package_bid(head, "ppt/");
}

const struct format format_pptx = {
	.name = "pptx",
	.bid = bid,
	.extract = zip_extract,
};
