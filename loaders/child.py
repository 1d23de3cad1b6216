"""The far side of `guarded.call`: limits itself, calls one function with the bytes it is sent, answers in JSON, ends.

Run as a script in a process of its own, never imported.
"""

import gc
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

LIBRARIES_NOT_NEEDED = "numpy pandas pyarrow plotly streamlit sqlalchemy".split()


def limit(seconds: float, memory: int | None) -> None:
    """Gives up what reading needs none of. Windows has no such limits; the parent watches there, as it does anyway."""
    try:
        import resource
    except ImportError:
        return
    limits = {"RLIMIT_CPU": int(seconds) + 1, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": 64}
    if memory is not None:
        limits["RLIMIT_AS"] = memory
    for name, most in limits.items():
        _, hard = resource.getrlimit(getattr(resource, name))
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(getattr(resource, name), (most, most))


def answer_of(asked: dict, content: bytes, progress: int) -> bytes:
    """What the function answers, as JSON: its answer, or the code of its refusal, or how it failed.

    Where it is goes down the pipe `progress`, a line of JSON each time."""
    from importlib import import_module

    from loaders.grid import Refused
    from loaders.progress import told_to

    def tell(words: str, part: float) -> None:
        with suppress(OSError):  # nobody listens any more, which is no reason to stop
            os.write(progress, json.dumps([words, part]).encode() + b"\n")

    module, _, name = asked["function"].partition(":")
    try:
        with told_to(tell):
            answer = getattr(import_module(module), name)(content, **asked["asked"])
        return json.dumps({"answer": answer}).encode()
    except Refused as refused:
        return json.dumps({"refused": refused.code, "details": refused.details}, default=str).encode()
    except MemoryError:
        return b'{"refused": "F09", "details": {"reason": "memory"}}'
    except BaseException as failure:  # a library's panic is no Exception
        return json.dumps({"failed": type(failure).__name__ + _place(failure)}).encode()


def _place(failure: BaseException) -> str:
    """Where it failed; never its message, which may hold what somebody typed."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def main() -> None:
    """Reads the question, answers it, ends at once."""
    header = json.loads(sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4), "big")))
    limit(header["seconds"], header["memory"])
    content = sys.stdin.buffer.read(header["length"])
    gc.disable()  # what reading makes stays until the end, and looking for what does not costs a fifth of the time
    # What libraries print must not get into the answer, nor into what is said of progress.
    out, progress = os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.dont_write_bytecode = True  # no file may be written, so none is tried
    # openpyxl would load numpy only to know its numbers; it does without.
    sys.modules.update(dict.fromkeys(LIBRARIES_NOT_NEEDED))
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    answer = memoryview(answer_of(header, content, progress))
    while answer:
        answer = answer[os.write(out, answer) :]
    os._exit(0)  # nothing to tidy up, and a thread a library left behind would hold it


if __name__ == "__main__":
    main()
