# shellcheck shell=sh
# What end-to-end cases share. Sourced from the repository's root. A case
# ends at the first thing that does not hold, with status 1 and one line that
# says what.

pandian=$PWD/${PANDIAN:-build/pandian}
share=$PWD/build/share
truth=$PWD/build/truth.jsonl
gen=$PWD/tests/gen
export PYTHONDONTWRITEBYTECODE=1
# Big inputs take seconds plain and minutes under a sanitizer (SLOW), where
# they are made smaller.
slow=${SLOW:-}

work=$(mktemp -d "${TMPDIR:-/tmp}/pandian-test.XXXXXX")
# The engagement's key is made below the home folder.
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config" \
	XDG_DATA_HOME="$work/home/.local/share" LC_ALL=C.UTF-8
mkdir "$HOME"
at_end=
trap 'eval "$at_end"; chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

fail()
{
	echo "FAILED: $*"
	exit 1
}

skip()
{
	echo "skipped: $*"
	exit 0
}

# scan ARGUMENTS...: runs `pandian scan`; leaves $status, $work/out and
# $work/err. Whatever the input, it must not die.
scan()
{
	run scan "$@"
}

run()
{
	(cd "$work" && exec "$pandian" "$@") > "$work/out" 2> "$work/err" \
		< /dev/null
	status=$?
	if [ "$status" -gt 3 ]; then
		tail -n 40 "$work/err"
		fail "pandian $* ended with $status"
	fi
}

want_status()
{
	for wanted in "$@"; do
		[ "$status" = "$wanted" ] && return
	done
	tail -n 20 "$work/err"
	fail "exit status $status, wanted $*"
}

# want WORDS COMMAND...: the command must succeed.
want()
{
	words=$1
	shift
	"$@" || fail "$words"
}

# same WORDS A B: the two files must be equal.
same()
{
	diff "$2" "$3" > "$work/diff" && return
	head -n 20 "$work/diff" | cut -c -300
	fail "$1"
}

# records TYPE FILE: the records of a JSON stream of one type.
records()
{
	LC_ALL=C grep -a "^{\"type\":\"$1\"" "$2"
}

# count TYPE FILTER FILE: how many of them match the jq filter.
count()
{
	records "$1" "$3" > "$work/records"
	jq -c "select($2)" "$work/records" > "$work/counted" ||
		fail "the filter $2" >&2
	wc -l < "$work/counted"
}

# want_count N TYPE FILTER FILE
want_count()
{
	found=$(count "$2" "$3" "$4")
	[ "$found" = "$1" ] && return
	[ "$2" = profile ] && records profile "$4" | head -n 8 | cut -c -400
	fail "$found ${2}s with $3, wanted $1"
}

# compiled NAME: builds tests/gen/NAME.c once per case, prints its path.
compiled()
{
	[ -x "$work/$1" ] ||
		cc -O2 -Wall -Wextra -Werror -o "$work/$1" "$gen/$1.c" ||
		fail "$1.c does not compile"
	echo "$work/$1"
}

# room MEBIBYTES: is there as much space for temporary files?
room()
{
	[ "$(df -Pm "$work" | awk 'NR == 2 { print $4 }')" -gt "$1" ]
}
