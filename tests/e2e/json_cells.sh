# JSON in cells of dumps, tables and JSON, and in the lines of a log: values
# are found where they are, by the labels that their keys are.
. tests/lib.sh

rows=200
python3 "$gen/json_cells.py" "$work/t" $rows
scan --jsonl t.jsonl t
want_status 0
for path in mysql.sql postgres.sql lines.jsonl table.csv app.log; do
	for kind in cn.resident_id:idno cn.mobile:mobile; do
		want_count $rows finding ".path == \"t/$path\" and
			.detector == \"${kind%:*}\" and
			.labels == [\"${kind#*:}\"] and
			.confidence != \"low\"" "$work/t.jsonl"
	done
	[ $path = app.log ] && continue
	want_count 2 profile ".path == \"t/$path\" and
		.column == \"ext_info\" and .verdict == \"confirmed\" and
		.passed == $rows and .rows == $rows" "$work/t.jsonl"
done
