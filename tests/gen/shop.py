#!/usr/bin/env python3
"""A record shop's database, as sample databases are: nobody's data but e-mail
addresses, and much that looks like something else.

    shop.py DIALECT   mysql, copy, insert, sqlserver, oracle, sqlite
    shop.py rows      how many rows each table has

The scripts are written as mysqldump, pg_dump, SSMS, SQL Developer and
sqlite3's .dump write them, not by them.
"""

import random
import sys
import uuid

FIRST = """Mary James Patricia Linda Luis Leonie Helena Astrid Madalena Eduardo
Frank Jack Michelle Tim Dan Kathy Heather John Robert Edward""".split()
LAST = """Smith Johnson Gonçalves Köhler Tremblay Hansen Wichterlová O'Reilly
Gruber Peeters Sampaio Rocha Almeida Ramos Francis Philips Brooks Nagy Lee
Murray""".split()
CITIES = """Abha Acuña Aden Ahmadnagar Bahía Bergamo Citrus Denizli Esfahan
Fukuyama Gulbarga Huaian Izumisano Jinzhou Kamakura Laiwu Mysore Nagaon Omiya
Pontianak""".split()
# Some begin with a surname.
CITIES_ZH = """上海 北京 天津 重庆 广州 深圳 武汉 成都 杭州 南京 沈阳 大连 青岛
济南 石家庄 张家口 马鞍山 黄山 安阳 江门 万州 唐山 温州 常州 徐州 齐齐哈尔""".split()
WORDS = """action airport astounding balloon battle boat butler cat chef crocodile
drama dentist documentary feminist girl hunter intrepid lumberjack monkey
pastry robot saga shark squirrel student tale waitress""".split()


def digits(rng, n):
    return str(rng.randrange(10 ** (n - 1), 10 ** n))


def day(rng, first, last):
    return (f"{rng.randint(first, last)}-{rng.randint(1, 12):02}-"
            f"{rng.randint(1, 28):02}")


def moment(rng):
    return (f"{day(rng, 2004, 2006)} {rng.randrange(24):02}:"
            f"{rng.randrange(60):02}:{rng.randrange(60):02}")


def person(rng, number, domain):
    first, last = rng.choice(FIRST), rng.choice(LAST)
    return first, last, f"{first}.{number}@{domain}".lower()


def customer(rng, i):
    first, last, email = person(rng, i, "customer.example.org")
    return (i, 1 + i % 2, first, last, email, i % 2, i % 10 != 0 and 1 or 0,
            f"+{rng.randint(30, 60)} ({rng.randint(10, 99)}) "
            f"{digits(rng, 4)}-{digits(rng, 4)}",
            moment(rng))


def staff(rng, i):
    first, last, email = person(rng, i, "shop.example.com")
    return (i, first, last, "Sales Support Agent", email,
            rng.randbytes(20).hex(), day(rng, 2002, 2004))


def address(rng, i):
    return (i, f"{rng.randint(1, 1999)} {rng.choice(LAST)} Boulevard", None,
            rng.choice(CITIES), digits(rng, 5), digits(rng, 12), moment(rng))


def city(rng, i):
    return i, CITIES[i % 20], CITIES_ZH[i % 26], rng.randrange(10 ** 7)


def track(rng, i):
    text = "A " + " ".join(rng.choice(WORDS) for _ in range(rng.randint(5, 25)))
    return (i, text[2:20].title(), text, digits(rng, 13), str(uuid.UUID(
        int=rng.getrandbits(128))), rng.randrange(10 ** 5, 10 ** 6),
        rng.randrange(10 ** 6, 10 ** 8), "0.99")


def invoice(rng, i):
    return (i, rng.randint(1, 600), digits(rng, 16),
            day(rng, 2004, 2006).replace("-", "") + digits(rng, 10),
            1100000000000 + rng.randrange(10 ** 10), day(rng, 2004, 2006),
            f"{rng.randrange(2000) / 100:.2f}")


INT, TEXT, DATE = "int", "varchar(255)", "timestamp"
TABLES = {
    "customer": (600, customer, {
        "customer_id": INT, "store_id": INT, "first_name": TEXT,
        "last_name": TEXT, "email": TEXT, "email_verified": INT,
        "active": INT, "phone": TEXT, "last_update": DATE}),
    "staff": (12, staff, {
        "staff_id": INT, "first_name": TEXT, "last_name": TEXT,
        "title": TEXT, "email": TEXT, "password": TEXT, "hire_date": DATE}),
    "address": (600, address, {
        "address_id": INT, "address": TEXT, "address2": TEXT,
        "district": TEXT, "postal_code": TEXT, "phone": TEXT,
        "last_update": DATE}),
    "city": (500, city, {
        "city_id": INT, "name": TEXT, "name_zh": TEXT, "population": INT}),
    "track": (1000, track, {
        "track_id": INT, "name": TEXT, "description": TEXT, "barcode": TEXT,
        "guid": TEXT, "milliseconds": INT, "bytes": INT,
        "unit_price": "decimal(10,2)"}),
    "invoice": (3000, invoice, {
        "invoice_id": INT, "customer_id": INT, "payment_no": TEXT,
        "tracking_no": TEXT, "created_ms": INT, "invoice_date": DATE,
        "total": "decimal(10,2)"}),
}


def tables():
    rng = random.Random(2006)
    for name, (count, make, columns) in TABLES.items():
        yield name, columns, [make(rng, i + 1) for i in range(count)]


def literal(value, string):
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else string(value)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def create(name, columns, quote):
    lines = ",\n".join(f"  {quote[0]}{c}{quote[1]} {t}"
                       for c, t in columns.items())
    return f"CREATE TABLE {name} (\n{lines}\n)"


def mysql():
    yield "-- MySQL dump 10.13\n\nUSE `shop`;\n"
    for name, columns, rows in tables():
        # Some samples are for servers of some age only.
        before, after = (("/*!50708\n", "\n*/") if name == "city"
                         else ("", ""))
        yield (before + create(f"`{name}`", columns, "``") +
               f" ENGINE=InnoDB{after};\n")
        yield f"{before}INSERT INTO `{name}` VALUES\n" + ",\n".join(
            "(" + ",".join(literal(v, lambda s: "'" + s.replace(
                "'", "\\'") + "'") for v in row) + ")"
            for row in rows) + f"{after};\n"


def copy():
    yield "--\n-- PostgreSQL database dump\n--\n\n"
    for name, columns, rows in tables():
        yield create(f"public.{name}", columns, ("", "")) + ";\n"
        yield f"COPY public.{name} ({', '.join(columns)}) FROM stdin;\n"
        for row in rows:
            yield "\t".join("\\N" if v is None else str(v)
                            for v in row) + "\n"
        yield "\\.\n\n"


def inserts(head, quote, into, end):
    yield head
    for name, columns, rows in tables():
        yield create(into.format(name), columns, quote) + end
        names = ", ".join(quote[0] + c + quote[1] for c in columns)
        for row in rows:
            yield (f"INSERT INTO {into.format(name)} ({names}) VALUES (" +
                   ", ".join(literal(v, quoted) for v in row) + ")" + end)


def insert():
    return inserts("-- PostgreSQL database dump\nSET "
                   "standard_conforming_strings = on;\n", ("", ""),
                   "public.{}", ";\n")


def sqlserver():
    for text in inserts("SET ANSI_NULLS ON\r\nGO\r\n", "[]", "[dbo].[{}]",
                        "\r\nGO\r\n"):
        yield text.replace(" '", " N'")


def oracle():
    for text in inserts("SET DEFINE OFF;\n", '""', "SHOP.{}", ";\n"):
        yield text.replace("varchar(", "VARCHAR2(")


def sqlite():
    return inserts("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n",
                   ("", ""), "{}", ";\n")


def main(what):
    if what == "rows":
        for name, (count, _, _) in TABLES.items():
            print(name, count)
        return
    for text in globals()[what]():
        sys.stdout.buffer.write(text.encode())


main(*sys.argv[1:])
