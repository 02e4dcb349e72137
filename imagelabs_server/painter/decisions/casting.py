"""Who and what is in the picture: the subjects that the notes want, as they will be painted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from imagelabs_server.painter.prompt.lexicon import lexicon
from imagelabs_server.painter.prompt.notes import MAX_KINDS, Notes
from imagelabs_server.painter.scene import Wanted
from imagelabs_server.painter.subjects import SUBJECTS

CROWD = 5  # of a kind that has one example only
_OPEN_COUNTRY = ("mountains", "desert", "sea", "lake", "river", "field", "forest")  # where balloons carry people


def exemplify(notes: Notes, rng: np.random.Generator) -> None:
    """Where a prompt names only a kind of thing ("animals"), choose some of that kind."""
    for group, names in lexicon()["examples"].items():
        named = any(SUBJECTS[w.name].group == group for w in notes.wanted)
        if notes.has("group", group) and not named and len(notes.wanted) < MAX_KINDS - 1:
            chosen = rng.permutation(len(names))[:2]
            notes.wanted += [Wanted(names[i], count=CROWD if len(names) == 1 else 1) for i in chosen]


def cast_subjects(notes: Notes) -> list[Wanted]:
    """The wanted subjects as they will be painted: flying or not, and none that is forbidden."""
    return _allowed(_aloft(_balloons(notes), notes), notes)


def _balloons(notes: Notes) -> list[Wanted]:
    """Choose between toy balloons, which people hold, and hot-air balloons, which carry them or fly over the land."""
    wanted = list(notes.wanted)
    people = {i for i, w in enumerate(wanted) if SUBJECTS[w.name].group == "person"}
    for i, w in enumerate(wanted):
        subject = SUBJECTS[w.name]
        manned = any(other.other == i and other.relation in ("in", "on") for other in wanted)
        if subject.in_hand_as and w.relation == "with" and w.other in people and not manned:
            wanted[i] = replace(w, name=subject.in_hand_as)
        elif subject.lifts_people_as:
            roofs = [o.other for o in wanted if o.relation == "under" and o.other == i]
            flies = i in notes.over or roofs or (w.relation == "above" and w.other not in people)
            afar = notes.has("place", *_OPEN_COUNTRY) and w.colour is None and not people
            if manned or flies or afar:
                wanted[i] = replace(w, name=subject.lifts_people_as)
    return wanted


def _allowed(wanted: list[Wanted], notes: Notes) -> list[Wanted]:
    """The wanted subjects without the forbidden ones; relations keep pointing at the right one."""
    flying = {SUBJECTS[name].flies_as for name in notes.without & SUBJECTS.keys()}  # how a bird that flies is painted
    no = notes.without | flying
    kept = [i for i, w in enumerate(wanted) if not no & {w.name, f"group:{SUBJECTS[w.name].group}"}]
    moved = {old: new for new, old in enumerate(kept)}
    return [replace(w, other=moved.get(w.other)) if w.other is not None else w for w in (wanted[i] for i in kept)]


def _aloft(wanted: list[Wanted], notes: Notes) -> list[Wanted]:
    """Birds that fly, or that are over open water or anything else, are painted with spread wings."""
    airy = notes.flying or notes.has("sky", "sky") or notes.has("place", "sea")
    over = notes.over | {w.other for w in wanted if w.relation == "under"}
    over |= {i for i, w in enumerate(wanted) if w.relation == "above"}
    return [
        replace(w, name=flies_as)
        if (flies_as := SUBJECTS[w.name].flies_as) and (i in over or (airy and w.relation is None))
        else w
        for i, w in enumerate(wanted)
    ]


def arranged(wanted: list[Wanted]) -> list[Wanted]:
    """Flowers in a vase are part of the vase's drawing, unless the prompt says which flowers."""
    vase = next((i for i, w in enumerate(wanted) if SUBJECTS[w.name].drawn_with), None)
    if vase is None:
        return wanted
    drawn_with = SUBJECTS[wanted[vase].name].drawn_with
    flower = next((i for i, w in enumerate(wanted) if w.name == drawn_with and w.colour is None), None)
    if flower is None:
        return wanted
    inside = wanted[flower].other == vase and wanted[flower].relation in ("in", "with")
    around = wanted[vase].other == flower and wanted[vase].relation == "with"
    return _dropped(wanted, flower) if inside or around else wanted


def _dropped(wanted: list[Wanted], gone: int) -> list[Wanted]:
    """The wanted subjects without one; relations keep pointing at the right one."""
    kept = [replace(w, relation=None, other=None) if w.other == gone else w for w in wanted]
    del kept[gone]
    return [replace(w, other=w.other - 1) if w.other is not None and w.other > gone else w for w in kept]


def without_fixtures(wanted: list[Wanted], place: str) -> list[Wanted]:
    """In a room, a table that things lie on is part of the room (see `places.room`)."""
    table = next((i for i, w in enumerate(wanted) if SUBJECTS[w.name].built_into == place and w.other is None), None)
    if table is None:
        return wanted
    laid = (SUBJECTS[w.name].lies_on_tables for w in wanted if w.other == table and w.relation == "on")
    return _dropped(wanted, table) if any(laid) else wanted
