#!/usr/bin/env python3
"""Makes the inputs, runs the programs, prints the tables. See run.sh."""

import datetime
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time

WORK = sys.argv[1]
MEBIBYTES = int(os.environ.get("MEBIBYTES", 1024))
RUNS = int(os.environ.get("RUNS", 5))
PANDIAN = os.path.abspath(os.environ.get("PANDIAN", "build/pandian"))
PATTERNS = os.path.abspath("bench/patterns")
# A Python that has the module: no Debian package brings it.
DUCKDB = os.environ.get("DUCKDB", "duckdb-python")
SOURCES = ["scanner", "detectors", "reports", "/usr/include",
           "/usr/lib/python3", "/usr/share/perl", "/usr/lib/gcc"]
SUFFIXES = (".c", ".h", ".py", ".pm", ".pl", ".hpp")


class Result:
    def __init__(self, seconds, cpu, peak):
        self.seconds, self.cpu, self.peak = seconds, cpu, peak


def run(words, accept=(0,)):
    """One run, its output dropped."""
    started = time.monotonic()
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)])
    os.close(null)
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in accept:
        sys.exit(f"{' '.join(words[:4])} ...: status {code}")
    return Result(time.monotonic() - started,
                  usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def in_turns(programs):
    """Each program once, and that RUNS times: whatever else the machine does
    meets all of them. From names and what runs them; the medians."""
    results = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, measure in programs.items():
            results[name].append(measure())
    return {name: Result(statistics.median(r.seconds for r in of),
                         statistics.median(r.cpu for r in of),
                         max(r.peak for r in of))
            for name, of in results.items()}


def command(*words, accept=(0,)):
    return lambda: run(words, accept)


def hyperscan(files, in_memory):
    """Seconds of matching, as it measures them itself."""
    words = [f"{WORK}/hyperscan"] + ["-m"] * in_memory + [PATTERNS]

    def measure():
        out = subprocess.run(words + files, check=True, text=True,
                             capture_output=True).stdout
        return Result(float(out.split()[2]), 0, 0)
    return measure


def ripgrep(threads, path):
    return command("rg", "--no-unicode", "-a", "--count-matches",
                   "--no-ignore", "-f", PATTERNS, f"-j{threads}", path,
                   accept=(0, 1))


def pandian(threads, path):
    return command(PANDIAN, "scan", "--quiet", f"-j{threads}", "--inventory",
                   f"{WORK}/inventory.db", path, accept=(0, 3))


def source_files():
    for root in SOURCES:
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                if name.endswith(SUFFIXES):
                    yield os.path.join(folder, name)


def source_text(size):
    """What source there is on this machine, again and again, as files of
    16 MiB."""
    folder = f"{WORK}/source"
    os.makedirs(folder)
    text = bytearray()
    for name in source_files():
        with open(name, "rb") as f:
            text += f.read()
        if len(text) > size:
            break
    for n in range(size >> 24):
        at = (n << 24) % max(1, len(text) - (1 << 24))
        with open(f"{folder}/{n:03d}.c", "wb") as f:
            f.write(text[at:at + (1 << 24)])
    return folder


def dump(kind, mebibytes, name):
    path = f"{WORK}/{name}"
    with open(path, "wb") as out:
        subprocess.run([f"{WORK}/dump", kind, str(mebibytes)], stdout=out,
                       stderr=subprocess.DEVNULL, check=True)
    return path


def small_files(count):
    """A tree of files of about 4 KiB: source, one in twenty a list."""
    folder = f"{WORK}/small"
    with open(f"{source_text(32 << 20)}/000.c", "rb") as f:
        text = f.read()
    shutil.rmtree(f"{WORK}/source")
    with open(dump("csv", 4, "list.csv"), "rb") as f:
        rows = f.read()
    for n in range(count):
        part = f"{folder}/{n // 1000:03d}/{n // 100 % 10}"
        if n % 100 == 0:
            os.makedirs(part)
        size = 1024 + n * 2654435761 % 6144
        data, at = (rows, n * 40) if n % 20 == 0 else (text, n * 160)
        with open(f"{part}/{n:06d}.{'csv' if n % 20 == 0 else 'c'}",
                  "wb") as f:
            f.write(data[at:at + size])
    return folder


def files_of(path):
    if os.path.isfile(path):
        return [path]
    return sorted(os.path.join(d, f) for d, _, fs in os.walk(path)
                  for f in fs)


def warm(files):
    for name in files:
        with open(name, "rb") as f:
            while f.read(1 << 20):
                pass


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


READING, IN_MEMORY = (f"Hyperscan, matching only, {way}"
                      for way in ("reading", "in memory"))


def programs_for(path):
    files = files_of(path)
    warm(files)
    programs = {READING: hyperscan(files, False),
                IN_MEMORY: hyperscan(files, True)}
    for j in (1, 2):
        programs[f"ripgrep -j{j}"] = ripgrep(j, path)
    programs["wc -l"] = command("wc", "-l", *files)
    for j in (1, 2):
        programs[f"**pandian -j{j}**"] = pandian(j, path)
    return programs


def speed(inputs):
    """All in turns, so that the inputs can be compared, too."""
    results = in_turns({(title, name): measure
                        for title, path in inputs.items()
                        for name, measure in programs_for(path).items()})
    for title, path in inputs.items():
        size = sum(map(os.path.getsize, files_of(path)))
        own = {name: r.seconds for (of, name), r in results.items()
               if of == title}
        # The faster of its two ways counts.
        peer = min(own[READING], own[IN_MEMORY])
        print(f"\n### {title}, {size / 1e9:.2f} GB in "
              f"{len(files_of(path))} files\n")
        row("program", "seconds", "GB/s", "times Hyperscan")
        row("---", "--:", "--:", "--:")
        for name, seconds in own.items():
            row(name, f"{seconds:.3f}", f"{size / seconds / 1e9:.2f}",
                f"{peer / seconds:.2f}")


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)


def small():
    path = small_files(100000)
    files = files_of(path)
    warm(files)
    print(f"\n### {len(files)} small files, "
          f"{sum(map(os.path.getsize, files)) / 1e9:.2f} GB\n")
    row("program", "seconds", "CPU seconds", "files/s")
    row("---", "--:", "--:", "--:")
    programs = {f"ripgrep -j{j}": ripgrep(j, path) for j in (1, 2)}
    programs |= {f"**pandian -j{j}**": pandian(j, path) for j in (1, 2)}
    for name, r in in_turns(programs).items():
        row(name, f"{r.seconds:.2f}", f"{r.cpu:.2f}",
            f"{len(files) / r.seconds:,.0f}")
    remove(path)


def readers():
    """What others take merely to read the list into a table."""
    path = dump("csv", MEBIBYTES, "d.csv")
    size = os.path.getsize(path)
    warm([path])
    print(f"\n### Merely reading the list, {size / 1e9:.2f} GB\n")
    row("program", "seconds", "CPU seconds", "GB/s")
    row("---", "--:", "--:", "--:")
    count = f"SELECT count(*) FROM read_csv('{path}', all_varchar=true)"
    others = {
        "sqlite3 .import": ("sqlite3", ":memory:", f".import --csv {path} t"),
        "Miller": ("mlr", "--icsv", "--ojson", "nothing", path),
        "DuckDB, one thread, counting rows": (
            DUCKDB, "-c", "import duckdb; duckdb.sql('SET threads=1');"
            f'duckdb.sql("{count}").fetchall()'),
    }
    programs = {name: command(*words) for name, words in others.items()
                if shutil.which(words[0])}
    programs |= {f"**pandian -j{j}**": pandian(j, path) for j in (1, 2)}
    for name, r in in_turns(programs).items():
        row(name, f"{r.seconds:.2f}", f"{r.cpu:.2f}",
            f"{size / 1e9 / r.seconds:.2f}")
    for name in others.keys() - programs.keys():
        row(name, "not here", "", "")
    remove(path)


def one_line(mebibytes):
    path = f"{WORK}/line.txt"
    block = ("客户王芳身份证号11010119900307109X电话13812345679；" *
             20000).encode()
    with open(path, "wb") as f:
        for _ in range((mebibytes << 20) // len(block)):
            f.write(block)
    return path


def memory():
    print("\n### Peak memory\n")
    row("input", "threads", "peak MiB", "bar MiB", "seconds")
    row("---", "--:", "--:", "--:", "--:")
    for title, make in (
            ("one line of 1 GiB", lambda: one_line(1024)),
            ("a dump of 4 GiB", lambda: dump("mysqldump", 4096, "4g.sql")),
            ("a list of 4 GiB", lambda: dump("csv", 4096, "4g.csv"))):
        path = make()
        for j in (1, 2, 4):
            r = pandian(j, path)()
            row(title, j, r.peak // 1024, 64 + 4 * j, f"{r.seconds:.1f}")
        remove(path)


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        model = next((line.split(":")[1].strip() for line in f
                      if line.startswith("model name")), platform.machine())

    def version(*command):
        return subprocess.run(command, capture_output=True, text=True,
                              check=True).stdout.split("\n")[0].strip()
    print(f"{datetime.date.today()}, {model}, {os.cpu_count()} CPUs, Linux "
          f"{platform.release()}; Hyperscan "
          f"{version('pkg-config', '--modversion', 'libhs')}, "
          f"{version('rg', '--version')}; warm cache, median of {RUNS}, in "
          "turns.")


def main(parts):
    machine()
    if "speed" in parts:
        inputs = {
            "Source text": source_text(MEBIBYTES << 20),
            "Customer dump (mysqldump)": dump("mysqldump", MEBIBYTES,
                                              "d.sql"),
            "The same as CSV": dump("csv", MEBIBYTES, "d.csv")}
        speed(inputs)
        for path in inputs.values():
            remove(path)
    if "readers" in parts:
        readers()
    if "small" in parts:
        small()
    if "memory" in parts:
        memory()


main(sys.argv[2:] or ["speed", "readers", "small", "memory"])
