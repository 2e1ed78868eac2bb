#!/usr/bin/env python3
"""Files as programs write them, without anybody's data: a lock file of npm,
GeoJSON, a notebook, an HTTP archive, a source map, a log.

    harmless_json.py DIR
"""

import base64
import json
import os
import random
import sys


def lock(rng):
    packages = {}
    for i in range(3000):
        name = f"node_modules/pkg-{rng.randrange(10**6)}"
        packages[name] = {
            "version": f"{rng.randrange(20)}.{rng.randrange(99)}.{i % 7}",
            "resolved": f"https://registry.npmjs.org/{name}/-/x-{i}.tgz",
            "integrity": "sha512-" +
                         base64.b64encode(rng.randbytes(64)).decode(),
            "engines": {"node": ">=" + str(rng.randrange(8, 20))},
            "funding": [{"type": "github", "url": "https://x.y/" + name}],
        }
    return {"name": "app", "lockfileVersion": 3, "packages": packages}


def geo(rng):
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": i, "name": f"block {i}"},
         "geometry": {"type": "Polygon", "coordinates": [
             [[rng.uniform(73, 135), rng.uniform(18, 53)]
              for _ in range(40)]]}}
        for i in range(500)]}


def notebook(rng):
    return {"cells": [
        {"cell_type": "code", "execution_count": i, "metadata": {},
         "outputs": [{"data": {
             "image/png": base64.b64encode(rng.randbytes(3000)).decode(),
             "text/plain": [f"array([{rng.random()}, {rng.random()}])"]},
             "output_type": "display_data"}],
         "source": ["import numpy as np\n", f"np.random.seed({i})"]}
        for i in range(100)], "nbformat": 4, "nbformat_minor": 5}


def archive(rng):
    return {"log": {"version": "1.2", "entries": [
        {"startedDateTime": f"2024-01-{i % 28 + 1:02}T10:00:00.123Z",
         "time": rng.random() * 1000,
         "request": {"method": "GET", "url": f"https://x.y/{i}?t={rng.random()}",
                     "headers": [{"name": "etag", "value":
                                  f'"{rng.randrange(16**16):x}"'}]},
         "response": {"status": 200, "content": {
             "size": rng.randrange(10**6), "text": "\u003cp>\n\\d+\"q\""}}}
        for i in range(300)]}}


def source_map(rng):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return {"version": 3, "file": "a.js", "sources": ["a.ts", "b.ts"],
            "sourcesContent": ["let a = 1;\n" * 3000],
            "names": [f"n{i}" for i in range(500)],
            "mappings": "".join(rng.choice(letters + ",;")
                                for _ in range(200000))}


def main():
    rng = random.Random(7)
    folder = sys.argv[1]
    os.makedirs(folder)
    for name, made in (("package-lock.json", lock), ("a.geojson", geo),
                       ("a.ipynb", notebook), ("a.har", archive),
                       ("a.js.map", source_map)):
        with open(os.path.join(folder, name), "w") as f:
            json.dump(made(rng), f, indent=None if "map" in name else 1)
    with open(os.path.join(folder, "app.log"), "w") as f:
        for i in range(2000):
            f.write(json.dumps({
                "level": "info", "ts": 1700000000.0 + i * rng.random(),
                "trace": f"{rng.randrange(16**32):032x}",
                "took_ns": rng.randrange(10**9)}) + "\n")
            if i % 100 == 0:
                f.write("-- rotated --\n")


main()
