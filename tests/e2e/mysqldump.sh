# A real server, real dumps: what a sweep finds in each form that mysqldump
# writes is what the server says of its columns.
. tests/lib.sh
. tests/mariadb.sh

customers=$gen/customers.py
at_end=mariadb_stop
mariadb_start "$work/db" || {
	tail -n 20 "$work/db"/*.log
	fail "MariaDB does not start"
}
python3 "$customers" load mariadb 2000 > "$work/base.sql"
python3 "$customers" ask mariadb > "$work/ask.sql"
for charset in utf8mb4 gbk; do
	mariadb_run -e "CREATE DATABASE loan_$charset CHARACTER SET $charset"
	mariadb_run "loan_$charset" < "$work/base.sql" ||
		fail "the tables do not load as $charset"
	# Bytes that are no text stand in a dump as they are.
	mariadb_run "loan_$charset" -e "ALTER TABLE t_customer
		ADD photo BLOB; UPDATE t_customer SET photo =
		UNHEX(CONCAT(SHA2(id, 512), SHA2(-id, 512)))"
done
mariadb_run -N -B loan_utf8mb4 < "$work/ask.sql" > "$work/wanted" ||
	fail "the server does not answer"

# check WORDS [PREFIX]
check()
{
	python3 "$customers" compare "$work/wanted" "$work/d.jsonl" "$2" \
		> "$work/said" 2>&1 || fail "$1: $(cat "$work/said")"
}

# dump WORDS OPTIONS...
dump()
{
	words=$1
	shift
	mariadb_dump "$@" > "$work/dump.sql" || fail "mysqldump $words"
	scan --jsonl d.jsonl dump.sql
	want_status 0
}

for database in loan_utf8mb4 loan_gbk; do
	for option in --opt --complete-insert --skip-extended-insert \
		--compact --hex-blob --skip-quote-names --replace \
		--insert-ignore --skip-opt --default-character-set=gbk; do
		[ "$option" != --compact ] || option='--compact -c'
		[ "$option" != --skip-quote-names ] ||
			option="$option --ignore-table=$database.联系~人"
		dump "$database $option" $option "$database"
		check "$words"
	done
done
dump --no-create-info --no-create-info --complete-insert loan_utf8mb4
check "$words"
# A folder of files: rows as delimited text, names in the scripts beside.
for options in '' '--fields-terminated-by=, --fields-enclosed-by="'; do
	rm -rf "$work/dump"
	mkdir "$work/dump"
	chmod 777 "$work/dump"
	# shellcheck disable=SC2086
	mariadb_dump --tab="$work/dump" $options loan_utf8mb4 ||
		fail "mysqldump --tab $options"
	scan --jsonl d.jsonl dump
	want_status 0
	check "--tab $options"
	for packed in tar tgz; do
		tar -C "$work" --auto-compress -cf "$work/dump.$packed" dump
		scan --jsonl d.jsonl "dump.$packed"
		want_status 0
		check "--tab $options in a $packed"
	done
done
dump --databases --databases loan_utf8mb4 loan_gbk
check "$words" loan_utf8mb4.
check "$words" loan_gbk.

# Bytes that are no text are none as XML either.
mariadb_run loan_utf8mb4 -e 'ALTER TABLE t_customer DROP photo'
# As XML: every column of the base, the empty ones too, and none that describe
# them.
mariadb_run loan_utf8mb4 -e "ALTER TABLE t_repay ADD never varchar(9),
	ADD blank varchar(9) NOT NULL DEFAULT ''"
mariadb_dump --xml loan_utf8mb4 > "$work/dump.xml"
scan --jsonl d.jsonl --inventory d.db dump.xml
want_status 0
mariadb_run -N -B loan_utf8mb4 -e "SELECT 'never', 0, 0, count(*) FROM t_repay
	UNION ALL SELECT 'blank', 0, count(*), 0 FROM t_repay" > "$work/wanted"
sqlite3 -separator '	' "$work/d.db" "SELECT name, filled, blanks, nulls
	FROM column WHERE \"table\" LIKE '%t_repay.row[]' AND
	name IN ('never', 'blank') ORDER BY name DESC" > "$work/found"
same "the empty columns of a dump as XML" "$work/wanted" "$work/found"
[ "$(sqlite3 "$work/d.db" "SELECT count(*) FROM column
	WHERE \"table\" LIKE '%.field[]'")" -lt 8 ] ||
	fail "descriptions of columns are columns"

# What the client prints of two queries: NULL is none.
mariadb_run -B loan_utf8mb4 -e 'SELECT id, cust_name, sfzh, mobile
	FROM t_customer; SELECT order_no, amount FROM t_order' \
	> "$work/client.tsv"
scan --jsonl d.jsonl --inventory d.db client.tsv
want_status 0
mariadb_run -N -B loan_utf8mb4 -e 'SELECT count(*), count(mobile),
	sum(mobile IS NULL) FROM t_customer;
	SELECT count(*), count(amount), 0 FROM t_order' > "$work/wanted"
sqlite3 -separator '	' "$work/d.db" "SELECT rows, filled + blanks, nulls
	FROM column WHERE name IN ('mobile', 'amount')
	ORDER BY name DESC" > "$work/found"
same "the rows and NULLs of the client's results" "$work/wanted" "$work/found"
