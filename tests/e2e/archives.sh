# Streams and tar archives as real programs write them: what is found in them
# is what is found in the files they were made of, value by value.
# also: asan
. tests/lib.sh

mkdir "$work/in" "$work/plain"
python3 - "$share/数据库备份/loan_core_20240630.sql" <<'PY' \
	> "$work/plain/a.sql"
import sys
dump = open(sys.argv[1], "rb").read()
begin = dump.index(b"CREATE TABLE `t_customer`")
sys.stdout.buffer.write(dump[begin:begin + 20000].rpartition(b"),")[0] +
                        b");\n")
PY
cd "$work" || exit 1
gzip -c plain/a.sql > in/gzip.gz
gzip -1 -n -c plain/a.sql > in/a.sql.gz
pigz -b 128 -c plain/a.sql > in/pigz.GZ
bgzip -c plain/a.sql > in/bgzip
zstd -q -c plain/a.sql > in/a.sql.zst
pzstd -q -p 2 -c plain/a.sql > in/pzstd.zst
zstd -q --ultra -22 --long=27 -c < plain/a.sql > in/long.zst
xz -9 -c plain/a.sql > in/a.sql.xz
xz --block-size=65536 --check=sha256 -c plain/a.sql > in/blocks.xz
lzma -c plain/a.sql > in/a.sql.lzma
bzip2 -1 -c plain/a.sql > in/a.sql.bz2
lz4 -q -c plain/a.sql > in/a.sql.lz4
lz4 -q -9 -BD --content-size plain/a.sql in/linked.lz4
# Several streams are one file, wherever they meet.
half=$(($(stat -c %s plain/a.sql) / 2 + 1))
head -c $half plain/a.sql > first
tail -c +$((half + 1)) plain/a.sql > second
for program in gzip zstd xz bzip2 lz4; do
	{ $program -q -c first; $program -q -c second; } > "in/two-$program"
done
gzip -c in/a.sql.xz > in/twice.xz.gz

# findings FILE PATH: the findings of one object, without its path.
findings()
{
	records finding "$1" | jq -c --arg p "$2" 'select(.path == $p) |
		del(.path)' | LC_ALL=C sort
}

cd - > /dev/null || exit 1
scan --reveal --jsonl plain.jsonl plain
want_status 0
scan --reveal --jsonl in.jsonl in
want_status 0
findings "$work/plain.jsonl" plain/a.sql > "$work/wanted"
[ "$(wc -l < "$work/wanted")" -gt 200 ] || fail "the dump holds little"
records asset "$work/in.jsonl" |
	jq -r 'select(.format == "sql") | .path' > "$work/paths"
[ "$(wc -l < "$work/paths")" = "$(ls "$work/in" | wc -l)" ] ||
	fail "not every stream holds a dump"
while read -r path; do
	findings "$work/in.jsonl" "$path" > "$work/found"
	same "$path" "$work/wanted" "$work/found"
done < "$work/paths"
for path in in/a.sql.gz!/a.sql in/gzip.gz!/a.sql in/a.sql.zst!/a.sql \
	in/bgzip!/bgzip in/two-xz!/two-xz in/twice.xz.gz!/a.sql.xz!/a.sql; do
	grep -q -x -F "$path" "$work/paths" || fail "no $path"
done

# tar in each of its formats, with what a tree can hold.
tree=$work/tree
deep=$(printf 'd%.0s' $(seq 60))
mkdir -p "$tree/$deep/$deep" "$tree/空"
cp "$work/plain/a.sql" "$tree/b.sql"
cp "$share"/合同/*.txt "$tree/$deep/$deep"
head -n 60 "$share/客户资料/客户明细_2023.csv" > "$tree/客户.csv"
cp "$share/客户资料/客户名单.xlsx" "$tree"
ln -s b.sql "$tree/soft"
ln "$tree/b.sql" "$tree/hard"
mkfifo "$tree/fifo"
python3 - "$tree/sparse.txt" <<'PY'
import sys
with open(sys.argv[1], "wb") as f:
    for i in range(3):
        f.write(("手机13812345678，%d" % i + "约" * 700 + "\n").encode() * 50)
        f.seek(f.tell() + 60000)
    f.write(b"end\n")
PY
(cd "$work" && mkdir tars && cp -a tree other && rm -r other/"$deep" other/fifo &&
	tar -H v7 -cf tars/v7.tar other &&
	tar -H oldgnu -S -cf tars/oldgnu.tar tree &&
	tar -H gnu -S -cf tars/gnu.tar tree &&
	tar -H ustar -czf tars/ustar.tgz tree &&
	tar -H posix -S --sparse-version=0.0 -cf tars/pax00.tar tree &&
	tar -H posix -S --sparse-version=0.1 -cf tars/pax01.tar tree &&
	tar -H posix -S -cJf tars/pax10.txz tree &&
	bsdtar -cf tars/bsdtar.tar tree &&
	bsdtar --format=gnutar -cf - tree | zstd -q > tars/bsd-gnu.tar.zst &&
	tar -H posix -cf tars/twice.tar other &&
	tar -A -f tars/twice.tar tars/v7.tar) > "$work/log" 2>&1 ||
	fail "tar: $(cat "$work/log")"
rm "$tree/hard" "$tree/soft" "$tree/fifo"
scan --reveal --jsonl tree.jsonl tree
want_status 0
scan --reveal --jsonl tars.jsonl tars
want_status 0

# members FILE ROOT: what is found below a root, with the paths in its tree.
# Of two names of a file, an archive has the bytes under the one that its
# folder lists first.
members()
{
	records finding "$1" | jq -c --arg root "$2" '
		select(.path | startswith($root)) |
		.path |= (sub("^.*?(tree|other)/"; "") |
			  sub("^hard$"; "b.sql"))' | LC_ALL=C sort
}

members "$work/tree.jsonl" tree > "$work/all"
grep -v "\"$deep" "$work/all" > "$work/few"
cat "$work/few" "$work/few" | LC_ALL=C sort > "$work/double"
[ "$(wc -l < "$work/few")" -gt 500 ] || fail "the tree holds little"
for archive in "$work"/tars/*; do
	name=tars/$(basename "$archive")
	case $name in
	*/v7.tar) wanted=$work/few ;;
	*/twice.tar) wanted=$work/double ;;
	*) wanted=$work/all ;;
	esac
	members "$work/tars.jsonl" "$name" > "$work/found"
	same "$name" "$wanted" "$work/found"
done
exit 0
