#!/bin/sh
# Each header compiles alone, with both compilers.
cd "$(dirname "$0")/../.." || exit 2

flags="-std=gnu11 -Wall -Wextra -Werror -I. -D_GNU_SOURCE
$(pkg-config --cflags libsodium libxml-2.0 libzip zlib sqlite3)"
status=0
for cc in gcc clang; do
	for f in $(find scanner detectors reports -name '*.h'); do
		# By way of an include: what is unused in a header is no fault.
		# shellcheck disable=SC2086
		echo "#include \"$f\"" |
			$cc -fsyntax-only $flags -x c - || status=1
	done
done
exit $status
