# A real server, a real dump: the counts by column are those of SELECT
# COUNT(DISTINCT ...), in each way that mysqldump writes.
. tests/lib.sh
. tests/mariadb.sh

at_end=mariadb_stop
mariadb_start "$work/db" || {
	tail -n 20 "$work/db"/*.log
	fail "MariaDB does not start"
}
python3 fixtures/real/make.py "$work" || fail "make.py"
mariadb_run -e 'CREATE DATABASE loan CHARACTER SET utf8mb4'
mariadb_run loan < "$work/tables.sql" || fail "the tables do not load"

# expect TABLE COLUMN DETECTOR FILE
expect()
{
	wanted=$(mariadb_run -N loan -e "SELECT COUNT(*), COUNT($2),
		COUNT(DISTINCT $2) FROM $1" | tr '\t' ' ')
	found=$(records profile "$4" | jq -r "select(.table == \"$1\" and
		.column == \"$2\" and .detector == \"$3\") |
		\"\\(.rows) \\(.passed) \\(.distinct)\"")
	[ "$found" = "$wanted" ] ||
		fail "$5: $1.$2 has '$found', the server says '$wanted'"
}

check_dump()
{
	words=$1
	shift
	mariadb_dump "$@" loan > "$work/dump.sql" || fail "mysqldump $words"
	scan --jsonl d.jsonl dump.sql
	want_status 0
	expect t_customer sfzh cn.resident_id "$work/d.jsonl" "$words"
	expect t_customer mobile cn.mobile "$work/d.jsonl" "$words"
	expect t_customer kh payment_card "$work/d.jsonl" "$words"
	expect t_customer email email "$work/d.jsonl" "$words"
	expect t_repay account_no payment_card "$work/d.jsonl" "$words"
	want_count 0 profile '.table == "t_order" and
		(.confidence == "medium" or .confidence == "high")' \
		"$work/d.jsonl"
}

check_dump plain
check_dump --complete-insert --complete-insert
check_dump --skip-extended-insert --skip-extended-insert
check_dump --compact --compact --complete-insert
check_dump gbk --default-character-set=gbk
check_dump --hex-blob --hex-blob --skip-quote-names
check_dump --no-create-info --no-create-info --complete-insert
check_dump --replace --replace --order-by-primary
