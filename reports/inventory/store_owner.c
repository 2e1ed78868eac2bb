/*
 * The names of those who own what was read. From passwd(5) alone: what else
 * the name service asks may lie on the network, and this program opens no
 * connection. Who is not in there stays a number.
 */
#include <pwd.h>

#include "reports/inventory/store_put.h"

#define PASSWD "/etc/passwd"

static int write_owner(struct store *store, FILE *passwd, uint32_t uid,
		       struct problem *problem)
{
	struct passwd account, *found = NULL;
	char room[4096];
	struct row row;

	rewind(passwd);
	while (!fgetpwent_r(passwd, &account, room, sizeof(room), &found) &&
	       account.pw_uid != uid)
		;
	if (!found)
		return OUTCOME_OK;
	row = row_start(store, INSERT_OWNER);
	put_int(&row, uid);
	put_path(&row, account.pw_name); /* escapes what is no text */
	return row_end(&row, problem);
}

int store_write_owners(struct store *store, struct problem *problem)
{
	sqlite3_stmt *uids = store_query(store,
					 "SELECT DISTINCT uid FROM asset");
	FILE *passwd = fopen(PASSWD, "re");
	int outcome = OUTCOME_OK;

	while (uids && passwd && outcome == OUTCOME_OK &&
	       sqlite3_step(uids) == SQLITE_ROW)
		outcome = write_owner(
			store, passwd,
			(uint32_t)sqlite3_column_int64(uids, 0), problem);
	sqlite3_finalize(uids);
	if (passwd)
		fclose(passwd);
	return outcome;
}
