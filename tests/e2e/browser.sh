# The page for people in a real browser: lists that are searched, filtered,
# sorted and opened, both languages, paper; names that attack it; 50,000
# assets. No request leaves it.
. tests/lib.sh

# Debian's Python, whose packages bring Selenium.
python=/usr/bin/python3
command -v chromium > "$work/null" && command -v chromedriver > "$work/null" &&
	$python -c 'import selenium' 2> "$work/null" ||
	skip "no Chromium with its driver and Selenium here"

# Names that end the script, open an element, or turn the line around.
mkdir -p "$work/share/x<" "$work/share/plain"
header='姓名,<b>身份证号</b>,"手机""号"'
person='张三,11010519491231002X,13800138000'
hostile="$work/share/x</script><script>window.hacked=1<"
mkdir -p "$hostile"
for file in "$hostile/script>.csv" "$work/share/<img src=x onerror=hacked=1>" \
	"$work/share/&lt;b&amp;.csv" "$work/share/$(printf 'a\342\200\256vsc.b')"
do
	for i in 1 2 3; do
		echo "$person"
	done | sed "1i $header" > "$file"
done
python3 - > "$work/share/wide.csv" <<'PYTHON'
print(",".join(f"c{i}" for i in range(1000)))
for row in range(20):
    print(",".join(f"v{row}" for i in range(1000)))
PYTHON
scan --lang en --inventory small.db --html hostile.html share
want_status 0

scan --inventory share.db "$share"
want_status 3
run report share.db --lang zh --html share.html

# The share again and again, under other names.
copies=${slow:+20}
cp "$work/share.db" "$work/large.db"
sqlite3 "$work/large.db" <<SQL
CREATE TEMP TABLE copy AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL
	SELECT i + 1 FROM n WHERE i < ${copies:-460}) SELECT i FROM n;
CREATE TEMP TABLE a AS SELECT i * 1000 + id AS id, 'part' || (i % 23) || '/' || i
	|| '/' || path AS path, asset.id AS old FROM asset, copy;
INSERT INTO asset SELECT a.id, a.path, link_of, format, encoding, bytes, device,
	inode, mtime_ns, ctime_ns, uid, gid, mode, depth, state, reason, words,
	policy, confidence, findings FROM a JOIN asset o ON o.id = a.old;
UPDATE sweep SET assets = (SELECT count(*) FROM asset);
SQL
for table in profile place people column; do
	columns=$(sqlite3 "$work/large.db" "SELECT group_concat('o.\"' || name ||
		'\"') FROM pragma_table_info('$table') WHERE name <> 'asset'")
	sqlite3 "$work/large.db" "INSERT INTO \"$table\" SELECT i * 1000 + asset,
		$columns FROM \"$table\" o, (WITH RECURSIVE n(i) AS (SELECT 1
		UNION ALL SELECT i + 1 FROM n WHERE i < ${copies:-460})
		SELECT i FROM n) WHERE asset > 0"
done
run report large.db --lang en --html large.html
want_status 0

$python tests/e2e/browser.py "$work" || fail "the page does not do what it says"
