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
