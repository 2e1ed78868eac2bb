# pandian hook in real repositories: what is staged, and nothing else.
# also: asan
. tests/lib.sh
. tests/hook.sh

masked='cn.resident_id 110101********109X'

# Before the first commit; in compiler style, columns in characters.
repository first
hook
silent 'an empty repository'
printf 'a\n客户 %s\n' "$id" > a.txt
git add a.txt
hook
want_status 1
told "a.txt:2:9: $masked"
grep -q '(high: checksum, date, region; label 身份证号)' "$work/out" ||
	fail "does not say why"
grep -q 'pandian:allow cn.resident_id' "$work/err" || fail "gives no advice"
hook --lang zh
grep -q 测试数据 "$work/err" || fail "--lang zh speaks English"

"$pandian" hook > /dev/full 2> "$work/err"
[ $? = 2 ] || fail "findings that cannot be written are no trouble"

# The index counts, not the working tree.
echo clean > a.txt
hook
told "a.txt:2:9: $masked"
git add a.txt
echo "$id" > a.txt
hook
silent 'the working tree was read'

# A history full of hits, and a clean change; then lines that are added.
seq 1 50 | sed "s/^/$id /" > full.txt
git add full.txt
git commit -qm full
echo clean >> full.txt
git add full.txt
hook
silent 'old lines were told'
sed -i "10i $id new" full.txt
git add full.txt
hook
want_status 1
told "full.txt:10:6: $masked"
git commit -qm more

# Moved, moved and changed, deleted, mode only.
git mv full.txt 'new name.txt'
hook
silent 'a rename was told'
sed -i "3i $other" 'new name.txt'
git add 'new name.txt'
hook
told 'new name.txt:3:6: cn.resident_id 440305********3773'
git commit -qm moved
chmod +x 'new name.txt'
git add 'new name.txt'
hook
silent 'a change of mode was told'
git rm -q --cached 'new name.txt'
hook
silent 'a deletion was told'
git reset -q --hard

# --fail-on; what is below is not told.
echo '13800013800' > weak.txt
git add weak.txt
hook --fail-on high
want_status 0
hook --fail-on low
want_status 0 1
git reset -q --hard

# Binary: what cannot be read is said, and a picture is no finding.
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' > p.png
git add p.png
hook
want_status 3
grep -q 'p.png: not read' "$work/err" || fail "a picture is not in the ledger"
echo "$id" > b.txt
git add b.txt
hook
want_status 1
git reset -q --hard

# Inside archives and workbooks; of a new version, new values only.
echo "$id" > in.txt
zip -q box.zip in.txt
git add box.zip
hook
want_status 1
told "box.zip!/in.txt:1: $masked"
git commit -qm box
echo clean > more.txt
zip -q box.zip more.txt
git add box.zip
hook
silent 'values of the archive before were told'
echo "$other" > more.txt
zip -q box.zip more.txt
git add box.zip
hook
told 'box.zip!/more.txt:1: cn.resident_id 440305********3773'
git reset -q --hard

# UTF-16 is binary to git, but text to us.
{ echo "$id"; echo clean; } | iconv -t UTF-16 > wide.txt
git add wide.txt
hook
told "wide.txt:1:6: $masked"
git commit -qm wide
{ echo "$id"; echo clean; echo "$other"; } | iconv -t UTF-16 > wide.txt
git add wide.txt
hook
told 'wide.txt:3:6: cn.resident_id 440305********3773'
git reset -q --hard

# A merge: what the other side brings is in the history; the rest is not.
git checkout -q -b side
echo "$id" > side.txt
echo side > both.txt
git add side.txt both.txt
git commit -qm side
git checkout -q main
echo main > both.txt
git add both.txt
git commit -qm main
git merge -q side > "$work/merge" 2>&1 && fail "no conflict"
hook
want_status 3
grep -q 'conflict' "$work/err" || fail "a conflict is not told"
printf 'main\nside\n' > both.txt
git add both.txt
hook
silent 'what a merge brings was told'
echo "$other" >> both.txt
git add both.txt
hook
want_status 1
told 'both.txt:3:6: cn.resident_id 440305********3773'
git commit -qm merged

# Another work tree, a submodule, a folder below.
git worktree add -q ../tree HEAD
cd ../tree || fail "no work tree"
mkdir -p deep
echo "$id" > deep/x.txt
git add deep
cd deep || fail "no folder"
hook
told "deep/x.txt:1:6: $masked"
cd ../../first || fail "no way back"
git submodule --quiet add "$work/tree" sub > "$work/null" 2>&1 ||
	fail "git submodule"
hook
silent 'a submodule was read'

# Files by name: as staged when staged, else all of it.
git reset -q --hard
hook 'new name.txt'
want_status 1
[ "$(wc -l < "$work/out")" = 52 ] || fail "not all lines of a named file"
echo clean >> 'new name.txt'
git add 'new name.txt'
hook 'new name.txt'
silent 'old lines of a staged file were told'
cd "$work" || fail "no folder"
mkdir plain
echo "$id" > plain/x.txt
hook plain/x.txt
want_status 1
told "plain/x.txt:1:6: $masked"
hook
want_status 2
hook no-such-file
want_status 2
exit 0
