#!/bin/sh
# Nothing is registered without its proof: a detector has vectors, a format
# a fuzz target and a corpus, a report a case that validates it; and what has
# a file stands in its table.
cd "$(dirname "$0")/../.." || exit 2

# names FIELD FILES...: the strings of designated initialisers .FIELD = "..."
names()
{
	field=$1
	shift
	sed -n "s/^[[:space:]]*\.$field = \"\([^\"]*\)\".*/\1/p" "$@"
}

in_table()
{
	for f in "$2"/*.c; do
		object=$(sed -n "s/^const struct $1 \([a-z0-9_]*\) = {.*/\1/p" \
			"$f")
		for o in $object; do
			grep -q "&$o\b" "$3" ||
				echo "$f: $o does not stand in $3"
		done
	done
}

problems=$(
	in_table detector detectors detectors/detectors.c
	in_table format scanner/formats scanner/formats/formats.c
	in_table report reports/writers reports/writers/reports.c
	for id in $(names id detectors/*.c); do
		cut -f 1 tests/data/vectors.tsv | grep -q -x -F "$id" ||
			echo "detector $id has no row in tests/data/vectors.tsv"
	done
	for name in $(names name scanner/formats/*.c); do
		[ -f "tests/fuzz/fuzz_$name.c" ] ||
			echo "format $name lacks tests/fuzz/fuzz_$name.c"
		[ -d "tests/fuzz/corpus/$name" ] ||
			echo "format $name lacks tests/fuzz/corpus/$name"
	done
	for name in $(names name reports/writers/*.c); do
		grep -q -e "--$name" tests/e2e/reports.sh ||
			echo "report $name has no case in tests/e2e/reports.sh"
	done
)
[ -z "$problems" ] && exit 0
echo "$problems"
exit 1
