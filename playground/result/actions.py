"""What can be done with a finished picture: a row of buttons as HTML. A script (assets/desk.js) does the work."""

from __future__ import annotations

from html import escape

from playground.result.stage import StageContent, attribute
from playground.texts import Texts


def render_actions(picture_id: str, stage: StageContent, downloads: dict[str, str], texts: Texts) -> str:
    """Return the buttons for a finished picture.

    Args:
        picture_id: the id of the picture on its desk.
        stage: what the page shows of it.
        downloads: the URL of the picture in each format other than PNG.
        texts: the visitor's language.
    """
    formats = "".join(
        f'<a class="item" href="{attribute(url)}" download data-format="{name}">{escape(name)}</a>'
        for name, url in downloads.items()
    )
    copies = _button("copy_image", texts("actions.copy_image"), "item", "copy_image") + _button(
        "copy_parameters", texts("actions.copy"), "item", "copy"
    )
    link = (
        f'<a class="chip" id="share" href="{attribute(stage.link)}" data-action="copy_link">'
        f"{escape(texts('actions.copy_link'))}</a>"
    )
    return (
        f'<div class="actions" data-id="{picture_id}">'
        f'<a id="download" class="chip strong" href="{attribute(stage.picture)}" download>'
        f"{escape(texts('actions.download'))}</a>"
        f"{_menu('formats', '', formats, texts('actions.formats'))}"
        f"{_button('vary', texts('actions.vary'), 'chip', 'vary')}"
        f"{_button('reuse', texts('actions.reuse'), 'chip', 'reuse_all')}"
        f"{_button('reuse_seed', texts('actions.reuse_seed'), 'chip', 'reuse_seed')}"
        f"{_button('reference', texts('actions.reference'), 'chip', 'as_reference')}"
        f"{link}{_menu('copies', texts('actions.copies'), copies)}"
        f"{_button('compare', texts('actions.compare'), 'chip', 'compare_add')}"
        f"{_button('code', texts('actions.code'), 'chip', 'view_code')}"
        f"{_button('delete', texts('actions.delete'), 'chip quiet', 'delete')}"
        f'<p class="said" role="status"></p></div>'
    )


def _button(action: str, text: str, kind: str, element_id: str) -> str:
    return f'<button type="button" id="{element_id}" class="{kind}" data-action="{action}">{escape(text)}</button>'


def _menu(name: str, title: str, items: str, spoken: str = "") -> str:
    """Return a menu: a `details` element, which opens by keyboard and without a script."""
    hint = f' aria-label="{attribute(spoken)}" title="{attribute(spoken)}"' if spoken else ""
    return (
        f'<details class="menu" id="{name}"><summary class="chip"{hint}>{escape(title)} ▾</summary>'
        f"<div>{items}</div></details>"
    )
