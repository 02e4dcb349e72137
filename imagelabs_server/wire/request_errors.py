"""Error responses to requests."""

from __future__ import annotations

from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse

from imagelabs_server.codes import FailureCode


class RequestError(HTTPException):
    """An error response: a status, a text or a list of problems, and a code."""

    def __init__(self, status: int, detail: Any, code: FailureCode, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)
        self.code = code


def error_response(_request: Request, error: Exception) -> JSONResponse:
    """Return the response for a `RequestError`, in the format of FastAPI's own errors plus the code."""
    if not isinstance(error, RequestError):
        raise error
    return JSONResponse({"detail": error.detail, "code": error.code}, error.status_code, error.headers)
