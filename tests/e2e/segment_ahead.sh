# A segment that was read before it was known how little of its columns the
# file still takes counts the same as one that was read behind the others:
# also columns that begin in it.
. tests/lib.sh

python3 "$gen/ahead.py" "$work/wide.sql"
for j in 1 4; do
	scan --profile -j$j --inventory $j.db wide.sql
	want_status 0
	python3 "$gen/inventory.py" "$work/$j.db" > "$work/$j.rows"
done
same "the inventories of -j1 and -j4 differ" "$work/1.rows" "$work/4.rows"
