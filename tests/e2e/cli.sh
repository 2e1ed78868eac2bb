# The contract of the command line: names, options, exit statuses.
# also: asan
. tests/lib.sh

mkdir "$work/clean" "$work/found"
echo 'nothing here' > "$work/clean/a.txt"
echo '身份证号11010119900307109X' > "$work/found/a.txt"

run --version
want_status 0
grep -q '^pandian [0-9]' "$work/out" || fail "--version names no version"
for library in sodium sqlite xml zip gmime magic lzma crypto; do
	grep -q -i "$library" "$work/out" || fail "--version lacks $library"
done
run --help
want_status 0
grep -q scan "$work/out" || fail "--help does not name scan"
for command in scan report; do
	run $command --help
	want_status 0
	want "$command --help is empty" [ -s "$work/out" ]
done

# Usage errors: 2, a hint, nothing written, nothing on standard output.
for arguments in '' 'scna .' 'scan' 'scan --jsnol - clean' 'scan -j0 clean' \
	'scan --jobs' 'scan --fail-on sometimes clean' 'report' \
	'scan no-such-root' 'report no-such-file' 'scan -o clean/a.txt/x clean' \
	'scan --jsonl - --csv - clean' 'scan --html x --xml x clean' \
	'scan --inventory - clean' 'scan --policy no-such-file clean' \
	'report clean' 'scan --key no-such-folder/key clean' \
	'scan --key clean clean' 'detectors all'
do
	# shellcheck disable=SC2086
	run $arguments
	[ "$status" = 2 ] || fail "pandian $arguments: status $status, not 2"
	[ -s "$work/err" ] || fail "pandian $arguments: says nothing"
	[ -s "$work/out" ] && fail "pandian $arguments: writes to stdout"
done
[ -e "$work/pandian-report" ] && fail "a usage error left a report"
run scan --exlcude '*.log' clean
grep -q -e '--exclude' "$work/err" || fail "no hint for --exlcude"
run scna clean
grep -q 'scan' "$work/err" || fail "no hint for scna"

for arguments in 'scan -j 0' 'scan --fail-on all' 'scan --fingerprint md5' \
	'scan --lang fr' 'hook --fail-on all'
do
	# shellcheck disable=SC2086
	run $arguments
	grep -q ' takes .*, not ' "$work/err" ||
		fail "pandian $arguments: does not say what it takes"
done
run report no-such-file
grep -q no-such-file "$work/err" || fail "which file is missing is not said"

# Nobody gets what is written to a closed descriptor.
(cd "$work" && exec "$pandian" scan --jsonl - found) >&- 2> "$work/err"
status=$?
want_status 2

# With nothing else given: a summary, and three files.
scan clean
want_status 0
for f in inventory.db report.html report.xml; do
	[ -s "$work/pandian-report/$f" ] || fail "no $f"
done
[ -s "$work/out" ] || fail "no summary"
scan -o elsewhere found
want_status 0
[ -s "$work/elsewhere/report.html" ] || fail "-o made no report"
cp "$work/elsewhere/inventory.db" "$work/kept.db"
for arguments in 'report elsewhere/inventory.db' \
	'scan clean --inventory elsewhere/inventory.db'
do
	# shellcheck disable=SC2086
	run $arguments --html ./elsewhere/inventory.db
	want_status 2
	same "$arguments: an inventory is replaced by its report" \
		"$work/kept.db" "$work/elsewhere/inventory.db"
done
scan --quiet -o quiet clean
[ -s "$work/err" ] && fail "--quiet speaks on stderr"

# A terminal gets colours, unless it does not want any.
coloured()
{
	(cd "$work" && NO_COLOR=$1 script -q -c \
		"$pandian report pandian-report/inventory.db" shown) \
		> /dev/null < /dev/null
	grep -q Inventory "$work/shown" || fail "a terminal is shown nothing"
	grep -q "$(printf '\033')" "$work/shown"
}
coloured '' || fail "no colours on a terminal"
coloured 1 && fail "NO_COLOR is not heeded"

# Just what is asked for.
rm -rf "$work/pandian-report"
scan --jsonl - found
want_status 0
[ -e "$work/pandian-report" ] && fail "--jsonl alone wrote a folder"
want_count 1 finding true "$work/out"
want_count 1 asset true "$work/out"
want_count 1 summary true "$work/out"
[ "$(tail -n 1 "$work/out" | jq -r .type)" = summary ] ||
	fail "the summary is not the last record"

# --fail-on, and both 1 and 3.
scan --fail-on medium --jsonl - found
want_status 1
scan --fail-on low --jsonl - clean
want_status 0
head -c 3000 "$share/客户资料/客户名单.xlsx" > "$work/found/cut.xlsx"
scan --jsonl - found
want_status 3
scan --fail-on medium --jsonl - found
want_status 1

# --reveal: files of mode 0600, and only then the value.
scan --reveal --jsonl out.jsonl found
grep -q 11010119900307109X "$work/out.jsonl" || fail "--reveal reveals not"
[ "$(stat -c %a "$work/out.jsonl")" = 600 ] ||
	fail "revealed values in mode $(stat -c %a "$work/out.jsonl")"

# The languages.
scan --lang en -o en found
scan --lang zh -o zh found
cmp -s "$work/en/report.html" "$work/zh/report.html" &&
	fail "--lang changes nothing"
exit 0
