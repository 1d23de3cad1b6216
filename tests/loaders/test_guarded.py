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


# What it says of its progress

SAYING = "from loaders import progress\nimport time\n"


def heard(code, seconds=20):
    """What was passed on while the child did what some Python says; what it answered or why it did not."""
    told = []
    try:
        answer = guarded.call("builtins:exec", code.encode(), seconds=seconds, progress=lambda *said: told.append(said))
    except Refused as refusal:
        answer = refusal.details.get("reason")
    return told, answer


def test_what_the_child_is_at_is_passed_on_while_it_works():
    saying = "for n, each in enumerate(progress.sheets(progress.OPENING, 'ab', name=str)): time.sleep(0.3)"
    told, _ = heard(SAYING + saying)
    assert told == [("Opening sheet 1 of 2: a", 0.0), ("Opening sheet 2 of 2: b", 0.2)]


def test_it_is_told_in_the_thread_of_the_caller():
    threads = set()
    code = SAYING + "progress.at(progress.CHECKING)\ntime.sleep(0.3)"
    guarded.call("builtins:exec", code.encode(), progress=lambda *_: threads.add(threading.current_thread()))
    assert threads == {threading.current_thread()}


def test_who_does_not_ask_hears_nothing_and_gets_the_same_answer():
    saying = b"__import__('loaders.progress').progress.at('Opening') or 545"
    assert guarded.call("builtins:eval", saying) == 545


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'["Opening", 0.5]', ("Opening", 0.5)),
        (b'["\\u001b[2J\\u202eerom\\nline", 1]', (" [2J erom line", 1.0)),
        (b'["' + b"x" * 500 + b'", 0]', ("x" * 119 + "…", 0.0)),
        (b'["' + b"x" * 5_000 + b'", 0.5]', None),  # longer than any line of ours: in pieces, of which none makes sense
        (b'{"answer": 1}', None),
        (b'["Opening", NaN]', None),
        (b'["Opening", 2]', None),
        (b'["Opening", true]', None),
        (b'["Opening", "0.5"]', None),
        (b"[1, 0.5]", None),
        (b"[" * 1_500, None),
        (b"\xff\xfe", None),
        (b"Traceback (most recent call last):", None),
    ],
)
def test_only_one_short_line_of_plain_words_and_a_fraction_is_passed_on(line, told):
    writing = f"import os, time\nos.write(4, {line!r} + b'\\n')\ntime.sleep(0.3)"
    assert heard(writing)[0] == ([told] if told else [])


def test_progress_never_goes_back():
    told, _ = heard(SAYING + "for part in (0.5, 0.1): progress.at('Opening', part); time.sleep(0.3)")
    assert [part for _, part in told] == [0.2] and len(told) == 1


def test_an_answer_among_what_is_said_of_progress_is_no_answer():
    assert heard("""import os; os.write(4, b'{"answer": 1}\\n["x", 1]\\n'); 1 / 0""")[1].startswith("ZeroDivisionError")


def test_what_libraries_print_is_not_taken_for_progress():
    printing = """import os, sys, time
for out in (sys.stdout, sys.stderr): print('["printed", 1]', file=out, flush=True)
os.system('echo [1] >&2'); time.sleep(0.3)"""
    assert heard(printing)[0] == []


@pytest.mark.parametrize("flood", [r"b'[\"x\", 1]\n' * 5_000", "b'x' * 60_000"])
def test_a_flood_of_progress_holds_nobody_and_the_limits_hold(flood):
    told, reason = heard(f"import os\nwhile True: os.write(4, {flood})", seconds=1)
    assert reason == "time" and len(told) <= 1


def test_a_child_that_nobody_hears_any_more_goes_on():
    assert heard(SAYING + "import os; os.close(4)\nprogress.at('Opening')") == ([], None)


def test_what_the_listener_raises_ends_the_child():
    def stop(*_):
        raise KeyError("the page was left")

    started = time.monotonic()
    with pytest.raises(KeyError, match="the page was left"):
        code = (SAYING + "progress.at('Opening', 1)\ntime.sleep(60)").encode()
        guarded.call("builtins:exec", code, seconds=60, progress=stop)
    assert time.monotonic() - started < 10
