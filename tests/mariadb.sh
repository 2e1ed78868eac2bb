# shellcheck shell=sh
# A private MariaDB in a folder, on a socket: no port, no service, no
# account. Sourced.

mariadb_pid=

# mariadb_start DIR: an empty server. Its socket lies in /tmp, since paths
# of sockets are short.
mariadb_start()
{
	mariadb_dir=$1
	mariadb_socket=$(mktemp -u /tmp/pandian-db.XXXXXX)
	mkdir -p "$mariadb_dir"
	user=$(id -un)
	mariadb-install-db --no-defaults --user="$user" \
		--datadir="$mariadb_dir/data" --skip-test-db \
		--auth-root-authentication-method=normal \
		--skip-name-resolve --force \
		> "$mariadb_dir/install.log" 2>&1 || return 1
	"$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults \
		--user="$user" --datadir="$mariadb_dir/data" \
		--socket="$mariadb_socket" --skip-networking \
		--pid-file="$mariadb_dir/pid" --innodb-flush-method=fsync \
		> "$mariadb_dir/server.log" 2>&1 &
	mariadb_pid=$!
	for _ in $(seq 300); do
		mariadb_run -e 'SELECT 1' > /dev/null 2>&1 && return 0
		kill -0 "$mariadb_pid" 2> /dev/null || return 1
		sleep 0.1
	done
	return 1
}

mariadb_run()
{
	mariadb --no-defaults --socket="$mariadb_socket" -u root \
		--default-character-set=utf8mb4 "$@"
}

mariadb_dump()
{
	mysqldump --no-defaults --socket="$mariadb_socket" -u root \
		--default-character-set=utf8mb4 "$@"
}

mariadb_stop()
{
	[ -z "$mariadb_pid" ] && return 0
	kill "$mariadb_pid" 2> /dev/null
	wait "$mariadb_pid" 2> /dev/null
	rm -f "$mariadb_socket"
	mariadb_pid=
}
