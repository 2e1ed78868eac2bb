#!/bin/sh
# Runs everything that must hold, one line per case:
#
#   run.sh [PATTERN]    only cases whose name contains PATTERN
#
# Names: unit/, asan/ and tsan/ (unit tests and end-to-end cases under the
# sanitizers), e2e/, replay/ (fuzz targets over their corpora), lint/. Output
# is shown of what fails. The last line is "N passed, N failed".
#
# An end-to-end case names the sanitizers that it also runs under in a line
# "# also: asan tsan".
cd "$(dirname "$0")/.." || exit 2

cores=$(nproc)
sanitize_asan='-fsanitize=address,undefined -fno-sanitize-recover=all
-fno-omit-frame-pointer'
# GCC misaligns vectors of 64 bytes on the sanitizer's fake stack (its bug
# 110027), which newer releases use by default.
export ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=0
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=exitcode=98:halt_on_error=1
# Without it mktime() (libzip's) reads the zone again each time, under a lock
# of glibc's that ThreadSanitizer does not see.
export TZ=UTC

now()
{
	date +%s.%N
}

# report NAME STATUS STARTED LOG: the line of a case, and its log on failure.
report()
{
	word=ok
	[ "$2" = 0 ] || word=FAIL
	seconds=$(echo "$(now) $3" | awk '{ printf "%.1f", $1 - $2 }')
	echo "$word" >> "$results/tally"
	{
		printf '%-4s %6ss  %s\n' "$word" "$seconds" "$1"
		[ "$2" != 0 ] || sed -n 's/^| /          /p; s/^skipped/          &/p' "$4"
		[ "$2" = 0 ] || sed 's/^/        /' "$4" | tail -n 60
	} > "$4.line"
	flock "$results/lock" cat "$4.line"
}

# Newer kernels place memory where older ThreadSanitizers do not expect it.
without_aslr()
{
	if setarch -R true 2> /dev/null; then
		setarch -R "$@"
	else
		"$@"
	fi
}

replay()
{
	target=$1
	find "tests/fuzz/corpus/${target#fuzz_}" fixtures build/share \
		-type f ! -name '*.py' -print0 2> /dev/null |
		xargs -0 -r "build/asan/replay/$target"
}

run_case()
{
	case $1 in
	unit/*) "build/tests/${1#unit/}" ;;
	asan/test_*) "build/asan/tests/${1#asan/}" ;;
	tsan/test_*) without_aslr "build/tsan/tests/${1#tsan/}" ;;
	e2e/*) sh "tests/$1.sh" ;;
	asan/*) PANDIAN=build/asan/pandian SLOW=1 \
		sh "tests/e2e/${1#asan/}.sh" ;;
	tsan/*) PANDIAN=build/tsan/pandian SLOW=1 without_aslr \
		sh "tests/e2e/${1#tsan/}.sh" ;;
	replay/*) replay "${1#replay/}" ;;
	lint/*) sh "tests/$1.sh" ;;
	esac
}

# Called by itself through xargs, for one case.
if [ "$1" = --case ]; then
	results=$2
	log="$results/$(echo "$3" | tr / .)"
	started=$(now)
	export results
	timeout -k 5 "${CASE_SECONDS:-300}" sh "$0" --run "$3" \
		> "$log" 2>&1 < /dev/null
	report "$3" $? "$started" "$log"
	exit 0
fi
if [ "$1" = --run ]; then
	run_case "$2"
	exit
fi

# build NAME MAKE-ARGUMENTS...
build()
{
	name=$1
	shift
	started=$(now)
	make --no-print-directory -s -k -j"$cores" "$@" \
		> "$results/$name.log" 2>&1
	report "build/$name" $? "$started" "$results/$name.log"
}

build_all()
{
	build gcc all units
	build gcc-asan OUT=build/asan OPT=-O1 SAN="$(echo $sanitize_asan)" \
		all units replays
	build clang CC=clang OUT=build/clang all
	build clang-tsan CC=clang OUT=build/tsan OPT=-O1 \
		SAN=-fsanitize=thread all units
	python3 fixtures/make-share.py build/share --truth build/truth.jsonl
}

list_cases()
{
	for f in tests/lint/*.sh; do
		echo "lint/$(basename "$f" .sh)"
	done
	for f in tests/e2e/*.sh; do
		name=$(basename "$f" .sh)
		echo "e2e/$name"
		for also in $(sed -n 's/^# also: //p' "$f"); do
			echo "$also/$name"
		done
	done
	for f in tests/unit/test_*.c; do
		name=$(basename "$f" .c)
		echo "unit/$name"
		echo "asan/$name"
		grep -q pthread "$f" && echo "tsan/$name"
	done
	for f in tests/fuzz/fuzz_*.c; do
		echo "replay/$(basename "$f" .c)"
	done
}

mkdir -p build
results=$(mktemp -d build/results.XXXXXX)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM
build_all
list_cases | grep -F -e "${1:-/}" |
	xargs -r -P "$cores" -I CASE sh "$0" --case "$results" CASE
passed=$(grep -c '^ok' "$results/tally")
failed=$(grep -c '^FAIL' "$results/tally")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
