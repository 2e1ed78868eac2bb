#!/usr/bin/env python3
"""One table of customers as a script of each dialect of SQL.

    dialects.py DIALECT CHARSET ROWS > script

DIALECT: copy and insert (as pg_dump writes), csv (COPY of CSV), sqlserver (SSMS), oracle (SQL
Developer), dm (DTS), sqlite (.dump), mysql (mysqldump). SQL Server's,
Oracle's and DM's are written as these tools write, not by them.
"""

import codecs
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../fixtures"))
import synthetic as syn  # noqa: E402

COLUMNS = ["id", "c_no", "c_tel", "note", "made"]
COMMENTS = {"c_no": "证件号", "c_tel": "手机号码"}
# 縗 and 縷 end in \ and | in GBK.
NOTES = [None, "老客户縗", "it's 縷", "D:\\扫描件\\", "第一行\n第二行"]
PEOPLE = 10000  # of more rows, there are some for each
MADE = "2024-01-01 08:00:00"


def rows(count):
    rng = random.Random(16)
    people = [(syn.resident_id(rng), syn.mobile(rng))
              for _ in range(min(count, PEOPLE))]
    for i in range(count):
        yield i, *people[i % PEOPLE], NOTES[i % len(NOTES)]


def quoted(text, null="NULL", prefix=""):
    if text is None:
        return null
    return prefix + "'" + text.replace("'", "''") + "'"


def copy(count):
    yield HEAD_PG
    yield f"COPY public.t_customer ({', '.join(COLUMNS)}) FROM stdin;\n"
    for i, no, tel, note in rows(count):
        text = "\\N" if note is None else note.replace(
            "\\", "\\\\").replace("\n", "\\n")
        yield f"{i}\t{no}\t{tel}\t{text}\t{MADE}\n"
    yield "\\.\n\n--\n-- PostgreSQL database dump complete\n--\n\n"


def csv(count):
    yield HEAD_PG
    yield ("COPY public.t_customer FROM stdin WITH (FORMAT csv, HEADER, "
           "DELIMITER '|');\n" + "|".join(COLUMNS) + "\n")
    for i, no, tel, note in rows(count):
        text = "" if note is None else '"' + note + '"'
        yield f'{i}|"{no}"|{tel}|{text}|{MADE}\n'
    yield "\\.\n\n"


def insert(count):
    yield HEAD_PG
    for i, no, tel, note in rows(count):
        yield (f"INSERT INTO public.t_customer VALUES ({i}, '{no}', '{tel}', "
               f"{quoted(note)}, '{MADE}');\n")


HEAD_PG = (
    "--\n-- PostgreSQL database dump\n--\n\n"
    "SET standard_conforming_strings = on;\n\n"
    "CREATE TABLE public.t_customer (\n    id bigint NOT NULL,\n"
    "    c_no character varying(18),\n    c_tel character varying(20),\n"
    "    note text,\n    made timestamp without time zone\n);\n\n"
    + "".join(f"COMMENT ON COLUMN public.t_customer.{c} IS '{text}';\n\n"
              for c, text in COMMENTS.items()))


def sqlserver(count):
    yield ("USE [loan]\r\nGO\r\nSET ANSI_NULLS ON\r\nGO\r\n"
           "CREATE TABLE [dbo].[t_customer](\r\n\t[id] [bigint] NOT NULL,\r\n"
           "\t[c_no] [nvarchar](18) NULL,\r\n\t[c_tel] [nvarchar](20) NULL,"
           "\r\n\t[note] [nvarchar](max) NULL,\r\n\t[made] [datetime2](7) NULL"
           "\r\n) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]\r\nGO\r\n")
    for i, no, tel, note in rows(count):
        yield ("INSERT [dbo].[t_customer] ([id], [c_no], [c_tel], [note], "
               f"[made]) VALUES ({i}, N'{no}', N'{tel}', "
               f"{quoted(note, prefix='N')}, CAST(N'{MADE}' AS DateTime2))"
               "\r\n")
        if i % 100 == 99:
            yield "GO\r\n"
    yield "GO\r\n"
    for column, text in COMMENTS.items():
        yield ("EXEC sys.sp_addextendedproperty @name=N'MS_Description', "
               f"@value=N'{text}' , @level0type=N'SCHEMA',@level0name=N'dbo',"
               " @level1type=N'TABLE',@level1name=N't_customer', "
               f"@level2type=N'COLUMN',@level2name=N'{column}'\r\nGO\r\n")


def oracle(count):
    yield ("CREATE TABLE \"LOAN\".\"T_CUSTOMER\" \n   (\t\"ID\" NUMBER, \n"
           "\t\"C_NO\" VARCHAR2(18 CHAR), \n\t\"C_TEL\" VARCHAR2(20 CHAR), \n"
           "\t\"NOTE\" CLOB, \n\t\"MADE\" DATE\n   ) ;\n")
    for column, text in COMMENTS.items():
        yield f"comment on column T_CUSTOMER.{column}\n  is '{text}';\n"
    yield "REM INSERTING into LOAN.T_CUSTOMER\nSET DEFINE OFF;\n"
    for i, no, tel, note in rows(count):
        text = "null" if note is None else "TO_CLOB(" + "||chr(10)||".join(
            quoted(line) for line in note.split("\n")) + ")"
        yield ("Insert into LOAN.T_CUSTOMER (ID,C_NO,C_TEL,NOTE,MADE) values "
               f"({i},q'[{no}]','{tel[:5]}'||'{tel[5:]}',{text},"
               f"to_date('{MADE}','YYYY-MM-DD HH24:MI:SS'));\n")
    yield "commit;\n"


def dm(count):
    yield ("CREATE TABLE \"LOAN\".\"T_CUSTOMER\"\n(\n\"ID\" BIGINT NOT NULL,\n"
           "\"C_NO\" VARCHAR(18),\n\"C_TEL\" VARCHAR(20),\n\"NOTE\" CLOB,\n"
           "\"MADE\" TIMESTAMP(6),\nNOT CLUSTER PRIMARY KEY(\"ID\")) "
           "STORAGE(ON \"MAIN\", CLUSTERBTR) ;\n\n")
    for column, text in COMMENTS.items():
        yield (f"COMMENT ON COLUMN \"LOAN\".\"T_CUSTOMER\".\"{column.upper()}"
               f"\" IS '{text}';\n")
    for i, no, tel, note in rows(count):
        yield ("INSERT INTO \"LOAN\".\"T_CUSTOMER\"(\"ID\",\"C_NO\",\"C_TEL\","
               f"\"NOTE\",\"MADE\") VALUES({i},'{no}','{tel}',"
               f"{quoted(note)},TIMESTAMP'{MADE}');\n")


def sqlite(count):
    yield ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE IF NOT "
           "EXISTS \"t_customer\" (id INTEGER PRIMARY KEY, c_no TEXT, "
           "c_tel TEXT, note TEXT, made TEXT);\n")
    for i, no, tel, note in rows(count):
        text = quoted(note)
        if note and "\n" in note:
            text = "replace(" + text.replace("\n", "\\n") + \
                ",'\\n',char(10))"
        yield (f"INSERT INTO t_customer VALUES({i},'{no}','{tel}',{text},"
               f"'{MADE}');\n")
    yield "COMMIT;\n"


def mysql(count):
    yield ("-- MySQL dump 10.13  Distrib 8.0.36\n\nCREATE DATABASE `loan`;\n"
           "USE `loan`;\nCREATE TABLE `t_customer` (\n  `id` bigint NOT NULL,"
           f"\n  `c_no` varchar(18) COMMENT '{COMMENTS['c_no']}',\n"
           f"  `c_tel` varchar(20) COMMENT '{COMMENTS['c_tel']}',\n"
           "  `note` text,\n  `made` datetime\n) ENGINE=InnoDB;\n")
    for i, no, tel, note in rows(count):
        text = "NULL" if note is None else "'" + note.replace(
            "\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
        yield (",\n" if i % 1000 else ";\nINSERT INTO `t_customer` VALUES\n"
               if i else "INSERT INTO `t_customer` VALUES\n")
        yield f"({i},0x{no.encode().hex()},_binary '{tel}',{text},'{MADE}')"
    yield ";\n"


def main(dialect, charset, count):
    encoder = codecs.getincrementalencoder(charset)()
    for text in globals()[dialect](int(count)):
        sys.stdout.buffer.write(encoder.encode(text))


main(*sys.argv[1:])
