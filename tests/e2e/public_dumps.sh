# Sample databases without personal data raise no column but their e-mail
# addresses, and every row of every table is counted: a shop as each server
# would dump it; Sakila and world_x where the corpus is there.
# also: asan
. tests/lib.sh

corpus=$PWD/../shared/corpus/LianjiaTech+d18n/test

# check WORDS WANTED: what was confirmed, in d.jsonl, as "table.column kind",
# and that all of it was read.
check()
{
	want_status 0
	want_count 0 asset '.state != "scanned"' "$work/d.jsonl"
	found=$(records profile "$work/d.jsonl" |
		jq -r 'select(.verdict == "confirmed" or .verdict == "mixed") |
			"\(.table).\(.column) \(.detector)"' | sort |
		tr '\n' ' ')
	[ "$found" = "$2 " ] || fail "$1: $found, not: $2"
}

# rows: "table rows" of d.jsonl.
rows()
{
	records column "$work/d.jsonl" | jq -r '"\(.table) \(.rows)"' |
		sort -u
}

# shop NAME SCHEMA FILE
shop()
{
	scan --jsonl d.jsonl "$3"
	check "$1" "$2customer.email email $2staff.email email"
	rows | grep -v sqlite_schema > "$work/found"
	python3 "$gen/shop.py" rows | sed "s/^/$2/" | sort > "$work/wanted"
	same "$1: rows" "$work/wanted" "$work/found"
}

for name in mysql:shop. copy:public. insert:public. sqlserver:dbo. \
	oracle:SHOP. sqlite:; do
	python3 "$gen/shop.py" "${name%:*}" > "$work/${name%:*}.sql" ||
		fail "shop.py"
	shop "${name%:*}" "${name#*:}" "${name%:*}.sql"
done
(cat "$work/sqlite.sql" && echo 'COMMIT;') | sqlite3 "$work/shop.db" ||
	fail "sqlite3"
shop 'a file of SQLite' '' shop.db

[ -d "$corpus" ] || exit 0
sakila='actor 200
address 603
category 16
city 600
country 109
customer 599
film 1000
film_actor 5462
film_category 1000
inventory 4581
language 6
payment 16049
rental 16044
staff 2
store 2'
echo "$sakila" > "$work/postgres.rows"
# Half of world_x stands in comments that MySQL runs.
{
	echo "$sakila" | sed 's/^/sakila./; /film_category/a sakila.film_text 0'
	echo 'world_x.city 4079
world_x.country 239
world_x.countryinfo 239
world_x.countrylanguage 984'
} > "$work/mysql.rows"
for name in mysql:sakila. postgres:; do
	scan --jsonl d.jsonl "$corpus/sakila.${name%:*}.sql.gz"
	check "$name" "${name#*:}customer.email email"
	rows > "$work/found"
	same "$name: rows" "$work/${name%:*}.rows" "$work/found"
done
