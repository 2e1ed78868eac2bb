# Values in names: of files, folders, links, archives' members, tables,
# columns, sheets and roots. They are found, and no output shows them.
# also: asan
. tests/lib.sh

python3 - "$work" <<'PY'
import json, os, random, sys, zipfile
sys.path.insert(0, "fixtures")
import synthetic

work = sys.argv[1]
rng = random.Random(20261122)
values = []


def plant(detector, value):
    values.append({"detector": detector, "value": value})
    return value


def number():
    return plant("cn.resident_id", synthetic.resident_id(rng))


def phone():
    return plant("cn.mobile", synthetic.mobile(rng))


root = f"{work}/root_{number()}"
os.makedirs(f"{root}/客户{phone()}/b")
for name in (f"张三_{number()}.txt", f"{number()}-正面.jpg", f"IMG{phone()}b",
             f"li.si{phone()}@example.com.pdf"):
    with open(f"{root}/{name}", "w") as f:
        f.write("nothing\n")
os.symlink("nowhere", f"{root}/link-{number()}")
os.mkfifo(f"{root}/pipe-{phone()}")
with open(f"{root}/first", "w") as f:
    f.write("nothing\n")
os.link(f"{root}/first", f"{root}/hard {number()}")
with zipfile.ZipFile(f"{root}/z.zip", "w") as z:
    z.writestr(f"档案/{number()}/合同 {phone()}.txt", "nothing\n")
with open(f"{root}/t.sql", "w") as f:
    f.write(f"CREATE TABLE `t_{phone()}` (`c{number()}` int COMMENT "
            f"'如 {number()}');\n"
            f"INSERT INTO `n_{phone()}` (`k_{number()}`) VALUES (1),(2);\n")
with open(f"{root}/t.csv", "w") as f:
    f.write(f"编号,电话{phone()}\n" + "".join(f"{i},x\n" for i in range(30)))
with open(f"{work}/planted.jsonl", "w") as f:
    for v in values:
        f.write(json.dumps(v) + "\n")
with open(f"{work}/root", "w") as f:
    f.write(root)
PY
[ -s "$work/root" ] || fail "nothing was made"
root=$(cat "$work/root")
mkdir "$work/o"
scan -o o --jsonl o/a.jsonl --json o/a.json --csv o/a.csv \
	--inventory o/inv.db --html o/a.html --xml o/a.xml "$root"
want_status 0 3
cp "$work/out" "$work/err" "$work/o"
python3 "$gen/leaks.py" "$work/planted.jsonl" $(find "$work/o" -type f) ||
	fail "values of names stand in the outputs"
jq -e -s 'map(select(.type == "finding" and .line == null and
	.detector == "cn.resident_id" and (.path | contains("张三"))))
	| length == 2' "$work/o/a.jsonl" > "$work/null" ||
	fail "the values in the name of a file and its root are not found"

# With --reveal names are what they are.
scan --reveal --jsonl revealed.jsonl "$root"
python3 "$gen/leaks.py" "$work/planted.jsonl" "$work/revealed.jsonl" \
	> "$work/null" && fail "--reveal shows no names"
exit 0
