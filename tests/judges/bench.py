"""What cfn-lint and Checkov take for N task definitions, and what 10,000 would take: `python bench.py 200`.

The task definitions of the comparison in turn, each as a template of its own. The judges start in the same way for one template as for
many, so the start is measured by itself, and only the rest is scaled.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import cloudformation
import judge
import subjects

MANY = 10_000


def measure(count: int) -> dict[str, float]:
    """Seconds each judge takes for this many task definitions."""
    known = [subject for subject in subjects.everything() if subject.kind == "task_definition"]
    taken = [replace(subject, id=f"{at}") for at, subject in enumerate(islice(cycle(known), count))]
    with tempfile.TemporaryDirectory() as folder:
        return judge.judge(map(cloudformation.write, taken), Path(folder)).seconds


def main() -> None:
    """Print both judges' times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    # The first run reads files from disk that the others find in memory.
    measure(1)
    start, taken = measure(1), measure(count)
    for name, seconds in taken.items():
        each = (seconds - start[name]) / (count - 1)
        print(
            f"{name}: {seconds:.2f} s for {count} task definitions, {start[name]:.2f} s for one: {each * 1000:.2f} ms for each more, "
            f"so about {start[name] + each * (MANY - 1):.0f} s for {MANY}"
        )


if __name__ == "__main__":
    main()
