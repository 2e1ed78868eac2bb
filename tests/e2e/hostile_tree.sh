# Files that cannot be read, are no files, go round in circles, vanish, or
# have names meant to break reports.
# also: asan tsan
. tests/lib.sh

tree=$work/tree
mkdir "$tree"
id=$(python3 -c 'import sys; sys.path.insert(0, "fixtures")
import random, synthetic as s; print(s.resident_id(random.Random(5)))')
line="身份证号$id"

# Names: each file holds one finding.
python3 - "$tree" "$line" <<'PY'
import os, sys
root, line = os.fsencode(sys.argv[1]), os.fsencode(sys.argv[2])
names = [b"new\nline.txt", b"esc\x1b[31mred.txt", b"bad\xff\xfeutf8.txt",
         b"<script>alert(1)<script>.txt", b"quote'\"&amp;.txt",
         b"=cmd|'calc'!A1.txt", b"-rf", b"--help", b" ", b"back\\slash",
         b"tab\there", b"%s%n%x", b"\xe2\x80\xae gpj.txt", b"a!", b"a" * 255,
         "名字".encode("gbk"), "客户.txt".encode(), b"]]>.txt", b"\x01\x7f",
         b"\xed\xa0\x80surrogate", b"\xef\xbf\xbe"]
os.mkdir(root + b"/names")
for n in names:
    with open(root + b"/names/" + n, "wb") as f:
        f.write(line + b"\n")
print(len(names))
deep = root + b"/deep"
os.mkdir(deep)
os.chdir(deep)
for _ in range(300):  # the path is longer than PATH_MAX
    os.mkdir(b"d" * 20)
    os.chdir(b"d" * 20)
with open("end.txt", "wb") as f:
    f.write(line + b"\n")
PY
mkfifo "$tree/fifo"
python3 -c 'import socket, sys, os; os.chdir(sys.argv[1])
socket.socket(socket.AF_UNIX).bind("socket")' "$tree"
ln -s . "$tree/loop"
ln -s .. "$tree/up"
ln -s nowhere "$tree/dangling"
ln -s /etc/passwd "$tree/outside"
echo "$line" > "$tree/plain.txt"
ln "$tree/plain.txt" "$tree/hardlink.txt"
mkdir "$tree/closed"
echo "$line" > "$tree/closed/a.txt"
echo "$line" > "$tree/closed.txt"
: > "$tree/empty"
chmod 000 "$tree/closed" "$tree/closed.txt"

scan --jsonl t.jsonl --xml t.xml --csv t.csv --html t.html tree
want_status 0 3
jq -e .type "$work/t.jsonl" > "$work/null" || fail "--jsonl is no JSON"
xmllint --noout --schema docs/report.xsd "$work/t.xml" 2> "$work/xml.log" || {
	head "$work/xml.log"
	fail "the XML is not of its schema"
}
LC_ALL=C grep -q -a "$(printf '\033')" "$work/t.jsonl" "$work/t.csv" \
	"$work/t.html" && fail "a control character reached a report"
grep -q '<script>alert' "$work/t.html" && fail "HTML from a file name"
scan tree
LC_ALL=C grep -q -a "$(printf '\033')" "$work/out" "$work/err" &&
	fail "a control character reached the terminal"
want_count 21 finding '(.path | test("^tree/names/"))' \
	"$work/t.jsonl"
want_count 1 finding '(.path | test("end\\.txt$"))' \
	"$work/t.jsonl"
want_count 21 asset '(.path | test("^tree/names/"))' \
	"$work/t.jsonl"
want_count 0 asset '.path | test("^tree/(loop|up|outside)/")' \
	"$work/t.jsonl"
want_count 0 asset '.path == "tree/outside" and
	.state == "scanned"' "$work/t.jsonl"
for f in fifo socket loop up dangling outside plain.txt hardlink.txt empty; do
	want_count 1 asset ".path == \"tree/$f\"" \
		"$work/t.jsonl"
done
# The names of one inode: read once, listed twice.
want_count 1 finding '.path | test("^tree/(plain|hardlink)\\.txt$")' \
	"$work/t.jsonl"

# Links followed: inside the roots only, each folder once.
scan --follow --jsonl f.jsonl tree
want_status 0 3
want_count 0 finding '(.path | test("passwd|outside"))' \
	"$work/f.jsonl"
[ "$(wc -l < "$work/f.jsonl")" -lt 500 ] || fail "--follow goes in circles"

# What may not be read, as somebody who may not.
if [ "$(id -u)" = 0 ] && [ -n "$(command -v setpriv)" ]; then
	chmod 755 "$work" "$tree"
	chmod -R a+rX "$tree/names"
	cp "$pandian" "$work/pandian.copy" # the checkout may be closed to them
	mkdir -m 777 "$work/nobody"
	(cd "$work" && HOME=$work/nobody XDG_CONFIG_HOME=$work/nobody \
		XDG_DATA_HOME=$work/nobody setpriv --reuid=65534 \
		--regid=65534 --clear-groups ./pandian.copy scan --jsonl - \
		tree) > "$work/u.jsonl" 2> "$work/err"
	status=$?
	want_status 3
else
	scan --jsonl u.jsonl tree
	want_status 3
fi
for f in closed closed.txt; do
	want_count 1 asset ".path == \"tree/$f\" and
		.state == \"unreadable\" and .reason != null" "$work/u.jsonl"
done

# Files that come and go, shrink and grow under the scan.
mkdir "$work/busy"
(
	while [ ! -e "$work/stop" ]; do
		for i in 1 2 3 4 5 6 7 8 9; do
			echo "$line" > "$work/busy/a$i"
			head -c 200000 /dev/zero | tr '\0' x > "$work/busy/b$i"
			mkdir -p "$work/busy/d$i/e"
			echo "$line" > "$work/busy/d$i/e/f"
		done
		rm -rf "$work/busy"/d* "$work/busy"/a*
		for i in 1 2 3 4 5 6 7 8 9; do : > "$work/busy/b$i"; done
	done
) 2> "$work/null" &
writer=$!
at_end='touch "$work/stop"; wait $writer 2> /dev/null'
for _ in $(seq 15); do
	scan --jsonl v.jsonl busy
	want_status 0 3
	tail -n 1 "$work/v.jsonl" | jq -e '.type == "summary"' > "$work/null" ||
		fail "a scan of vanishing files has no summary"
done
