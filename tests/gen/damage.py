#!/usr/bin/env python3
"""Damaged copies of a file.

    damage.py cut|flip FILE DIR COUNT [SEED]

cut: truncated at COUNT places, more of them near both ends. flip: one to
eight bytes changed.
"""

import os
import random
import sys


def main(kind, name, folder, count, seed="1"):
    rng = random.Random(int(seed))
    with open(name, "rb") as f:
        data = f.read()
    os.makedirs(folder, exist_ok=True)
    stem, ending = os.path.splitext(os.path.basename(name))
    for i in range(int(count)):
        if kind == "cut":
            ends = (rng.randrange(min(400, len(data))),
                    len(data) - 1 - rng.randrange(min(400, len(data))),
                    rng.randrange(len(data)))
            bad = data[:ends[i % 3]]
        else:
            bad = bytearray(data)
            for _ in range(rng.randrange(1, 9)):
                at = rng.randrange(len(bad))
                if i % 2:  # the directory of an archive is at its end
                    at = len(bad) - 1 - rng.randrange(min(600, len(bad)))
                bad[at] = rng.choice((0, 255, rng.randrange(256)))
        with open(os.path.join(folder, f"{kind}{i:03d}-{stem}{ending}"),
                  "wb") as f:
            f.write(bad)


main(*sys.argv[1:])
