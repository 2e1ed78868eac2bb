# A column of dates that agree with the ID in their row is one of births, by
# whatever name and however written, and one of codes that do is one of sexes;
# dates of contracts and flags beside them are not.
. tests/lib.sh

python3 - "$work" <<'PY' || fail "no tables"
import csv, datetime, random, sys
sys.path.insert(0, "fixtures")
import synthetic as syn
rng = random.Random(5)
rows = []
for n in range(400):
    person = syn.resident_id(rng)
    y, m, d = person[6:10], person[10:12], person[12:14]
    rows.append([f"{n:06}", person, f"{y}-{m}-{d}",
                 "12"[int(person[16]) % 2 == 0], f"20{rng.randrange(15, 25)}-"
                 f"{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
                 rng.choice("01")])
with open(f"{sys.argv[1]}/a.csv", "w", encoding="gb18030", newline="") as f:
    csv.writer(f).writerows([["k1", "k2", "k3", "k4", "k5", "k6"]] + rows)
with open(f"{sys.argv[1]}/b.sql", "w", encoding="utf-8") as f:
    f.write("CREATE TABLE `b` (`k1` int, `k2` char(18), `k3` date, "
            "`k4` char(1), `k5` date, `k6` int);\nINSERT INTO `b` VALUES ")
    f.write(",".join("('" + "','".join(r) + "')" for r in rows) + ";\n")
with open(f"{sys.argv[1]}/forms.csv", "w", encoding="utf-8") as f:
    f.write("k1,k2,k3,k4,k5,k6,k7\n")
    for r in rows:  # the day first, last, and counted; of contracts as well
        at = [int((datetime.datetime.fromisoformat(day) -
                   datetime.datetime(1970, 1, 1, 8)).total_seconds())
              for day in (r[2], r[4])]
        y, m, d = r[2].split("-")
        f.write(f"{r[1]},{d}/{m}/{y},{m}-{d}-{y},{at[0]},{at[0]}000,"
                f"{at[1]},{at[1]}000\n")
with open(f"{sys.argv[1]}/days.jsonl", "w", encoding="utf-8") as f:
    for r in rows:  # numbers, as spreadsheets count; one is an amount
        n = [(datetime.date.fromisoformat(day) -
              datetime.date(1899, 12, 30)).days for day in (r[2], r[4])]
        f.write(f'{{"k1": "{r[1]}", "k2": {n[0]}, "k3": {n[1]}, '
                f'"k4": {rng.randrange(20000, 45000)}}}\n')
with open(f"{sys.argv[1]}/long.csv", "w", encoding="utf-8") as f:
    f.write("k1,k2,k3\n")  # of rows that are longer than a block
    f.writelines(f"{r[1]},{'text ' * 60000},{r[2]}\n" for r in rows[:20])
PY
scan --inventory inv.db --jsonl out.jsonl a.csv b.sql
want_status 0
for file in a.csv b.sql; do
	of=".path == \"$file\" and .column"
	want_count 1 profile "$of == \"k3\" and .detector == \"birth_date\" and
		.verdict == \"confirmed\" and .confidence == \"medium\"" \
		"$work/out.jsonl"
	want_count 1 profile "$of == \"k4\" and .detector == \"sex\" and
		.verdict == \"confirmed\"" "$work/out.jsonl"
	want_count 0 profile "$of == \"k5\" or ($of == \"k6\")" \
		"$work/out.jsonl"
done
[ "$(sqlite3 "$work/inv.db" "SELECT detector, min(compared) > 100,
	sum(agreed = compared) FROM profile WHERE
	detector IN ('birth_date', 'sex') GROUP BY 1" |
	tr '\n' ' ')" = 'birth_date|1|2 sex|1|2 ' ] ||
	fail "the inventory lacks what was compared"

# Equal contents of one kind have equal sums.
[ "$(sqlite3 "$work/inv.db" "SELECT count(*), count(DISTINCT hash_sum),
	count(DISTINCT detector), min(length(hash_sum)) FROM profile")" = \
	'6|3|3|16' ] || fail "the sums of equal columns differ"

scan --jsonl out.jsonl forms.csv
want_status 0
want_count 4 profile '.detector == "birth_date" and .verdict == "confirmed" and
	(.column | test("k[2345]"))' "$work/out.jsonl"
want_count 0 profile '.detector == "birth_date" and (.column | test("k[67]"))' \
	"$work/out.jsonl"

scan --jsonl out.jsonl days.jsonl
want_status 0
want_count 1 profile '.detector == "birth_date"' "$work/out.jsonl"
want_count 1 profile '.column == "k2" and .verdict == "confirmed"' \
	"$work/out.jsonl"

scan --jsonl out.jsonl long.csv
want_status 0
want_count 1 profile '.column == "k3" and .detector == "birth_date" and
	.verdict == "confirmed" and (.reasons | tostring | test("20 rows"))' \
	"$work/out.jsonl"
