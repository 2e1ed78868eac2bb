# The name of the rules: another as soon as a table, a detector or a verdict
# is another; the same as long as none is.
. tests/lib.sh

cp -r Makefile detectors "$work"
mkdir -p "$work/reports/inventory"
cp reports/inventory/agree.c reports/inventory/cells.c \
	reports/inventory/profile.c reports/inventory/verdict.c \
	"$work/reports/inventory"
made()
{
	make -s -C "$work" OUT=o o/scanner/cli/rules_source.h 2> "$work/err" ||
		fail "rules_source.h: $(cat "$work/err")"
	cat "$work/o/scanner/cli/rules_source.h"
}

first=$(made)
expr "$first" : '#define RULES_SOURCE "[0-9a-f]\{64\}"$' > "$work/null" ||
	fail "rules_source.h says: $first"
for f in detectors/tables/region_data.c detectors/tables/card_data.c \
	detectors/tables/number_data.c detectors/tables/name_data.c \
	detectors/tables/label_data.c detectors/email.c \
	reports/inventory/cells.c
do
	cp "$work/$f" "$work/before"
	digit=$(grep -n -m 1 '^[^/*#]*[0-8]' "$work/$f" | cut -d : -f 1)
	sed -i "${digit}s/[0-8]/9/" "$work/$f"
	touch -d '+1 min' "$work/$f" # make looks at times
	[ "$(made)" != "$first" ] || fail "$f: another digit, the same name"
	cp "$work/before" "$work/$f"
	touch -d '+2 min' "$work/$f"
	[ "$(made)" = "$first" ] || fail "$f: as it was, another name"
done

# The program tells it: with another policy another one.
mkdir "$work/d"
rules()
{
	scan --jsonl out.jsonl "$@" d
	jq -r 'select(.type == "summary") | .rules' "$work/out.jsonl"
}
plain=$(rules)
[ "${#plain}" = 32 ] || fail "the sweep tells the rules as: $plain"
policy=$PWD/reports/inventory/policy.tsv
[ "$(rules --policy "$policy")" = "$plain" ] ||
	fail "the built-in policy, given as a file, is another"
sed 's/^ADDRESS_WORK\(.*\)公开/ADDRESS_WORK\1半公开/' "$policy" \
	> "$work/mine.tsv"
cmp -s "$policy" "$work/mine.tsv" && fail "ADDRESS_WORK is not there"
[ "$(rules --policy mine.tsv)" != "$plain" ] ||
	fail "another level, the same name"
exit 0
