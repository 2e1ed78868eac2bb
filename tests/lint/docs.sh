#!/bin/sh
# Every path that the documents mention exists.
cd "$(dirname "$0")/../.." || exit 2

# Paths in backticks that begin with a folder of ours. A <placeholder>, a
# glob and what is made by building are no promises.
mentioned()
{
	grep -o -E '`(scanner|detectors|reports|fixtures|tests|docs|bench|deploy|\.ci)/[^` ]*`' \
		"$1" | tr -d '`' | grep -v -E '[<*…]|^fixtures/share'
}

# linked FILE: targets of relative links.
linked()
{
	grep -o -E '\]\([^)#:]+\)' "$1" | sed 's/^](//; s/)$//'
}

problems=$(
	for f in README.md CONTRIBUTING.md $(find docs fixtures tests bench \
		detectors -name '*.md'); do
		[ -f "$f" ] || { echo "$f is missing"; continue; }
		for path in $(mentioned "$f"); do
			[ -e "${path%%[:,]*}" ] ||
				echo "$f: $path does not exist"
		done
		for path in $(linked "$f"); do
			[ -e "$(dirname "$f")/$path" ] ||
				echo "$f: link to $path leads nowhere"
		done
	done
	for f in README.md LICENSE docs/architecture.md docs/add-a-detector.md \
		docs/add-a-format.md docs/add-a-report.md docs/libraries.md \
		docs/benchmarks.md docs/pandian.1 docs/pandian.zh_CN.1 \
		docs/README.zh-CN.md; do
		[ -f "$f" ] || echo "$f is missing"
	done
)
[ -z "$problems" ] && exit 0
echo "$problems"
exit 1
