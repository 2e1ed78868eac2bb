#!/bin/sh
# Both manual pages are well-formed and tell every command and every option
# of --help; the README says as much in Chinese as in English.
cd "$(dirname "$0")/../.." || exit 2

pandian=${PANDIAN:-build/pandian}
export LC_ALL=C.UTF-8

commands()
{
	$pandian --lang en --help | sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p'
}

options()
{
	for command in $(commands); do
		$pandian $command --help |
			sed -n 's/^ *\(-., \)*\(--[a-z-]*\).*/\2/p'
	done | sort -u
}

# The words of a page, without its macros.
page()
{
	sed 's/\\-/-/g; s/\\f[BIR]/ /g; s/Fl Fl /--/g' "$1"
}

# same_number PATTERN: of matching lines, in both READMEs.
same_number()
{
	[ "$(grep -c -e "$1" README.md)" = \
		"$(grep -c -e "$1" docs/README.zh-CN.md)" ] ||
		echo "docs/README.zh-CN.md: not as many lines with $1 as README.md"
}

[ -x "$pandian" ] || { echo "skipped: $pandian is not built"; exit 0; }
problems=$(
	for f in docs/pandian.1 docs/pandian.zh_CN.1; do
		page "$f" > build/page
		for command in $(commands); do
			grep -q -i -x "\.Ss $command" build/page ||
				echo "$f has no section on $command"
		done
		for option in $(options); do
			grep -q -e "$option\([^a-z-]\|\$\)" build/page ||
				echo "$f does not mention $option"
		done
		command -v mandoc > /dev/null || continue
		# Pages of other packages may not be installed.
		mandoc -T lint -W warning "$f" | grep -v ' Xr '
	done
	same_number '^## '
	same_number '^|'
	same_number '^- \*\*'
)
rm -f build/page
[ -z "$problems" ] && exit 0
echo "$problems"
exit 1
