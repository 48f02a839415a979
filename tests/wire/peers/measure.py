"""Run a command and print its wall time, peak memory and exit code as JSON."""

import json
import resource
import subprocess
import sys
import time

began = time.perf_counter()
run = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
wall = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"seconds": wall, "mib": peak / 1024, "exit": run.returncode, "said": run.stdout[-2000:]}))
