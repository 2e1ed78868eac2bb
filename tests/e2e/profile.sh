# Every column of every table, whatever it holds: what SQLite counts of a
# table is what is told of it, read from the database, its dump, as JSON and
# as delimited text.
# also: asan
. tests/lib.sh

rows=8000
sqlite3 "$work/shop.db" <<SQL
CREATE TABLE goods (id INTEGER, code varchar(12), sort TEXT, note TEXT,
	made DATE, price TEXT, "odd name" TEXT);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
	WHERE i < $rows)
INSERT INTO goods SELECT i, 'c' || (i * 7919 % 6007), 'kind ' || (i % 9),
	CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN '茶叶' || (i % 50)
	ELSE 'it''s \\ ' || (i % 70) END,
	date('2020-01-01', (i % 700) || ' days'), (i % 1000) || '.25',
	substr('abcdefghij', 1, i % 10 + 1) FROM n;
CREATE TABLE unused (a TEXT, b BLOB);
SQL
sqlite3 "$work/shop.db" .dump > "$work/shop.sql"
sqlite3 -header -csv "$work/shop.db" 'SELECT * FROM goods' > "$work/shop.csv"
sqlite3 -json "$work/shop.db" 'SELECT * FROM goods' > "$work/shop.json"
# As mysqldump --tab writes, with \N for NULL.
sqlite3 -header -separator "$(printf '\t')" -nullvalue '\N' "$work/shop.db" \
	"SELECT id, code, sort, replace(note, '\\', '\\\\') AS note, made, price,
	\"odd name\" FROM goods" > "$work/shop.tsv"
files='shop.db shop.sql shop.json shop.tsv shop.csv'
# shellcheck disable=SC2086
scan --profile --jsonl c.jsonl --inventory c.db $files
want_status 0

# Of a column: cells with text, blank, NULL; bytes; different ones.
for column in id code sort note made price '"odd name"'; do
	name=$(echo "$column" | tr -d '"')
	sqlite3 -separator ' ' "$work/shop.db" "SELECT
		sum($column <> ''), coalesce(sum($column = ''), 0),
		sum($column IS NULL), min(nullif(length(CAST($column AS BLOB)),
		0)), max(length(CAST($column AS BLOB))),
		count(DISTINCT nullif($column, '')) FROM goods" > "$work/wanted"
	for file in $files; do
		records column "$work/c.jsonl" | jq -r "select(.path == \"$file\"
			and .column == \"$name\" and .rows == $rows) |
			\"\\(.filled) \\(.blanks) \\(.nulls) \\(.shortest) \" +
			\"\\(.longest) \\(.distinct)\"" > "$work/found"
		if [ $file = shop.csv ]; then # no NULL in it
			awk '{ $2 += $3; $3 = 0; print }' "$work/wanted" \
				> "$work/blank"
			same "$file: $name" "$work/blank" "$work/found"
		else
			same "$file: $name" "$work/wanted" "$work/found"
		fi
	done
done
want_count 5 column '.column == "id" and .serial' "$work/c.jsonl"
want_count 2 column '.table == "goods" and .column == "code" and
	.declared == "varchar(12)"' "$work/c.jsonl"
want_count 2 column '.table == "unused" and .column == "a" and .rows == 0' \
	"$work/c.jsonl"

# Without --profile some rows are looked at, and that is said.
scan --jsonl d.jsonl shop.csv
want_count 7 column ".rows == $rows and .looked < .filled and
	.distinct_exact == false" "$work/d.jsonl"
want_count 1 column '.column == "sort" and .distinct == 9' "$work/d.jsonl"

# An inventory of an older version is refused in words.
sqlite3 "$work/c.db" 'PRAGMA user_version = 2'
run report c.db --text -
want_status 2
grep -q 'another version' "$work/err" || fail "an old inventory without words"
