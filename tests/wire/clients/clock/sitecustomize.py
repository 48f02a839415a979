"""A clock for programs that are clients of a simulated AWS whose time is faster than real time.

Python runs this before a program whose `PYTHONPATH` has this folder. The program is as it was installed: only what it
sleeps is as much shorter as the server's time is faster, so that it asks as often, in the server's time, as it would ask AWS.
"""

import os
import time

_sleep = time.sleep
_pace = float(os.environ.get("ECS_USECASES_CLIENT_PACE", "1"))


def sleep(seconds):
    _sleep(seconds / _pace)


time.sleep = sleep
