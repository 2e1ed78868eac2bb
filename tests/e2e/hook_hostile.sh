# Repositories that want something run, or the hook to fail or to hang.
# also: asan
. tests/lib.sh
. tests/hook.sh

repository evil
mkdir "$work/bin"
cat > "$work/bin/trap" <<'SH'
#!/bin/sh
echo "$0 $*" >> "$TRAPPED"
cat 2> /dev/null
SH
chmod +x "$work/bin/trap"
export TRAPPED="$work/trapped"
trap=$work/bin/trap

echo "$id" > a.txt
echo clean > b.txt
git add a.txt b.txt
git commit -qm first
echo "$other" >> a.txt
echo more >> b.txt
git add a.txt b.txt

# Everything that git may run for what the repository says, also by way of an
# included file, of attributes, and of a missing object in a partial clone.
cat > .git/evil <<CONFIG
[core]
	fsmonitor = $trap
	hooksPath = $work/hooks
	pager = $trap
	sshCommand = $trap
	gitProxy = $trap
	askPass = $trap
	editor = $trap
[pager]
	diff = $trap
	cat-file = $trap
	rev-parse = $trap
[diff]
	external = $trap
	noprefix = true
	renames = false
	context = 7
	interHunkContext = 9
	algorithm = patience
	orderFile = $work/order
[diff "evil"]
	command = $trap
	textconv = $trap
	xfuncname = "x"
[filter "evil"]
	clean = $trap
	smudge = $trap
	process = $trap
	required = true
[alias]
	diff = !$trap
	cat-file = !$trap
[color]
	ui = always
[protocol]
	allow = always
[remote "origin"]
	url = ext::$trap
	promisor = true
	uploadpack = $trap
CONFIG
git config include.path evil
git config core.repositoryFormatVersion 1
git config extensions.partialClone origin
echo '* diff=evil filter=evil' > .gitattributes
git -c include.path=/dev/null -c filter.evil.process= -c filter.evil.clean=cat \
	-c core.fsmonitor= add .gitattributes 2> "$work/null"
mkdir "$work/hooks"
for h in pre-commit post-index-change fsmonitor-watchman reference-transaction
do
	cp "$trap" ".git/hooks/$h"
	cp "$trap" "$work/hooks/$h"
done
printf 'b.txt\na.txt\n' > "$work/order"
rm -f "$TRAPPED"

hook
want_status 1
[ "$(cut -d : -f 1,2 "$work/out")" = a.txt:2 ] ||
	fail "told: $(cat "$work/out" "$work/err")"
blob=$(git -c core.fsmonitor= rev-parse :a.txt)
rm -f "$TRAPPED"
rm -f ".git/objects/$(echo "$blob" | cut -c -2)/$(echo "$blob" | cut -c 3-)"
hook
want_status 2 3
[ -e "$TRAPPED" ] && fail "was run: $(cat "$TRAPPED")"
hook b.txt
[ -e "$TRAPPED" ] && fail "was run: $(cat "$TRAPPED")"
cd "$work" || fail "no folder"

# An object that is damaged, an index that is cut short.
repository damaged
echo "$id" > a.txt
git add a.txt
blob=$(git rev-parse :a.txt)
file=.git/objects/$(echo "$blob" | cut -c -2)/$(echo "$blob" | cut -c 3-)
chmod u+w "$file"
echo damage > "$file"
hook
want_status 2 3
head -c 40 .git/index > "$work/index"
cp "$work/index" .git/index
hook
want_status 2
[ -s "$work/err" ] || fail "a damaged index: says nothing"

# Replaced objects and names of branches change nothing.
repository replaced
echo "$id" > a.txt
git add a.txt
clean=$(echo clean | git hash-object -w --stdin)
git replace "$(git rev-parse :a.txt)" "$clean"
hook
want_status 1

# Names that look like options, patches or other lines; many files.
repository names
echo "$id" > ./--help
echo "$id" > "$(printf 'a\nb')"
mkdir -p 'diff --git a'
printf '@@ -1,2 +3,4 @@\ndiff --git a/x b/x\n%s\n' "$id" > 'diff --git a/x'
git add -- .
git commit -qm x
for f in ./--help "$(printf 'a\nb')" 'diff --git a/x'; do
	printf -- '--- a\n+++ b\n@@ -0,0 +1 @@\n%s' "$other" >> "$f"
done
git add -- .
hook
want_status 1
[ "$(grep -c -F 440305 "$work/out")" = 3 ] ||
	fail "odd names: $(cat "$work/out")"
grep -q -F 110101 "$work/out" && fail "old lines of odd names"

# SHA-256.
git init -q --object-format=sha256 "$work/sha256" 2> "$work/null" || exit 0
cd "$work/sha256" || fail "no folder"
echo "$id" > a.txt
git add a.txt
hook
want_status 1
git commit -qm x
echo clean >> a.txt
git add a.txt
hook
silent 'SHA-256'
exit 0
