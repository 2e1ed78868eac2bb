# While it runs: progress on a terminal and only there, no core with values
# in it, no value in what lies on the disk meanwhile.
. tests/lib.sh

mkdir "$work/tree" "$work/tmp" "$work/o"
"$(compiled dump)" mysqldump 300 > "$work/tree/big.sql" 2> "$work/rows"

# A pipe gets no progress.
scan -j1 -o o tree
want_status 0
[ -s "$work/err" ] && fail "speaks on a pipe: $(head -n 3 "$work/err")"

# A terminal does; --quiet silences it.
on_terminal()
{
	(cd "$work" && script -q -e -c "$pandian scan -j1 $* -o o tree" \
		terminal < /dev/null > "$work/null")
	status=$?
	want_status 0
	# Lines of script's own and of the summary have no carriage return
	# inside.
	sed 's/\r*$//' "$work/terminal" | tr -dc '\r\033' | wc -c
}

[ "$(on_terminal)" -gt 0 ] || fail "no progress on a terminal"
[ "$(on_terminal --quiet)" = 0 ] || fail "--quiet shows progress"

(cd "$work" && TMPDIR=$work/tmp exec "$pandian" scan -j1 --jsonl o/a.jsonl \
	-o o tree) > "$work/out" 2> "$work/err" &
pid=$!
sleep 0.4
grep -q '^Max core file size *0 ' "/proc/$pid/limits" ||
	fail "may leave a core: $(grep core "/proc/$pid/limits")"
for f in $(find "$work/o" "$work/tmp" "$HOME" -type f ! -name key); do
	head -c 2000000 "$f" >> "$work/snapshot" 2> "$work/null"
done
kill -9 $pid 2> "$work/null" || fail "it was too fast to be looked at"
wait $pid 2> "$work/null"
[ -s "$work/snapshot" ] || fail "nothing to look at"
# The first 2,000 rows' values stand for all.
head -n 40 "$work/tree/big.sql" | head -c 400000 |
	LC_ALL=C grep -a -o "'[0-9]\{17\}[0-9X]','1[0-9]\{10\}'" | head -n 2000 |
	tr -d "'" | tr ',' '\n' |
	sed 's/.*/{"detector":"x","value":"&"}/' > "$work/values"
[ "$(wc -l < "$work/values")" -gt 1000 ] || fail "no values to look for"
python3 "$gen/leaks.py" "$work/values" "$work/snapshot" ||
	fail "values on the disk while it runs"
