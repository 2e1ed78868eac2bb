#!/bin/sh
# Measures the program beside others on the same generated inputs, in one
# run, and prints tables for docs/benchmarks.md.
#
#   bench/run.sh [speed|readers|small|memory]...    default: all
#
# MEBIBYTES (1024) is the size of a corpus, RUNS (5) how often each program
# runs; the median counts. DUCKDB names a Python that can import duckdb.
# Inputs are made below TMPDIR and removed.
cd "$(dirname "$0")/.." || exit 2
set -e

work=$(mktemp -d "${TMPDIR:-/tmp}/pandian-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

${CC:-cc} -O2 -Wall -Wextra -o "$work/dump" tests/gen/dump.c
# shellcheck disable=SC2046
${CC:-cc} -O2 -Wall -Wextra $(pkg-config --cflags libhs) \
	-o "$work/hyperscan" bench/hyperscan.c $(pkg-config --libs libhs)
# A home of its own: the engagement's key is made there.
HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data \
	PYTHONDONTWRITEBYTECODE=1 python3 bench/compare.py "$work" "$@"
python3 bench/hook.py "$work"
