#!/bin/sh
# Installs the hook into a git repository:
#
#   install-hook.sh [REPOSITORY]     default: around the working folder
#
# Where hooks are stands in the repository's core.hooksPath, which is obeyed
# here. A hook that is there already and is not ours is left alone. Merges that
# git commits by itself need no hook: they add no line that neither side has.
set -e

from=$(cd "$(dirname "$0")" && pwd)/pandian-pre-commit
cd "${1:-.}"
folder=$(git rev-parse --git-path hooks)
to=$folder/pre-commit
if [ -e "$to" ] && ! grep -q 'pandian.* hook ' "$to"; then
	echo "$to is there already; add to it: pandian hook" >&2
	exit 1
fi
mkdir -p "$folder"
cp "$from" "$to.$$"
chmod 755 "$to.$$"
mv "$to.$$" "$to"
echo "installed $to"
