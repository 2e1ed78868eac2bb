# Ctrl-C ends cleanly: a report of what there is, marked incomplete.
# also: tsan
. tests/lib.sh

size=1500
[ -z "$slow" ] || size=200
"$(compiled dump)" mysqldump $size > "$work/big.sql" \
	2> "$work/rows"
mkdir "$work/tree"
mv "$work/big.sql" "$work/tree"
echo '身份证号11010119900307109X' > "$work/tree/a.txt"

(cd "$work" && exec "$pandian" scan -j1 -o o --jsonl o.jsonl \
	--xml o.xml tree) > "$work/out" 2> "$work/err" &
pid=$!
sleep 0.3
# Not a job of this shell's terminal: the signal goes to the program alone.
kill -INT $pid || fail "the scan was too fast to be interrupted"
started=$(date +%s%N)
wait $pid
status=$?
want_status 3
[ $(($(date +%s%N) - started)) -lt 5000000000 ] ||
	fail "took more than 5 seconds to end"
tail -n 1 "$work/o.jsonl" | jq -e '.type == "summary" and
	.complete == false and .interrupted == true' > "$work/null" ||
	fail "the summary does not say that it is incomplete"
jq -e .type "$work/o.jsonl" > "$work/null" || fail "--jsonl is cut off"
xmllint --noout --schema docs/report.xsd "$work/o.xml" 2> "$work/xml.log" ||
	fail "the XML is not of its schema"
[ "$(count asset '.reason == "interrupted" and
	(.state == "partial" or .state == "skipped")' "$work/o.jsonl")" -gt 0 ] ||
	fail "no file is marked as interrupted"
want_count 0 asset '.path == "tree/big.sql" and .state == "scanned"' \
	"$work/o.jsonl"

# A terminal that goes away ends it in the same way, but not under nohup.
hang_up()
{
	(cd "$work" && exec "$@" "$pandian" scan -j1 --jsonl hup.jsonl tree) \
		> "$work/out" 2> "$work/err" &
	pid=$!
	sleep 0.3
	kill -HUP $pid || fail "the scan was too fast to be hung up on"
}
hang_up
wait $pid
status=$?
want_status 3
jq -e .type "$work/hup.jsonl" > "$work/null" || fail "--jsonl is cut off"
hang_up nohup
sleep 2
grep -q '^State:[[:space:]]*[RSD]' /proc/$pid/status ||
	fail "it ended under nohup"
kill -INT $pid
wait $pid
status=$?
want_status 3
