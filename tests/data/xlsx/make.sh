#!/bin/sh
# Makes the workbooks of this folder anew. Needs python3 with openpyxl, and
# LibreOffice. All values are invented.
set -e
cd "$(dirname "$0")"

python3 - << 'END'
from openpyxl import Workbook
from openpyxl.comments import Comment

book = Workbook()
sheet = book.active
sheet.title = "客户"
sheet.append(["姓名", "身份证号", "手机"])
sheet.append(["张三", "110101199003070011", 13800138000])
sheet.append(["李四", "110101199003070134", 13900139001])
sheet["A2"].comment = Comment("批注 13900139000", "测试")
notes = book.create_sheet("备注")
notes.sheet_state = "hidden"
notes.append(["说明"])
notes.append(["第一行"])
book.save("openpyxl.xlsx")
END

folder=$(mktemp -d)
cp openpyxl.xlsx "$folder/libreoffice.xlsx"
soffice --headless "-env:UserInstallation=file://$folder/profile" \
	--convert-to xlsx --outdir "$folder/out" "$folder/libreoffice.xlsx" \
	> /dev/null
mv "$folder/out/libreoffice.xlsx" .
rm -r "$folder"
