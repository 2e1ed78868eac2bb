#!/usr/bin/env python3
"""A column of 100,000 numbers of 16 digits.

    column.py SHARE [sql]

SHARE percent of them are real cards (BIN and Luhn), the rest is random, a
tenth of which passes Luhn: 0 gives a column of chance.
"""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../fixtures"))
import synthetic as syn  # noqa: E402

ROWS = 100000


def random_number(rng, passes):
    body = str(rng.randrange(1, 10)) + syn.digits(rng, 14)
    check = int(syn.luhn_digit(body))
    return body + str(check if passes else (check + rng.randrange(1, 10))
                      % 10)


def main(share, kind="csv"):
    rng = random.Random(7)
    issuers = [i for i in syn.ISSUERS if i[1] == 16]
    values = [syn.card(rng, rng.choice(issuers))
              if rng.randrange(100) < int(share)
              else random_number(rng, i % 10 == 0) for i in range(ROWS)]
    if kind == "csv":
        print("seq,number,note")
        for i, v in enumerate(values):
            print(f"{i},{v},ok")
    else:
        print("CREATE TABLE t (seq int, number bigint, note text);")
        for i in range(0, ROWS, 1000):
            print("INSERT INTO t VALUES " + ",".join(
                f"({i + k},{v},'ok')"
                for k, v in enumerate(values[i:i + 1000])) + ";")


main(*sys.argv[1:])
