#!/usr/bin/env python3
"""Precision and recall of a scan with --reveal --jsonl against a corpus of
corpus.py.

    score.py TRUTH SCAN

Prints a table per detector (run.sh shows lines with a bar). Fails under a recall of 99.5 % for any detector
(at whatever confidence), or above one false alarm (medium or high) in 1,000
decoys.
"""

import collections
import json
import os
import sys

RECALL = 0.995
ALARMS = 1 / 1000


def records(name):
    with open(name, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def main(truth_file, scan_file):
    planted, decoys = {}, 0
    for t in records(truth_file):
        if "decoy" in t:
            decoys += 1
        else:
            planted[t["path"], t["detector"], t["value"].upper()] = t["form"]
    found, alarms = set(), collections.defaultdict(list)
    right = collections.Counter()
    for r in records(scan_file):
        if r["type"] != "finding":
            continue
        key = (os.path.basename(r["path"]), r["detector"],
               r["value"].upper())
        if key in planted:
            found.add(key)
        if r["confidence"] in ("medium", "high"):
            if key in planted:
                right[r["detector"]] += 1
            else:
                alarms[r["detector"]].append(r)
    bad = False
    print(f"| {'detector':16} {'values':>7} {'found':>7} {'recall':>8} "
          f"{'alarms':>7} {'precision':>9}")
    for detector in sorted({k[1] for k in planted}):
        all_of = [k for k in planted if k[1] == detector]
        hits = [k for k in all_of if k in found]
        wrong = len(alarms[detector])
        recall = len(hits) / len(all_of)
        precision = right[detector] / max(1, right[detector] + wrong)
        bad |= recall < RECALL
        print(f"| {detector:16} {len(all_of):7} {len(hits):7} {recall:8.2%} "
              f"{wrong:7} {precision:9.2%}")
    wrong = sum(map(len, alarms.values()))
    print(f"| {decoys} decoys, {wrong} false alarms at medium or high")
    missed = collections.Counter(
        (k[1], planted[k], k[0].rsplit("-", 1)[0])
        for k in planted if k not in found)
    for (detector, form, where), n in missed.most_common(25):
        print(f"  missed {n:4}  {detector}: {form} ({where})")
    for r in [r for list_ in alarms.values() for r in list_][:25]:
        print(f"  alarm  {r['path'].rsplit('/', 1)[-1]}:{r['line']} "
              f"{r['detector']} {r['confidence']} {r['value']}")
    return bad or wrong > decoys * ALARMS


sys.exit(main(*sys.argv[1:]))
