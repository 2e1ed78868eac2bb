#!/usr/bin/env python3
"""Text with values across the borders between blocks and segments.

    borders.py dense|sparse ENCODING FILE

dense: labelled IDs back to back over 40 MiB, so that every border, wherever
blocks end, cuts through one at another place. sparse: filler without digits
and one ID about each multiple of 16 MiB, from 40 bytes before it to 40
behind. Prints how many there are.
"""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../fixtures"))
import synthetic as syn  # noqa: E402

SEGMENT = 16 << 20
DENSE = 40 << 20
STEP = 1 if os.environ.get("PANDIAN_BIG") else 4
LABEL = "身份证号"


def dense(encoding, out):
    rng = random.Random(3)
    ids = [syn.resident_id(rng) for _ in range(997)]
    block = "".join(f"{LABEL}{v}，" if i % 16 else f"{LABEL}{v}。\n"
                    for i, v in enumerate(ids)).encode(encoding)
    count = DENSE // len(block)
    for _ in range(count):
        out.write(block)
    return count * len(ids)


def sparse(encoding, out):
    rng = random.Random(4)
    line = "双方按照约定履行义务，以下无正文。\n".encode(encoding)
    unit = len("a".encode(encoding))
    fill = line * (SEGMENT // len(line) + 2)
    written, count = 0, 0
    for n, delta in enumerate(range(-40, 41, STEP), 1):
        # The first byte of the value lies at the border plus delta.
        value = (LABEL + "：").encode(encoding)
        gap = n * SEGMENT + delta // unit * unit - written - len(value)
        whole = gap // len(line) * len(line)
        # The rest in units of a letter.
        written += out.write(fill[:whole])
        written += out.write(("x" * ((gap - whole) // unit)).encode(encoding))
        value += f"{syn.resident_id(rng)}，完\n".encode(encoding)
        written += out.write(value)
        count += 1
    out.write(fill[:len(line) * 100])
    return count


def main(kind, encoding, name):
    with open(name, "wb") as out:
        print(dict(dense=dense, sparse=sparse)[kind](encoding, out))


main(*sys.argv[1:])
