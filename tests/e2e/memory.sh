# Memory is bounded: 64 MiB and 4 MiB a thread, for one line of 1 GiB, for a
# long dump, for a zip that holds much.
. tests/lib.sh

# bounded WORDS THREADS FILE
bounded()
{
	(cd "$work" && python3 "$gen/peak.py" peak "$pandian" scan -j"$2" \
		--inventory m.db "$3") > "$work/out" 2> "$work/err"
	status=$?
	want_status 0 3
	peak=$(($(cut -d ' ' -f 1 "$work/peak") / 1024))
	read=$(sqlite3 "$work/m.db" \
		"SELECT bytes FROM asset WHERE depth = 0 AND state = 'scanned'")
	[ "$read" = "$(stat -c %s "$work/$3")" ] || fail "$1: not wholly read"
	limit=$((64 + 4 * $2))
	echo "| $1, -j$2: $peak MiB of $limit"
	[ $peak -le $limit ] || fail "$1, -j$2: $peak MiB, limit $limit"
}

size=1024
room 1300 || size=256
python3 - "$work/line.txt" $size <<'PY'
import sys
value = "客户王芳身份证号11010119900307109X电话13812345679；"
block = (value * 100 + "双方按照约定履行义务，" * 100000).encode()
left = int(sys.argv[2]) << 20
with open(sys.argv[1], "wb") as f:
    while left > 0:
        left -= f.write(block)
PY
for j in 1 2 4; do
	bounded "one line of $size MiB" $j line.txt
done
python3 - "$work/line.csv" $size <<'PY'
import sys
# One quoted field that never ends.
with open(sys.argv[1], "wb") as f:
    f.write(b'id,note\n1,"')
    block = b"a,b;13812345679 " * 64 + b"no, nothing; " * 80000
    for _ in range(int(sys.argv[2])):
        f.write(block)
PY
rm "$work/line.txt"
bounded "one field of $size MiB" 2 line.csv
rm "$work/line.csv"
# A document is read in order: records, and a string without end.
python3 - "$work" 200 <<'PY'
import sys
folder, size = sys.argv[1], int(sys.argv[2])
record = b'{"id":1,"a":{"tel":"13812345679"},"b":[1,{"c":"\\u5f20"}]},\n'
with open(folder + "/big.json", "wb") as f:
    f.write(b'{"data":[')
    for _ in range(size // 2):
        f.write(record * ((1 << 20) // len(record)))
    f.write(b'{"id":"')
    for _ in range(size // 2):
        f.write(b"no, nothing; " * 80000)
    f.write(b'"}]}')
record = b"<c id='1'><name>x</name><tel>13812345679</tel></c>\n"
with open(folder + "/big.xml", "wb") as f:
    f.write(b"<?xml version='1.0'?><data>")
    for _ in range(size // 2):
        f.write(record * ((1 << 20) // len(record)))
    f.write("<c><name>".encode())
    for _ in range(size // 2):
        f.write(("没有" * 170000).encode())
    f.write(b"</name></c></data>")
PY
bounded "JSON of 200 MiB" 2 big.json
bounded "XML of 200 MiB" 2 big.xml
rm "$work/big.json" "$work/big.xml"
"$(compiled dump)" mysqldump 600 > "$work/big.sql" 2> "$work/rows"
bounded "a dump of 600 MiB" 2 big.sql
rm "$work/big.sql"
# 1.5 GiB of zeros in 1.5 MB, and a workbook's worth of XML.
python3 - "$work/bomb.zip" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
    for i in range(3):
        with z.open(f"{i}.txt", "w") as f:
            for _ in range(512):
                f.write(b"\n" * (1 << 20))
PY
bounded "a zip of 1.5 GiB of nothing" 2 bomb.zip
