# Files cut off at many places and files with wrong bytes: never a crash, one
# state each, the values before the damage reported.
# also: asan
. tests/lib.sh

count=60
set -- "$share/客户资料/客户名单.xlsx" "$share/归档/2022年度归档.zip" \
	"$share/归档/加密备份.zip" "$share/客户资料/客户明细_2023.csv" \
	"$share/合同/借款合同_20240003.txt" \
	"$share/合同/借款合同_2024补签.docx" "$share/合同/征信授权书.ofd" \
	"$share/数据库备份/credit_2021.sql.gz" "$share/归档/2021年度催收.tgz"
head -c 300000 "$share/数据库备份/loan_core_20240630.sql" > "$work/d.sql"
for f in "$@" "$work/d.sql"; do
	python3 "$gen/damage.py" cut "$f" "$work/bad" $count
	python3 "$gen/damage.py" flip "$f" "$work/bad" $count
done
files=$(ls "$work/bad" | wc -l)
scan --reveal --jsonl b.jsonl --xml b.xml bad
want_status 3
want_count "$files" asset '(.path | contains("!/") | not)' \
	"$work/b.jsonl"
want_count 0 asset '.reason == null and
	(.state | test("partial|failed|encrypted|unreadable|skipped"))' \
	"$work/b.jsonl"
xmllint --noout --schema docs/report.xsd "$work/b.xml" 2> "$work/xml.log" || {
	head "$work/xml.log"
	fail "the XML is not of its schema"
}

# A dump or list cut off half-way gives half of its values.
head -c 600000 "$share/数据库备份/loan_core_20240630.sql" > "$work/half.sql"
head -c 40001 "$share/客户资料/客户明细_2023.csv" > "$work/half.csv"
scan --jsonl h.jsonl half.sql half.csv
want_status 0 3
for f in half.sql half.csv; do
	found=$(count finding ".path == \"$f\" and .detector == \"cn.resident_id\"" "$work/h.jsonl")
	[ "$found" -gt 100 ] || fail "$f gives $found IDs"
done
# A zip cut in its directory still has its first members; it is not clean.
zip=$share/归档/2022年度归档.zip
head -c $(($(stat -c %s "$zip") - 100)) "$zip" > "$work/half.zip"
scan --jsonl z.jsonl half.zip
want_status 3
want_count 0 asset '.path == "half.zip" and
	.state == "scanned"' "$work/z.jsonl"
