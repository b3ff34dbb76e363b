"""``python -m newsroom.tether MODULE …``: run a module as a command that ends when its parent does.

The parent keeps the other end of standard input open. When it is gone, even
by kill -9, reading ends, and this process asks itself to stop.
"""

import os
import runpy
import signal
import sys
import threading


def _watch() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_watch, daemon=True).start()
    module = sys.argv[1]
    sys.argv = [module, *sys.argv[2:]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
