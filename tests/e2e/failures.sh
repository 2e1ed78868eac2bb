# Nothing leaks while things go wrong: files that may not grow, no memory, no
# descriptors, the disk full, an output that cannot be made, a signal in the
# middle, an inventory that is damaged. What is written is also watched where
# it leaves the program, so that files which are removed again count, too.
. tests/lib.sh

python3 "$gen/canaries.py" "$work" "$work/truth.jsonl" || fail "no canaries"
mkdir "$work/o" "$work/tmp" "$work/kept"
export TMPDIR="$work/tmp"
outputs='--key given/key --inventory o/i.db --html o/a.html --jsonl o/a.jsonl'

# under NAME COMMAND...: the scan as an argument of a command that makes it
# fail; keeps what it said and what it left.
under()
{
	name=$1
	shift
	# shellcheck disable=SC2086
	(cd "$work" && exec "$@" "$pandian" scan $outputs share) \
		> "$work/kept/$name.out" 2> "$work/kept/$name.err" < /dev/null
	status=$?
	mkdir "$work/kept/$name"
	find "$work/o" "$work/tmp" -type f \
		-exec mv -t "$work/kept/$name" {} +
}

# failed NAME COMMAND...: as above, and it must say so.
failed()
{
	under "$@"
	[ "$status" = 2 ] || fail "$1: ended with $status"
	[ -s "$work/kept/$1.err" ] || fail "$1: says nothing"
}

under files prlimit --nofile=12
case $status in
2 | 3) ;;
*) fail "few descriptors: ended with $status" ;;
esac
failed growth prlimit --fsize=65536
plain=$outputs
outputs="$plain --xml missing/a.xml"
failed output env
outputs="$plain --xml /dev/full"
[ ! -c /dev/full ] || failed full env
outputs=$plain
# A sanitizer has no use for so little memory.
for mebibytes in 40 90 110; do
	[ -n "$slow" ] ||
		under "memory$mebibytes" prlimit --as=$((mebibytes << 20))
done
for delay in 0.03 0.15; do
	under "int$delay" timeout -s INT $delay
	under "term$delay" timeout -s TERM $delay
	under "kill$delay" timeout -s KILL $delay
done

# What other users see of a program that runs: it waits for a reader.
mkfifo "$work/stream"
(cd "$work" && exec timeout 60 "$pandian" scan --key given/key --jsonl - \
	share) > "$work/stream" 2> "$work/kept/run.err" &
exec 3< "$work/stream"
head -c 9 <&3 > "$work/null"
for pid in $(pgrep -f "scan --key given/key --jsonl -"); do
	cat "/proc/$pid/cmdline" "/proc/$pid"/task/*/comm 2> "$work/null"
done > "$work/kept/seen"
cat <&3 > "$work/null"
exec 3<&-
wait
[ -s "$work/kept/seen" ] || fail "the running program was not seen"

# A damaged inventory.
scan --key given/key --inventory o/i.db share
for at in 100 5000 30000 100000 200000; do
	cp "$work/o/i.db" "$work/bad.db"
	printf '\377\377\377\377\377\377\377\377' | dd of="$work/bad.db" \
		bs=1 seek=$at conv=notrunc 2> "$work/null"
	run report --html kept/bad$at.html --jsonl kept/bad$at.jsonl bad.db
	cp "$work/out" "$work/kept/bad$at.out"
	cp "$work/err" "$work/kept/bad$at.err"
done
head -c 50000 "$work/o/i.db" > "$work/bad.db"
run report --text o/cut.txt bad.db
want_status 2
cp "$work/err" "$work/kept/cut.err"

# Everything that is written, to whatever descriptor. The leak checker of a
# sanitizer does not run beside a tracer.
ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=0" under trace strace -f -xx \
	-s 99999999 -e trace=write,pwrite64,writev,pwritev,sendto,sendmsg \
	-o "$work/trace"
if [ -s "$work/trace" ]; then
	[ "$status" = 3 ] || fail "traced: ended with $status"
	python3 - "$work/trace" > "$work/kept/written" <<'PY'
import re
import sys

with open(sys.argv[1], "rb") as trace:
    for text in re.findall(rb'"((?:\\x[0-9a-f]{2})+)"', trace.read()):
        sys.stdout.buffer.write(bytes.fromhex(
            text.replace(rb"\x", b"").decode()))
PY
	[ "$(wc -c < "$work/kept/written")" -gt \
		"$(stat -c %s "$work/kept/trace/i.db")" ] ||
		fail "too little is traced"
else # as in a container that forbids it
	echo "skipped: strace cannot trace here"
fi

# The same file twice tells no more than once.
find "$work/kept" -type f -size +0 -exec sha256sum {} + | sort |
	uniq -w 64 | cut -c 67- > "$work/files"
xargs -d '\n' python3 "$gen/leaks.py" "$work/truth.jsonl" < "$work/files" ||
	fail "raw values were written"
[ -z "$(find "$work" -name 'core*' -type f)" ] || fail "left a core"
exit 0
