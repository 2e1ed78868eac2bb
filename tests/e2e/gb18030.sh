# Characters whose bytes look like ASCII touch numbers: four-byte characters
# of GB18030 (digits), GBK letters (A-Z, \, |). No byte of a character counts
# as a digit, letter or delimiter.
# also: asan
. tests/lib.sh

mkdir "$work/g"
python3 - "$work/g" "$work/planted" <<'PY'
import os, random, sys
sys.path.insert(0, "fixtures")
import synthetic as syn
rng = random.Random(18030)
four, two = [], []
for c in map(chr, list(range(0x80, 0x3000)) + list(range(0x3400, 0x9fff))):
    raw = c.encode("gb18030")
    if len(raw) == 4:
        four.append(c)
    elif len(raw) == 2 and raw[1] < 0x80:
        two.append(c)
# Spaces and invisible characters are no letters: they may join groups.
four = [c for c in four if c.isalpha()]
rows = []
for letters in (four, two):
    for _ in range(3000):
        a, b = rng.choice(letters), rng.choice(letters)
        rows.append(a + syn.resident_id(rng) + b)
        rows.append(a + b + syn.mobile(rng) + a)
text = "".join(rng.choice(["姓名", "备注", "客户"]) + r + "。\n" for r in rows)
with open(sys.argv[1] + "/prose.txt", "wb") as f:
    f.write(text.encode("gb18030"))
with open(sys.argv[1] + "/list.csv", "wb") as f:
    f.write("姓名|身份证号|备注|地址\n".encode("gb18030"))
    for i in range(3000):
        a, b = rng.choice(two), rng.choice(two + four)
        f.write(f"{a}{b}|{syn.resident_id(rng)}|{b}{a}|"
                f"{syn.address(rng)}\n".encode("gb18030"))
with open(sys.argv[1] + "/dump.sql", "wb") as f:
    f.write("INSERT INTO t (xm,sfzh,bz,dz) VALUES\n".encode())
    f.write(",\n".join(f"('{rng.choice(two)}','{syn.resident_id(rng)}',"
                       f"'{rng.choice(four)}{rng.choice(two)}',"
                       f"'{syn.address(rng)}')"
                       for _ in range(3000)).encode("gb18030") + b";\n")
PY
scan --reveal --jsonl g.jsonl g
want_status 0
want_count 6000 finding '.path == "g/prose.txt" and
	.detector == "cn.resident_id"' "$work/g.jsonl"
want_count 6000 finding '.path == "g/prose.txt" and
	.detector == "cn.mobile"' "$work/g.jsonl"
for f in list.csv dump.sql; do
	want_count 3000 finding ".path == \"g/$f\" and
		.detector == \"cn.resident_id\" and .field != null" \
		"$work/g.jsonl"
	want_count 1 profile ".path == \"g/$f\" and
		.detector == \"cn.resident_id\" and .rows == 3000 and
		.passed == 3000 and (.column | test(\"sfzh|身份证号\"))" \
		"$work/g.jsonl"
done
want_count 0 asset '.encoding != "gb18030"' "$work/g.jsonl"
