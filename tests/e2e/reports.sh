# Every report of the share is valid in its own terms, and `report` renders
# the same ones from the inventory.
. tests/lib.sh

schema=$(find "$PWD/reports" "$PWD/docs" -name '*.xsd' | head -n 1)
[ -n "$schema" ] || fail "no XSD"
scan --inventory inv.db --html a.html --xml a.xml --json a.json \
	--jsonl a.jsonl --csv a.csv --columns a.columns --xlsx a.xlsx --sarif a.sarif \
	--text a.text "$share"
want_status 3

xmllint --noout --schema "$schema" "$work/a.xml" 2> "$work/xml.log" || {
	head -n 20 "$work/xml.log"
	fail "the XML is not of its schema"
}
# Kinds that stand together raise a level; those of other tables do not.
for check in \
	'//*[@raised="4"][contains(@combined, "AGG-1")][contains(@path, "loan")]' \
	'//*[not(@raised)][contains(@path, "企业客户")]' \
	'//*[@owner][@exposure="all"][@people > 1000]' \
	'/*/*[@id="V-CR-50"][@of="items_50"][@reached="yes"]' \
	'/*/*[@id="V-CR-500"][@reached="unknown"]' \
	'/*/*[@id="V-CR-5000"][@reached="yes"]' \
	'//*[@table="t_customer"]/*[@id="V-CR-50"]' \
	'//*[@table="t_customer"]/*[@id="V-AGG-1K"]' \
	'//*[@name="t_customer"][@rows="1500"][@raised="4"][@jrt0197]' \
	'//*[@name="sfzh"][@declared][@distinctExact="true"]'; do
	[ "$(xmllint --xpath "count($check)" "$work/a.xml")" = 1 ] ||
		fail "not once in the XML: $check"
done
jq -e . "$work/a.json" > "$work/null" || fail "--json is no JSON"
jq -e .type "$work/a.jsonl" > "$work/null" || fail "--jsonl is no JSON"
xmllint --html --noout "$work/a.html" 2> "$work/html.log"
grep -v -E 'Tag [a-z]+ invalid|^ *[<^]' "$work/html.log" |
	grep -q 'parser error' && fail "the HTML does not parse"
grep -q -i -E '(src|href)="?(https?:)?//' "$work/a.html" &&
	fail "the HTML loads something"

# Thresholds of the law, wherever people are told.
want_count 1 people '.path == null and .bands["V-CR-50"] == "yes" and
	.items_50 > 1000 and .items > .items_50' "$work/a.jsonl"
grep -q 't_customer.*V-AGG-1K V-CR-50 ' "$work/a.csv" ||
	fail "--csv lacks the thresholds of a table"
grep -q '≥ 50 items' "$work/a.text" || fail "--text lacks a threshold"
grep -q 'V-CR-500<' "$work/a.html" || fail "--html lacks a threshold"

# Keys in the order of the contract.
for type in asset finding profile column people; do
	case $type in
	asset) keys=type,path,state,reason,format,encoding,bytes ;;
	finding) keys=type,path,line,field,row,offset,detector,masked\
,fingerprint,confidence,checks,labels,level ;;
	profile) keys=type,path,table,column,detector,rows,candidates,passed\
,chance,distinct,verdict,confidence,level ;;
	column) keys=type,path,table,column,index,comment,declared,rows,filled\
,blanks,nulls,distinct,distinct_exact,label ;;
	people) keys=type,path,table,estimate,low,high,by ;;
	esac
	jq -r "select(.type == \"$type\") | keys_unsorted | join(\",\")" \
		"$work/a.jsonl" | head -n 1 > "$work/keys"
	# More keys may stand between.
	python3 - "$(cat "$work/keys")" $keys <<'PY' ||
import sys
has, wanted = sys.argv[1].split(","), sys.argv[2].split(",")
places = [has.index(k) if k in has else -1 for k in wanted]
sys.exit(-1 in places or places != sorted(places))
PY
		fail "$type has the keys $(cat "$work/keys")"
done

python3 -m jsonschema -i "$work/a.sarif" tests/data/sarif-schema-2.1.0.json \
	2> "$work/sarif.log" || {
	head -n 5 "$work/sarif.log"
	fail "the SARIF is not of its schema"
}
jq -e '.runs[0] | (.results | length) > 100 and
	(.invocations[0].toolExecutionNotifications | length) > 2' \
	"$work/a.sarif" > "$work/null" || fail "the SARIF lacks results"

# CSV that no spreadsheet takes for formulas.
python3 - "$work/a.csv" "$work/a.columns" <<'PY' || fail "the CSV is not safe"
import csv, sys
for file in sys.argv[1:]:
    with open(file, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    assert len(rows) > 10, "no rows"
    assert len({len(r) for r in rows}) == 1, "rows of different lengths"
    assert not [c for r in rows for c in r if c[:1] in tuple("=+-@\t\r")]
PY

unzip -tq "$work/a.xlsx" > "$work/null" || fail "--xlsx is no workbook"
[ -s "$work/a.text" ] || fail "--text is empty"

# The inventory is an SQLite file that says what it is.
for pragma in application_id user_version; do
	value=$(sqlite3 "$work/inv.db" "PRAGMA $pragma")
	[ "$value" != 0 ] || fail "$pragma is not set"
done
[ "$(sqlite3 "$work/inv.db" 'PRAGMA integrity_check')" = ok ] ||
	fail "the inventory is damaged"

for kind in html xml json csv columns xlsx sarif text; do
	run report inv.db --$kind again.$kind
	want_status 0 3
	cmp "$work/a.$kind" "$work/again.$kind" > "$work/cmp" ||
		fail "report --$kind differs from the scan's: $(cat "$work/cmp")"
done
run report inv.db --jsonl -
want_status 0 3
[ "$(tail -n 1 "$work/out" | jq -r .type)" = summary ] ||
	fail "report --jsonl does not end with the summary"
