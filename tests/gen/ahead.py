#!/usr/bin/env python3
"""Writes a dump of one table, three segments of 16 MiB, to the file that is
named. In the first all is NULL; in the second two statements hold more
different numbers in 43 columns than a segment keeps; in the third 20 columns
more begin to hold some, few enough to be counted exactly."""

import sys

SEGMENT = 16 << 20
EARLY, LATE = 43, 20


class Dump:
    def __init__(self, path):
        self.file, self.size, self.row = open(path, "w"), 0, 0

    def put(self, text):
        self.size += self.file.write(text)

    def rows(self, end, row):
        """Rows up to that offset, in the statement that is open."""
        while self.size < end:
            self.put(",\n" + row(self.row))
            self.row += 1

    def statement(self, row):
        self.put(f";\nINSERT INTO `t` VALUES {row(self.row)}")
        self.row += 1


def nulls(_):
    return "(NULL" + ",NULL" * (EARLY + LATE - 1) + ")"


def early(n):
    numbers = ",".join(str(n * EARLY + k) for k in range(EARLY))
    return f"({numbers}{',NULL' * LATE})"


def late(n):
    numbers = [str(n * EARLY + k) for k in range(EARLY)]
    numbers += [str(n % 8000 * LATE + k) for k in range(LATE)]
    return f"({','.join(numbers)})"


dump = Dump(sys.argv[1])
dump.put("-- MySQL dump 10.13")
dump.statement(nulls)
dump.rows(SEGMENT, nulls)
dump.rows(SEGMENT * 3 // 2, early)
dump.statement(early)
dump.rows(SEGMENT * 5 // 2, early)
dump.statement(late)
dump.rows(SEGMENT * 3 - 1000, late)
dump.put(";\n")
dump.file.close()
