# JSON as tables: the same customers as CSV and as JSON in several shapes give
# the same counts in columns of the right names; what is no table has none.
# also: asan
. tests/lib.sh

size=18
[ "$slow" ] && size=2
rows=$("$(compiled dump)" csv $size 2>&1 > "$work/c.csv")
python3 "$gen/records.py" lines $((rows / 2)) < "$work/c.csv" > "$work/c.jsonl"
head -n 20001 "$work/c.csv" > "$work/d.csv"
python3 "$gen/records.py" document < "$work/d.csv" > "$work/d.json"
python3 "$gen/records.py" arrays < "$work/d.csv" > "$work/e.json"
iconv -f UTF-8 -t UTF-16 "$work/d.json" > "$work/f.json"
iconv -f UTF-8 -t GB18030 "$work/d.json" > "$work/g.json"

# One thread and two, whose segments number the columns each for itself.
for j in 1 2; do
	scan -j$j --inventory $j.db c.csv c.jsonl d.csv d.json e.json f.json \
		g.json
	want_status 0
	python3 "$gen/inventory.py" "$work/$j.db" > "$work/$j.rows"
done
same "the inventories of -j1 and -j2 differ" "$work/1.rows" "$work/2.rows"
run report 2.db --jsonl r.jsonl

# profiles PATH PREFIX...: what the columns hold, named as in the CSV. Names
# and addresses are told from some of the rows, which differ.
profiles()
{
	path=$1
	shift
	for prefix in "$@" ""; do
		records profile "$work/r.jsonl" | jq -r "select(
			.path == \"$path\" and (.detector | test(\"name|address\")
			| not) and (.column | startswith(\"$prefix\"))
			and (\"$*\" == \"\" or \"$prefix\" != \"\")) |
			[(.column | ltrimstr(\"$prefix\")), .detector, .rows,
			.candidates, .passed, .distinct, .verdict, .confidence]
			| @tsv"
	done | sort
}

profiles c.csv > "$work/wanted"
want "no profiles of a CSV" [ -s "$work/wanted" ]
profiles c.jsonl > "$work/found"
same "JSON lines differ from CSV" "$work/wanted" "$work/found"
profiles d.csv > "$work/wanted"
for file in d f g; do
	profiles $file.json person. "accounts[]." > "$work/found"
	same "$file.json differs from CSV" "$work/wanted" "$work/found"
done
profiles e.json > "$work/found"
same "arrays of arrays differ from CSV" "$work/wanted" "$work/found"
want_count 0 profile '.path == "c.jsonl" and .table != "[]"' "$work/r.jsonl"
want_count 0 profile '.path == "d.json" and .table != "data.customers[]"' \
	"$work/r.jsonl"
want_count 1 asset '.path == "c.jsonl" and .format == "jsonl"' "$work/r.jsonl"
want_count 1 asset '.path == "g.json" and .format == "json" and
	.encoding == "gb18030"' "$work/r.jsonl"

# The line, row and column of a value.
cat > "$work/places.json" << 'END'
{
  "note": "13800138001",
  "people": [
    {"name": "x"},
    {
      "idNo": "11010119900307109X",
      "tel": "\u0031\u0033800138002"
    }
  ]
}
END
printf '%s' '{"payload":"{\"idNo\":\"11010119900307109X\"}"}
{"payload":"{}"}
' > "$work/nested.jsonl"
scan --jsonl p.jsonl places.json nested.jsonl
want_status 0
want_count 1 finding '.line == 2 and .field == null' "$work/p.jsonl"
want_count 1 finding '.line == 6 and .field == "people[].idNo" and .row == 2' \
	"$work/p.jsonl"
want_count 1 finding '.line == 7 and .field == "people[].tel" and
	.detector == "cn.mobile"' "$work/p.jsonl"
want_count 1 finding '.path == "nested.jsonl" and .line == 1 and
	.field == "[].payload" and .confidence != "low"' "$work/p.jsonl"

# What only looks like JSON, and what has keys in other ways, is text whose
# keys are labels.
mkdir "$work/keys"
printf '%s\n' '{"a": 1} // JSON5' '{ idNo: "11010119900307109X", }' \
	> "$work/keys/a.json5"
echo "[{'idNo': '11010119900307109X', 'tel': None}]" > "$work/keys/a.py"
printf '%s\n' 'people:' '  - idNo: 11010119900307109X' > "$work/keys/a.yaml"
printf '%s\n' '[person]' 'idNo=11010119900307109X' > "$work/keys/a.ini"
echo 'admin.idNo = 11010119900307109X' > "$work/keys/a.properties"
echo 'x {"idNo":"11010119900307109X"}' > "$work/keys/a.log"
scan --jsonl k.jsonl keys
want_count 6 finding '.labels == ["idno"] and .confidence == "high" and
	.field == null' "$work/k.jsonl"

# What programs write is no table of people.
python3 "$gen/harmless_json.py" "$work/harmless"
scan --jsonl h.jsonl harmless
want_status 0
want_count 0 profile '.verdict == "confirmed"' "$work/h.jsonl"
want_count 0 finding '.confidence == "high" or .confidence == "medium"' \
	"$work/h.jsonl"
want_count "$(find "$work/harmless" -type f | wc -l)" asset \
	'.state == "scanned" and (.format == "json" or .format == "jsonl")' \
	"$work/h.jsonl"
