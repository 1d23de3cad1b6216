"""The command line's front door: check, load, returns, undo, restore, purge, answers, export, template, and copies."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path

from exhibits import files
from intake import bundled, judging, taking, telling, template
from intake.judging import Judgement
from ledger import Ledger, LedgerUnavailable, WasPurged, keeping
from loaders.answers import NO_ANSWERS, Answers, words_asked
from loaders.progress import Progress, plain
from model import DATA
from model.declared import WronglyDeclared
from model.notes import Note
from model.observations import Observation
from model.returns import NATIONAL

DONE, WRONG_USAGE, QUESTIONS, REJECTED = 0, 2, 3, 4
STATUS = {judging.ACCEPT: DONE, judging.ASK: QUESTIONS, judging.REJECT: REJECTED}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit status says how it went (design: 0 accepted, 2 wrong usage, 4 rejected)."""
    asked = _parser().parse_args(arguments)
    try:
        status = asked.run(asked)
        sys.stdout.flush()  # trouble with what was printed is met here, where it can be said
        return status
    except BrokenPipeError:  # `sds.py returns | head`: whoever reads has read enough
        _print_no_more()
        return DONE
    except taking.ChangedMeanwhile as trouble:
        print(_sentence(trouble), file=sys.stderr)
        return QUESTIONS
    except (LedgerUnavailable, WasPurged, WronglyDeclared) as trouble:
        print(_sentence(trouble), file=sys.stderr)
        return REJECTED
    except (files.NotAFile, keeping.CannotCopy, Misused, OSError) as trouble:
        print(_sentence(trouble), file=sys.stderr)
        return WRONG_USAGE


class Misused(Exception):
    """The command was given something it cannot use; the message is a plain sentence."""


def _ledger(asked: argparse.Namespace) -> Ledger:
    """The ledger in its home, the bundled figures taken in."""
    ledger = Ledger(asked.home)
    for refusal in bundled.take_in(ledger, progress=_say):
        print(f"Not taken in: {refusal.sentence}", file=sys.stderr)
    return ledger


def _parser() -> argparse.ArgumentParser:
    description = "Self-directed Support figures at the command line."
    parser = argparse.ArgumentParser(prog="sds.py", description=description, parents=[_home_option(_home())])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    home = _home_option(argparse.SUPPRESS)  # left out after the command, what was said before it stands
    check = commands.add_parser("check", parents=[home], help="read and judge files; nothing is written")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--as", dest="owner", default="", metavar="NAME", help='whose return it is: "Fife", or national')
    check.add_argument("--json", action="store_true", help="as JSON, one object a file")
    check.set_defaults(run=_check)
    load = commands.add_parser("load", parents=[home], help="check a file, then take it in")
    load.add_argument("file", type=Path, metavar="FILE")
    load.add_argument(
        "--as", dest="owner", required=True, metavar="NAME", help='whose return it is: "Fife", or national'
    )
    load.add_argument("--by", required=True, metavar="NAME", help="who sends it in")
    load.add_argument("--answer", choices=["yes"], help="accept every answer we propose")
    load.add_argument(
        "--answers", type=Path, metavar="FILE.json", help="answers: a list of {code, sheet, cell, answer}"
    )
    load.add_argument("--json", action="store_true", help="as JSON")
    load.set_defaults(run=_load)
    for name, run, what in _ON_A_RETURN:
        act = commands.add_parser(name, parents=[home], help=what)
        act.add_argument("return_id", metavar="RETURN", help="the return's number, such as R12")
        act.add_argument("--by", required=True, metavar="NAME", type=_words)
        act.add_argument("--why", required=True, metavar="TEXT", type=_words)
        act.set_defaults(run=run)
    empty = commands.add_parser("template", parents=[home], help="an empty return for one authority")
    empty.add_argument("--as", dest="owner", required=True, metavar="NAME", help='whose: "Fife"')
    empty.add_argument("out", type=Path, metavar="OUT.xlsx")
    empty.set_defaults(run=_template)
    told = commands.add_parser("answers", parents=[home], help="what an authority has said of words of its own")
    told.add_argument("--as", dest="owner", required=True, metavar="NAME", help='whose: "Fife", or national')
    told.add_argument("--forget", metavar="HEADING", help="ask about this heading again from now on")
    told.add_argument("--by", metavar="NAME", help="who forgets it")
    told.set_defaults(run=_told)
    returns = commands.add_parser("returns", parents=[home], help="what has been sent in, by whom, when")
    returns.add_argument("--json", action="store_true", help="as JSON, one object a return")
    returns.set_defaults(run=_returns)
    export = commands.add_parser("export", parents=[home], help="every current figure, with status and caveats")
    export.add_argument("out", type=Path, metavar="OUT.(csv|xlsx)")
    export.set_defaults(run=_export)
    copy = commands.add_parser("backup", parents=[home], help="copy the ledger to a new file, also while others write")
    copy.add_argument("out", type=Path, metavar="OUT.db")
    copy.set_defaults(run=_backup)
    back = commands.add_parser("put-back", parents=[home], help="put a copy in the ledger's place, and keep that one")
    back.add_argument("copy", type=Path, metavar="COPY.db")
    back.add_argument("--by", required=True, metavar="NAME", type=_words, help="who puts it back")
    back.set_defaults(run=_put_back)
    return parser


def _words(given: str) -> str:
    """A name or a reason: a blank one is none."""
    if not given.strip():
        raise argparse.ArgumentTypeError("is blank")
    return given


def _home_option(default: object) -> argparse.ArgumentParser:
    option = argparse.ArgumentParser(add_help=False)
    option.add_argument("--home", type=Path, default=default, help="where the ledger lives (default: data/local)")
    return option


def _home() -> Path:
    return Path(os.environ.get("SDS_HOME") or DATA / "local")


def _say(done: int, of: int, file: str) -> None:
    if sys.stderr.isatty():
        print(f"Looking at {file} ({done + 1} of {of})", file=sys.stderr)


@contextmanager
def _showing(file: str) -> Iterator[Progress | None]:
    """Says on a terminal what the reading of a file is at, in one line that is written over, and gone at the end."""
    if not sys.stderr.isatty():
        yield None
        return
    width = shutil.get_terminal_size().columns - 1

    def show(words: str) -> None:
        print(f"\r{words[:width]:<{width}}", end="", file=sys.stderr, flush=True)

    try:
        yield lambda words, part: show(f"Reading {plain(file)} ({part:.0%}): {words} …")
    finally:
        show("")
        print("\r", end="", file=sys.stderr, flush=True)


def _check(asked: argparse.Namespace) -> int:
    owner = _owner(asked.owner)
    ledger = Ledger(asked.home) if (asked.home / "ledger.db").exists() else None
    judged = []
    for path in asked.files:
        with _showing(path.name) as progress:
            judged.append(judging.judge(_bytes(path), path.name, owner, ledger, progress=progress))
    if asked.json:
        print(json.dumps([judging.as_json(each) for each in judged], indent=2, ensure_ascii=False))
    else:
        for each in judged:
            _print(each)
    return max(STATUS[each.verdict] for each in judged)


def _load(asked: argparse.Namespace) -> int:
    owner, given = _owner(asked.owner, must=True), _answers(asked.answers)
    ledger = _ledger(asked)
    content = _bytes(asked.file)
    with _showing(asked.file.name) as progress:
        taken = {"take_proposals": asked.answer == "yes", "progress": progress}
        judged = judging.judge(content, asked.file.name, owner, ledger, given, **taken)
    if asked.json:
        print(json.dumps([judging.as_json(judged)], indent=2, ensure_ascii=False))
    else:
        _print(judged)
    if judged.verdict == judging.ACCEPT:
        number = taking.take_in(ledger, content, judged, asked.by, given, seen=judged.difference)
        print(f"Taken in as {number}: {_brought(judged)}.", file=sys.stderr)
    elif judged.is_personal:
        taking.turn_away(ledger, judged, asked.by)
    return STATUS[judged.verdict]


def _brought(judged: Judgement) -> str:
    figures, notes = len(judged.reading.observations), len(judged.reading.notes)
    return f"{figures:,} figures" + (f", {notes:,} {'note' if notes == 1 else 'notes'}" if notes else "")


def _undo(asked: argparse.Namespace) -> int:
    _turn(asked, Ledger.withdraw, "current")
    print(f"{asked.return_id} is withdrawn; the figures before it count again.")
    return DONE


def _restore(asked: argparse.Namespace) -> int:
    _turn(asked, Ledger.restore, "withdrawn")
    print(f"{asked.return_id} counts again; it has the place it had before it was withdrawn.")
    return DONE


def _turn(asked: argparse.Namespace, act: Callable[..., None], state: str) -> None:
    """Takes a return back or puts it back. Raises Misused where it is not in that state, or is a reply that only its
    organisation may turn."""
    ledger = _ledger(asked)
    try:
        if not telling.may_turn(ledger.return_(asked.return_id), asked.by):
            raise Misused(
                f"{asked.return_id} is a reply to an authority's figures: only the organisation that sent it may take "
                "it back or put it back. Give its name with --by."
            )
        act(ledger, asked.return_id, asked.by, asked.why)
    except KeyError as unknown:
        raise Misused(f"There is no {state} return {asked.return_id}. `returns` lists them.") from unknown


def _purge(asked: argparse.Namespace) -> int:
    try:
        gone = _ledger(asked).purge(asked.return_id, asked.by, asked.why)
    except KeyError as unknown:
        raise Misused(
            f"There is no return {asked.return_id} that has not been purged. `returns` lists them."
        ) from unknown
    also = f" So {'are' if len(gone) > 2 else 'is'} {', '.join(gone[1:])}, the very same file." if gone[1:] else ""
    print(
        f"{gone[0]} is purged: its file, figures, notes and findings are gone; the figures before it count again.{also}"
    )
    print("Copies of the ledger that were made before still hold it: remove those you keep, and make a new one.")
    return DONE


_ON_A_RETURN = (
    ("undo", _undo, "withdraw a return; the figures before it count again"),
    ("restore", _restore, "let a withdrawn return count again"),
    ("purge", _purge, "blank all that a return has brought, for good, to protect people"),
)


def _backup(asked: argparse.Namespace) -> int:
    keeping.backup(asked.home, asked.out)
    print(f"Written: {asked.out}")
    return DONE


def _put_back(asked: argparse.Namespace) -> int:
    kept = keeping.put_back(asked.home, asked.copy, asked.by)
    print(f"{asked.copy} is put back." + (f" The ledger that stood there is kept as {kept}." if kept else ""))
    return DONE


def _template(asked: argparse.Namespace) -> int:
    owner = _owner(asked.owner, must=True)
    if owner == NATIONAL:
        raise Misused("A template is made for one authority. Name it, such as Fife.")
    template.write(owner, _ledger(asked), asked.out)
    print(f"Written: {asked.out}")
    return DONE


def _told(asked: argparse.Namespace) -> int:
    owner, ledger = _owner(asked.owner, must=True), _ledger(asked)
    if asked.forget is None:
        for each in ledger.told(owner):
            print(f"“{each.heading}”: {each.answer}  ({each.by}, {each.at[:10]})")
        return DONE
    known = [each for each in ledger.told(owner) if each.words == words_asked(asked.forget)]
    if not known or not asked.by:
        raise Misused("Say who forgets it, with --by." if known else f"Nothing is remembered of “{asked.forget}”.")
    ledger.remember(owner, [replace(known[0], answer="")], asked.by)
    print(f"“{known[0].heading}” is asked about again from now on.")
    return DONE


def _owner(words: str, must: bool = False) -> str:
    try:
        return judging.owner_of(words) if words or must else ""
    except ValueError as unknown:
        raise Misused(str(unknown)) from unknown


def _answers(path: Path | None) -> Answers:
    try:
        return judging.answers_from(path) if path else NO_ANSWERS
    except OSError as trouble:
        raise Misused(f"We cannot read {path}: {trouble.strerror}.") from trouble
    except ValueError as wrong:
        raise Misused(str(wrong)) from wrong


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise Misused(f"We cannot read {path}: {trouble.strerror}.") from trouble


def _print(judged: Judgement) -> None:
    said = {
        judging.ACCEPT: "can be taken in",
        judging.ASK: "has questions to answer",
        judging.REJECT: "cannot go in yet",
    }
    figures = len(judged.reading.observations)
    notes = f", {len(judged.reading.notes):,} notes" if judged.reading.notes else ""
    print(f"{judged.file}: {said[judged.verdict]}. {figures:,} figures{notes} understood.")
    for each in sorted(judged.reading.problems, key=lambda each: ["reject", "ask", "note"].index(each.severity)):
        print(f"  {each.severity}  {each.code}  {each.where or 'the file'}: {each.message}")


def _returns(asked: argparse.Namespace) -> int:
    held = _ledger(asked).returns()
    if asked.json:
        print(json.dumps([asdict(each) for each in held], indent=2))
        return DONE
    for each in held:
        print(f"{each.id}  {each.sent_at}  {each.state}  {each.figures:,} figures  {each.file_name}  ({each.sent_by})")
    return DONE


def _export(asked: argparse.Namespace) -> int:
    ledger = _ledger(asked)
    figures, notes = _of_one_moment(ledger)
    files.export(figures, asked.out, notes)
    print(f"Written: {asked.out}")
    return DONE


def _of_one_moment(ledger: Ledger) -> tuple[list[Observation], list[Note]]:
    """Every current figure and every current note, between which nothing has changed."""
    while True:
        version = ledger.version()
        held = ledger.figures(), ledger.notes()
        if ledger.version() == version:
            return held


def _sentence(trouble: Exception) -> str:
    if isinstance(trouble, OSError):
        if not trouble.filename:  # only what is printed has none
            _print_no_more()
        what = trouble.filename or "the answer"
        return f"We cannot write {what}: {trouble.strerror}. Choose another place or name."
    return str(trouble)


def _print_no_more() -> None:
    """What is left to print goes nowhere: Python would try once more at its end, and complain in its own words."""
    sys.stdout = StringIO()


if __name__ == "__main__":
    sys.exit(main())
