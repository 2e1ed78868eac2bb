# kill -9 leaves no half-written report and no temporary name that a later
# run trips over; what stood there before is still whole.
. tests/lib.sh

"$(compiled dump)" mysqldump 400 > "$work/big.sql" 2> "$work/rows"
mkdir "$work/o" "$work/small"
echo '身份证号11010119900307109X' > "$work/small/a.txt"
scan -o o small
want_status 0
(cd "$work/o" && sha256sum inventory.db report.html report.xml) \
	> "$work/before"

for delay in 0.01 0.05 0.1 0.2 0.3 0.5; do
	(cd "$work" && exec "$pandian" scan -j1 -o o big.sql) \
		> "$work/out" 2> "$work/err" &
	pid=$!
	sleep $delay
	kill -9 $pid 2> "$work/null" || break # it was faster
	wait $pid 2> "$work/null"
	(cd "$work/o" && sha256sum inventory.db report.html report.xml) \
		> "$work/after" 2>&1
	same "killed after $delay s, the old report is not whole" \
		"$work/before" "$work/after"
done

# Into a folder that did not exist: nothing that looks like a report.
(cd "$work" && exec "$pandian" scan -j1 -o fresh big.sql) > "$work/out" 2>&1 &
pid=$!
sleep 0.1
kill -9 $pid 2> "$work/null"
wait $pid 2> "$work/null"
for f in inventory.db report.html report.xml; do
	[ -e "$work/fresh/$f" ] && fail "killed, but there is a $f"
done
scan -o fresh small
want_status 0
ls -A "$work/fresh" > "$work/names"
want "left behind: $(cat "$work/names")" [ "$(wc -l < "$work/names")" -le 6 ]
[ "$(sqlite3 "$work/fresh/inventory.db" 'PRAGMA integrity_check')" = ok ] ||
	fail "the inventory after a killed run is damaged"
