from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection


@pytest.mark.django_db
def test_the_website_is_ready_when_its_database_answers(client: Any) -> None:
    assert client.get("/readyz").json() == {"website": "ready"}


@pytest.mark.django_db
def test_a_database_that_fails_is_said(client: Any) -> None:
    def fail(execute: object, sql: str, *rest: object) -> None:
        raise DatabaseError("disk I/O error")

    with connection.execute_wrapper(fail):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["why"]) == (503, "disk I/O error")
