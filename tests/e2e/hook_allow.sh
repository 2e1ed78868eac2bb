# What a repository declares to be test data: marks on lines, the allow file.
# also: asan
. tests/lib.sh
. tests/hook.sh

repository r

# A mark needs the kind and a reason.
{
	echo "a = '$id'; // pandian:allow cn.resident_id invented for the test"
	echo "b = '$id'; // pandian:allow cn.resident_id"
	echo "c = '$id'; // pandian:allow payment_card wrong kind"
	echo "/* $id pandian:allow cn.resident_id */"
	echo "# $id pandian:allow email mine pandian:allow cn.resident_id 虚构"
} > marks.c
git add marks.c
hook
want_status 1
[ "$(cut -d : -f 2 "$work/out" | tr '\n' ' ')" = '2 3 4 ' ] ||
	fail "marks: $(cat "$work/out")"
[ "$(grep -c 'gives no reason' "$work/out")" = 2 ] ||
	fail "a mark without a reason is not told"
git rm -q -f marks.c

# The file is written, sorted, holds no value and no time, and is obeyed once
# it is staged.
mkdir -p data
echo "$other" > 'data/two words.txt'
echo "$id" > data/a.txt
echo "$id" > data/b.txt
git add data
cd data || fail "no folder"
hook --update-allow
cd .. || fail "no way back"
want_status 0
allow=.pandian-allow
want "no allow file" [ -s "$allow" ]
grep -v '^#' "$allow" > "$work/entries"
LC_ALL=C sort -c "$work/entries" || fail "entries are not sorted"
[ "$(wc -l < "$work/entries")" = 3 ] || fail "entries: $(cat "$allow")"
grep -q -E '^[0-9a-f]{32} cn\.resident_id data/two words\.txt$' "$allow" ||
	fail "no entry for a name with a blank"
grep -q -i public "$allow" || fail "the file does not warn"
grep -q -e 11010119900307109X -e 440305198504123773 "$allow" &&
	fail "a value in the allow file"
hook
want_status 1
git add "$allow"
hook
silent 'declared values were told'
cp "$allow" "$work/before"
hook --update-allow
same "an update changed what was right" "$work/before" "$allow"
git commit -qm declared

# It holds for the value and the path, not for another of either.
cp data/a.txt elsewhere.txt
echo "$other" >> data/a.txt
git add .
hook
want_status 1
[ "$(cut -d : -f 1,2 "$work/out" | tr '\n' ' ')" = \
	'data/a.txt:2 elsewhere.txt:1 ' ] || fail "allowed: $(cat "$work/out")"
git reset -q --hard

# Lines may move; what is not needed any more is said, and goes.
sed -i '1i first' data/a.txt
echo clean > data/b.txt
git add data
hook
want_status 0
grep -q 'unused: .* data/b.txt' "$work/err" || fail "unused: not told"
grep -q 'unused: .* data/a.txt' "$work/err" && fail "unused: a used one"
git rm -q --cached 'data/two words.txt'
hook --update-allow
[ "$(grep -v -c '^#' "$allow")" = 1 ] || fail "unused entries stay"
git add "$allow"
hook
silent 'after the update'

# An entry that somebody wrote by hand may name a value: masked when told.
bare=${id#* }
cp "$allow" "$work/kept"
for words in "cn.resident_id data/$bare.txt" "$bare data/gone.txt"; do
	touch "${words#* }"
	echo "00112233445566778899aabbccddeeff $words" >> "$allow"
done
git add .
git commit -q -n -m gone
git rm -q "data/$bare.txt" data/gone.txt
hook
[ "$(grep -c 'unused: 00112233… .*110101\*' "$work/err")" = 2 ] ||
	fail "unused, with a value: $(cat "$work/err")"
cp "$work/kept" "$allow"
git add "$allow"

# Members of archives, and hostile names.
echo "$id" > m.txt
zip -q box.zip m.txt
name=$(printf 'new\nline \\ \342\200\256.txt')
cp m.txt "$name"
git add .
hook --update-allow
git add "$allow"
hook
silent 'members or odd names are not declared'
grep -q 'box.zip!/m.txt$' "$allow" || fail "no member"
[ "$(grep -a -c "$(printf '\342\200\256')" "$allow")" = 0 ] ||
	fail "a name turns the text around"

# What is no allow file stops the hook and names the line.
echo 'nonsense' >> "$allow"
git add "$allow"
hook
want_status 2
grep -q 'pandian-allow:[0-9]*: ' "$work/err" || fail "no line is named"
git rm -q -f "$allow"
ln -s /etc/passwd "$allow"
hook --update-allow
want_status 2
exit 0
