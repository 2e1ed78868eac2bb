# Thousands of values planted wherever a file can hold a text (see
# tests/gen/canaries.py). Every command, every report and every language runs
# over them; nothing that is written holds one, in any usual coding.
# also: asan
. tests/lib.sh

python3 "$gen/canaries.py" "$work" "$work/truth.jsonl" || fail "no canaries"
mkdir "$work/o" "$work/tmp"
export TMPDIR="$work/tmp"

# keep NAME: what the last run said is searched with the rest.
keep()
{
	cp "$work/out" "$work/o/$1.out"
	cp "$work/err" "$work/o/$1.err"
}

# What programs read is the same in both languages.
scan --key given/key --inventory o/inventory.db --jsonl o/a.jsonl \
	--json o/a.json --csv o/a.csv --columns o/a.columns --text o/a.txt \
	--sarif o/a.sarif share
want_status 3
keep scan
run report --lang zh --html o/zh.html --xml o/zh.xml --xlsx o/zh.xlsx \
	--sarif o/zh.sarif --text o/zh.txt o/inventory.db
want_status 0
keep report-zh
run report --lang en --html - --xlsx o/en.xlsx --jsonl o/en.jsonl \
	o/inventory.db
want_status 0
keep report-en

# Values where a user types: each use is wrong, or finds nothing.
n=0
while read -r value; do
	for use in "$value" "-$value" "--$value" "--lang $value" \
		"scan $value" "scan --$value" "scan -j $value share" \
		"scan --exclude $value --fail-on $value share" \
		"scan --key $value/k share" "scan --policy $value share" \
		"scan -o $value/x/y share" "scan --html $value/x share" \
		"scan --max-depth=$value share" "report $value.db" \
		"report --policy $value o/inventory.db" \
		"report --xml $value/x o/inventory.db" "report --$value=1" \
		"hook $value/b.txt" "hook --sarif $value/x" \
		"detectors $value" "detectors --lang=$value"; do
		n=$((n + 1))
		# shellcheck disable=SC2086
		run $use
		keep use$n
	done
done < "$work/given/values"
for use in "scan --key given/not-a-key share" "report given/inventory.db" \
	"scan --policy given/policy.tsv share" detectors "scan --help" \
	"report --help" "hook --help" --version; do
	n=$((n + 1))
	# shellcheck disable=SC2086
	run $use
	keep use$n
done

# A repository: values in contents and messages, in what is staged, in the
# list of what is allowed, in names of branches and in the environment.
value=$(sed -n 1p "$work/given/values")
repository="$work/share/文本"
export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME="$value" EMAIL="$value@a.b" \
	GIT_AUTHOR_EMAIL="$value@a.b" GIT_COMMITTER_NAME="$value"
{
	git init -q -b "b$value" "$repository"
	git -C "$repository" commit -q --allow-empty -m "$value"
	git -C "$repository" add .
} > "$work/null" 2>&1 || fail "no repository"
in_repository()
{
	(cd "$repository" && exec "$pandian" "$@") > "$work/out" \
		2> "$work/err" < /dev/null
	status=$?
	[ "$status" -le 3 ] || fail "pandian $* ended with $status"
}
in_repository hook --fail-on low --sarif "$work/o/hook.sarif"
want_status 1
keep hook
in_repository hook --lang zh --sarif -
keep hook-sarif
in_repository hook --update-allow --fail-on low
keep hook-update
cp "$repository/.pandian-allow" "$work/o/allow" || fail "nothing is allowed"
cp "$work/given/allow" "$repository/.pandian-allow"
git -C "$repository" add -f .pandian-allow
in_repository hook
keep hook-damaged

[ -z "$(ls -A "$work/tmp")" ] || fail "left behind: $(ls -A "$work/tmp")"
python3 "$gen/leaks.py" "$work/truth.jsonl" $(find "$work/o" -type f) ||
	fail "raw values were written"

# The proof that every form of them would be found.
awk 'NR % 90 == 0' "$work/truth.jsonl" > "$work/some.jsonl"
python3 "$gen/leaks.py" --self-test "$work/some.jsonl" ||
	fail "a form of a value is not found"
exit 0
