# The engagement's key makes fingerprints comparable, and a policy of the
# user's own replaces the levels.
. tests/lib.sh

mkdir "$work/d"
printf '身份证号11010119900307109X\n手机13812345679\n' > "$work/d/a.txt"
fingerprints()
{
	jq -r 'select(.type == "finding") | .fingerprint' "$work/$1" | sort
}

scan --jsonl 1.jsonl d
scan --jsonl 2.jsonl d
[ -n "$(fingerprints 1.jsonl)" ] || fail "no fingerprints"
[ "$(fingerprints 1.jsonl)" = "$(fingerprints 2.jsonl)" ] ||
	fail "two runs with one key: other fingerprints"
find "$HOME" -type f -perm /077 | grep . &&
	fail "what is kept at home is open to others"
# First sweeps that begin at the same time have one key.
for n in 1 2 3 4; do
	(cd "$work" && exec "$pandian" scan --key first --jsonl at$n.jsonl d) \
		2> "$work/at$n.err" || touch "$work/failed" &
done
wait
[ -e "$work/failed" ] && fail "$(cat "$work"/at?.err)"
[ "$(cat "$work"/at?.jsonl | jq -r 'select(.type == "summary") | .key_id' |
	sort -u | wc -l)" = 1 ] || fail "two keys at first use"
scan --key k1 --jsonl 3.jsonl d
scan --key k1 --jsonl 4.jsonl d
[ "$(stat -c %a "$work/k1")" = 600 ] || fail "the key has mode" \
	"$(stat -c %a "$work/k1")"
[ "$(fingerprints 3.jsonl)" = "$(fingerprints 4.jsonl)" ] ||
	fail "--key: other fingerprints in a second run"
[ "$(fingerprints 1.jsonl)" != "$(fingerprints 3.jsonl)" ] ||
	fail "another key, the same fingerprints"

policy=$(find "$PWD/reports" "$PWD/docs" -name 'policy.tsv' | head -n 1)
[ -n "$policy" ] || fail "no policy.tsv"
scan --policy "$policy" --jsonl 5.jsonl d
want_status 0
jq -S -c 'select(.type == "profile") | .level' "$work/1.jsonl" > "$work/p1"
jq -S -c 'select(.type == "profile") | .level' "$work/5.jsonl" > "$work/p5"
same "the default policy given as a file changes levels" "$work/p1" "$work/p5"
printf 'nonsense\n' > "$work/bad.tsv"
scan --policy bad.tsv --jsonl 6.jsonl d
want_status 2
grep -q bad.tsv "$work/err" || fail "a bad policy is not named"
