# One table in every format that LibreOffice saves spreadsheets in: the same
# values are found in each, under the same names where a format has columns.
# also: asan
. tests/lib.sh

cp -r fixtures/real/sheets "$work"
scan --jsonl a.jsonl sheets
want_status 3 # pictures in ods
for f in xls xlt xlsx xlsm xltx ods ots fods xml csv html; do
	for column in 身份证号/cn.resident_id 手机/cn.mobile \
		银行卡号/payment_card; do
		want_count 1 profile ".path == \"sheets/customers.$f\" and
			.column == \"${column%/*}\" and
			.detector == \"${column#*/}\" and .rows == 60 and
			.passed == 60 and .distinct == 60 and
			.verdict == \"confirmed\" and .confidence == \"high\"" \
			"$work/a.jsonl"
	done
done
# The Chinese standard's XML (UOF), SYLK and DIF.
for f in uos slk dif; do
	for kind in cn.resident_id payment_card; do
		want_count 1 profile ".path == \"sheets/customers.$f\" and
			.detector == \"$kind\" and .passed == 60 and
			.distinct == 60 and .verdict == \"confirmed\"" \
			"$work/a.jsonl"
	done
done

# Titles and groups over several columns, branches over several rows, a hidden
# column, hidden and filtered rows, a hidden sheet: nothing is in the wrong
# column, and nothing is missing. The title is no row.
for f in xls xlsx ods xml; do
	for column in 客户.姓名/cn.person_name 客户.身份证号/cn.resident_id \
		客户.手机/cn.mobile 客户.邮箱/email 还款卡.姓名/cn.person_name \
		还款卡.银行卡号/payment_card; do
		rows=60
		[ "${column%%.*}" = 客户 ] || rows=40
		want_count 1 profile ".path == \"sheets/merged.$f\" and
			\"\\(.table).\\(.column)\" == \"${column%/*}\" and
			.detector == \"${column#*/}\" and
			.rows == $rows and .passed == $rows and
			.verdict == \"confirmed\" and .confidence == \"high\"" "$work/a.jsonl"
	done
	want_count 6 profile ".path == \"sheets/merged.$f\"" "$work/a.jsonl"
done

# Tables below each other, with pages, sums and notes; forms; two tables for
# each customer in turn. Every table has its own names, and forms have none.
# found FILE TABLE.COLUMN DETECTOR PASSED
found()
{
	want_count 1 profile ".path == \"sheets/$1\" and
		\"\\(.table).\\(.column)\" == \"$2\" and
		.detector == \"$3\" and .candidates == $4 and
		.passed == $4 and
		(.confidence | . == \"high\" or . == \"medium\")" \
		"$work/a.jsonl"
}
for f in xls xlsx ods xml; do
	f=blocks.$f
	found $f 清单.身份证号 cn.resident_id 29
	found $f 清单.手机 cn.mobile 30
	found $f '清单 (2).卡号' payment_card 20
	found $f 逐户.身份证号 cn.resident_id 15
	found $f '逐户 (2).银行卡号' payment_card 30
	found $f null.null cn.resident_id 13
	found $f null.null payment_card 12
	want_count 1 profile ".path == \"sheets/$f\" and
		.table == \"清单 (3)\" and .verdict == \"chance\"" \
		"$work/a.jsonl"
	want_count 14 profile ".path == \"sheets/$f\"" "$work/a.jsonl"
done
found blocks-清单.csv null.身份证号 cn.resident_id 29
found blocks-清单.csv null.手机 cn.mobile 30
found blocks-清单.csv 'table 2.卡号' payment_card 20
found blocks-档案.csv null.null cn.resident_id 12
found blocks-档案.csv null.null cn.mobile 12
found blocks-档案.csv null.null payment_card 12
found blocks-逐户.csv null.身份证号 cn.resident_id 15
found blocks-逐户.csv 'table 2.银行卡号' payment_card 30
want_count 13 profile '.path | test("blocks-.*csv")' "$work/a.jsonl"
