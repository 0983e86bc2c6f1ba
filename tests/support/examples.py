"""How many examples Hypothesis tries: `make stress` ten times as many as `make test`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def fewer(divisor: int) -> settings:
    """Try a part of the profile's examples, where each of them takes long."""
    return settings(
        max_examples=settings.default.max_examples // divisor,
        suppress_health_check=[HealthCheck.too_slow],
    )
