"""A clock that was set back."""

from __future__ import annotations

from datetime import date


class Earlier(date):
    """Days as they are where today is long before any claim came in."""

    @classmethod
    def today(cls) -> Earlier:
        """Return the wrong day."""
        return cls(2001, 2, 3)
