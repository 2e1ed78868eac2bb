#!/bin/sh
# Every message of the sources is translated, with the same directives; and
# what the program says to its user is a message.
cd "$(dirname "$0")/../.." || exit 2

po=scanner/cli/po/zh_CN.po

# Words for the user that no _() or N_() holds; and translated ones that an
# inventory would keep.
mismarked()
{
	python3 - "$@" <<'PY'
import re, sys

LITERAL = r'"(?:[^"\\]|\\.)*"'
MARKED = re.compile(r'\bN?_\((?:\s*(?:%s|PRI\w+))+\s*\)' % LITERAL)
SAID = [re.compile(p + r'\s*(%s)' % LITERAL) for p in (
    r'problem_set\([^;"]*?OUTCOME_FATAL,[^;"]*?',
    r'\bfprintf\(stderr,', r'\bprintf\(', r'\bputs\(',
    r'\.help\s*=', r'\{\s*"[a-z-]+",[^,"]+,\s*(?:NULL|"[A-Z]+"),')]
KEPT = re.compile(r'problem_(?:set|errno)\([^;"]*?OUTCOME_(?:FAILED|PARTIAL),'
                  r'[^;"]*?\b_\(')

def blank(match):
    return re.sub(r'[^\n]', ' ', match.group(0))

def tell(name, text, at, words):
    print(f"{name}:{text.count(chr(10), 0, at) + 1}: {words}")

for name in sys.argv[1:]:
    text = open(name, encoding="utf-8").read()
    text = re.sub(r'%s|/\*.*?\*/' % LITERAL,
                  lambda m: m.group(0) if m.group(0)[0] == '"' else blank(m),
                  text, flags=re.S)
    if not name.startswith(("scanner/cli/", "reports/")):
        for m in KEPT.finditer(text):
            tell(name, text, m.end(), "translated, but kept by inventories")
    text = MARKED.sub(blank, text)
    for pattern in SAID:
        for m in pattern.finditer(text):
            if re.search(r'[A-Za-z]{2,} [A-Za-z]{2,}', m.group(1)):
                tell(name, text, m.start(1), m.group(1) + " is not marked")
PY
}

mkdir -p build
make -s build/pandian.pot || exit 2
problems=$(
	msgcmp "$po" build/pandian.pot 2>&1 |
		sed 's/$/   <- make po, and translate/'
	msgfmt --check -o /dev/null "$po" 2>&1
	msgattrib --only-fuzzy --no-obsolete "$po" | sed 's/$/   <- fuzzy/'
	mismarked $(find scanner detectors reports -name '*.c')
	# The locale is the process's: set once, before any thread.
	grep -n -E '\bsetlocale\(' $(find scanner detectors reports \
		-name '*.[ch]') | grep -v '^scanner/cli/language\.c:' |
		sed 's/$/   <- not here/'
)
[ -z "$problems" ] && exit 0
echo "$problems"
exit 1
