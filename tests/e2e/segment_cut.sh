# The cut between two segments falls into a string or a comment that looks
# like the start of another statement: rows, columns and counts are as if the
# dump had been read in one piece.
. tests/lib.sh

for kind in escaped doubled comment long; do
	rows=$(python3 "$gen/traps.py" $kind "$work/trap.sql")
	for j in 1 2; do
		scan -j$j --inventory $j.db trap.sql
		want_status 0
		python3 "$gen/inventory.py" "$work/$j.db" > "$work/$j.rows"
	done
	same "$kind: the inventories of -j1 and -j2 differ" "$work/1.rows" \
		"$work/2.rows"
	run report 1.db --jsonl r.jsonl
	want_count 0 profile '.table == "x"' "$work/r.jsonl"
	want_count 1 profile ".table == \"t_customer\" and
		.column == \"sfzh\" and .detector == \"cn.resident_id\" and
		[.rows, .candidates, .passed] == [$rows, $rows, $rows]" \
		"$work/r.jsonl"
	rm "$work/trap.sql"
done
