"""What has been sent in: returns with their bytes, every version of every figure, who and when."""

from ledger.ledger import Finding, Ledger, LedgerUnavailable, Return, Sent

__all__ = ["Finding", "Ledger", "LedgerUnavailable", "Return", "Sent"]
