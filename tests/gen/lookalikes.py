#!/usr/bin/env python3
"""Columns of which some cells pass for identifiers and the others are not even
of the shape: taxpayers of 15 digits in Shandong (Amex), milliseconds of 2014
to 2017 (machines' SIM cards), numbers of messages (e-mail)."""

import random

rng = random.Random(15)
print("tax_no,created_ms,message_id")
for _ in range(3000):
    print(f"370102{rng.randrange(10 ** 9):09d},"
          f"{rng.randrange(1400000000000, 1500000000000)},"
          f"<{rng.getrandbits(64):x}.{rng.randrange(999)}@mx.example.com>")
