# Shells complete every command and every option of --help, and the values
# that have names, in both languages.
. tests/lib.sh

mkdir "$work/bin" "$work/folder"
ln -s "$pandian" "$work/bin/pandian"
export PATH="$work/bin:$PATH"
completions=$PWD/deploy/completions
commands=$(pandian --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
want '--help lists no command' [ -n "$commands" ]

# Each shell gets a line a try, words between blanks, the last one (a . stands
# for an empty one) being completed, and says the line and what it offers.
cat > "$work/try.bash" <<'SH'
. "$1/pandian.bash"
while read -r -a COMP_WORDS; do
	line=${COMP_WORDS[*]}
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	COMP_WORDS[COMP_CWORD]=${COMP_WORDS[COMP_CWORD]#.}
	_pandian pandian "${COMP_WORDS[COMP_CWORD]}" \
		"${COMP_WORDS[COMP_CWORD - 1]}"
	echo "$line: ${COMPREPLY[*]} "
done
SH
# zsh's own functions need a terminal: what they are asked to offer is shown.
cat > "$work/try.zsh" <<'SH'
_arguments() { for spec; do print -rn -- "${${spec#\*}%%\[*} "; done }
_describe() { for pair in ${(P)2}; do print -rn -- "${pair%%:*} "; done }
compadd() { print -rn -- "$@ " }
while read -r line; do
	words=(${=line})
	[[ $words[-1] == . ]] && words[-1]=
	CURRENT=$#words
	print -rn -- "$line: "
	source $1/_pandian
	print
done
SH
cat > "$work/try.fish" <<'SH'
source $argv[1]/pandian.fish
while read -l line
    set -l words (complete -C (string replace -r '\.$' '' -- $line) |
        string replace -r '\t.*' '')
    echo "$line: $words "
end
SH

{
	echo 'pandian .'
	echo 'pandian --lang .'
	echo 'pandian scan --lang .'
	echo 'pandian scan --fail-on .'
	echo 'pandian scan -o .'
	for command in $commands; do
		echo "pandian $command --"
		echo "pandian --lang zh $command --"
	done
} > "$work/lines"

# offers LINE WORD...: the shell's answer to the line has the words.
offers()
{
	line=$1
	shift
	grep -F -e "$line: " "$work/answers" > "$work/answer"
	for word in "$@"; do
		grep -q -F -e " $word " "$work/answer" ||
			fail "$shell: $line: no $word, but $(cat "$work/answer")"
	done
}

for shell in bash zsh fish; do
	command -v $shell > /dev/null || {
		echo "skipped: no $shell"
		continue
	}
	(cd "$work" && $shell "$work/try.$shell" "$completions") \
		< "$work/lines" > "$work/answers" 2> "$work/err"
	[ -s "$work/err" ] && fail "$shell says: $(cat "$work/err")"
	# shellcheck disable=SC2086
	offers 'pandian .' $commands
	for command in $commands; do
		# shellcheck disable=SC2046
		set -- $(pandian "$command" --help |
			sed -n 's/^ *\(-., \)*\(--[a-z-]*\).*/\2/p')
		want "$command --help lists no option" [ $# -gt 1 ]
		offers "pandian $command --" "$@"
		offers "pandian --lang zh $command --" "$@"
	done
	offers 'pandian --lang .' zh en
	[ $shell = zsh ] && continue # left to _arguments
	offers 'pandian scan --lang .' zh en
	offers 'pandian scan --fail-on .' low medium high
	grep -q 'scan -o \.:.* folder' "$work/answers" ||
		fail "$shell offers no folder for -o"
done
exit 0
