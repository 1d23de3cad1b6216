"""What has been sent in: returns with their bytes, every version of every figure, notes, who and when."""

from ledger.ledger import Ledger
from ledger.records import Event, Finding, Held, Return, Sent, Told, TurnedAway, Version
from ledger.trouble import LedgerUnavailable, Moved, WasPurged

__all__ = [
    "Event",
    "Finding",
    "Held",
    "Ledger",
    "LedgerUnavailable",
    "Moved",
    "Return",
    "Sent",
    "Told",
    "TurnedAway",
    "Version",
    "WasPurged",
]
