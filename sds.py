"""The command line's front door: `returns` and `export` (check, load, undo and template come with sending in)."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from io import StringIO
from pathlib import Path

from exhibits import files
from intake import bundled
from ledger import Ledger, LedgerUnavailable
from model import DATA

DONE, WRONG_USAGE, REJECTED = 0, 2, 4


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit status says how it went (design: 0 accepted, 2 wrong usage, 4 rejected)."""
    asked = _parser().parse_args(arguments)
    try:
        ledger = Ledger(asked.home)
        refused = bundled.take_in(ledger, progress=_say)
        for refusal in refused:
            print(f"Not taken in: {refusal.sentence}", file=sys.stderr)
        status = asked.run(ledger, asked)
        sys.stdout.flush()  # trouble with what was printed is met here, where it can be said
        return status
    except BrokenPipeError:  # `sds.py returns | head`: whoever reads has read enough
        _print_no_more()
        return DONE
    except (LedgerUnavailable, files.NotAFile, OSError) as trouble:
        print(_sentence(trouble), file=sys.stderr)
        return REJECTED if isinstance(trouble, LedgerUnavailable) else WRONG_USAGE


def _parser() -> argparse.ArgumentParser:
    description = "Self-directed Support figures at the command line."
    parser = argparse.ArgumentParser(prog="sds.py", description=description, parents=[_home_option(_home())])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    home = _home_option(argparse.SUPPRESS)  # left out after the command, what was said before it stands
    returns = commands.add_parser("returns", parents=[home], help="what has been sent in, by whom, when")
    returns.add_argument("--json", action="store_true", help="as JSON, one object a return")
    returns.set_defaults(run=_returns)
    export = commands.add_parser("export", parents=[home], help="every current figure, with status and caveats")
    export.add_argument("out", type=Path, metavar="OUT.(csv|xlsx)")
    export.set_defaults(run=_export)
    return parser


def _home_option(default: object) -> argparse.ArgumentParser:
    option = argparse.ArgumentParser(add_help=False)
    option.add_argument("--home", type=Path, default=default, help="where the ledger lives (default: data/local)")
    return option


def _home() -> Path:
    return Path(os.environ.get("SDS_HOME") or DATA / "local")


def _say(done: int, of: int, file: str) -> None:
    if sys.stderr.isatty():
        print(f"Looking at {file} ({done + 1} of {of})", file=sys.stderr)


def _returns(ledger: Ledger, asked: argparse.Namespace) -> int:
    held = ledger.returns()
    if asked.json:
        print(json.dumps([asdict(each) for each in held], indent=2))
        return DONE
    for each in held:
        print(f"{each.id}  {each.sent_at}  {each.state}  {each.figures:,} figures  {each.file_name}  ({each.sent_by})")
    return DONE


def _export(ledger: Ledger, asked: argparse.Namespace) -> int:
    files.export(ledger.figures(), asked.out)
    print(f"Written: {asked.out}")
    return DONE


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
