# With the disk full the old report stays, no half one appears, and the exit
# status says that something went wrong.
. tests/lib.sh

mkdir "$work/full"
if [ "$(id -u)" != 0 ] ||
	! mount -t tmpfs -o size=1m pandian-test "$work/full" 2> "$work/null"
then
	skip "needs root, to mount a small file system"
fi
at_end='umount "$work/full"'
mkdir "$work/small"
echo '身份证号11010119900307109X' > "$work/small/a.txt"
scan -o full small
want_status 0
(cd "$work/full" && sha256sum inventory.db report.html report.xml) \
	> "$work/before"
head -c 2m /dev/zero > "$work/full/ballast" 2> "$work/null"

scan -o full "$share"
want_status 2
[ -s "$work/err" ] || fail "says nothing"
(cd "$work/full" && sha256sum inventory.db report.html report.xml) \
	> "$work/after" 2>&1
same "the old report is not whole" "$work/before" "$work/after"
[ "$(ls -A "$work/full" | wc -l)" -le 6 ] ||
	fail "left behind: $(ls -A "$work/full")"

# A stream into the full disk, or into nobody.
scan --jsonl full/a.jsonl "$share"
want_status 2
scan --jsonl /dev/full "$share"
want_status 2
(cd "$work" && "$pandian" scan --jsonl - "$share" 2> "$work/err"
	echo $? > "$work/status") | head -n 1 > "$work/null"
[ "$(cat "$work/status")" -ne 0 ] || fail "a closed pipe counts as success"
