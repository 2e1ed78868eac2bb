# Libraries are opened by the files that need them, and what needs one that
# is missing is told.
# also: asan
. tests/lib.sh

mkdir "$work/source" "$work/rest" "$work/none"
echo 'int n; /* 身份证号11010119900307109X */' > "$work/source/a.c"
printf 'From: a@b.example\nTo: c@d.example\nSubject: x\n\n%s\n' \
	身份证号11010119900307109X > "$work/rest/a.eml"
echo '<html><body><p>身份证号11010119900307109X&nbsp;</p></body></html>' \
	> "$work/rest/a.html"
(cd "$work/source" && zip -q ../rest/a.zip a.c)

LD_DEBUG=files run scan --jsonl - source
want "the source file has no finding" grep -q '"cn.resident_id"' "$work/out"
want "LD_DEBUG tells nothing" grep -q libc.so "$work/err"
for name in gmime glib xml2 icu zip xlsxwriter crypto; do
	! grep -q "file=lib$name" "$work/err" ||
		fail "a source file loads lib$name"
done

# A file that is no library stands in the way of the real one.
for name in gmime-3.0 xml2 zip; do
	real=$(sed -n "s/.*\"\(lib$name\.so.*\)\"/\1/p" \
		"$(dirname "$pandian")/scanner/base/sonames.h")
	want "no name for lib$name" [ "$real" ]
	: > "$work/none/$real"
done
run scan --jsonl - rest
want_status 0
[ "$(grep -c '"type":"finding"' "$work/out")" -ge 3 ] ||
	fail "not all three files have a finding"
LD_LIBRARY_PATH=$work/none run scan --jsonl - rest
want_status 3
for name in eml/gmime html/xml2; do
	grep "\"rest/a.${name%/*}\"" "$work/out" | grep '"unsupported"' |
		grep -q "lib${name#*/}.* is not installed" ||
		fail "not told: ${name%/*} cannot be read"
done
# The zip is read from front to end by our own code.
grep -q 'a.zip!/a.c' "$work/out" || fail "the zip is not read"
grep 'rest/a.zip"' "$work/out" | grep -q 'libzip' ||
	fail "not told: the zip is read without its directory"

# Fingerprints cannot wait for a file: that SM3 is not there ends the sweep.
mkdir "$work/other"
: > "$work/other/$(sed -n 's/.*"\(libcrypto\.so.*\)"/\1/p' \
	"$(dirname "$pandian")/scanner/base/sonames.h")"
LD_LIBRARY_PATH=$work/other run scan --fingerprint sm3 -o refused source
want_status 2
grep -q 'libcrypto.* is not installed' "$work/err" ||
	fail "not told: SM3 is not there"
[ ! -e "$work/refused" ] || fail "a refused sweep leaves a folder"
