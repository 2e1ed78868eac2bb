#!/bin/sh
# Installs the Debian packages that are missing for: build, test, bench.
#
#   setup.sh build|test|bench
#
# Asks nothing, says what it installs, and says nothing when all is there.
# On a system without apt it names what is needed and goes on.
set -e

build='gcc libc6-dev make gettext pkg-config|pkgconf libsodium-dev libxml2-dev
libzip-dev zlib1g-dev libzstd-dev liblzma-dev libbz2-dev liblz4-dev
libsqlite3-dev libgmime-3.0-dev libmagic-dev libxlsxwriter-dev
libjansson-dev libsnappy-dev libssl-dev python3'
# MariaDB's -core package brings the programs without starting a service;
# PostgreSQL's is told not to, see no_cluster().
test="$build"' clang libcmocka-dev libxml2-utils jq strace procps zip unzip sqlite3
mandoc zsh fish
zstd xz-utils bzip2 lz4 pigz tabix libarchive-tools
git pre-commit python3-jsonschema
mariadb-server-core|mariadb-server-core-10.6 mariadb-client|default-mysql-client
postgresql-15|postgresql-16|postgresql-17|postgresql-18'
# Ubuntu has Chromium as a snap only; the case that needs it is skipped there.
browser='chromium chromium-driver python3-selenium'
! grep -q -x 'ID=debian' /etc/os-release 2> /dev/null || test="$test $browser"
bench="$build"' libhyperscan-dev|libvectorscan-dev ripgrep sqlite3 miller'

case $1 in
build) wanted=$build ;;
test) wanted=$test ;;
bench) wanted=$bench ;;
*) echo "usage: setup.sh build|test|bench" >&2; exit 2 ;;
esac

installed()
{
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null)" = \
		installed ]
}

# any_installed "a|b": one of the packages is there.
any_installed()
{
	for package in $(echo "$1" | tr '|' ' '); do
		installed "$package" && return 0
	done
	return 1
}

# first_available "a|b": the first that this release knows, else the first.
first_available()
{
	for package in $(echo "$1" | tr '|' ' '); do
		if apt-cache show "$package" > /dev/null 2>&1; then
			echo "$package"
			return
		fi
	done
	echo "${1%%|*}"
}

as_root()
{
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo > /dev/null; then
		sudo "$@"
	else
		echo "setup: needs root or sudo for: $*" >&2
		return 1
	fi
}

# What apt says is shown only when it fails.
apt_get()
{
	log=$(mktemp)
	if ! as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
		apt-get -q -y -o Dpkg::Use-Pty=0 "$@" > "$log" 2>&1; then
		cat "$log" >&2
		rm -f "$log"
		return 1
	fi
	rm -f "$log"
}

# PostgreSQL's package makes a cluster when it is installed, and starts it,
# unless its settings, which would come with it, are there and say otherwise.
no_cluster()
{
	conf=/etc/postgresql-common/createcluster.conf
	[ ! -e "$conf" ] || return 0
	echo "setup: writing $conf, so that no server is started"
	as_root mkdir -p "${conf%/*}"
	echo 'create_main_cluster = false' | as_root tee "$conf" > /dev/null
}

install_packages()
{
	case "$*" in
	*postgresql*) no_cluster ;;
	esac
	echo "setup: installing $*"
	apt_get install --no-install-recommends "$@"
}

# Clang's sanitizers are in a package of their own since LLVM 14.
missing_runtime()
{
	[ "$1" = test ] && command -v clang > /dev/null || return 0
	echo 'int main(void) { return 0; }' |
		clang -fsanitize=thread -x c -o /dev/null - 2> /dev/null ||
		echo "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
}

if ! command -v dpkg-query > /dev/null; then
	echo "setup: not Debian; needed are:" $wanted
	exit 0
fi
missing=
for choice in $wanted; do
	any_installed "$choice" || missing="$missing $choice"
done
if [ -n "$missing" ]; then
	echo "setup: reading the package lists"
	apt_get update
	packages=
	for choice in $missing; do
		packages="$packages $(first_available "$choice")"
	done
	install_packages $packages
fi
runtime=$(missing_runtime "$1")
[ -z "$runtime" ] || install_packages "$runtime"
