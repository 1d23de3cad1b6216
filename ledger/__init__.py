"""What has been sent in: returns with their bytes, every version of every figure, who and when."""

from ledger.ledger import Finding, Held, Ledger, LedgerUnavailable, Return, Sent, Told, TurnedAway

__all__ = ["Finding", "Held", "Ledger", "LedgerUnavailable", "Return", "Sent", "Told", "TurnedAway"]
