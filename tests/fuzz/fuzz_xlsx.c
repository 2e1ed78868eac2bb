/* Parts of a workbook: the first byte says which part the rest is. */
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const parts[] = {
		"xl/worksheets/s.xml", "xl/sharedStrings.xml",
		"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
		"xl/comments1.xml",
	};
	static const char *const usual[] = {
		"<w><row><c t='s'><v>0</v></c></row></w>",
		"<sst><si><t>name</t></si></sst>",
		"<w xmlns:r='r'><sheet name='a' r:id='1'/></w>",
		"<R><Relationship Id='1' Type='/worksheet' "
		"Target='worksheets/s.xml'/><Relationship Id='2' "
		"Type='/sharedStrings' Target='sharedStrings.xml'/></R>",
		"<c><t>x</t></c>",
	};
	struct archive a = { 0 };
	struct record r;

	if (!length || length > 65536)
		return 0;
	for (size_t i = 0; i < 5; i++)
		archive_add(&a, parts[i],
			    *bytes % 5 == i ? (char *)bytes + 1 : usual[i],
			    *bytes % 5 == i ? length - 1 : strlen(usual[i]),
			    ARCHIVE_STORED);
	archive_end(&a);
	record_start(&r);
	record_bytes(&r, a.bytes.bytes, a.bytes.length);
	record_release(&r);
	archive_release(&a);
	return 0;
}
