#!/bin/sh
# Who may include whom (docs/architecture.md). Includes are written from the
# root, so that a wrong direction shows in the line itself.
cd "$(dirname "$0")/../.." || exit 2

check()
{
	folder=$1 # files directly in it, not below
	allowed=$2
	for f in "$folder"/*.[ch]; do
		[ -f "$f" ] || continue
		grep -n '^#include "' "$f" |
			grep -v -E "#include \"($allowed)\"" |
			sed "s|^|$f:|; s|\$| is not for $folder|"
	done
}

own_header_first()
{
	for f in $(find scanner detectors reports -name '*.c'); do
		own=${f%.c}.h
		[ -f "$own" ] || continue
		first=$(grep -m 1 '^#include' "$f")
		[ "$first" = "#include \"$own\"" ] ||
			echo "$f: includes its own header first, not: $first"
	done
}

problems=$(
	base='scanner/base/[a-z0-9_]*\.h'
	formats='scanner/formats/[a-z0-9_]*\.h'
	detectors='detectors/(tables/)?[a-z0-9_]*\.h'
	inventory='reports/inventory/[a-z0-9_]*\.h'
	writers='reports/writers/([a-z0-9_]*\.h|html/[a-z]*\.(css|js)\.inc)'
	pandian='scanner/pandian\.h'
	check scanner/base "$base"
	check detectors "$base|$detectors"
	check detectors/tables "$base|$detectors"
	check scanner/formats "$pandian|$base|$formats"
	check scanner "scanner/[a-z0-9_]*\.h|$base|$formats|$detectors"
	check reports/inventory "$pandian|$base|$detectors|$inventory"
	check reports/writers "$pandian|$base|$inventory|$writers"
	# The public header stands on the bytes alone.
	grep -n '^#include "' scanner/pandian.h | grep -v "\"scanner/base/" |
		sed 's|^|scanner/pandian.h:|'
	own_header_first
)
[ -z "$problems" ] && exit 0
echo "$problems"
exit 1
