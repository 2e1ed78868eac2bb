"""Ten staged files: `pandian hook` beside bare `git diff --cached`.

    hook.py FOLDER

Runs them in turn, RUNS (40) times, and prints a table for docs/benchmarks.md:
milliseconds from start to end, and of CPU with all that each starts.
`pandian --version` is what starting the program costs: loading its libraries.
"""
import os
import resource
import subprocess
import sys
import time

RUNS = int(os.environ.get("RUNS", "40"))
PANDIAN = os.path.abspath("build/pandian")
PROGRAMS = [
    ["git", "diff", "--cached"],
    [PANDIAN, "--version"],
    [PANDIAN, "hook"],
]


def git(*arguments):
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x.invalid",
                    *arguments], check=True, stdout=subprocess.DEVNULL)


def stage(folder):
    os.makedirs(folder)
    os.chdir(folder)
    git("init", "-q")
    for n in range(10):
        with open(f"file{n}.c", "w", encoding="utf-8") as f:
            f.writelines(f"\tcall(line, {i}, \"some text\");\n"
                         for i in range(400))
    git("add", ".")
    git("commit", "-qm", "first")
    for n in range(10):
        with open(f"file{n}.c", "a", encoding="utf-8") as f:
            f.write(f"int added_{n} = {n};\n")
    git("add", ".")


def measure(program):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    status = subprocess.call(program, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert status == 0, program
    return wall, (after.ru_utime + after.ru_stime -
                  before.ru_utime - before.ru_stime)


def main():
    stage(os.path.join(sys.argv[1], "staged"))
    times = [[] for _ in PROGRAMS]
    for _ in range(RUNS):
        for program, measured in zip(PROGRAMS, times):
            measured.append(measure(program))
    print("## Ten staged files\n")
    print("| program | best, ms | median, ms | CPU, ms |")
    print("| --- | --: | --: | --: |")
    for program, measured in zip(PROGRAMS, times):
        wall = sorted(1000 * w for w, _ in measured)
        cpu = sorted(1000 * c for _, c in measured)
        name = " ".join([os.path.basename(program[0]), *program[1:]])
        print(f"| {name} | {wall[0]:.1f} | {wall[len(wall) // 2]:.1f} "
              f"| {cpu[len(cpu) // 2]:.1f} |")


if __name__ == "__main__":
    main()
