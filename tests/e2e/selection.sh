# What is read and what is not: several roots, --include, --exclude,
# .pandianignore; each file in the ledger once.
. tests/lib.sh

line='身份证号11010119900307109X'
mkdir -p "$work/a/keep/deep" "$work/a/drop/deep" "$work/b"
for f in a/one.txt a/two.log a/keep/deep/three.txt a/drop/four.txt \
	a/drop/deep/five.txt b/six.txt b/seven.log; do
	echo "$line" > "$work/$f"
done

# read_are FILES...: exactly these were scanned.
read_are()
{
	echo "$*" | tr ' ' '\n' | sort > "$work/wanted"
	jq -r 'select(.type == "asset" and .state == "scanned" and
		.bytes > 0) | .path' "$work/s.jsonl" |
		grep -v pandianignore | sort > "$work/read"
	same "$words" "$work/wanted" "$work/read"
	jq -r 'select(.type == "asset") | .path' "$work/s.jsonl" | sort |
		uniq -d > "$work/twice"
	[ -s "$work/twice" ] && fail "$words: in the ledger twice:" \
		"$(cat "$work/twice")"
	return 0
}

words='two roots'
scan --jsonl s.jsonl a b
want_status 0
read_are a/one.txt a/two.log a/keep/deep/three.txt a/drop/four.txt \
	a/drop/deep/five.txt b/six.txt b/seven.log

words='overlapping roots'
scan --jsonl s.jsonl a a/keep
want_count 5 finding true "$work/s.jsonl"

words='a file as root'
scan --jsonl s.jsonl a/one.txt
read_are a/one.txt

words='--exclude'
scan --exclude '*.log' --exclude drop/ --jsonl s.jsonl a b
want_status 0
read_are a/one.txt a/keep/deep/three.txt b/six.txt

words='--include'
scan --include '*.txt' --jsonl s.jsonl a b
read_are a/one.txt a/keep/deep/three.txt a/drop/four.txt \
	a/drop/deep/five.txt b/six.txt

words='.pandianignore'
printf '%s\n' '# by gitignore'"'"'s rules' '*.log' '/drop/*' '!/drop/four.txt' \
	> "$work/a/.pandianignore"
scan --jsonl s.jsonl a b
read_are a/one.txt a/keep/deep/three.txt a/drop/four.txt b/six.txt \
	b/seven.log
# What was left out is told.
[ "$(count asset '.reason == "excluded"' "$work/s.jsonl")" -gt 0 ] ||
	fail "the ledger does not tell what was excluded"

# The scan's own outputs inside the root are not read.
rm "$work/a/.pandianignore"
scan --reveal --jsonl a/out.jsonl a
scan --reveal --jsonl a/out.jsonl a
want_count 5 finding true "$work/a/out.jsonl"
