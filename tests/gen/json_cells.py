#!/usr/bin/env python3
"""JSON documents in cells, escaped as each kind of file escapes them.

    json_cells.py DIR [ROWS]
"""

import csv
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../fixtures"))
import synthetic as syn  # noqa: E402


def documents(count):
    rng = random.Random(18)
    for i in range(count):
        yield json.dumps({
            "idNo": syn.resident_id(rng), "no": f"{rng.randrange(10**16):016}",
            "user": {"mobile": syn.mobile(rng), "tags": ["a\"b", "c\\d\n"]},
            "memo": "备注" * (i % 7)}, ensure_ascii=False)


def mysql(texts):
    yield ("-- MySQL dump\nCREATE TABLE `t` (`id` int, `ext_info` json);\n"
           "INSERT INTO `t` VALUES\n")
    for i, text in enumerate(texts):
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        yield f"{',' * (i > 0)}({i},'{text}')\n"
    yield ";\n"


def postgres(texts):
    yield ("-- PostgreSQL database dump\nCOPY t (id, ext_info) FROM stdin;\n")
    for i, text in enumerate(texts):
        text = text.replace("\\", "\\\\")
        yield f"{i}\t{text}\n"
    yield "\\.\n"


def lines(texts):
    for i, text in enumerate(texts):
        yield json.dumps({"id": i, "ext_info": text}, ensure_ascii=False) + \
            "\n"


def log(texts):
    for i, text in enumerate(texts):
        yield f"INFO {i} {'-' * (i % 5)} body={json.dumps(text)}\n"


def main(folder, count="200"):
    texts = list(documents(int(count)))
    os.makedirs(folder, exist_ok=True)
    for name, made in (("mysql.sql", mysql), ("postgres.sql", postgres),
                       ("lines.jsonl", lines), ("app.log", log)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.writelines(made(texts))
    with open(os.path.join(folder, "table.csv"), "w", encoding="utf-8",
              newline="") as f:
        csv.writer(f).writerows([("id", "ext_info")] +
                                list(enumerate(texts)))


main(*sys.argv[1:])
