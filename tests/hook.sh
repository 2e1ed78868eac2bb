# shellcheck shell=sh
# What the cases of the hook share. Sourced after tests/lib.sh.

id='身份证号 11010119900307109X'
other='身份证号 440305198504123773'
export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' \
	GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
git config --global user.name Test
git config --global user.email test@example.invalid
git config --global init.defaultBranch main
git config --global protocol.file.allow always

# repository NAME: a new one, and the folder to be in.
repository()
{
	git init -q "$work/$1" && cd "$work/$1" || fail "git init"
}

# hook ARGUMENTS...: leaves $status, $work/out and $work/err.
hook()
{
	"$pandian" hook "$@" > "$work/out" 2> "$work/err" < /dev/null
	status=$?
	[ "$status" -le 3 ] || fail "hook $* ended with $status"
	grep -q -e 11010119900307109X -e 440305198504123773 "$work/out" \
		"$work/err" && fail "a raw value came out"
}

# told LINE: the findings are this one line, up to the reasons.
told()
{
	[ "$(sed 's/ (.*//' "$work/out")" = "$1" ] && return
	cat "$work/out" "$work/err"
	fail "told is not: $1"
}

silent()
{
	want_status 0
	[ ! -s "$work/out" ] && [ ! -s "$work/err" ] && return
	cat "$work/out" "$work/err"
	fail "$1"
}
