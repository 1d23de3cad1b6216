"""A Streamlit server of its own on a free port, ended whatever happens."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
DASHBOARD, BARE_PAGE, BARE_VIEW = "dashboard.py", "benchmarks/bare_page.py", "benchmarks/bare_view.py"
COMPARE = "compare_authorities"
HEADLESS = ("--server.headless", "true", "--server.address", "127.0.0.1")


@contextmanager
def serving(script: str, **settings: object) -> Iterator[str]:
    """Runs `streamlit run` with the settings in its environment; gives `127.0.0.1:port` once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / script), *HEADLESS, "--server.port", str(port)]
    environment = os.environ | {name: str(value) for name, value in settings.items()}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            _end(process)


def _wait_for(address: str, process: subprocess.Popen, log: TextIO) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"the server ended at once: {log.read()[-2000:]}")
        try:
            urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.025)
    raise RuntimeError("the server does not answer")


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
