"""The progress of a generation as what the stage shows, in a visitor's language."""

from __future__ import annotations

from imagelabs_client import GenerationParams, ImageLabsError
from playground.desks.generation import GenerationProgress, Painting
from playground.files import PictureStore
from playground.form.share_link import share_query
from playground.result import narration
from playground.result.record import as_json, done_record
from playground.result.stage import Phase, StageContent
from playground.texts import Texts

_LINES = {"sending": "status.sending", "stopping": "status.stopping", "stopped": "status.stopped"}
_PHASES: dict[str, Phase] = {"done": "done", "stopped": "stopped", "failed": "failed"}


def stage_content(
    progress: GenerationProgress, params: GenerationParams, backend: str, store: PictureStore, texts: Texts
) -> StageContent:
    """Return what the page shows of a generation.

    Args:
        progress: the progress of the generation.
        params: what is painted, seeds decided.
        backend: the backend's name.
        store: where the generation's files are.
        texts: the visitor's language.
    """
    if progress.painting is not None:
        return _finished(progress.painting, params, backend, store, texts)
    stage = StageContent(
        _PHASES.get(progress.state, "working"),
        params.width,
        params.height,
        line=_line(progress, texts),
        fraction=progress.fraction,
        picture=None if progress.preview is None else store.url(progress.preview),
        alt=params.prompt.strip(),
    )
    if progress.error is None:
        return stage
    if isinstance(progress.error, ImageLabsError):
        return stage.showing(notice=narration.error_notice(progress.error, backend, texts))
    return stage.showing(notice=narration.internal_notice(texts))


def _line(progress: GenerationProgress, texts: Texts) -> str:
    if progress.state in _LINES:
        return texts(_LINES[progress.state])
    if progress.state == "failed" or progress.event is None:
        return ""
    return narration.status_line(progress.event, texts)


def _finished(
    painting: Painting, params: GenerationParams, backend: str, store: PictureStore, texts: Texts
) -> StageContent:
    line, words, aside = narration.done_line(painting.image, texts)
    facts = narration.facts(painting.image, params, backend, painting.size, texts)
    url, link = store.url(painting.file), share_query(params)
    return StageContent(
        "done",
        *painting.size,
        line=line,
        words=words,
        aside=aside,
        fraction=1.0,
        picture=url,
        thumbnail=None if painting.thumbnail is None else store.url(painting.thumbnail),
        alt=params.prompt.strip(),
        facts=facts,
        link=link,
        record=as_json(done_record(painting.image, params, url, painting.file.name, facts) | {"link": link}),
    )
