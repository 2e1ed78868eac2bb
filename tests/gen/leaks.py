#!/usr/bin/env python3
"""Looks for raw values in files, however they were written.

    leaks.py TRUTH FILE...

TRUTH lists {detector, value}. A value counts as leaked when a file holds it
as text, in UTF-16, with separators between its digits, in base64 or in hex.
Credit codes of companies are public and not looked for.
"""

import base64
import json
import re
import sys

LENGTHS = (11, 15, 16, 18, 19)


def numbers(data, secrets):
    """Secrets among the digits of data: runs with no more than a separator
    of up to two bytes between the digits."""
    for run in re.findall(rb"\d(?:[ \-.,_/]{0,2}[\dXx])+", data):
        digits = re.sub(rb"[^\dXx]", b"", run).upper()
        for n in LENGTHS:
            for i in range(len(digits) - n + 1):
                if digits[i:i + n] in secrets:
                    yield digits[i:i + n]


def addresses(data, secrets):
    for address in re.findall(rb"[a-zA-Z0-9._]+@[a-zA-Z0-9.]+", data):
        if address.lower() in secrets:
            yield address


def readings(data):
    yield "text", data
    for shift in (0, 1):
        yield "UTF-16", data[shift::2]
    for run in re.findall(rb"[0-9A-Fa-f]{22,}", data):
        for shift in (0, 1):
            part = run[shift:]
            yield "hex", bytes.fromhex(
                part[:len(part) // 2 * 2].decode())
    for run in re.findall(rb"[A-Za-z0-9+/]{14,}", data):
        for shift in range(4):
            part = run[shift:]
            yield "base64", base64.b64decode(part[:len(part) // 4 * 4])


def main(truth, files):
    secrets = set()
    with open(truth, encoding="utf-8") as f:
        for line in f:
            record = json.loads(line)
            if record["detector"] != "cn.uscc":
                secrets.add(record["value"].encode())
    leaks = 0
    for name in files:
        with open(name, "rb") as f:
            data = f.read()
        for how, reading in readings(data):
            for value in list(numbers(reading, secrets)) + list(
                    addresses(reading, secrets)):
                leaks += 1
                if leaks <= 20:
                    print(f"{name}: a value of {len(value)} characters "
                          f"as {how}")
    return leaks > 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
