"""Let xlwings-server ask who sends a token; nothing is remembered between two requests."""

from __future__ import annotations

from fastapi import HTTPException, status
from xlwings_server.models import User

from bureau.server.tokens import REFUSED, admitted


async def validate_token(token_string: str) -> User:
    """Give the user that a token belongs to; raise HTTPException (401) for any other token."""
    name = admitted().who(token_string)
    if name is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, REFUSED)
    return User(id=name, name=name)
