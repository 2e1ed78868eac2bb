/* The inventory's schema; docs/inventory.md explains it, and what was else in
 * earlier versions. Changed only with STORE_VERSION. */
#include "reports/inventory/store_inside.h"

const char store_schema[] =
	"CREATE TABLE sweep ("
	" version TEXT NOT NULL, rules TEXT NOT NULL, key_id TEXT NOT NULL,"
	" fingerprints TEXT NOT NULL,"
	" roots TEXT NOT NULL, started TEXT NOT NULL, ended TEXT NOT NULL,"
	" seconds REAL NOT NULL, threads INTEGER NOT NULL,"
	" incomplete INTEGER NOT NULL, interrupted INTEGER NOT NULL,"
	" assets INTEGER NOT NULL, bytes INTEGER NOT NULL,"
	" high INTEGER NOT NULL, medium INTEGER NOT NULL,"
	" low INTEGER NOT NULL, none INTEGER NOT NULL) STRICT;"

	"CREATE TABLE policy ("
	" code TEXT PRIMARY KEY, zh TEXT NOT NULL, level TEXT NOT NULL,"
	" jrt0171 TEXT NOT NULL, pipl TEXT NOT NULL,"
	" jrt0197 INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

	"CREATE TABLE asset ("
	" id INTEGER PRIMARY KEY, path TEXT NOT NULL, link_of TEXT,"
	" format TEXT, encoding TEXT, bytes INTEGER NOT NULL,"
	" device INTEGER NOT NULL, inode INTEGER NOT NULL,"
	" mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,"
	" uid INTEGER NOT NULL, gid INTEGER NOT NULL,"
	" mode INTEGER NOT NULL, depth INTEGER NOT NULL,"
	" state TEXT NOT NULL, reason TEXT NOT NULL, words TEXT NOT NULL,"
	" policy TEXT, confidence TEXT NOT NULL,"
	" findings INTEGER NOT NULL) STRICT;"
	"CREATE INDEX asset_path ON asset (path, id);"

	"CREATE TABLE profile ("
	" asset INTEGER NOT NULL, number INTEGER NOT NULL,"
	" \"table\" TEXT, \"column\" TEXT, column_index INTEGER NOT NULL,"
	" detector TEXT NOT NULL, rows INTEGER NOT NULL,"
	" candidates INTEGER NOT NULL, passed INTEGER NOT NULL,"
	" tests INTEGER NOT NULL, minors INTEGER NOT NULL,"
	" high INTEGER NOT NULL, medium INTEGER NOT NULL,"
	" low INTEGER NOT NULL, distinct_candidates INTEGER NOT NULL,"
	" distinct_passed INTEGER NOT NULL, distinct_exact INTEGER NOT NULL,"
	" chance REAL NOT NULL, ln_p REAL NOT NULL,"
	" real_low REAL NOT NULL, real_high REAL NOT NULL,"
	" verdict TEXT NOT NULL, confidence TEXT NOT NULL, label TEXT,"
	" reasons TEXT NOT NULL, reasons_zh TEXT NOT NULL,"
	" policy TEXT NOT NULL, sampled INTEGER, sampled_passed INTEGER,"
	" sample_share REAL, label_points INTEGER, in_series INTEGER,"
	" near INTEGER, lengths TEXT, hash_sum BLOB,"
	" compared INTEGER, agreed INTEGER,"
	" PRIMARY KEY (asset, number)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX profile_table ON profile (asset, \"table\");"

	"CREATE TABLE \"column\" ("
	" asset INTEGER NOT NULL, number INTEGER NOT NULL,"
	" \"table\" TEXT, name TEXT NOT NULL, column_index INTEGER NOT NULL,"
	" comment TEXT, type TEXT, rows INTEGER NOT NULL,"
	" filled INTEGER NOT NULL, blanks INTEGER NOT NULL,"
	" nulls INTEGER NOT NULL, bytes INTEGER NOT NULL,"
	" shortest INTEGER NOT NULL, longest INTEGER NOT NULL,"
	" looked INTEGER NOT NULL, numbers INTEGER NOT NULL,"
	" dates INTEGER NOT NULL, han INTEGER NOT NULL,"
	" ascii INTEGER NOT NULL, other INTEGER NOT NULL,"
	" \"distinct\" INTEGER NOT NULL, distinct_error REAL NOT NULL,"
	" distinct_most INTEGER NOT NULL,"
	" in_series INTEGER NOT NULL, near INTEGER NOT NULL,"
	" label TEXT, means TEXT NOT NULL,"
	" PRIMARY KEY (asset, number)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE evidence ("
	" asset INTEGER NOT NULL, profile INTEGER NOT NULL,"
	" passed INTEGER NOT NULL, checks INTEGER NOT NULL,"
	" label INTEGER NOT NULL, loose INTEGER NOT NULL,"
	" points INTEGER NOT NULL, stratum INTEGER NOT NULL,"
	" count INTEGER NOT NULL, PRIMARY KEY (asset, profile, passed,"
	" checks, label, loose, points, stratum)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE place ("
	" asset INTEGER NOT NULL, profile INTEGER NOT NULL,"
	" number INTEGER NOT NULL, line INTEGER NOT NULL,"
	" row INTEGER NOT NULL, offset INTEGER NOT NULL,"
	" masked TEXT NOT NULL, fingerprint TEXT NOT NULL,"
	" confidence TEXT NOT NULL, checks INTEGER NOT NULL, label TEXT,"
	" PRIMARY KEY (asset, profile, number)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE people ("
	" asset INTEGER NOT NULL, number INTEGER NOT NULL, \"table\" TEXT,"
	" estimate INTEGER NOT NULL, low INTEGER NOT NULL,"
	" high INTEGER NOT NULL, sensitive INTEGER NOT NULL,"
	" minors INTEGER NOT NULL, items INTEGER NOT NULL,"
	" items_50 INTEGER NOT NULL, items_500 INTEGER NOT NULL,"
	" PRIMARY KEY (asset, number)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX people_table ON people (asset, \"table\");"

	"CREATE TABLE band ("
	" id TEXT PRIMARY KEY, least INTEGER NOT NULL, of TEXT NOT NULL,"
	" zh TEXT NOT NULL, en TEXT NOT NULL) STRICT, WITHOUT ROWID;"

	"CREATE TABLE flag ("
	" asset INTEGER NOT NULL, number INTEGER NOT NULL,"
	" band TEXT NOT NULL, reached TEXT NOT NULL,"
	" PRIMARY KEY (asset, number, band)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE people_kind ("
	" asset INTEGER NOT NULL, number INTEGER NOT NULL,"
	" detector TEXT NOT NULL, people INTEGER NOT NULL,"
	" PRIMARY KEY (asset, number, detector)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE row_kinds ("
	" asset INTEGER NOT NULL, sheet INTEGER NOT NULL,"
	" detectors TEXT NOT NULL, \"table\" TEXT, rows INTEGER NOT NULL,"
	" PRIMARY KEY (asset, sheet, detectors)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX row_kinds_table ON row_kinds (asset, \"table\");"

	"CREATE TABLE owner ("
	" uid INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"

	"CREATE TABLE fingerprint_set ("
	" asset INTEGER NOT NULL, profile INTEGER NOT NULL,"
	" fingerprints BLOB NOT NULL,"
	" PRIMARY KEY (asset, profile)) STRICT, WITHOUT ROWID;";

const char *const store_inserts[INSERT_COUNT] = {
	[INSERT_SWEEP] = "INSERT INTO sweep VALUES "
			 "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_POLICY] = "INSERT INTO policy VALUES (?,?,?,?,?,?)",
	[INSERT_ASSET] = "INSERT INTO asset VALUES "
			 "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_PROFILE] = "INSERT INTO profile VALUES "
			   "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
			   "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_COLUMN] = "INSERT INTO \"column\" VALUES (?,?,?,?,?,?,?,?,?,"
			  "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_EVIDENCE] = "INSERT INTO evidence VALUES "
			    "(?,?,?,?,?,?,?,?,?)",
	[INSERT_PLACE] = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_PEOPLE] = "INSERT INTO people VALUES "
			  "(?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_BAND] = "INSERT INTO band VALUES (?,?,?,?,?)",
	[INSERT_FLAG] = "INSERT INTO flag VALUES (?,?,?,?)",
	[INSERT_PEOPLE_KIND] = "INSERT INTO people_kind VALUES (?,?,?,?)",
	[INSERT_ROW_KINDS] = "INSERT INTO row_kinds VALUES (?,?,?,?,?)",
	[INSERT_OWNER] = "INSERT OR IGNORE INTO owner VALUES (?,?)",
};

/* Indexes are named where an asset may have thousands of tables: SQLite would
 * look through all of the asset for each. */
#define PROFILES_OF_TABLE "profile p INDEXED BY profile_table"
#define PEOPLE_OF_TABLE "people w INDEXED BY people_table"
#define ROWS_OF_TABLE "row_kinds k INDEXED BY row_kinds_table"

/* Kinds that stood in one row, those that are believed in its table, and the
 * people of that. */
#define ROW_KINDS(of)                                                         \
	"SELECT k.detectors, (SELECT group_concat(DISTINCT p.detector)"       \
	" FROM " PROFILES_OF_TABLE " WHERE p.asset=k.asset AND"               \
	" p.\"table\" IS k.\"table\" AND"                                     \
	" p.confidence IN ('medium','high')),"                                \
	" (SELECT max(w.estimate) FROM " PEOPLE_OF_TABLE " WHERE"             \
	" w.asset=k.asset AND w.number>0 AND"                                 \
	" w.\"table\" IS k.\"table\") FROM " of " WHERE k.asset=?1"

/* The name of the table whose first column is the second parameter. */
#define THE_TABLE                                                             \
	"(SELECT c.\"table\" FROM \"column\" c WHERE c.asset=?1 AND "         \
	"c.number=?2)"

const char *const store_selects[SELECT_COUNT] = {
	[SELECT_LOW] = "SELECT policy FROM profile WHERE asset=? AND "
		       "confidence='low'",
	[SELECT_HIGHER] = "SELECT policy FROM profile WHERE asset=? AND "
			  "confidence IN ('medium','high')",
	[SELECT_ROW_KINDS] = ROW_KINDS("row_kinds k"),
	[SELECT_PROFILES] = "SELECT a.path, p.* FROM asset a JOIN profile p "
			    "ON p.asset=a.id WHERE a.id=? ORDER BY p.number",
	[SELECT_COLUMNS] = "SELECT a.path, c.* FROM asset a JOIN \"column\" c "
			   "ON c.asset=a.id WHERE a.id=? ORDER BY c.number",
	[SELECT_TABLES] = "SELECT \"table\", min(number), count(*), max(rows) "
			  "FROM \"column\" WHERE asset=? GROUP BY \"table\" "
			  "ORDER BY min(number)",
	[SELECT_TABLE_LEVELS] = "SELECT p.policy, p.confidence "
				"FROM " PROFILES_OF_TABLE
				" WHERE p.asset=?1 AND p.column_index>=0 AND "
				"p.confidence<>'none' AND "
				"p.\"table\" IS " THE_TABLE,
	[SELECT_TABLE_PEOPLE] = "SELECT a.path, w.* FROM asset a "
				"JOIN " PEOPLE_OF_TABLE " ON w.asset=a.id "
				"WHERE a.id=?1 AND w.number>0 AND "
				"w.\"table\" IS " THE_TABLE,
	[SELECT_TABLE_KINDS] = ROW_KINDS(ROWS_OF_TABLE) " AND "
			       "k.\"table\" IS " THE_TABLE,
	[SELECT_PLACES] = "SELECT " PLACE_COLUMNS "FROM place f JOIN asset a "
			  "ON a.id=f.asset JOIN profile p ON "
			  "p.asset=f.asset AND p.number=f.profile WHERE "
			  "f.asset=? AND f.profile=? ORDER BY f.number",
	[SELECT_PEOPLE] = "SELECT a.path, p.* FROM asset a JOIN people p ON "
			  "p.asset=a.id WHERE a.id=? AND p.number>0 "
			  "ORDER BY p.number",
	[SELECT_PEOPLE_KINDS] = "SELECT detector, people FROM people_kind "
				"WHERE asset=? AND number=?",
};
