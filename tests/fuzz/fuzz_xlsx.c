/* Parts of a workbook. */
#include "tests/fuzz/part.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const struct fuzz_part parts[] = {
		{ "xl/worksheets/s.xml",
		  "<w><row><c t='s'><v>0</v></c></row></w>" },
		{ "xl/sharedStrings.xml", "<sst><si><t>name</t></si></sst>" },
		{ "xl/workbook.xml",
		  "<w xmlns:r='r'><sheet name='a' r:id='1'/></w>" },
		{ "xl/_rels/workbook.xml.rels",
		  "<R><Relationship Id='1' Type='/worksheet' "
		  "Target='worksheets/s.xml'/><Relationship Id='2' "
		  "Type='/sharedStrings' Target='sharedStrings.xml'/></R>" },
		{ "xl/comments1.xml", "<c><t>x</t></c>" },
		{ 0 },
	};

	return fuzz_package(parts, bytes, length);
}
