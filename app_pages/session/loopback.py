"""How the app is reached: on this machine alone, or by others."""

from __future__ import annotations

from ipaddress import ip_address


def own_machine(host: str) -> bool:
    """Tell whether a host is this machine, as seen from itself; "" is none but this."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
