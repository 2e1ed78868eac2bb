# No raw value of the share leaves the program unless --reveal is given: not
# in a report, the inventory, on the terminal, nor coded in any usual way.
. tests/lib.sh

mkdir "$work/o"
scan -o o --jsonl o/a.jsonl --json o/a.json --csv o/a.csv --sarif o/a.sarif \
	--inventory o/inv.db --html o/a.html --xml o/a.xml "$share"
if [ "$status" = 2 ]; then # a version without SARIF
	scan -o o --jsonl o/a.jsonl --json o/a.json --csv o/a.csv \
		--inventory o/inv.db --html o/a.html --xml o/a.xml "$share"
fi
want_status 3
cp "$work/out" "$work/err" "$work/o"
find "$work/o" -type f | grep -q html || fail "no report"
python3 "$gen/leaks.py" "$truth" $(find "$work/o" -type f) ||
	fail "raw values in the outputs"

# The proof that the search would find them.
scan --reveal --jsonl revealed.jsonl "$share"
python3 "$gen/leaks.py" "$truth" "$work/revealed.jsonl" > "$work/null" &&
	fail "the search for leaks finds nothing in revealed values"
sed 's/./&\x00/g' "$work/revealed.jsonl" | head -n 200 > "$work/wide"
python3 "$gen/leaks.py" "$truth" "$work/wide" > "$work/null" &&
	fail "the search for leaks finds nothing in UTF-16"
head -n 400 "$work/revealed.jsonl" | base64 -w 0 > "$work/b64"
python3 "$gen/leaks.py" "$truth" "$work/b64" > "$work/null" &&
	fail "the search for leaks finds nothing in base64"
exit 0
