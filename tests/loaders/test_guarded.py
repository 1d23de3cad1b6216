"""Whatever a reader does to itself, the program that called it goes on, and says what happened.

The functions called are Python's own `eval` and `exec`: the bytes are what the child is to do.
"""

import json
import subprocess
import sys
import threading
import time

import pytest

from loaders import guarded
from loaders.grid import Refused


def refusal(function, content, **limits):
    with pytest.raises(Refused) as refused:
        guarded.call(function, content, **limits)
    return refused.value


def failing(code, **limits):
    """The code and reason of the refusal where the child does what some Python says."""
    found = refusal("builtins:exec", code.encode(), **limits)
    return found.code, found.details["reason"]


# An answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"545", 545),
        (b"'\\u2013 \\ud800 \\0'", "– \ud800 \0"),
        (b"{'rows': (1, None)}", {"rows": [1, None]}),
        (b"None", None),
        (b"[" + b"1," * 100_000 + b"]", [1] * 100_000),
    ],
    ids=["number", "odd letters", "nested", "nothing", "long there, long back"],
)
def test_what_the_function_answers_comes_back(said, answer):
    assert guarded.call("builtins:eval", said) == answer


def test_what_is_asked_goes_along_as_keywords():
    assert guarded.call("builtins:int", b"ff", base=16) == 255


def test_a_refusal_is_raised_again_with_its_details():
    raising = b"import loaders.grid as g\nraise g.Refused('F17', row=3, columns=6, headings=(5,))"
    found = refusal("builtins:exec", raising)
    assert (found.code, found.details) == ("F17", {"row": 3, "columns": 6, "headings": [5]})


def test_what_a_library_prints_is_not_the_answer():
    printing = b"[print('{\"answer\": 1}'), __import__('os').system('echo 2'), 3][2]"
    assert guarded.call("builtins:eval", printing) == 3


def test_calls_may_run_at_the_same_time():
    answers = {}
    calls = [
        threading.Thread(target=lambda n=n: answers.update({n: guarded.call("builtins:eval", b"%d" % n)}))
        for n in range(4)
    ]
    for each in calls:
        each.start()
    for each in calls:
        each.join()
    assert answers == {n: n for n in range(4)}


# The end of the child


@pytest.mark.parametrize(
    ("done", "reason"),
    [
        ("import os; os.kill(os.getpid(), 11)", "ended with -11"),
        ("import ctypes; ctypes.string_at(0)", "ended with -11"),
        ("import os; os.abort()", "ended with -6"),
        ("import os; os._exit(3)", "ended with 3"),
        ("import os; os._exit(0)", "answer not understood"),
        ("import os; os.close(3)", "ended with 1"),
        ("import sys; sys.exit(0)", "SystemExit at <string>:1"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt at <string>:1"),
        ("class PanicException(BaseException): pass\nraise PanicException", "PanicException at <string>:2"),
        ("1 / 0", "ZeroDivisionError at <string>:1"),
        ("exec('def f(): f()\\nf()', {})", "RecursionError at <string>:1"),
    ],
)
def test_a_child_that_dies_or_fails_is_our_failure_and_no_more(done, reason):
    code, found = failing(done)
    assert (code, found) == ("F20", reason)


def test_a_failure_does_not_repeat_what_somebody_typed():
    assert "Morag" not in str(refusal("builtins:exec", b"raise ValueError('Morag Smith, 01/02/1950')").details)


def test_an_answer_that_json_cannot_hold_is_our_failure():
    assert refusal("builtins:eval", b"{1, 2}").details["reason"].startswith("TypeError")


@pytest.mark.parametrize(
    "answered", [b"", b"{", b"1", b"[]", b"null", b"{}", b'{"refused": "F01"}', b"\xff", b"[" * 10**5]
)
def test_an_answer_that_makes_no_sense_is_our_failure(answered):
    with pytest.raises(Refused) as refused:
        guarded._understood(answered)
    assert refused.value.code == "F20"


@pytest.mark.parametrize("function", ["no.such:thing", "builtins:nothing", "builtins", ""])
def test_a_function_that_does_not_exist_is_our_failure(function):
    assert refusal(function, b"").code == "F20"


def test_a_machine_that_starts_no_child_is_our_failure(monkeypatch):
    monkeypatch.setattr(sys, "executable", "no/such/python")
    assert refusal("builtins:eval", b"1").details == {"reason": "not started"}


# Time


@pytest.mark.parametrize(
    "endless",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "import signal, time\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\ntime.sleep(60)",
        "import os, time; os.closerange(0, 9); time.sleep(60)",
        "import subprocess; subprocess.run(['sleep', '60'])",
        "import os, time; os.fork(); time.sleep(60)",
    ],
)
def test_a_child_that_does_not_end_is_ended(endless):
    started = time.monotonic()
    assert failing(endless, seconds=0.5) == ("F20", "time")
    assert time.monotonic() - started < 5


def test_a_child_that_hears_nothing_of_a_long_question_is_ended():
    waiting = b"import time; time.sleep(60)#" + b" " * 5_000_000
    assert refusal("builtins:exec", waiting, seconds=0.5).details == {"reason": "time"}


@pytest.mark.skipif(sys.platform == "win32", reason="there the child alone is ended")
def test_what_the_child_started_ends_with_it():
    process = guarded.call("builtins:eval", b"__import__('subprocess').Popen(['sleep', '60']).pid")
    time.sleep(0.1)
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    assert state.strip()[:1] in ("", "Z")


# Memory


def test_a_child_that_swells_is_stopped():
    assert failing("held = bytearray(2_000_000_000)") == ("F09", "memory")


def test_a_child_that_swells_by_and_by_is_stopped():
    assert failing("held = []\nwhile True: held.append(bytearray(10_000_000))", memory=300_000_000) == ("F09", "memory")


def test_where_the_system_does_not_hold_it_to_the_limit_the_parent_does(monkeypatch):
    monkeypatch.setattr(guarded, "ENFORCED", False)
    swelling = "import time\nheld = bytearray(b'1' * 300_000_000)\ntime.sleep(60)"
    assert failing(swelling, memory=200_000_000, seconds=20) == ("F09", "memory")


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own account of a process")
def test_memory_is_measured_without_psutil_too(monkeypatch):
    monkeypatch.setattr(guarded, "psutil", None)
    assert guarded._resident(threading.get_native_id()) > 10_000_000
    assert guarded._resident(2**22 + 1) == 0


def test_an_answer_without_end_is_cut_off(monkeypatch):
    monkeypatch.setattr(guarded, "LARGEST_ANSWER", 1_000_000)
    assert refusal("builtins:eval", b"'x' * 2_000_000").details == {"reason": "answer too long"}
    flood = "import os\nwhile True: [os.write(n, b'x' * 60_000) for n in range(3, 6) if os.path.exists(f'/dev/fd/{n}')]"
    assert failing(flood, seconds=20) == ("F20", "answer too long")


# What the child may do, and what it needs


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_child_cannot_write_a_file(tmp_path):
    writing = f"with open({str(tmp_path / 'left')!r}, 'w') as f: f.write('figures')"
    assert failing(writing)[0] == "F20"
    assert (tmp_path / "left").read_text() == ""


def test_the_child_is_told_of_no_proxy_and_nothing_else_of_ours(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    monkeypatch.setenv("SDS_HOME", "elsewhere")
    known = guarded.call("builtins:eval", b"list(__import__('os').environ)")
    assert {"HTTPS_PROXY", "SDS_HOME"}.isdisjoint(known)


def test_the_child_loads_no_library_that_reading_does_not_need():
    loading = "[__import__('loaders.forms'), __import__('loaders.delimited')]"
    loaded = guarded.call(
        "builtins:eval", f"{loading} and [name for name in sys.modules if sys.modules[name]]".encode()
    )
    assert {"loaders.forms", "loaders.delimited"} <= set(loaded)
    heavy = {"pandas", "numpy", "pyarrow", "plotly", "streamlit", "sqlalchemy"}
    assert {name.split(".")[0] for name in loaded}.isdisjoint(heavy)


def test_the_child_knows_the_project_and_not_the_folder_it_was_started_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stranger.py").write_text("")
    assert guarded.call("builtins:eval", b"__import__('loaders.grid').grid.column_letters(28)") == "AB"
    assert refusal("stranger:any", b"").details["reason"].startswith("ModuleNotFoundError")


def test_a_real_reader_is_called_like_any_function():
    found = refusal("loaders.delimited:read", b'Area,Option 1\n"Fife,545', name="fife.csv")
    assert (found.code, found.details["reason"]) == ("F07", "quotes")
    assert json.dumps(found.details)
