# shellcheck shell=sh
# A private PostgreSQL in a folder, on a socket: no port, no service, no
# account. Sourced.

postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V |
	tail -n 1)
# The server refuses to be root's.
postgres_as=
[ "$(id -u)" != 0 ] ||
	postgres_as="setpriv --reuid=nobody --regid=$(id -g nobody)
		--clear-groups"
postgres_pid=

# postgres_start DIR: an empty server, whose logs go to DIR. The rest lies in
# a folder of its own in /tmp, since paths of sockets are short, and nobody
# may come into DIR.
postgres_start()
{
	postgres_dir=$(mktemp -d /tmp/pandian-db.XXXXXX)
	[ -z "$postgres_as" ] || chown nobody "$postgres_dir"
	mkdir -p "$1"
	(cd / && $postgres_as "$postgres_bin/initdb" -D "$postgres_dir/data" \
		-U postgres -A trust -E UTF8 --locale=C --no-sync) \
		> "$1/install.log" 2>&1 || return 1
	(cd / && exec $postgres_as "$postgres_bin/postgres" \
		-D "$postgres_dir/data" -k "$postgres_dir" -h '' -F) \
		> "$1/server.log" 2>&1 &
	postgres_pid=$!
	for _ in $(seq 300); do
		postgres_run -c 'SELECT 1' > /dev/null 2>&1 && return 0
		kill -0 "$postgres_pid" 2> /dev/null || return 1
		sleep 0.1
	done
	return 1
}

postgres_run()
{
	"$postgres_bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$postgres_dir" \
		-U postgres "$@"
}

postgres_dump()
{
	"$postgres_bin/pg_dump" -h "$postgres_dir" -U postgres "$@"
}

postgres_stop()
{
	[ -z "$postgres_pid" ] || kill -INT "$postgres_pid" 2> /dev/null
	[ -z "$postgres_pid" ] || wait "$postgres_pid" 2> /dev/null
	[ -z "$postgres_dir" ] || rm -rf "$postgres_dir"
	postgres_pid=
}
