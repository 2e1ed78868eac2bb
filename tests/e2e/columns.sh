# Chance against cards: a column of random numbers, of which a tenth passes
# Luhn, is no finding; real cards among order numbers make it mixed.
# also: asan
. tests/lib.sh

for kind in csv sql; do
	python3 "$gen/column.py" 0 $kind > "$work/chance.$kind"
	python3 "$gen/column.py" 10 $kind > "$work/mixed.$kind"
	python3 "$gen/column.py" 100 $kind > "$work/real.$kind"
done
scan --jsonl c.jsonl chance.csv mixed.csv real.csv chance.sql mixed.sql \
	real.sql
want_status 0

verdict()
{
	found=$(records profile "$work/c.jsonl" | jq -r "select(
		.path == \"$1\" and .column == \"number\" and
		.detector == \"payment_card\") | .verdict")
	[ "$found" = "$2" ] ||
		fail "$1 is ${found:-without a profile}, not $2"
}

for kind in csv sql; do
	want_count 0 finding ".path == \"chance.$kind\" and
		(.confidence == \"medium\" or .confidence == \"high\")" \
		"$work/c.jsonl"
	verdict chance.$kind chance
	verdict mixed.$kind mixed
	verdict real.$kind confirmed
done
# Both numbers that the report argues with.
want_count 1 profile '.path == "chance.csv" and .column == "number" and
	.detector == "payment_card" and .chance > 0.09 and .chance < 0.11 and
	.passed / .candidates > 0.09 and .passed / .candidates < 0.11' \
	"$work/c.jsonl"

# What is no identifier, but would pass for one where it stands alone.
python3 "$gen/lookalikes.py" > "$work/lookalikes.csv"
scan --jsonl c.jsonl lookalikes.csv
want_status 0
want_count 3 column '.rows == 3000' "$work/c.jsonl"
want_count 0 profile '.verdict == "confirmed" or .verdict == "mixed" or
	.confidence != null' "$work/c.jsonl"
