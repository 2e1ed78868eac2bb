# Scripts of every dialect hold the same customers: every row counts, in the
# column where it is, under the comment that tells what it means; in UTF-8,
# GBK and UTF-16; and cut into segments inside of COPY or between lines of GO.
. tests/lib.sh

rows=2000
script()
{
	python3 "$gen/dialects.py" "$1" "$2" "$3" > "$work/$1.sql" ||
		fail "dialects.py $1"
}

# profiles NAME: what is known of the values, whatever the case of names.
profiles()
{
	records profile "$work/d.jsonl" | jq -r "select(.path == \"$1.sql\" and
		(.column | ascii_downcase | startswith(\"c_\"))) |
		\"\\(.table) \\(.column) \\(.detector) \\(.rows) \\(.passed)
		\\(.distinct) \\(.verdict)\"" | tr -s '\n\t ' ' ' |
		tr A-Z a-z
}

check()
{
	for name in $1; do
		script "$name" "$2" "$rows"
		scan --jsonl d.jsonl "$name.sql"
		want_status 0
		want_count 1 asset '.format == "sql" and .state == "scanned"' \
			"$work/d.jsonl"
		found=$(profiles "$name")
		wanted="$3 c_no cn.resident_id $rows $rows $rows confirmed"
		wanted="$wanted $3 c_tel cn.mobile $rows $rows $rows confirmed "
		[ "$found" = "$wanted" ] ||
			fail "$name in $2: $found, not: $wanted"
		[ "$name" = sqlite ] && continue
		for label in 证件号 手机号码; do
			want_count 1 profile ".label == \"$label\"" \
				"$work/d.jsonl"
		done
	done
}

for charset in utf-8 gb18030; do
	check 'copy csv insert' $charset public.t_customer
	check sqlserver $charset dbo.t_customer
	check 'oracle dm' $charset loan.t_customer
	check sqlite $charset t_customer
	check mysql $charset loan.t_customer
done
check sqlserver utf-16 dbo.t_customer

[ -n "$slow" ] && exit
for name in copy sqlserver; do # more than 32 MiB of each
	rows=500000
	[ $name = copy ] || rows=200000
	script $name utf-8 $rows
	for j in 1 2; do
		scan -j$j --inventory $j.db $name.sql
		want_status 0
		python3 "$gen/inventory.py" "$work/$j.db" > "$work/$j.rows"
	done
	same "$name: the inventories of -j1 and -j2 differ" "$work/1.rows" \
		"$work/2.rows"
	run report 1.db --jsonl d.jsonl
	want_count 2 profile "[.rows, .passed] == [$rows, $rows]" \
		"$work/d.jsonl"
	rm "$work/$name.sql"
done
