# The program speaks the language of --lang, else of the environment, with
# whatever locales the machine has; what machines read is the same in both.
# also: asan
. tests/lib.sh

unset LC_ALL LC_MESSAGES LANG LANGUAGE
mkdir "$work/found"
echo '身份证号11010119900307109X' > "$work/found/a.txt"

# says WORDS ENVIRONMENT ARGUMENTS...: the program, run so, says the words.
says()
{
	words=$1 environment=$2
	shift 2
	# shellcheck disable=SC2086
	(cd "$work" && env $environment "$pandian" "$@" 2>&1) |
		grep -q -e "$words" ||
		fail "pandian $* does not say \"$words\" with $environment"
}

# No locale of the machine is needed but C, and no catalogue for English.
for locale in zh_CN.UTF-8 zh_CN.GB18030 zh_TW; do
	says '^用法：' LC_ALL=$locale scan --help
	says '^usage:' LC_ALL=$locale scan --help --lang en
	says '^usage:' LC_ALL=$locale --lang en --help
done
for locale in C C.UTF-8 POSIX en_US.UTF-8 xx_YY.UTF-8; do
	says '^usage:' LC_ALL=$locale scan --help
	says '^用法：' LC_ALL=$locale scan --help --lang zh
	says '^用法：' LC_ALL=$locale --lang zh --help
	says '^用法：' LC_ALL=$locale --lang=zh scan --help
done
says '^usage:' LC_ALL= --help
says '^用法：' "LC_MESSAGES=zh_CN.UTF-8 LANG=C" --help
says '^usage:' "LC_ALL=C LANG=zh_CN.UTF-8" --help
says '^用法：' "LC_ALL=en_US.UTF-8 LANGUAGE=zh_CN:en" --help
says '^usage:' "LC_ALL=C LANGUAGE=zh_CN" --help

# Errors, the summary and where things are.
says '没有这个文件或目录' LC_ALL=C scan --lang zh nothing
says '没有 --exlcude 选项' LC_ALL=C scan --lang zh --exlcude x
says '需要一个值' LC_ALL=zh_CN.UTF-8 scan --jobs
says '涉及个人' LC_ALL=C scan --lang zh found
says '^报告：' LC_ALL=C scan --lang zh found
says '居民身份证号' LC_ALL=C detectors --lang zh
says 'Resident ID' LC_ALL=zh_CN detectors --lang en
says '^pandian: --lang takes zh or en, not fr' LC_ALL=C scan --lang fr found
says '^pandian: --lang takes zh or en, not fr' LC_ALL=C --lang fr scan found
for command in scan report detectors; do
	says '选项：' LC_ALL=C $command --lang zh --help
done

# What machines read, the words of a problem with it, is not translated.
mkdir "$work/mixed"
cp "$work/found/a.txt" "$work/mixed"
head -c 3000 "$share/客户资料/客户名单.xlsx" > "$work/mixed/cut.xlsx"
mkfifo "$work/mixed/fifo"
ln -s nowhere "$work/mixed/link"
for lang in en zh; do
	(cd "$work" && LC_ALL=C "$pandian" scan -q --lang $lang -j 1 \
		--inventory $lang.db --jsonl $lang.jsonl --json $lang.json \
		--csv $lang.csv --sarif $lang.sarif mixed) 2> "$work/err"
	sed -i '/"type":"summary"/d' "$work/$lang.jsonl"
	sqlite3 "$work/$lang.db" .dump | grep -v 'INSERT INTO sweep' \
		> "$work/$lang.sql"
	jq 'del(.sweep, .summary)' "$work/$lang.json" > "$work/$lang.parts"
	jq '.runs[].results[] | del(.message)' "$work/$lang.sarif" \
		> "$work/$lang.results"
	for f in jsonl sql parts csv results; do
		want "$lang.$f is empty" [ -s "$work/$lang.$f" ]
	done
done
same 'the records depend on the language' "$work/en.jsonl" "$work/zh.jsonl"
same 'the inventory depends on the language' "$work/en.sql" "$work/zh.sql"
same 'the document depends on the language' "$work/en.parts" "$work/zh.parts"
same 'the results depend on the language' "$work/en.results" \
	"$work/zh.results"
same 'the table depends on the language' "$work/en.csv" "$work/zh.csv"

# An installed program finds its catalogue; one alone speaks English, and its
# report is still in the language that was asked for.
make -s -o all install OUT="$(dirname "$pandian")" PREFIX="$work/prefix" \
	> "$work/log" 2>&1 || fail "make install: $(cat "$work/log")"
pandian=$work/prefix/bin/pandian
says '^用法：' LC_ALL=C scan --help --lang zh
mkdir "$work/alone"
cp "$pandian" "$work/alone"
pandian=$work/alone/pandian
says '^usage:' LC_ALL=C scan --help --lang zh
says '涉及个人' LC_ALL=C scan --lang zh found
