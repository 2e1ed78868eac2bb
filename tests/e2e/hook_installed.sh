# The hook as it is installed: by the script, by pre-commit, in a CI job.
. tests/lib.sh
. tests/hook.sh

deploy=$PWD/deploy
export PANDIAN="$pandian"

# commit WORDS: tries to; leaves $status.
commit()
{
	git commit -qm "$1" > "$work/out" 2>&1
	status=$?
}

repository plain
"$deploy/install-hook.sh" > "$work/null" || fail "install-hook.sh"
"$deploy/install-hook.sh" > "$work/null" || fail "installing again"
echo clean > a.txt
git add a.txt
commit clean
want_status 0
echo "$id" >> a.txt
git add a.txt
commit real
want_status 1
grep -q "a.txt:2:6: cn.resident_id" "$work/out" || fail "$(cat "$work/out")"
# As `git commit -a` and `git commit FILE` stage: in an index of their own.
git reset -q
git commit -qam real > "$work/out" 2>&1 && fail "commit -a went through"
git commit -qm real a.txt > "$work/out" 2>&1 && fail "commit FILE went through"
echo clean > a.txt
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' > p.png
git add .
PANDIAN_STRICT=1 commit picture
want_status 1
commit picture
want_status 0
grep -q 'p.png: not read' "$work/out" || fail "a picture is not told"
echo 'echo mine' > .git/hooks/pre-commit
"$deploy/install-hook.sh" > "$work/null" 2>&1 && fail "another hook was replaced"
[ "$(cat .git/hooks/pre-commit)" = 'echo mine' ] || fail "replaced"

# In a work tree of its own the hooks are the repository's.
rm .git/hooks/pre-commit
git worktree add -q ../plain-tree HEAD
"$deploy/install-hook.sh" ../plain-tree > "$work/null" || fail "in a work tree"
[ -x .git/hooks/pre-commit ] || fail "not installed from a work tree"

# A merge brings what is in the history of the other side.
git config merge.ff false
git checkout -q -b side
echo "$id" > side.txt
git add side.txt
git commit -qm side --no-verify
git checkout -q main
git merge -q side > "$work/out" 2>&1 || fail "merge: $(cat "$work/out")"

# What the job of continuous integration does.
git checkout -q -b topic
echo "$other" > topic.txt
git add topic.txt
git commit -qm topic --no-verify
git reset -q --soft "$(git merge-base main HEAD)"
hook --sarif "$work/ci.sarif"
want_status 1
want "the job's SARIF" jq -e '.runs[0].results | length == 1' "$work/ci.sarif"
want "its SARIF has no fingerprint" jq -e \
	'.runs[0].results[0] | has("partialFingerprints") | not' "$work/ci.sarif"
cd "$work/.." || fail "no folder"
python3 -m jsonschema -i "$work/ci.sarif" \
	"$deploy/../tests/data/sarif-schema-2.1.0.json" 2> "$work/schema" ||
	fail "SARIF: $(head -n 5 "$work/schema")"

# The pre-commit framework.
command -v pre-commit > "$work/null" || skip "no pre-commit"
mkdir "$work/hooks"
cp "$deploy/pandian-pre-commit" "$deploy/.pre-commit-hooks.yaml" "$work/hooks"
cd "$work/hooks" || fail "no folder"
git init -q
git add .
git commit -qm hooks
revision=$(git rev-parse HEAD)
repository framework
export PRE_COMMIT_HOME="$work/pre-commit"
cat > .pre-commit-config.yaml <<YAML
repos:
- repo: $work/hooks
  rev: $revision
  hooks:
  - id: pandian
YAML
pre-commit install > "$work/out" 2>&1 || fail "$(cat "$work/out")"
seq 1 30 | sed "s/^/$id /" > old.txt
git add .
git commit -qm old --no-verify
echo clean >> old.txt
git add old.txt
commit clean
want_status 0
echo "$other" >> old.txt
git add old.txt
commit real
want_status 1
grep -q 'old.txt:32:6: cn.resident_id' "$work/out" || fail "$(cat "$work/out")"
git reset -q --hard
pre-commit run --all-files > "$work/out" 2>&1 && fail "--all-files finds nothing"
grep -q 'old.txt:30:' "$work/out" || fail "$(cat "$work/out")"
exit 0
