"""What several benchmarks need and nobody wants made twice: a filled ledger, and the bare page's recording."""

import asyncio
import subprocess
import sys
from functools import cached_property
from pathlib import Path

from benchmarks import recorded, views
from benchmarks.server import COMPARE, DASHBOARD, ROOT, serving


class Workshop:
    """A folder to work in, and what is made there when first asked for."""

    def __init__(self, folder: Path, full: bool) -> None:
        """`full`: make the large ledger a hundred times the real one, however long that takes."""
        self.folder, self.full = folder, full

    @cached_property
    def home(self) -> Path:
        """A ledger with every bundled workbook in it, taken in by the command line."""
        home = self.folder / "home"
        command = [sys.executable, "sds.py", "returns", "--home", str(home)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return home

    @cached_property
    def page(self) -> Path:
        """The file the bare page draws from."""
        path = self.folder / "page.json"
        with serving(DASHBOARD, SDS_HOME=self.home) as address:
            asyncio.run(recorded.record(f"{address}/{COMPARE}", path))
        return path

    @cached_property
    def views(self) -> Path:
        """The file the bare views draw from."""
        path = self.folder / "views.json"
        with serving(DASHBOARD, SDS_HOME=self.home) as address:
            asyncio.run(views.record(address, path))
        return path
