# The same customers in every dialect of delimited tables and of fixed lines,
# in several charsets, and as the sqlite3 shell writes them: columns, names
# and counts come out the same.
# also: asan
. tests/lib.sh

python3 "$gen/delimited.py" "$work/t" 200
cd "$work/t" || exit 2
for mode in csv list tabs column markdown box table quote; do
	sqlite3 customers.sqlite '.headers on' ".mode $mode" \
		'SELECT * FROM customers' > "shell.$mode" || exit 2
done
# Two results of other columns below each other.
mkdir "$work/two"
for mode in csv list tabs box table markdown; do
	sqlite3 customers.sqlite '.headers on' ".mode $mode" \
		'SELECT * FROM customers' \
		'SELECT rowid AS 序号, 手机 AS 联系电话 FROM customers' \
		> "$work/two/shell.$mode" || exit 2
done
cd "$OLDPWD" || exit 2
scan --jsonl two.jsonl two
want_status 0
want_count 6 profile '.table == null and .column == "身份证号" and
	.detector == "cn.resident_id" and .rows == 200 and .passed == 200' \
	"$work/two.jsonl"
want_count 6 profile '.table == null and .column == "手机" and
	.detector == "cn.mobile" and .rows == 200 and .passed == 200' \
	"$work/two.jsonl"
want_count 6 profile '.table == "table 2" and .column == "联系电话" and
	.detector == "cn.mobile" and .rows == 200 and .passed == 200' \
	"$work/two.jsonl"
scan --jsonl t.jsonl t
want_status 0
files=$(find "$work/t" -type f | wc -l)

# column DETECTOR NUMBER NAME FILTER: of all files that the filter chooses,
# how many have all values of a kind in this column, of so many rows.
column()
{
	count profile ".detector == \"$1\" and .passed == 200 and
		.rows == 200 and .verdict == \"confirmed\" and $2" \
		"$work/t.jsonl"
}

headless='test("t/(none|guarded|tabs|bank)")'
named=$(column cn.resident_id '.column == "身份证号" and
	(.path | '"$headless"' | not)')
unnamed=$(column cn.resident_id '.column == "#2" and (.path | '"$headless"')')
want "$named and $unnamed of $files files have their IDs" \
	[ "$((named + unnamed))" = "$files" ]
named=$(column cn.mobile '.column == "手机" and
	(.path | '"$headless"' | not)')
unnamed=$(column cn.mobile '.column == "#3" and (.path | '"$headless"')')
want "$named and $unnamed of $files files have their mobiles" \
	[ "$((named + unnamed))" = "$files" ]
# Nothing but these is seen anywhere else.
want_count 0 profile '(.detector == "cn.resident_id" or
	.detector == "cn.mobile") and .candidates != 200' "$work/t.jsonl"
