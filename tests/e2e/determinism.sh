# One key, one content: whatever the number of threads.
# also: tsan
. tests/lib.sh

# What may differ: times and the number of threads.
stable()
{
	jq -c 'if .type == "summary" then del(.started, .ended, .seconds,
		.threads, .bytes_per_second, .run) else . end' "$1" |
		LC_ALL=C sort
}

# An asset's records stand together.
together()
{
	jq -r 'select(.type != "people" and .type != "summary") | .path' "$1" |
		uniq | sort | uniq -d
}

for j in 1 2 8; do
	scan -j$j --jsonl $j.jsonl --xml $j.xml --inventory $j.db "$share"
	want_status 3
	[ -z "$(together "$work/$j.jsonl")" ] ||
		fail "-j$j: records of an asset stand apart"
	stable "$work/$j.jsonl" > "$work/$j.sorted"
	python3 "$gen/inventory.py" "$work/$j.db" > "$work/$j.rows"
	rm "$work/$j.jsonl"
done
for j in 2 8; do
	same "--jsonl of -j1 and -j$j differ" "$work/1.sorted" \
		"$work/$j.sorted"
	same "the inventories of -j1 and -j$j differ" "$work/1.rows" \
		"$work/$j.rows"
done

# Large files are cut into segments.
size=100
[ -z "$slow" ] || size=40
mkdir "$work/large"
"$(compiled dump)" mysqldump $size > "$work/large/a.sql" 2> "$work/null"
"$(compiled dump)" csv $size 2 > "$work/large/a.csv" 2> "$work/null"
for j in 1 2 8; do
	scan -j$j --inventory $j.db large
	want_status 0
	python3 "$gen/inventory.py" "$work/$j.db" > "$work/$j.rows"
	same "large files: the inventories of -j1 and -j$j differ" \
		"$work/1.rows" "$work/$j.rows"
done
