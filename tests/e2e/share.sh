# The share of fixtures/: what was planted is found, what is harmless does
# not alarm, every file is in the ledger with its state.
# also: asan
. tests/lib.sh

scan --reveal --jsonl s.jsonl "$share"
want_status 3
python3 - "$truth" "$work/s.jsonl" "$share" <<'PY' || fail "see above"
import json, os, sys
truth = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
scan = [json.loads(l) for l in open(sys.argv[2], encoding="utf-8")]
root = sys.argv[3].rstrip("/") + "/"
found = {(r["path"][len(root):], r["detector"], r["value"].lower())
         for r in scan if r["type"] == "finding"}
planted = {(t["path"], t["detector"], t["value"].lower()) for t in truth}
# Of names those that are words as well may be missed: one of 200.
named = {p for p in planted if p[1] == "cn.person_name"}
nameless = named - found
print(f"{len(named)} names, {len(nameless)} missed")
missing = sorted(planted - named - found)
if len(nameless) * 200 > len(named):
    missing += sorted(nameless)
for path, detector, _ in missing[:20]:
    print(f"missed: {detector} in {path}")
print(f"{len(planted)} planted, {len(missing)} missed")
# The damaged workbook holds values of the whole one.
anywhere = {(detector, value) for _, detector, value in planted}
wrong = [r for r in scan if r["type"] == "finding"
         and r["confidence"] in ("medium", "high")
         and (r["detector"], r["value"].lower()) not in anywhere]
for r in wrong[:20]:
    print(f"alarm: {r['detector']} {r['confidence']} in "
          f"{r['path'][len(root):]}:{r['line']} {r['field']}")
print(f"{len(wrong)} false alarms")

states = {r["path"][len(root):]: r["state"] for r in scan
          if r["type"] == "asset"}
here = {os.path.relpath(os.path.join(d, f), root)
        for d, _, fs in os.walk(root) for f in fs}
unlisted = here - set(states)
print("not in the ledger:", sorted(unlisted)[:5])
wanted = {"归档/加密备份.zip!/机密.txt": {"encrypted"},
          "归档/客户名单_损坏.xlsx": {"partial", "failed"},
          "行政/门头照片.png": {"skipped"},
          "行政/打印队列.fifo": {"skipped"},
          "归档/2022年度归档.zip!/借款人资料.zip!/城东支行/借款人名单.csv":
          {"scanned"}}
bad = {p: states.get(p) for p, w in wanted.items() if states.get(p) not in w}
print("states other than wanted:", bad)
verdicts = {(r["path"][len(root):], r["table"], r["column"], r["detector"]):
            r["verdict"] for r in scan if r["type"] == "profile"}
dump = "数据库备份/loan_core_20240630.sql"
for column, detector in (("sfzh", "cn.resident_id"), ("kh", "payment_card"),
                         ("mobile", "cn.mobile"),
                         ("cust_name", "cn.person_name"),
                         ("addr", "cn.address")):
    v = verdicts.get((dump, "t_customer", column, detector))
    if v != "confirmed":
        print(f"{dump}: {column} is {v}")
        bad[column] = v
sys.exit(bool(missing or wrong or unlisted or bad))
PY
