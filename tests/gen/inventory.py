#!/usr/bin/env python3
"""Prints an inventory's content, a line per row, sorted: everything but the
row of the sweep itself (times, threads, run). Row ids are left out, since
assets may be written in any order; what they refer to is told by path."""

import sqlite3
import sys

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
tables = [r[0] for r in db.execute(
    "SELECT name FROM sqlite_master WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite_%' AND name NOT IN ('sweep', 'meta')")]
paths = {}


def columns(table):
    return [(r[1], r[5]) for r in db.execute(f"PRAGMA table_info({table})")]


def references(table):
    """Columns that hold ids of other rows: column → table."""
    return {r[3]: r[2] for r in db.execute(
        f"PRAGMA foreign_key_list({table})")}


def told(table, row_id):
    """A row by its content, its own references resolved likewise."""
    if row_id is None:
        return None
    key = (table, row_id)
    if key not in paths:
        row = db.execute(f"SELECT * FROM {table} WHERE rowid = ?",
                         (row_id,)).fetchone()
        paths[key] = content(table, row)
    return paths[key]


def content(table, row):
    foreign = references(table)
    names = columns(table)
    ids = [n for n, key in names if key]
    return tuple(
        told(foreign[n], v) if n in foreign else v
        for (n, key), v in zip(names, row)
        if not (len(ids) == 1 and n == ids[0] and n in ("id", "rowid")))


for table in sorted(tables):
    for line in sorted(repr(content(table, row))
                       for row in db.execute(f"SELECT * FROM {table}")):
        print(table, line)
