#!/usr/bin/env python3
"""Looks for raw values in files, however they were written.

    leaks.py TRUTH FILE...
    leaks.py --self-test TRUTH

TRUTH lists {detector, value}. A value counts as leaked when a file holds it
as text, with separators between its digits, backwards, with the digits of
each pair exchanged, in full-width digits, in UTF-16 or UTF-32, in base64,
hex or base32, as URLs, JSON, C, HTML and XML escape it, or so in a member of
a zip. Credit codes of companies are public and not looked for.
--self-test writes every value in each of these forms and fails for a form
that is not found.
"""

import base64
import io
import json
import re
import sys
import urllib.parse
import zipfile

LENGTHS = (11, 15, 16, 18, 19)
SEPARATOR = rb"(?:[ \-.,_/|\t]|\xc2\xa0|\xe3\x80\x80)"
RUN = re.compile(rb"[\dXx](?:" + SEPARATOR + rb"{0,2}[\dXx]){10,}")
LOCAL = re.compile(rb"[a-z0-9._]*$")
DOMAIN = re.compile(rb"[a-z0-9.]*")
URL_SAFE = bytes.maketrans(b"-_", b"+/")
WIDE = re.compile(rb"(?:\xef\xbc[\x90-\x99]|\xa3[\xb0-\xb9])+")
# How one byte or character is escaped, and in which base.
ESCAPES = (
    (re.compile(rb"%([0-9A-Fa-f]{2})"), 16),
    (re.compile(rb"=([0-9A-F]{2})"), 16),
    (re.compile(rb"\\x\{?([0-9A-Fa-f]{2})\}?"), 16),
    (re.compile(rb"\\u00([0-9A-Fa-f]{2})"), 16),
    (re.compile(rb"\\([0-7]{3})"), 8),
    (re.compile(rb"&#[xX]0*([0-9A-Fa-f]{2});?"), 16),
    (re.compile(rb"&#0*(\d{2,3});?"), 10),
)


class Secrets:
    def __init__(self, truth):
        with open(truth, encoding="utf-8") as f:
            records = [json.loads(line) for line in f]
        self.values = {r["value"].encode() for r in records
                       if r["detector"] != "cn.uscc"}
        self.written = self.values | {v[::-1] for v in self.values} | {
            swapped(v) for v in self.values}

    def numbers(self, data):
        """Secrets among the digits of data: runs with no more than two
        separators between the digits."""
        for run in RUN.findall(data):
            digits = re.sub(rb"[^\dXx]", b"", run).upper()
            for n in LENGTHS:
                for i in range(len(digits) - n + 1):
                    if digits[i:i + n] in self.written:
                        yield digits[i:i + n]

    def addresses(self, data):
        """Also with something before the local part or behind the domain:
        k_li123@example.com.txt."""
        for text in (data, data[::-1]) if b"@" in data else ():
            for at in re.finditer(b"@", text):
                begin, end = at.span()
                local = LOCAL.search(text[max(begin - 64, 0):begin].lower())[0]
                labels = DOMAIN.match(text[end:end + 64].lower())[0].split(
                    b".")
                for name in {local, re.split(rb"[._]", local)[-1]}:
                    for n in range(2, len(labels) + 1):
                        address = name + b"@" + b".".join(labels[:n])
                        if address in self.values:
                            yield address

    def within(self, data):
        yield from self.numbers(data)
        yield from self.addresses(data)


def swapped(value):
    """As telephone networks write numbers: 1380 is 3108."""
    return b"".join(value[i:i + 2][::-1] for i in range(0, len(value), 2))


def narrow(match):
    text = match[0]
    width = 3 if text[0] == 0xEF else 2
    return bytes(c & 0x0F | 0x30 for c in text[width - 1::width])


def parts(decode, unit, runs):
    """Each run decoded from each place that a unit may begin at."""
    return b"\n".join(decode(run[shift:] + b"A" * (-(len(run) - shift) % unit))
                      for run in runs for shift in range(unit))


def from_hex(text):
    return bytes.fromhex(re.sub(rb"[:,]", b" ", text).decode())


def coded(data):
    for shift in range(2):
        yield "UTF-16", data[shift::2]
    for shift in range(4):
        yield "UTF-32", data[shift::4]
    yield "hex", parts(from_hex, 2, re.findall(rb"[0-9A-Fa-f]{22,}", data))
    yield "hex", parts(from_hex, 1, re.findall(
        rb"(?:[0-9A-Fa-f]{2}[ :,]){10,}[0-9A-Fa-f]{2}", data))
    yield "base64", parts(base64.b64decode, 4, re.findall(
        rb"[A-Za-z0-9+/]{14,}", data.translate(URL_SAFE)))
    yield "base32", parts(base64.b32decode, 8, re.findall(
        rb"[A-Z2-7]{16,}", data))


def escaped(data):
    for pattern, base in ESCAPES:
        if pattern.search(data):
            yield "escapes", pattern.sub(
                lambda m, b=base: bytes([int(m[1], b) & 0xFF]), data)
    if WIDE.search(data):
        yield "full-width digits", WIDE.sub(narrow, data)
    if b"&commat;" in data:
        yield "escapes", data.replace(b"&commat;", b"@")


def readings(data):
    """The data as it stands, and all that it may stand for."""
    yield "text", data
    yield from escaped(data)
    for how, reading in coded(data):
        yield how, reading
        if how in ("hex", "base64", "base32"):
            for shift in range(2):
                yield how + " of UTF-16", reading[shift::2]


def contents(data):
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for member in z.namelist():
                yield z.read(member)


def found(secrets, data):
    """How each leaked value was written."""
    for content in contents(data):
        for how, reading in readings(content):
            for value in secrets.within(reading):
                yield how, value


def look(secrets, files):
    leaks = 0
    for name in files:
        with open(name, "rb") as f:
            data = f.read()
        for how, value in found(secrets, data):
            leaks += 1
            if leaks <= 20:
                print(f"{name}: a value of {len(value)} characters as {how}: "
                      f"{value.decode()}")
    return leaks > 0


def zipped(value):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a", b"x" * 99 + b" " + value)
    return out.getvalue()


def each(template):
    return lambda v: b"".join(template % c for c in v)


FORMS = {
    "text": lambda v: v,
    "lower case": lambda v: v.lower(),
    "upper case": lambda v: v.upper(),
    "backwards": lambda v: v[::-1],
    "UTF-16LE": lambda v: v.decode().encode("utf-16-le"),
    "UTF-16BE": lambda v: v.decode().encode("utf-16-be"),
    "UTF-32": lambda v: v.decode().encode("utf-32-le"),
    "hex": lambda v: v.hex().encode(),
    "HEX": lambda v: b"0" + v.hex().upper().encode(),
    "spaced hex": lambda v: v.hex(" ").encode(),
    "UTF-16 in hex": lambda v: v.decode().encode("utf-16-le").hex().encode(),
    "base64": base64.b64encode,
    "base64, one byte on": lambda v: base64.b64encode(b" " + v + b"\r\n"),
    "base64, two bytes on": lambda v: base64.b64encode(b", " + v + b"\n"),
    "base64 of UTF-16": lambda v: base64.b64encode(
        v.decode().encode("utf-16-le")),
    "base64 for URLs": lambda v: base64.urlsafe_b64encode(b"\xff" + v),
    "base32": base64.b32encode,
    "URL": each(b"%%%02x"),
    "quoted-printable": each(b"=%02X"),
    "JSON": each(b"\\u%04x"),
    "C": each(b"\\x%02x"),
    "octal": each(b"\\%03o"),
    "decimal entities": each(b"&#%d;"),
    "hexadecimal entities": each(b"&#x%X;"),
    "zip": zipped,
}
OF_NUMBERS = {
    "fours": lambda v: re.sub(rb"(....)(?=.)", rb"\1 ", v),
    "hyphens": lambda v: b"-".join(v[i:i + 3] for i in range(0, len(v), 3)),
    "single digits": lambda v: b", ".join(v[i:i + 1] for i in range(len(v))),
    "glued to letters": lambda v: b"id" + v + b"yy",
    "exchanged pairs": swapped,
    "full width": lambda v: v.decode().translate(
        {48 + i: 0xFF10 + i for i in range(10)}).encode(),
    "full width in GBK": lambda v: v.decode().translate(
        {48 + i: 0xFF10 + i for i in range(10)}).encode("gbk"),
}
OF_ADDRESSES = {
    "quoted for URLs": lambda v: urllib.parse.quote(v).encode(),
    "a named entity": lambda v: v.replace(b"@", b"&commat;"),
}


def self_test(secrets):
    missed = 0
    for value in sorted(secrets.values):
        own = OF_ADDRESSES if b"@" in value else OF_NUMBERS
        for name, form in {**FORMS, **own}.items():
            written = form(value)
            if written[:2] != b"PK":
                written = b"\x01" + written + b"\x01"
            if not any(found(secrets, written)):
                print(f"not found: a value of {len(value)} as {name}")
                missed += 1
        if any(found(secrets, value[:6] + b"*" * 8 + value[-4:])):
            print(f"a masked value of {len(value)} counts as leaked")
            missed += 1
    return missed > 0


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        return self_test(Secrets(arguments[1]))
    return look(Secrets(arguments[0]), arguments[1:])


sys.exit(main(sys.argv[1:]))
