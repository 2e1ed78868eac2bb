# One table in every format that LibreOffice saves spreadsheets in: the same
# values are found in each, under the same names where a format has columns.
# also: asan
. tests/lib.sh

cp -r fixtures/real/sheets "$work"
scan --jsonl a.jsonl sheets
want_status 3 # pictures in ods
for f in xls xlt xlsx xlsm xltx ods ots xml csv html; do
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
# Flat XML, the Chinese standard's (UOF), SYLK and DIF.
for f in fods uos slk dif; do
	for kind in cn.resident_id payment_card; do
		want_count 1 profile ".path == \"sheets/customers.$f\" and
			.detector == \"$kind\" and .passed == 60 and
			.distinct == 60 and .verdict == \"confirmed\"" \
			"$work/a.jsonl"
	done
done
