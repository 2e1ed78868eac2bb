#!/usr/bin/env python3
"""The customer base that tests load into real servers, and what these must
say of it.

    customers.py load mariadb|postgres ROWS    the tables, as SQL
    customers.py ask mariadb|postgres          a query: what a sweep must find
    customers.py compare WANTED FOUND [PREFIX] the answer, and a sweep's JSONL

A line of the answer: table, column, kind, rows, values, different values; the
kind "-" stands for a column of no identifiers at all. PREFIX comes before the
names of tables."""

import json
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../fixtures"))
import synthetic as syn  # noqa: E402

# Second bytes in GBK: a backslash, a bar; they stand before quotes and ends.
TRAILS = "誠", "倈"
EXACT = 16384  # more different values are estimated
ERROR = 0.03

# Columns: name, type, comment, kind, and what of the column is a value.
TABLES = {
    "t_customer": ("客户信息表", [
        ("id", "bigint", "主键", "-", ""),
        ("cust_name", "varchar(64)", "客户姓名", "", ""),
        ("sfzh", "varchar(18)", "身份证号", "cn.resident_id", "sfzh"),
        ("mobile", "varchar(20)", "手机号", "cn.mobile",
         "NULLIF(mobile, '')"),
        ("kh", "varchar(32)", "还款卡号", "payment_card", "kh"),
        ("email", "varchar(128)", "", "email", "email"),
        ("addr", "varchar(255)", "家庭住址", "", ""),
        ("remark", "text", "备注：带转义的电话", "cn.mobile",
         "PHONE"),
    ]),
    "t_order": ("订单表", [
        ("order_no", "varchar(32)", "订单号", "-", ""),
        ("customer_id", "bigint", "", "-", ""),
        ("trade_no", "bigint", "支付流水号", "-", ""),
        ("amount", "decimal(12,2)", "", "-", ""),
        ("device", "varchar(64)", "设备指纹", "-", ""),
    ]),
    "t_repay": ("还款计划", [
        ("id", "bigint", "", "-", ""),
        ("account_no", "varchar(32)", "扣款账号", "payment_card",
         "account_no"),
        ("period", "int", "", "-", ""),
        ("paid", "decimal(12,2)", "", "-", ""),
    ]),
    # Of many words, and with a name that has to be quoted.
    "联系 人": ("", [
        ("姓名", "varchar(64)", "", "", ""),
        ("电话", "varchar(20)", "联系电话", "cn.mobile", '"电话"'),
    ]),
    "t_empty": ("", [("mobile", "varchar(20)", "手机号", "-", "")]),
}


def remark(rng, i):
    phone = syn.mobile(rng)
    return [None, "", f"it's {phone}\\", f"转\t{phone}\n已核实\r",
            f"D:\\n\\{phone}", f"\"{phone}\";--", f"{phone}{TRAILS[0]}",
            f"{TRAILS[1]}{phone},'{TRAILS[0]}'"][i % 8]


def rows(count):
    rng = random.Random(2026)
    data = {table: [] for table in TABLES}
    for i in range(1, count + 1):
        p = syn.Person(rng)
        mobile = None if i % 9 == 0 else "" if i % 11 == 0 else p.mobile
        data["t_customer"].append([i, p.name + TRAILS[i % 2], p.id, mobile,
                                   p.card, p.email, p.address,
                                   remark(rng, i)])
        for k in range(i % 3):
            data["t_order"].append([f"20210{i:09d}{k}", i,
                                    rng.randrange(10 ** 15, 10 ** 16),
                                    rng.randrange(10 ** 6) / 100,
                                    f"{rng.getrandbits(128):032x}"])
            data["t_repay"].append([len(data["t_repay"]) + 1, p.card, k,
                                    rng.randrange(10 ** 5) / 100])
        data["联系 人"].append([syn.name(rng), syn.mobile(rng)])
    return data


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)


def load(dialect, count):
    out = []
    if dialect == "mariadb":
        out.append("SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';")
    data = rows(count)
    for table, (comment, columns) in TABLES.items():
        mariadb = dialect == "mariadb"
        out.append(f'CREATE TABLE "{table}" (' + ", ".join(
            f'"{name}" {kind}' + (f" COMMENT '{words}'" if mariadb else "")
            for name, kind, words, *_ in columns) + ")" +
            (f" COMMENT '{comment}';" if mariadb else ";"))
        if not mariadb:
            out.append(f'COMMENT ON TABLE "{table}" IS \'{comment}\';')
            out += [f'COMMENT ON COLUMN "{table}"."{name}" IS \'{words}\';'
                    for name, _, words, *_ in columns if words]
        for i in range(0, len(data[table]), 500):
            out.append(f'INSERT INTO "{table}" VALUES ' + ", ".join(
                "(" + ", ".join(map(literal, row)) + ")"
                for row in data[table][i:i + 500]) + ";")
    print("\n".join(out))


def ask(dialect):
    find = "SUBSTRING(remark FROM '{}')"
    if dialect == "mariadb":
        find = "NULLIF(REGEXP_SUBSTR(remark, '{}'), '')"
        print("SET sql_mode = 'ANSI_QUOTES';")
    questions = []
    for table, (_, columns) in TABLES.items():
        for name, _, _, kind, value in columns:
            value = value.replace("PHONE", find.format("1[3-9][0-9]+"))
            counts = f"COUNT({value}), COUNT(DISTINCT {value})"
            if kind:
                questions.append(
                    f"SELECT '{table}', '{name}', '{kind}', COUNT(*), "
                    f"{'0, 0' if kind == '-' else counts} FROM \"{table}\"")
    print(" UNION ALL ".join(questions) + ";")


def compare(wanted, found, prefix=""):
    profiles, bad = {}, []
    for line in open(found, encoding="utf-8"):
        r = json.loads(line)
        if r["type"] == "profile":
            profiles.setdefault((r["table"], r["column"]), {})[
                r["detector"]] = r
    for line in open(wanted, encoding="utf-8"):
        table, column, kind, *counts = line.rstrip("\n").split("\t")
        want = dict(zip(("rows", "candidates", "distinct"),
                        map(int, counts)))
        here = profiles.get((prefix + table, column), {})
        if kind == "-":
            bad += [f"{table}.{column}: {r['detector']} is {r['confidence']}"
                    for r in here.values()
                    if r["confidence"] in ("medium", "high")]
            continue
        r = here.get(kind)
        if not r:
            bad.append(f"{table}.{column}: no {kind}")
            continue
        want["passed"] = want["candidates"]
        for key, value in want.items():
            near = key == "distinct" and value > EXACT and \
                abs(r[key] - value) <= ERROR * value
            if r[key] != value and not near:
                bad.append(f"{table}.{column}: {key} is {r[key]}, the server "
                           f"says {value}")
        if r["verdict"] != "confirmed" or \
                r["confidence"] not in ("medium", "high"):
            bad.append(f"{table}.{column}: {kind} is {r['verdict']}, "
                       f"{r['confidence']}")
    if bad:
        sys.exit("\n".join(bad))


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "load":
        load(arguments[0], int(arguments[1]))
    elif command == "ask":
        ask(arguments[0])
    else:
        compare(*arguments)
