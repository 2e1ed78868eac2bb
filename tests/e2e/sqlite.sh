# SQLite databases as programs leave them: counts by column are those of
# SELECT COUNT(DISTINCT ...), with a log beside it, in archives, damaged.
# also: asan
. tests/lib.sh

python3 - "$truth" "$work" <<'PY'
import json, os, shutil, sqlite3, sys
values = {"cn.resident_id": [], "cn.mobile": []}
for line in open(sys.argv[1], encoding="utf-8"):
    t = json.loads(line)
    if t["detector"] in values:
        values[t["detector"]].append(t["value"])
rows = sorted(set(zip(values["cn.resident_id"], values["cn.mobile"])))[:900]
os.chdir(sys.argv[2])
db = sqlite3.connect("live.db")
db.executescript("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;"
                 "CREATE TABLE t_user (id INTEGER PRIMARY KEY, id_no TEXT,"
                 "mobile INTEGER, remark BLOB);"
                 "CREATE INDEX i ON t_user(mobile);"
                 "CREATE VIEW v AS SELECT * FROM t_user;")
add = "INSERT INTO t_user VALUES (NULL, ?, ?, ?)"
db.executemany(add, ((i, int(m), f"备用手机{m}".encode("gbk"))
                     for i, m in rows[:300]))
db.commit()
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
db.executemany(add, ((i, int(m), b"") for i, m in rows[300:]))
db.commit()
# Another program has it open: the log stays.
for folder in ("with", "without"):
    os.mkdir(folder)
    shutil.copy("live.db", folder)
shutil.copy("live.db-wal", "with")
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
db.execute("PRAGMA journal_mode=DELETE")
db.close()
os.rename("live.db", "whole.db")
PY
(cd "$work" && tar cf in.tar whole.db && gzip -k whole.db &&
	zip -q in.zip whole.db in.tar && tar cJf in.txz whole.db &&
	zip -qr with.zip with && tar cf with.tar with &&
	tar czf with.tgz with) ||
	fail "the archives cannot be made"

# expect FILE PATH COLUMN DETECTOR [WHERE]
expect()
{
	wanted=$(sqlite3 "$work/whole.db" "SELECT COUNT(*) || ' ' ||
		COUNT($3) || ' ' || COUNT(DISTINCT $3) FROM t_user $5")
	found=$(records profile "$1" | jq -r "select(.path == \"$2\" and
		.table == \"t_user\" and .column == \"$3\" and
		.detector == \"$4\") |
		\"\\(.rows) \\(.passed) \\(.distinct)\"")
	[ "$found" = "$wanted" ] ||
		fail "$2: $3 has '$found', SQLite says '$wanted'"
}

scan --jsonl a.jsonl with without whole.db in.tar whole.db.gz in.zip in.txz \
	with.zip with.tar with.tgz
want_status 3 # the log is not read by itself
for path in whole.db with/live.db in.tar!/whole.db whole.db.gz!/whole.db \
	in.zip!/whole.db in.zip!/in.tar!/whole.db \
	in.txz!/in.tar!/whole.db with.zip!/with/live.db \
	with.tar!/with/live.db with.tgz!/with.tar!/with/live.db; do
	expect "$work/a.jsonl" $path id_no cn.resident_id
	expect "$work/a.jsonl" $path mobile cn.mobile
done
expect "$work/a.jsonl" without/live.db id_no cn.resident_id 'WHERE id <= 300'
want_count 0 asset '.format == "sqlite" and .state != "scanned"' \
	"$work/a.jsonl"
[ "$(ls "$work/with")" = "$(printf 'live.db\nlive.db-wal')" ] ||
	fail "something was left beside the database"

# Our own inventory is a database as well.
scan --inventory i.db whole.db
scan --jsonl i.jsonl i.db
want_status 0
want_count 1 asset '.format == "sqlite" and .state == "scanned"' \
	"$work/i.jsonl"

# Damage: one state each, and most of what is there.
python3 "$gen/damage.py" cut "$work/whole.db" "$work/bad" 40
python3 "$gen/damage.py" flip "$work/whole.db" "$work/bad" 40
scan --jsonl b.jsonl bad
want_status 3
want_count 0 asset '.reason == null and .state != "scanned"' "$work/b.jsonl"
want_count 0 asset '(.path | test("/cut[^!]*$")) and .state == "scanned" and
	.bytes > 100' \
	"$work/b.jsonl"
head -c $(($(stat -c %s "$work/whole.db") / 2)) "$work/whole.db" \
	> "$work/half.db"
scan --jsonl h.jsonl half.db
want_status 3
found=$(count finding '.detector == "cn.resident_id"' "$work/h.jsonl")
[ "$found" -gt 300 ] || fail "half a database gives $found IDs"
