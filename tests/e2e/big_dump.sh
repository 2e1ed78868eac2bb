# A dump of 3 GiB in one statement, with its column list at the head: one
# thread and two give the same inventory, and every row counts. Less where
# the disk has no room.
. tests/lib.sh

size=3072
room $((size + 1024)) || size=256
rows=$("$(compiled dump)" one $size 2>&1 > "$work/big.sql")
for j in 1 2; do
	scan -j$j --inventory $j.db big.sql
	want_status 0
	python3 "$gen/inventory.py" "$work/$j.db" > "$work/$j.rows"
done
same "the inventories of -j1 and -j2 differ" "$work/1.rows" "$work/2.rows"
run report 2.db --jsonl r.jsonl
for column in id_card:cn.resident_id mobile:cn.mobile card_no:payment_card; do
	want_count 1 profile ".table == \"t_customer\" and
		.column == \"${column%:*}\" and
		.detector == \"${column#*:}\" and .rows == $rows and
		.passed == $rows and .verdict == \"confirmed\"" "$work/r.jsonl"
done
want_count 0 profile '.column == "order_no" and
	(.confidence == "medium" or .confidence == "high")' "$work/r.jsonl"
echo "| $size MiB, $rows rows"
