# A real server, real dumps: what a sweep finds in each form that pg_dump
# writes is what the server says of its columns.
. tests/lib.sh
. tests/postgres.sh

customers=$gen/customers.py
at_end=postgres_stop
postgres_start "$work/db" || {
	tail -n 20 "$work/db"/*.log
	fail "PostgreSQL does not start"
}
python3 "$customers" load postgres 2000 > "$work/base.sql"
postgres_run -f "$work/base.sql" || fail "the tables do not load"
postgres_run -c "SELECT lo_from_bytea(0,
	convert_to('手机号 13912345670', 'UTF8'))" > "$work/object"
python3 "$customers" ask postgres > "$work/ask.sql"
postgres_run -A -t -F "$(printf '\t')" -f "$work/ask.sql" > "$work/wanted" ||
	fail "the server does not answer"

# check WORDS FILE
check()
{
	scan --jsonl d.jsonl "$2"
	[ "$status" = 0 ] || fail "$1: $(records asset "$work/d.jsonl" |
		jq -c 'select(.state != "scanned") | [.path, .reason]')"
	python3 "$customers" compare "$work/wanted" "$work/d.jsonl" public. \
		> "$work/said" 2>&1 || fail "$1: $(cat "$work/said")"
}

# plain WORDS OPTIONS...
plain()
{
	words=$1
	shift
	postgres_dump "$@" > "$work/dump.sql" || fail "pg_dump $words"
	check "$words" dump.sql
}

# archive WORDS OPTIONS...: with the large object.
archive()
{
	words=$1
	shift
	rm -rf "$work/dump"
	postgres_dump -f "$work/dump" "$@" || fail "pg_dump $words"
	check "$words" dump
	want_count 1 finding '(.path | test("/blob_[0-9]*.dat$")) and
		.detector == "cn.mobile"' "$work/d.jsonl"
}

plain plain
plain --inserts --inserts
plain --column-inserts --column-inserts
plain --rows-per-insert --inserts --rows-per-insert=50
plain GBK --encoding=GBK
# Rows as the server writes CSV.
postgres_dump --schema-only > "$work/dump.sql"
postgres_run -A -t -c "SELECT quote_ident(tablename) FROM pg_tables
	WHERE schemaname = 'public'" > "$work/tables"
while read -r table; do
	echo "COPY public.$table FROM stdin WITH (FORMAT csv, HEADER);"
	postgres_run -c "COPY public.$table TO STDOUT (FORMAT csv, HEADER)" \
		< /dev/null
	echo '\.'
done < "$work/tables" >> "$work/dump.sql"
check 'COPY of CSV' dump.sql
archive custom -Fc
archive 'custom, not packed' -Fc -Z0
archive 'custom, GBK' -Fc --encoding=GBK
archive 'custom, of statements' -Fc --inserts
archive tar -Ft
archive folder -Fd -j2
python3 -m zipfile -c "$work/dump.zip" "$work/dump/"
check 'folder in a zip' dump.zip
for packed in tar tgz; do
	tar -C "$work" --auto-compress -cf "$work/folder.$packed" dump
	check "folder in a $packed" "folder.$packed"
done
archive 'folder, not packed' -Fd -Z0
for method in lz4 zstd; do # since 16
	postgres_dump -Z "$method" -f /dev/null 2> /dev/null || continue
	archive "custom, $method" -Fc -Z "$method"
	archive "folder, $method" -Fd -Z "$method"
done

# A table of contents that is cut names less; what follows is read all the
# same, and not called whole.
rm -rf "$work/dump"
postgres_dump -Fd -f "$work/dump"
truncate -s -2000 "$work/dump/toc.dat"
scan --jsonl d.jsonl dump
want_status 3
want_count 1 asset '(.path | endswith("/toc.dat")) and
	.reason == "truncated"' "$work/d.jsonl"
[ "$(count asset '(.path | test("[0-9]\\.dat$")) and .format == "pgdump" and
	.state == "partial"' "$work/d.jsonl")" -gt 0 ] ||
	fail "data without a name are called whole"
want_count 1 profile '.detector == "cn.resident_id" and .rows == 2000 and
	.passed == 2000' "$work/d.jsonl"

# Through a pipe there are no offsets; and in a stream none can be followed.
postgres_dump -Fc | zstd -q > "$work/dump.zst"
check 'custom in a stream' dump.zst
postgres_dump --schema-only -Fc > "$work/schema"
scan --jsonl d.jsonl schema
want_status 0
want_count 0 profile true "$work/d.jsonl"
# Without the definitions the names of columns are known all the same.
archive 'custom, data only' -Fc --data-only
