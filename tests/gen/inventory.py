#!/usr/bin/env python3
"""Prints an inventory's content, a line per row, sorted: all tables but the
sweep's own row (times, threads). Assets are told by their path instead of
their id, since they may be written in any order."""

import sqlite3
import sys

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
db.row_factory = sqlite3.Row
tables = [r[0] for r in db.execute(
    "SELECT name FROM sqlite_master WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite_%' AND name <> 'sweep' ORDER BY name")]
paths = {r["id"]: r["path"] for r in db.execute("SELECT * FROM asset")}


def content(row):
    told = dict(row)
    told.pop("id", None)
    if "asset" in told:
        told["asset"] = paths.get(told["asset"])
    return repr(told)


for table in tables:
    for line in sorted(content(row)
                       for row in db.execute(f'SELECT * FROM "{table}"')):
        print(table, line)
