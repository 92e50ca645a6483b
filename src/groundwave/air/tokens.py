"""What a studio's automation shows when it says what is playing: made and revoked by engineers, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from groundwave.air.models import TrackToken
from groundwave.stations import api as stations

__all__ = ["NotAllowed", "make_token", "revoke_token", "service_of_token"]

_USED_EVERY: Final = timedelta(minutes=1)
_PREFIX: Final = "gwt_"


class NotAllowed(Exception):
    """The token is not one, or not for this service; `status` is what HTTP says: 401 or 403."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


def make_token(*, service: stations.Service, name: str, by: Any, at: datetime) -> str:
    """The token itself, which is shown once: only its hash is kept."""
    token = _PREFIX + secrets.token_urlsafe(32)
    TrackToken.objects.create(service=service, name=name[:80], digest=_digest(token), made_at=at, made_by=by)
    return token


def revoke_token(*, token: TrackToken, by: Any, at: datetime) -> None:
    TrackToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at, revoked_by=by)


def service_of_token(*, authorization: str, slug: str, at: datetime) -> stations.Service:
    """The service for which a header of "Bearer …" may speak. Raises NotAllowed and stations.NoSuchService."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise NotAllowed("Send the token of the service as “Authorization: Bearer …”.", 401)
    token = TrackToken.objects.select_related("service").filter(digest=_digest(given.strip()), revoked_at=None).first()
    if token is None:
        raise NotAllowed("This token is not known, or was revoked. Make another in the admin, under Control room.", 401)
    service = stations.service(slug=slug)
    if token.service_id != service.pk:
        raise NotAllowed(f"This token is for {token.service.name}, not for {service.name}.", 403)
    if token.used_at is None or at - token.used_at > _USED_EVERY:
        TrackToken.objects.filter(pk=token.pk).update(used_at=at)
    return service


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
