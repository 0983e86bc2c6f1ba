"""A signature in a file (Ed25519, RFC 8032), by the key of whoever serves the site.

It is of all bytes of the file without itself; of an Office file of the parts, as packing them
again is no change. A table of rows has no place for one.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from charts.provenance.metadata import IEND

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

VARIABLE = "CITED_FIGURES_SIGNING_KEY"
"""The variable that names the file of the private key (PKCS #8, PEM, no password)."""
NAME = "CitedFigures.signature"
LENGTH = 128
"""How many hexadecimal digits a signature has."""
NO_KEY_FILE = (
    "The key file that {variable} names cannot be used: it must be an Ed25519 private key in PEM, "
    "without a password, as `openssl genpkey -algorithm ed25519` writes it."
)
HEX = rb"([0-9a-f]{128})"


class SigningKeyError(Exception):
    """Say in a sentence why nothing can be signed."""


@dataclass(frozen=True)
class Envelope:
    """Where a kind of file has its signature.

    `put` writes it, in hexadecimal digits, into a file; `take` returns the bytes that are signed
    and the signature of a file, "" where it has none, and raises `ValueError` for a broken file.
    """

    put: Callable[[bytes, str], bytes]
    take: Callable[[bytes], tuple[bytes, str]]


def signing_key() -> Ed25519PrivateKey | None:
    """Return the key of whoever serves the site; None where none is named."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  only a site with a key needs it
        Ed25519PrivateKey,
    )
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    path = os.environ.get(VARIABLE, "")
    if not path:
        return None
    try:
        key = load_pem_private_key(Path(path).read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningKeyError(NO_KEY_FILE.format(variable=VARIABLE))
    return key


def site_key() -> Ed25519PublicKey | None:
    """Return the public key of whoever serves the site; None where there is none."""
    key = signing_key()
    return key.public_key() if key else None


def public_pem(key: Ed25519PublicKey) -> str:
    """Return a public key as it is given to others."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def public_key(pem: bytes) -> Ed25519PublicKey:
    """Return the public key in a PEM; raise `SigningKeyError` for anything else."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise SigningKeyError("This is no Ed25519 public key in PEM.")
    return key


def signed(content: bytes, envelope: Envelope | None) -> bytes:
    """Return a file with a signature, where there is a key and a place for it."""
    key = signing_key() if envelope else None
    if envelope is None or key is None:
        return content
    own, _ = envelope.take(content)
    return envelope.put(content, key.sign(_message(own)).hex())


def is_signed_by(content: bytes, envelope: Envelope, key: Ed25519PublicKey | None) -> bool | None:
    """Tell whether a key signed a file as it is; None where it has no signature or no key is
    given.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    own, signature = envelope.take(content)
    if not signature or key is None:
        return None
    try:
        key.verify(bytes.fromhex(signature), _message(own))
    except InvalidSignature:
        return False
    return True


def _message(content: bytes) -> bytes:
    return NAME.encode() + b"\0" + hashlib.sha256(content).digest()


def _at_end(before: bytes, after: bytes) -> Envelope:
    """Return an envelope that is a comment at a file's end."""
    line = re.compile(re.escape(before) + HEX + re.escape(after) + rb"\Z")

    def take(content: bytes) -> tuple[bytes, str]:
        found = line.search(content, max(0, len(content) - LENGTH - 100))
        return (content[: found.start()], found[1].decode()) if found else (content, "")

    return Envelope(lambda content, text: content + before + text.encode() + after, take)


def _put_in_json(content: bytes, text: str) -> bytes:
    return content.replace(b"{", b'{\n "%s": "%s",' % (NAME.encode(), text.encode()), 1)


def _take_from_json(content: bytes) -> tuple[bytes, str]:
    found = MEMBER.match(content)
    return (b"{" + content[found.end() :], found[1].decode()) if found else (content, "")


def _put_in_png(content: bytes, text: str) -> bytes:
    from PIL.PngImagePlugin import putchunk  # noqa: PLC0415  only a picture needs it

    into = io.BytesIO()
    putchunk(into, b"tEXt", NAME.encode() + b"\0" + text.encode())
    return content.removesuffix(IEND) + into.getvalue() + IEND


def _take_from_png(content: bytes) -> tuple[bytes, str]:
    body = NAME.encode() + b"\0"
    length = len(body) + LENGTH
    start = len(content) - len(IEND) - length - 12
    chunk = content[start : start + length + 12] if start > 0 else b""
    own = chunk[8 : 8 + length]
    check = struct.pack(">I", zlib.crc32(b"tEXt" + own))
    if chunk != struct.pack(">I", length) + b"tEXt" + own + check or not own.startswith(body):
        return content, ""
    signature = own[len(body) :].decode("latin-1")
    whole = content[:start] + IEND if content.endswith(IEND) else b""
    return (whole, signature) if re.fullmatch(HEX.decode(), signature) else (content, "")


def _put_in_office(content: bytes, text: str) -> bytes:
    from charts.provenance.ooxml_metadata import with_property  # noqa: PLC0415  only reading needs lxml

    return with_property(content, NAME, text)


def _take_from_office(content: bytes) -> tuple[bytes, str]:
    from charts.provenance.ooxml_metadata import without_property  # noqa: PLC0415  only reading needs lxml

    parts, text = without_property(content, NAME)
    whole = b"".join(
        b"%d %s %d\0%s" % (len(name.encode()), name.encode(), len(part), part)
        for name, part in sorted(parts.items())
    )
    return whole, text if re.fullmatch(HEX.decode(), text) else ""


MEMBER = re.compile(rb'\{\n "' + re.escape(NAME.encode()) + rb'": "' + HEX + rb'",')
COMMENT = _at_end(f"<!-- {NAME} ".encode(), b" -->\n")
LAST_LINE = _at_end(f"%{NAME} ".encode(), b"\n")
JSON_MEMBER = Envelope(_put_in_json, _take_from_json)
PNG_CHUNK = Envelope(_put_in_png, _take_from_png)
PROPERTY = Envelope(_put_in_office, _take_from_office)
