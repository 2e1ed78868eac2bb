# Completion of pandian for bash. Commands, options and what they take are
# asked of the program itself: its --help comes from the same tables that it
# parses by.

# _pandian_offer WORDS WORD: those of the words that begin so.
_pandian_offer()
{
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

# _pandian_commands PROGRAM
_pandian_commands()
{
	"$1" --help 2> /dev/null | sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p'
}

# _pandian_options PROGRAM COMMAND: lines "--output -o, DIR".
_pandian_options()
{
	"$1" "$2" --help 2> /dev/null | sed -n -E \
		's/^  (-.,)? +(--[a-z-]+)( [A-Z]+)? .*/\2 \1\3/p'
}

_pandian()
{
	local program=${COMP_WORDS[0]} word=$2 before=$3 command=1
	local name rest takes='' names=''

	[[ $word == = ]] && word=
	[[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[[ ${COMP_WORDS[1]} == --lang ]] && command=3
	COMPREPLY=()
	if ((COMP_CWORD == command)); then
		_pandian_offer "--help --lang --version
			$(_pandian_commands "$program")" "$word"
		return
	fi
	while read -r name rest; do
		names+=" $name"
		[[ $before == "$name" || $rest == "$before,"* ]] &&
			takes=${rest##*[, ]}
	done < <(_pandian_options "$program" "${COMP_WORDS[command]}")
	[[ $COMP_CWORD == 2 && $command == 3 ]] && takes=LANG
	case $takes in
	LANG) _pandian_offer 'zh en' "$word" ;;
	LEVEL) _pandian_offer 'low medium high' "$word" ;;
	DIR)
		compopt -o filenames 2> /dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
		;;
	'') [[ $word == -* ]] && _pandian_offer "$names" "$word" ;;
	esac
}

# Where nothing is offered, names of files are.
complete -o default -F _pandian pandian
