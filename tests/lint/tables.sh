#!/bin/sh
# The generated tables are those of their sources.
cd "$(dirname "$0")/../.." || exit 2

PYTHONDONTWRITEBYTECODE=1 exec python3 detectors/tables/generate.py --check
