# ID numbers that a spreadsheet kept as numbers have lost their last digits:
# a column of them is told as what it is, in each format and each way of
# writing them, and other long numbers are not taken for them.
. tests/lib.sh

python3 - "$work" <<'PY'
import csv, json, os, random, sqlite3, sys
sys.path.insert(0, "fixtures")
import synthetic as syn
rng = random.Random(15)
os.chdir(sys.argv[1])
ids = [syn.resident_id(rng) for _ in range(400)]
ids = [i for i in ids if i[17] != "X"][:200]
ways = {
    "excel": lambda i: i[:15] + "000",
    "excel_short": lambda i: "%.14E" % int(i[:15] + "000"),
    "twelve": lambda i: "%.11E" % int(i[:12] + "000000"),
    "double": lambda i: str(int(float(i))),
    "javascript": lambda i: repr(float(i)).replace(".", "")
        .replace("e+17", "").ljust(18, "0"),
    "pandas": lambda i: repr(float(i)),
}
for name, way in ways.items():
    with open(name + ".csv", "w") as out:
        out.write("row,身份证号\n")
        out.writelines(f"{n},{way(i)}\n" for n, i in enumerate(ids))
with open("j.jsonl", "w") as out:
    out.writelines(json.dumps({"row": n, "idNo": float(i)}) + "\n"
                   for n, i in enumerate(ids))
db = sqlite3.connect("s.db")
db.execute("CREATE TABLE t (sfzh REAL)")
db.executemany("INSERT INTO t VALUES (?)", [(float(i),) for i in ids])
db.commit()
with open("unnamed.csv", "w") as out:
    out.write("a,b\n")
    out.writelines(f"{n},{ways['excel'](i)}\n" for n, i in enumerate(ids))
# Numbers that are none: few look like an ID number, and these by chance.
with open("snow.csv", "w") as out:
    out.write("a,流水\n")
    out.writelines(f"{n},{rng.randrange(10**14, 10**15)}000\n"
                   for n in range(5000))
# Some are damaged, most are not.
with open("some.csv", "w") as out:
    out.write("row,身份证号\n")
    out.writelines(f"{n},{i if n % 4 else ways['excel'](i)}\n"
                   for n, i in enumerate(ids))
# Cards, with a name and without one.
cards = [c for c in (syn.Person(rng).card for _ in range(900))
         if len(c) == 19][:200]
for name in ("银行卡号", "b"):
    with open(name + "_card.csv", "w") as out:
        out.write(f"a,{name}\n")
        out.writelines(f"{n},{c[:15]}0000\n" for n, c in enumerate(cards))
PY

(cd "$work" && mkdir in && mv ./*.csv j.jsonl s.db in)
scan --jsonl a.jsonl in
want_status 0
for f in excel.csv excel_short.csv twelve.csv double.csv javascript.csv \
	pandas.csv j.jsonl s.db unnamed.csv; do
	want_count 1 profile ".path == \"in/$f\" and .passed < 60 and
		.detector == \"cn.resident_id\" and .verdict == \"confirmed\" and
		.confidence == \"medium\" and
		any(.reasons[]; test(\"lost their last digits\"))" \
		"$work/a.jsonl"
done
want_count 0 profile '.path == "in/snow.csv" and .confidence != null and
	.detector == "cn.resident_id" and .confidence != "low"' "$work/a.jsonl"
want_count 1 profile '.path == "in/some.csv" and .confidence == "high" and
	any(.reasons[]; test("have lost"))' "$work/a.jsonl"
want_count 1 profile '.path == "in/银行卡号_card.csv" and
	.detector == "payment_card" and .confidence == "medium"' \
	"$work/a.jsonl"
want_count 0 profile '.path == "in/b_card.csv" and
	.detector == "payment_card" and .confidence != null' "$work/a.jsonl"
