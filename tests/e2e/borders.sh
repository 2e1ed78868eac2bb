# A value across every border of blocks and segments is found once, in each
# charset. PANDIAN_BIG=1 tries every byte from 40 before to 40 behind.
. tests/lib.sh

for encoding in utf-8 gbk utf-16-le; do
	for kind in dense sparse; do
		name=$kind-$encoding.txt
		planted=$(python3 "$gen/borders.py" $kind $encoding \
			"$work/$name")
		for j in 1 2; do
			scan -j$j --inventory i.db $name
			want_status 0
			run report i.db --jsonl r.jsonl
			found=$(jq "select(.type == \"profile\" and
				.detector == \"cn.resident_id\") | .passed" \
				"$work/r.jsonl")
			[ "$found" = "$planted" ] || fail \
				"$name -j$j: ${found:-none} of $planted found"
		done
		rm "$work/$name"
	done
done
