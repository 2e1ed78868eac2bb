# Pages, XML, RTF and mails that real programs wrote: every value that another
# program reads in them is found in them; with the lines of the source.
# also: asan
. tests/lib.sh

real=$PWD/fixtures/real/markup
cp -r "$real" "$work/real"
rm -f "$work"/real/make.*
scan --reveal --jsonl m.jsonl real
want_status 0
python3 - "$work/m.jsonl" <<'PY' || fail "see above"
import collections, json, os, sys
found = collections.defaultdict(set)
states = {}
for line in open(sys.argv[1], encoding="utf-8"):
    r = json.loads(line)
    if r["type"] == "finding":
        found[r["path"].split("!/")[0]].add((r["detector"], r["value"]))
    elif r["type"] == "asset":
        states[r["path"]] = (r["format"], r["state"])
formats = {"html": "html", "xml": "xml", "rtf": "rtf", "eml": "mail",
           "patch": "mbox", "mbox": "mbox"}
bad = values = 0
for path, (format, state) in sorted(states.items()):
    if path.endswith(".txt") or "!/" in path:
        continue
    values += len(found[path + ".txt"])
    lost = found[path + ".txt"] - found[path]
    few = len(found[path + ".txt"]) < 3
    if lost or few or state != "scanned" or format != formats[
            path.rsplit(".")[-1]]:
        print(path, format, state, sorted(d for d, _ in lost))
        bad += 1
print(f"{values} values read by others in {len(states)} objects")
sys.exit(bad > 0 or values < 300)
PY
# Tables of records have their columns, and orders do not alarm.
want_count 12 finding '.path == "real/calc.html" and .field == "身份证号" and
	.detector == "cn.resident_id" and .line != null' "$work/m.jsonl"
want_count 0 finding '.field == "订单号"' "$work/m.jsonl"
want_count 12 finding '.path == "real/libreoffice.rtf" and
	.field == "手机号" and .confidence != "low"' "$work/m.jsonl"

# Lines are those of the source, whatever is composed.
cat > "$work/lines.html" <<'EOF'
<html><!-- a
b --><p>手机
<b>139</b>0013<i>9000</i>
<script>
x = "13900139001"
</script><table>
<tr><th>姓名</th><th>手机</th></tr>
<tr><td>张三</td>
 <td>13900139002</td></tr>
</table>
EOF
cat > "$work/lines.xml" <<'EOF'
<?xml version="1.0"?>
<a><b>
 <mobile>13900139003</mobile></b>
<b mobile="13900139004"/></a>
EOF
scan --reveal --jsonl l.jsonl lines.html lines.xml
records finding "$work/l.jsonl" | jq -r '"\(.value) \(.line)"' | sort > \
	"$work/lines"
printf '%s\n' '13900139000 2' '13900139001 5' '13900139002 9' \
	'13900139003 3' '13900139004 4' '张三 8' > "$work/wanted"
same "lines" "$work/lines" "$work/wanted"

# Cut off or wrong anywhere: one state each, and it ends.
for f in "$real"/calc.xml "$real"/libreoffice.html "$real"/libreoffice.rtf \
	"$real"/mutt.eml "$real"/python.mbox; do
	python3 "$gen/damage.py" cut "$f" "$work/bad" 20
	python3 "$gen/damage.py" flip "$f" "$work/bad" 20
done
scan --jsonl b.jsonl bad
want_status 0 3
want_count 200 asset '.path | contains("!/") | not' "$work/b.jsonl"
