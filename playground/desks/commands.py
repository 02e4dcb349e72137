"""What the page's script may do to a visitor's desk: small messages, applied one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from imagelabs_client import GenerationParams, InvalidParams
from playground.admission.admission import Hold, no_hold
from playground.desks.desk import MAX_WAITING, Desk
from playground.web.untrusted_json import parse_params

_MAX_JOBS = 8 * (MAX_WAITING + 1)

Admit = Callable[[Sequence[GenerationParams]], Hold]  # raises TooMuchError


def admit_all(_wanted: Sequence[GenerationParams]) -> Hold:
    """Admit pictures where nobody is limited."""
    return no_hold()


def apply(desk: Desk, message: Mapping[str, Any], admit: Admit = admit_all, owner: str = "") -> None:
    """Do what a message says; an invalid one changes nothing.

    Args:
        desk: the visitor's desk.
        message: `do` names the action, `id` a picture or a batch.
        admit: asked before pictures are requested.
        owner: whom they are charged to.

    Raises:
        TooMuchError: there is no room for another picture.
    """
    target = str(message.get("id", ""))
    match message.get("do"):
        case "select":
            desk.notice = None
            desk.select(target)
        case "stop":
            desk.stop(target)
        case "remove":
            desk.remove(target)
        case "earlier":
            desk.move(target, -1)
        case "later":
            desk.move(target, 1)
        case "go_on":
            desk.go_on()
        case "delete":
            desk.delete(target)
        case "vary":
            _vary(desk, target, admit, owner)


def restore_jobs(desk: Desk, jobs: object, admit: Admit = admit_all, owner: str = "") -> list[GenerationParams]:
    """Put jobs that the browser remembers on an empty desk: submitted ones are followed, others wait for their turn.

    Args:
        desk: the visitor's desk.
        jobs: what `playground.result.strip` gave to the browser, a list of `{"wanted": [parameters], "taskId": id or
            null, "reference": whether there was a reference image}`, the newest first; anything else is ignored.
        admit: asked for each job, because anybody can invent some.
        owner: whom they are charged to.

    Returns:
        the pictures that cannot be painted as requested, because their reference image is gone.

    Raises:
        TooMuchError: there was no room for all of them; the earliest ones are there.
    """
    waiting: list[list[GenerationParams]] = []
    lost: list[GenerationParams] = []
    for job in reversed(jobs[:_MAX_JOBS]) if isinstance(jobs, list) else ():
        if not isinstance(job, dict) or not isinstance(job.get("wanted"), list):
            continue
        try:
            wanted = [parse_params(values) for values in job["wanted"][:8]]
        except InvalidParams:
            continue
        task_id, had_reference = job.get("taskId"), job.get("reference") is True
        if isinstance(task_id, str) and len(wanted) == 1:
            hold = admit(wanted)
            desk.resume(wanted[0], task_id, can_repeat=not had_reference, owner=owner, hold=hold)
        elif had_reference:
            lost += wanted
        elif wanted:
            waiting.append(wanted)
    for wanted in waiting:
        desk.request(wanted, owner=owner, hold=admit(wanted))
    return lost


def varied(params: GenerationParams) -> GenerationParams:
    """Return the same parameters with another variation seed."""
    return params.replace(subseed=None).with_seeds()


def _vary(desk: Desk, target: str, admit: Admit, owner: str) -> None:
    picture = desk.find(target)
    if picture is not None:
        wanted = [varied(picture.generation.params)]
        desk.request(wanted, owner=owner, hold=admit(wanted))
