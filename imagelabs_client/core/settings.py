"""The validated settings of a client, from arguments, then environment variables, then defaults."""

from __future__ import annotations

import base64
import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypedDict

import httpx

from imagelabs_client.errors import InvalidParams, Problem
from imagelabs_client.net.addresses import is_port
from imagelabs_client.net.deadlines import Unset

DEFAULT_BASE_URL: Final = "https://editor.imagelabs.net"
DEFAULT_DEADLINE: Final = 300.0  # seconds
DEFAULT_TIMEOUT: Final = httpx.Timeout(20.0, connect=5.0)  # seconds without data
DEFAULT_MAX_RETRIES: Final = 4
DEFAULT_USER_AGENT: Final = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_ORDINARY_HEADERS: Final = frozenset({"accept", "accept-encoding", "connection", "user-agent"})
_SHORTEST_SECRET: Final = 6  # characters; masking shorter values would mask ordinary words
_PREFIX_LENGTH: Final = 8  # characters of a secret that identify it even if the rest is cut off
_HIDDEN: Final = "[hidden]"


class ConnectionOptions(TypedDict, total=False):
    """The keyword arguments that configure the connection; see `ImageLabs`."""

    timeout: float | httpx.Timeout | None
    max_retries: int
    max_poll_interval: float | None
    proxy: str | httpx.URL | httpx.Proxy | None
    user_agent: str | None
    headers: Mapping[str, str] | None
    cookies: Mapping[str, str] | str | None


OPTION_DEFAULTS: Final[Mapping[str, Any]] = {
    "timeout": DEFAULT_TIMEOUT,
    "max_retries": DEFAULT_MAX_RETRIES,
    "max_poll_interval": None,
    "proxy": None,
    "user_agent": None,
    "headers": None,
    "cookies": None,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one client.

    Attributes:
        base_url: absolute, without user, query, fragment and trailing slash.
        deadline: total seconds for one generation, or None.
        timeout: seconds without data after which an exchange fails.
        max_retries: maximum number of retries of a submit that certainly was not processed, and of short requests.
        max_poll_interval: maximum seconds between polls while a job runs, or None.
        user_agent: sent with every request.
        headers: sent to the service only; names in lower case.
        cookies: sent to the service only.
        proxy: proxy for all requests, or None.
        secrets: strings that must never be shown, longest first.
    """

    base_url: httpx.URL
    deadline: float | None
    timeout: httpx.Timeout
    max_retries: int
    max_poll_interval: float | None
    user_agent: str
    headers: Mapping[str, str] = field(repr=False)
    cookies: Mapping[str, str] = field(repr=False)
    proxy: httpx.Proxy | None = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)

    @classmethod
    def gather(
        cls,
        base_url: str | httpx.URL | None,
        deadline: float | Unset | None,
        options: ConnectionOptions,
        http: httpx.Client | httpx.AsyncClient | None = None,
    ) -> Settings:
        """Validate arguments and fill in missing ones from the environment and defaults.

        Args:
            base_url: the caller's argument, or None.
            deadline: the caller's argument.
            options: the caller's keyword arguments.
            http: the caller's own client: provides the default for `base_url`, and its credentials count as secrets.

        Raises:
            InvalidParams: an argument is invalid; the message never contains a secret.
            TypeError: `options` contains an unknown key.
        """
        if base_url is None and http is not None:
            base_url = http.base_url  # the client's cookies belong to this URL
        unknown = options.keys() - ConnectionOptions.__annotations__.keys()
        if unknown:
            raise TypeError(f"unexpected keyword argument {min(unknown)!r}")
        url = _base_url(str(base_url or "") or _env("BASE_URL") or DEFAULT_BASE_URL)
        headers = _headers(options.get("headers"))
        if url.userinfo:
            userinfo = f"{url.username}:{url.password}"  # decoded: `p%40ss` in a URL means `p@ss`
            headers.setdefault("authorization", f"Basic {base64.b64encode(userinfo.encode()).decode()}")
            url = url.copy_with(userinfo=b"")
        header_agent = headers.pop("user-agent", None)
        user_agent = options.get("user_agent") or header_agent or _env("USER_AGENT") or DEFAULT_USER_AGENT
        cookies = _cookies(options["cookies"] if options.get("cookies") is not None else _env("COOKIE"))
        timeout = options.get("timeout", DEFAULT_TIMEOUT)
        proxy = _proxy(options.get("proxy"))
        credentials = [*cookies.values(), *headers.values()]
        if http is not None:
            credentials += [cookie.value or "" for cookie in http.cookies.jar]
            credentials += [value for name, value in http.headers.items() if name not in _ORDINARY_HEADERS]
        if proxy is not None and proxy.raw_auth is not None:
            credentials.append(proxy.raw_auth[1].decode("utf-8", "replace"))
        return cls(
            base_url=url,
            deadline=checked_deadline(_env_deadline() if isinstance(deadline, Unset) else deadline),
            timeout=timeout if isinstance(timeout, httpx.Timeout) else httpx.Timeout(_seconds("timeout", timeout)),
            max_retries=_retries(options.get("max_retries", DEFAULT_MAX_RETRIES)),
            max_poll_interval=_seconds("max_poll_interval", options.get("max_poll_interval")),
            user_agent=_header_value("user_agent", user_agent),
            headers=headers,
            cookies=cookies,
            proxy=proxy,
            secrets=_secrets(credentials),
        )

    @property
    def address(self) -> str:
        """The base URL as text, without trailing slash."""
        return str(self.base_url).rstrip("/")

    def request_headers(self, *, to_service: bool, is_post: bool) -> dict[str, str]:
        """Return the headers of one request: all of them for the service, only the user agent for other hosts."""
        if not to_service:
            return {"accept": "image/*,*/*;q=0.8", "accept-encoding": "identity", "user-agent": self.user_agent}
        headers = {
            "accept": "*/*",
            "accept-encoding": "gzip, deflate" if is_post else "identity",
            "user-agent": self.user_agent,
            "origin": _origin(self.base_url),
            "referer": self.address,
        }
        if is_post:
            headers |= {"content-type": "application/json", "x-requested-with": "XMLHttpRequest"}
        return headers | dict(self.headers)

    def redacted(self, text: str) -> str:
        """Mask this client's secrets in text from outside: a service may echo what it was sent."""
        for secret in self.secrets:
            text = _mask(text, secret)
        return text


def checked_deadline(seconds: float | None) -> float | None:
    """Validate a deadline.

    Raises:
        InvalidParams: it is neither a positive number of seconds nor None.
    """
    return None if seconds is None else _seconds("deadline", seconds)


@lru_cache(maxsize=64)
def _origin(base_url: httpx.URL) -> str:
    """Return the origin that a browser would send from the service's own page."""
    return str(base_url.copy_with(raw_path=b"/")).rstrip("/")


def _secrets(credentials: Iterable[str]) -> tuple[str, ...]:
    """Return credentials in every form in which a service may echo them."""
    forms: set[str] = set()
    for text in credentials:
        scheme, _, token = text.partition(" ")
        forms |= {text, token}
        if scheme.lower() == "basic":
            try:
                forms.add(base64.b64decode(token).decode().partition(":")[2])
            except ValueError:
                continue  # not base64, so it contains no password
    return tuple(sorted((form for form in forms if len(form) >= _SHORTEST_SECRET), key=len, reverse=True))


def _mask(text: str, secret: str) -> str:
    """Mask a secret, even if the text is an excerpt that ends in the middle of it."""
    start = secret[:_PREFIX_LENGTH]
    masked, rest = "", text
    while start in rest:
        before, _, after = rest.partition(start)
        tail = secret[_PREFIX_LENGTH:]
        mismatch = next((at for at, (left, right) in enumerate(zip(after, tail, strict=False)) if left != right), None)
        masked += before + _HIDDEN
        rest = after[min(len(after), len(tail)) if mismatch is None else mismatch :]
    return masked + rest


def _invalid(name: str, code: str, message: str) -> InvalidParams:
    return InvalidParams.listing([Problem(name, code, message)])


def _seconds(name: str, value: Any) -> Any:
    """Validate a number of seconds; None is allowed."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _invalid(name, "type", f"{name} must be a number of seconds or None")
    if math.isnan(value) or value <= 0:
        raise _invalid(name, "too_small", f"{name} is {value}, and must be more than 0 seconds")
    return float(value)


def _retries(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _invalid("max_retries", "type", "max_retries must be a whole number, 0 or more")
    return value


def _env(name: str) -> str | None:
    return os.environ.get(f"IMAGELABS_{name}", "").strip() or None


def _env_deadline() -> float | None:
    text = _env("DEADLINE")
    if text is None:
        return DEFAULT_DEADLINE
    if text.lower() == "none":
        return None
    try:
        return float(text)
    except ValueError:
        raise _invalid("deadline", "type", "IMAGELABS_DEADLINE must be a number of seconds or “none”") from None


def _base_url(value: str | httpx.URL) -> httpx.URL:
    try:
        url = httpx.URL(value)
    except (httpx.InvalidURL, TypeError):
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host or not is_port(url.port):
        raise _invalid("base_url", "type", "base_url must be an address such as https://editor.imagelabs.net")
    return url.copy_with(query=None, fragment=None, path=url.path.rstrip("/") or "/")


def _header_value(name: str, value: Any) -> str:
    """Validate a header value. The error does not contain it, since it may be a secret."""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise _invalid(name, "type", f"{name} must be printable ASCII text on one line")
    return value.strip()


def _headers(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    try:
        pairs = dict(value).items()
    except (TypeError, ValueError):
        raise _invalid("headers", "type", "headers must be a mapping of names to values") from None
    headers = {}
    for name, text in pairs:
        if not isinstance(name, str) or not _TOKEN.fullmatch(name):
            raise _invalid("headers", "type", "headers contains an invalid header name")
        headers[name.lower()] = _header_value(f"headers[{name!r}]", text)
    return headers


def _cookies(value: Any) -> dict[str, str]:
    """Parse cookies from a mapping, or from text as shown by a browser's developer tools."""
    if value is None:
        return {}
    if isinstance(value, str):
        text = value.strip().removeprefix("Cookie:").removeprefix("cookie:")
        pairs: list[tuple[Any, Any]] = [_split_pair(part) for part in text.split(";") if part.strip()]
    else:
        try:
            pairs = list(dict(value).items())
        except (TypeError, ValueError):
            raise _invalid("cookies", "type", "cookies must be a mapping or text such as “a=1; b=2”") from None
    cookies = {}
    for name, content in pairs:
        if not isinstance(name, str) or not _TOKEN.fullmatch(name.strip()):
            raise _invalid("cookies", "type", "cookies must be a mapping or text such as “a=1; b=2”")
        content = _header_value("cookies", content)
        if ";" in content:
            raise _invalid("cookies", "type", "cookies contains a value with a semicolon")
        cookies[name.strip()] = content
    return cookies


def _split_pair(pair: str) -> tuple[str, str]:
    name, _, content = pair.partition("=")
    return name.strip(), content.strip()


def _proxy(value: str | httpx.URL | httpx.Proxy | None) -> httpx.Proxy | None:
    if value is None:
        return None
    try:
        proxy = value if isinstance(value, httpx.Proxy) else httpx.Proxy(value)
    except (httpx.InvalidURL, ValueError, TypeError):
        proxy = None
    if proxy is None or not is_port(proxy.url.port):
        raise _invalid("proxy", "type", "proxy must be an address such as http://user:password@host:3128")
    return proxy
