"""Calls a function in a process of its own, limited in time and memory: readers can hang, swell, or end the process.

The child has no need of the network and is given no way there that the machine does not give everybody: proxies and
all else in the environment are left out. It cannot write files. What keeps a system from being reached at all is the
machine's own setting up (a firewall, a container); this is no sandbox.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from loaders.grid import Refused
from loaders.progress import Progress, understood

try:  # measures a process on every platform; without it Linux only
    import psutil
except ImportError:
    psutil = None

CHILD = Path(__file__).with_name("child.py")
LARGEST_ANSWER = 300_000_000  # bytes
ENFORCED = sys.platform == "linux"  # whether the system holds a process to its limit of memory
_NEEDED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")  # of the environment
_LONGEST_LINE = 2_000  # bytes of what is said of progress; more comes as several lines that say nothing
_TICK = 0.05  # seconds between two looks at the child


def call(
    function: str,
    content: bytes,
    *,
    seconds: float = 30,
    memory: int = 1_000_000_000,
    progress: Progress | None = None,
    **asked: object,
) -> object:
    """What `function` ("package.module:name") answers when called with some bytes and `asked` as keywords.

    Its answer must be something JSON can hold, and comes back as JSON has it: lists for tuples, text for keys. Raises
    what the function refused as Refused; Refused F09 where it needs more than `memory` bytes; Refused F20 with a reason
    for all else: it failed, died, took longer than `seconds`, answered at too great a length or not at all.

    `progress` is called, by this thread, with the newest of what the child says of where it is: plain words of one
    short line, and a fraction that never goes back. It comes through a pipe of its own, so that it cannot be taken for
    the answer. What `progress` raises ends the child and is raised.
    """
    limits = {"seconds": seconds, "memory": memory if ENFORCED else None}
    header = json.dumps({"function": function, "asked": asked, "length": len(content), **limits}).encode()
    question = len(header).to_bytes(4, "big") + header
    child = _started(told=progress is not None)
    try:
        answer = _conversation(child, (question, content), time.monotonic() + seconds, memory, _Told(progress))
    finally:
        _end(child)
    return _understood(answer)


def _started(told: bool) -> subprocess.Popen:
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    own_group = (
        {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    of_progress = subprocess.PIPE if told else subprocess.DEVNULL
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": of_progress}
    try:
        return subprocess.Popen([sys.executable, "-I", str(CHILD)], env=environment, **pipes, **own_group)
    except OSError as failure:
        raise Refused("F20", reason="not started") from failure


class _Told:
    """What a child says of its progress: the newest is kept, to be passed on, and all else forgotten."""

    def __init__(self, listener: Progress | None) -> None:
        self.listener = listener
        self.newest: tuple[str, float] | None = None
        self.passed_on: tuple[str, float] = ("", 0.0)

    def listen(self, child: subprocess.Popen) -> None:
        """Hears the child out, in a thread of its own: a child that nobody hears would have to wait."""
        with suppress(OSError, MemoryError), child.stderr:
            while line := child.stderr.readline(_LONGEST_LINE):
                self.newest = _progress(line) or self.newest

    def pass_on(self) -> None:
        """Tells the listener what is new."""
        words, part = self.newest or self.passed_on
        now = (words, max(part, self.passed_on[1]))
        if now != self.passed_on:
            self.passed_on = now
            self.listener(*now)


def _progress(line: bytes) -> tuple[str, float] | None:
    with suppress(ValueError, RecursionError):
        return understood(json.loads(line))
    return None


def _conversation(
    child: subprocess.Popen, question: tuple[bytes, ...], until: float, memory: int, told: _Told
) -> bytes:
    """The answer, once the child has ended in good time and good order. Raises Refused F09 or F20 otherwise."""
    heard: list[bytes] = []
    # Each pipe has a thread: a child that does not listen, or never stops talking, must not hold us.
    threading.Thread(target=_ask, args=(child, question), daemon=True).start()
    listening = threading.Thread(target=_listen, args=(child, heard), daemon=True)
    listening.start()
    if child.stderr is not None:
        threading.Thread(target=told.listen, args=(child,), daemon=True).start()
    while listening.is_alive():
        listening.join(max(0, min(_TICK, until - time.monotonic())))
        told.pass_on()
        _refuse_excess(child, until, memory)
    if sum(map(len, heard)) > LARGEST_ANSWER:
        raise Refused("F20", reason="answer too long")
    try:
        status = child.wait(max(_TICK, until - time.monotonic()))
    except subprocess.TimeoutExpired as late:
        raise Refused("F20", reason="time") from late
    if status != 0:
        raise Refused("F20", reason=f"ended with {status}")
    return b"".join(heard)


def _ask(child: subprocess.Popen, question: tuple[bytes, ...]) -> None:
    with suppress(OSError), child.stdin:  # it may end without hearing all; what it answered shows why
        for part in question:
            child.stdin.write(part)


def _listen(child: subprocess.Popen, heard: list[bytes]) -> None:
    length = 0
    with suppress(OSError, MemoryError), child.stdout:
        while length <= LARGEST_ANSWER and (part := child.stdout.read1(1 << 20)):
            heard.append(part)
            length += len(part)


def _refuse_excess(child: subprocess.Popen, until: float, memory: int) -> None:
    if time.monotonic() >= until:
        raise Refused("F20", reason="time")
    if _resident(child.pid) > memory:
        raise Refused("F09", reason="memory")


def _resident(process: int) -> int:
    """Bytes of memory a process holds; 0 where that cannot be told."""
    try:
        if psutil is not None:
            return psutil.Process(process).memory_info().rss
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except Exception:  # it has ended, or this platform has no such file
        return 0


def _end(child: subprocess.Popen) -> None:
    """Ends the child and whatever it started, at once, if they are still there."""
    with suppress(OSError):
        child.kill() if sys.platform == "win32" else os.killpg(child.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        child.wait(5)


def _understood(answer: bytes) -> object:
    """The answer's content. Raises Refused for a refusal, and F20 for a failure or an answer that makes no sense."""
    try:
        told = json.loads(answer)
        if "answer" in told:
            return told["answer"]
        refusal = Refused(told["refused"], **told["details"]) if "refused" in told else None
        failed = str(told.get("failed", "answer not understood"))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError) as damage:
        raise Refused("F20", reason="answer not understood") from damage
    raise refusal or Refused("F20", reason=failed)
