#!/bin/sh
# What clang-format does not see or should not touch: tabs, trailing blanks,
# 80 columns, the last line's end; calls that have no place here.
cd "$(dirname "$0")/../.." || exit 2

sources=$(find scanner detectors reports tests bench -name '*.[ch]')
scripts=$(find tests bench fixtures .ci \( -name '*.sh' -o -name '*.py' \
	-o -path .ci/run \))

# Columns of a line as a terminal shows them: tabs to the next eighth, wide
# characters two. Generated tables are exempt.
too_long()
{
	python3 - "$@" <<'PY'
import sys, unicodedata
for name in sys.argv[1:]:
    if "/tables/" in name or "_tables." in name:
        continue
    for n, line in enumerate(open(name, encoding="utf-8"), 1):
        width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
                    for c in line.rstrip("\n").expandtabs(8))
        if width > 80:
            print(f"{name}:{n}: {width} columns")
PY
}

problems=$(
	grep -n '[[:blank:]]$' $sources $scripts |
		sed 's/:\([0-9]*\):.*/:\1: blank at the end/'
	# Fewer than eight align a continued line.
	grep -n -E '^ {8}' $sources |
		sed 's/:\([0-9]*\):.*/:\1: spaces where a tab belongs/'
	too_long $sources
	for f in $sources $scripts; do
		[ -z "$(tail -c 1 "$f")" ] || echo "$f: no end of line at the end"
	done
	grep -n -E '\b(system|popen|mmap|gets|alloca|longjmp)\(' \
		$(find scanner detectors reports -name '*.[ch]' \
		! -name banned.h) | sed 's/$/   <- not here/'
	grep -n -E '\b(TODO|FIXME|XXX)\b' $sources $scripts |
		grep -v '^tests/lint/style.sh'
	for f in $scripts; do
		case $f in
		*.sh) sh -n "$f" 2>&1 ;;
		esac
	done
)
[ -z "$problems" ] && exit 0
echo "$problems"
exit 1
