#!/usr/bin/env python3
"""Makes policy_table.c from policy.tsv, as policy_load() would read it.
Run from this folder after a change of the table; tests/unit/test_policy.c
compares the two."""
import re

COLUMNS = ["code", "zh", "rec", "jrt0171", "pipl", "jrt0197"]


def first(text):
    return re.split(r" [(\[]", text)[0]


lines = [l for l in open("policy.tsv", encoding="utf-8")
         if l.strip() and not l.startswith("#")]
header = lines[0].rstrip("\n").split("\t")
at = [header.index(c) for c in COLUMNS]
with open("policy_table.c", "w", encoding="utf-8") as out:
    out.write("/* The default policy. Made by policy.py from policy.tsv. */\n"
              '#include "reports/inventory/policy_table.h"\n\n'
              "static const struct policy_row rows[] = {\n")
    for line in lines[1:]:
        cells = line.rstrip("\n").split("\t")
        code, zh, rec, jrt0171, pipl, jrt0197 = (cells[i] for i in at)
        level = int(re.search("[1-5]", jrt0197)[0])
        pipl = first(pipl)
        out.write(f'\t{{ "{code}", "{zh}", "{first(rec)}",\n'
                  f'\t  "{first(jrt0171)}", "{pipl}", {level}, '
                  f'{"true" if pipl[0] == "Y" else "false"} }},\n')
    out.write("};\n\nconst struct policy policy_table = {\n"
              "\t.rows = rows, .count = sizeof(rows) / sizeof(*rows),\n};\n")
