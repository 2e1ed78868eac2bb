#!/usr/bin/env python3
"""Dumps in which the cut between two segments falls into a trap.

    traps.py KIND FILE

Every 16 MiB a string (or a comment) holds "');\\nINSERT INTO x VALUES (" and
a false row with an ID; cut after cut lies at another byte of it. KIND:
escaped (\\'), doubled (''), comment, long (a string of 200 KiB full of traps
around each cut). Prints how many true rows there are.
"""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../fixtures"))
import synthetic as syn  # noqa: E402

CUT = 16 << 20
CUTS = 12
HEAD = ("CREATE TABLE `t_customer` (\n  `id` bigint NOT NULL,\n"
        "  `sfzh` varchar(18) COMMENT '身份证号',\n  `remark` text\n);\n"
        "INSERT INTO `t_customer` (`id`,`sfzh`,`remark`) VALUES\n")
FALSE_ID = "110101199003070011"
TRAP = "');\nINSERT INTO x VALUES (1,'{}','".format(
    FALSE_ID[:17] + syn.id_check(FALSE_ID[:17]))


def escaped(text):
    return text.replace("'", "\\'")


def doubled(text):
    return text.replace("'", "''")


def trap(kind, n):
    """The text of a row's third field or a comment, and the offset in it
    where the cut shall lie."""
    if kind == "long":
        body = escaped(TRAP) * 4000
        return f"'{body}'", len(body) // 2 + n
    if kind == "comment":
        body = f"/* {TRAP} */ 'x'"
    else:
        body = f"'{dict(escaped=escaped, doubled=doubled)[kind](TRAP)}'"
    return body, (n * len(body) // CUTS + n) % len(body)


def main(kind, name):
    rng = random.Random(16)
    ids = [syn.resident_id(rng) for _ in range(5000)]
    filler = [f"({i},'{ids[i % 5000]}','ok'),\n".encode()
              for i in range(5000)]
    block = b"".join(filler)
    with open(name, "wb") as out:
        written = out.write(HEAD.encode())
        rows = 0
        for n in range(1, CUTS + 1):
            text, at = trap(kind, n - 1)
            row = f"({n},'{ids[n]}',{text}),\n".encode()
            start = n * CUT - row.index(text.encode()) - at
            while start - written > len(block) + 200:
                written += out.write(block)
                rows += 5000
            i = 0
            while start - written > 200:
                written += out.write(filler[i])
                rows, i = rows + 1, i + 1
            # One row as long as what is left up to the trap's own row.
            pad = start - written - len(f"(0,'{ids[0]}',''),\n")
            written += out.write(
                f"(0,'{ids[0]}','{'p' * pad}'),\n".encode())
            written += out.write(row)
            rows += 2
        out.write(f"(9,'{ids[9]}','end');\n".encode())
        print(rows + 1)


main(*sys.argv[1:])
