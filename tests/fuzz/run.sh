#!/bin/sh
# Fuzzes every target for FUZZ_SECONDS (60) with libFuzzer, from its corpus.
#
#   tests/fuzz/run.sh [TARGET...]
#
# What crashes is kept in build/fuzz/crashes: cut it down, put it into
# tests/fuzz/corpus/<target>, then mend the code.
cd "$(dirname "$0")/../.." || exit 2

make --no-print-directory -s -j"$(nproc)" CC=clang OUT=build/fuzz-lib OPT=-O1 \
	SAN=-fsanitize=address,undefined,fuzzer-no-link fuzzers || exit 1
[ $# -gt 0 ] || set -- tests/fuzz/fuzz_*.c
mkdir -p build/fuzz/crashes
failed=0
for target; do
	target=$(basename "$target" .c)
	found=build/fuzz/found/$target
	corpus=tests/fuzz/corpus/${target#fuzz_}
	mkdir -p "$found" "$corpus"
	echo "$target: ${FUZZ_SECONDS:-60} seconds"
	"build/fuzz-lib/fuzz/$target" -timeout=10 -rss_limit_mb=1024 \
		-max_total_time="${FUZZ_SECONDS:-60}" -max_len=65536 \
		-verbosity=0 -print_final_stats=0 \
		-artifact_prefix="build/fuzz/crashes/$target-" \
		"$found" "$corpus" || failed=$((failed + 1))
done
echo "$failed targets failed"
[ "$failed" = 0 ]
