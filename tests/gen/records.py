#!/usr/bin/env python3
"""The rows of a CSV file (standard input) as JSON.

    records.py lines     a value a line; the order of keys changes half-way,
                         and a key comes that was not there before
    records.py document  {"data": {"customers": [...]}}, indented
    records.py arrays    {"rows": [[names], [values], ...]}
"""

import csv
import json
import sys


def main():
    mode = sys.argv[1]
    rows = csv.reader(sys.stdin)
    names = next(rows)
    half = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    write = sys.stdout.write
    if mode == "lines":
        for i, row in enumerate(rows):
            pairs = list(zip(names, row))
            pairs = pairs[:-1] if i < half else pairs[::-1]
            write(json.dumps(dict(pairs), ensure_ascii=i % 2 == 0) + "\n")
    elif mode == "document":
        records = [{"person": dict(zip(names[:4], row[:4])),
                    "accounts": [dict(zip(names[4:], row[4:]))]}
                   for row in rows]
        json.dump({"count": len(records), "data": {"customers": records}},
                  sys.stdout, ensure_ascii=False, indent=2)
    else:
        json.dump({"rows": [names] + list(rows)}, sys.stdout)


main()
