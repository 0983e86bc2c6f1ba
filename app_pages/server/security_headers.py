"""Headers that tell a browser what a page of ours may do, and who may show it in a frame.

The rules are those of OWASP's Application Security Verification Standard, level 2, chapter on
browser security; what Streamlit's own pages need beyond is named where it is allowed.
"""

from __future__ import annotations

import hashlib
import os
import re
from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EMBEDDED_IN = "CITED_FIGURES_EMBEDDED_IN"
"""Names, by spaces, the origins whose pages may hold an embedded chart; "none" allows no page."""
ANY_ORIGIN = "*"
SOURCE = re.compile(r"\*|https?://[A-Za-z0-9.*\-]+(:\d+)?")
"""What may be named: any origin, or one; all else is as good as none."""
INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def frame_ancestors(query: bytes) -> str:
    """Return who may show the address in a frame: any page an embedded chart, none the rest."""
    names = parse_qs(query.decode("ascii", "replace"))
    return embedding_origins() if names.get("embed") == ["true"] else "'none'"


def embedding_origins() -> str:
    """Return whose pages may hold an embedded chart, as `EMBEDDED_IN` says."""
    allowed = os.environ.get(EMBEDDED_IN, ANY_ORIGIN).split()
    return " ".join(allowed) if allowed and all(map(SOURCE.fullmatch, allowed)) else "'none'"


def content_security_policy(scripts: Sequence[bytes], ancestors: str) -> str:
    """Return the policy of a page: everything from here, inline scripts only those that it has."""
    hashes = [f"'sha256-{b64encode(hashlib.sha256(one).digest()).decode()}'" for one in scripts]
    rules = {
        "default-src": ("'self'",),
        "script-src": ("'self'", "blob:", *hashes),
        "style-src": ("'self'", "'unsafe-inline'"),  # Streamlit writes its styles into the page
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        "worker-src": ("'self'", "blob:"),
        "object-src": ("'none'",),
        "base-uri": ("'self'",),
        "form-action": ("'self'",),
        "frame-ancestors": (ancestors,),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def page_policy(html: bytes, query: bytes) -> bytes:
    """Return the policy of a page as it is sent."""
    scripts = [found.group(1) for found in INLINE_SCRIPT.finditer(html)]
    return content_security_policy(scripts, frame_ancestors(query)).encode()


class Secured:
    """Middleware that gives each response the headers that it has not given itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = f"frame-ancestors {frame_ancestors(scope['query_string'])}"

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (*ALWAYS.items(), ("Content-Security-Policy", policy)):
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, secured)
