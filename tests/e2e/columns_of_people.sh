# Columns of names, addresses, dates of birth and sexes are told, in every
# row; columns of words, places, order dates and flags are not.
# PANDIAN_SEED varies them.
. tests/lib.sh

python3 "$gen/cells.py" "$work/cells" "$work/truth.jsonl" \
	"${PANDIAN_SEED:-1}"
scan --jsonl found.jsonl cells
want_status 0
python3 - "$work/truth.jsonl" "$work/found.jsonl" <<'PY' || fail "see above"
import collections, json, os, sys
truth = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
scan = [json.loads(l) for l in open(sys.argv[2], encoding="utf-8")]
ours = {"cn.person_name", "cn.address", "birth_date", "sex"}
told, found = {}, collections.Counter()
for r in scan:
    sure = r.get("confidence") in ("medium", "high")
    if r.get("detector") not in ours or not sure:
        continue
    path = os.path.basename(r["path"])
    if r["type"] == "profile":
        told.setdefault(path, set()).add(r["detector"])
    elif r["type"] == "finding":
        found[path, r["detector"]] += 1
bad, missed, rows = [], 0, 0
for t in truth:
    wanted = {t["detector"]} - {None}
    got = told.get(t["path"], set())
    if got != wanted:
        bad.append(t["path"])
        print(f"{t['path']} {t['head']}: {sorted(got)}, "
              f"not {sorted(wanted)}")
    elif wanted:
        rows += t["rows"]
        missed += t["rows"] - found[t["path"], t["detector"]]
print(f"{len(truth)} columns, {len(bad)} wrong; "
      f"{rows} values in those told, {missed} missed")
sys.exit(bool(bad) or missed * 100 > rows)
PY
