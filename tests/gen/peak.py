#!/usr/bin/env python3
"""Runs a command and writes its peak memory (KiB), seconds and CPU
seconds to FILE.

    peak.py FILE COMMAND...

Ends with the command's status. The peak is never below that of this script
itself, about 13 MiB, from which the command is started.
"""

import os
import sys
import time

started = time.monotonic()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as f:
    print(usage.ru_maxrss, f"{time.monotonic() - started:.3f}",
          f"{usage.ru_utime + usage.ru_stime:.3f}", file=f)
sys.exit(os.waitstatus_to_exitcode(status))
