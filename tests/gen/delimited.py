#!/usr/bin/env python3
"""Customers as delimited tables in many dialects.

    delimited.py DIR [ROWS]

Each file holds the same rows under the same names (or, where the dialect has
no header, none); NAME says the dialect. Also customers.sqlite, for what the
sqlite3 shell writes.
"""
import csv
import os
import random
import sqlite3
import sys
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../fixtures"))
import synthetic as syn  # noqa: E402

NAMES = ["客户姓名", "身份证号", "手机", "备注"]
NOTES = ["", "two, words", "5\" | x; y", "it's", "a\\b", "~^", "乗丨", "1\t2"]
GBK = "乗亅亊丨"  # whose second bytes are 5C, 7C and the like


def people(count):
    rng = random.Random(8)
    for i in range(count):
        p = syn.Person(rng)
        yield [p.name, p.id, p.mobile, NOTES[i % len(NOTES)]]


def plain(rows, delimiter, names=True):
    """Without quotes: notes lose what would part fields."""
    for row in ([NAMES] if names else []) + rows:
        yield delimiter.join(cell.replace(delimiter, " ").replace("\t", " ")
                             for cell in row)


def quoted(path, rows, **dialect):
    encoding = dialect.pop("encoding", "utf-8")
    names = dialect.pop("names", True)
    with open(path, "w", encoding=encoding, newline="") as f:
        w = csv.writer(f, **dialect)
        w.writerows(([NAMES] if names else []) + rows)


def lines(path, text, encoding="utf-8", end="\n"):
    with open(path, "w", encoding=encoding, newline="") as f:
        f.writelines(line + end for line in text)


def escaped(rows):
    """mysqldump --tab, SELECT ... INTO OUTFILE."""
    for row in rows:
        yield "\t".join(
            "\\N" if not cell else
            cell.replace("\\", "\\\\").replace("\t", "\\\t") for cell in row)


def wide(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def fixed(rows, widths, measure):
    for row in rows:
        yield "".join(cell + " " * (width - measure(cell))
                      for cell, width in zip(row, widths))


def main(folder, count="200"):
    rows = list(people(int(count)))
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    for name, delimiter in (("comma", ","), ("tab", "\t"), ("pipe", "|"),
                            ("semicolon", ";"), ("tilde", "~"),
                            ("caret", "^")):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            quoted(f"{name}.{encoding}", rows, delimiter=delimiter,
                   encoding=encoding)
            lines(f"{name}.plain.{encoding}", plain(rows, delimiter),
                  encoding, "\r\n")
    for name, delimiter in (("hive", "\1"), ("bars", "|!|"), ("two", "||"),
                            ("tildes", "~|~")):
        for encoding in ("utf-8", "gb18030"):
            lines(f"{name}.{encoding}", plain(rows, delimiter), encoding)
    quoted("all-quoted.txt", rows, quoting=csv.QUOTE_ALL)
    quoted("unix.txt", rows, dialect="unix")
    quoted("single.txt", rows, quotechar="'")
    quoted("backslash.txt", rows, doublequote=False, escapechar="\\")
    quoted("titles.csv", [["客户清单"], [], ["制表", "2024-06-30"],
                          NAMES] + rows, names=False)
    quoted("old-mac.csv", rows, lineterminator="\r")
    quoted("none.csv", rows, names=False)
    lines("tabs.dump", escaped(rows))
    lines("guarded.csv", (f'{a},="{b}",\'{c},{i}' for i, (a, b, c, _) in
                          enumerate(([NAMES] + rows)[1:])))
    for name, encoding, measure in (
            ("bank.gbk", "gbk", lambda t: len(t.encode("gbk"))),
            ("bank.utf8", "utf-8", lambda t: len(t.encode())),
            ("bank.screen", "utf-8", wide), ("bank.characters", "utf-8", len)):
        lines(name, fixed([r[:3] + [f"{i:08d}"] for i, r in enumerate(rows)],
                          (30, 18, 14, 8), measure), encoding)
    db = sqlite3.connect("customers.sqlite")
    db.execute(f"CREATE TABLE customers ({','.join(NAMES)})")
    db.executemany("INSERT INTO customers VALUES (?, ?, ?, ?)",
                   [r[:3] + [r[3].replace("\t", " ")] for r in rows])
    db.commit()


if __name__ == "__main__":
    main(*sys.argv[1:])
