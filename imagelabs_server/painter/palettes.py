"""Palettes: what colours a time of day, a season and the materials have; the values are in data/palettes.json."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from imagelabs_server.painter.canvas.pixels import Floats, luminance, mix, rgb
from imagelabs_server.painter.data import load
from imagelabs_server.painter.scene import Scene

_LESS = {"autumn": "summer", "spring": "summer", "summer": "autumn", "winter": "autumn"}  # what half a season is


@cache
def _data() -> dict[str, Any]:
    return load("palettes")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one time of day in one weather, all (3,) and 0 to 1 except light strengths."""

    sky: tuple[Floats, ...]  # from the zenith to the horizon
    disc: Floats
    key: Floats
    ambient: Floats
    cloud_lit: Floats
    cloud_shade: Floats
    water: Floats


@dataclass(frozen=True, slots=True)
class SeasonPalette:
    """The colours of what grows."""

    grass: Floats
    grass_far: Floats
    leaves: tuple[Floats, ...]
    flowers: tuple[Floats, ...]
    earth: Floats


def palette(scene: Scene, rng: np.random.Generator) -> Palette:
    """One of the palettes of a scene's time of day: greyer when it is overcast, darker for a weighted night."""
    time, overcast = scene.time, scene.overcast
    variants = _data()["times"][time]
    chosen = variants[int(rng.integers(len(variants)))]
    sky = [rgb(c) for c in chosen["sky"]]
    grey = [rgb(c) for c in _data()["overcast"][time]]
    key = np.array(chosen["key"], np.float32)
    ambient = np.array(chosen["ambient"], np.float32)
    deep = max(scene.strength("night"), 0.25) ** 0.75 if time == "night" else 1.0
    if deep != 1:  # half a night is the blue hour
        sky, grey = [tone**deep for tone in sky], [tone**deep for tone in grey]
        key, ambient = key**deep, ambient**deep
    flat = np.full(3, luminance(ambient + 0.35 * key), np.float32)
    return Palette(
        sky=tuple(mix(a, b, 0.88 * overcast) for a, b in zip(sky, grey, strict=True)),
        disc=mix(rgb(chosen["disc"]), grey[-1], 0.6 * overcast),
        key=mix(key, flat * np.float32(0.5), 0.85 * overcast),
        ambient=mix(ambient, flat * np.float32(0.92), 0.6 * overcast),
        cloud_lit=mix(rgb(chosen["cloud_lit"]), grey[4], 0.85 * overcast),
        cloud_shade=mix(rgb(chosen["cloud_shade"]), grey[0], 0.85 * overcast),
        water=mix(rgb(chosen["water"]), grey[1] * np.float32(0.6), 0.6 * overcast),
    )


def season(name: str) -> SeasonPalette:
    """The colours of spring, summer, autumn or winter."""
    data = _data()["seasons"][name]
    return SeasonPalette(
        grass=rgb(data["grass"]),
        grass_far=rgb(data["grass_far"]),
        leaves=tuple(rgb(c) for c in data["leaves"]),
        flowers=tuple(rgb(c) for c in data["flowers"]),
        earth=rgb(data["earth"]),
    )


def season_of(scene: Scene) -> SeasonPalette:
    """The colours of a scene's season: stronger with more weight, partly those of the next season with less."""
    own, strength = season(scene.season), scene.strength(scene.season)
    if strength == 1:
        return own
    other = season(_LESS[scene.season])
    share = 1 - strength if strength < 1 else 0.0

    def weighed(first: Floats, second: Floats) -> Floats:
        vivid = first + (first - luminance(first)) * np.float32(0.8 * max(strength - 1, 0.0))
        return np.clip(mix(vivid, second, share), 0, 1)

    def all_weighed(first: tuple[Floats, ...], second: tuple[Floats, ...]) -> tuple[Floats, ...]:
        # Half green and half yellow leaves are early autumn; all of them brown would be none.
        kept = [a if (i + 0.5) / len(first) > share else second[i % len(second)] for i, a in enumerate(first)]
        return tuple(weighed(a, a) for a in kept)

    return SeasonPalette(
        grass=weighed(own.grass, other.grass),
        grass_far=weighed(own.grass_far, other.grass_far),
        leaves=all_weighed(own.leaves, other.leaves),
        flowers=all_weighed(own.flowers, other.flowers),
        earth=weighed(own.earth, other.earth),
    )


@dataclass(frozen=True, slots=True)
class Mood:
    """What a mood looks like.

    Attributes:
        form: of an abstract picture, see `places.abstract`.
        tones: the palettes of abstract pictures, each from dark to light.
        tint: the colour that a scene in this mood leans to.
        share: how far it does, 0 to 1.
        colour: how much stronger its colours are than usual, or weaker when below 0.
        light: how many times brighter it is.
    """

    form: str
    tones: tuple[tuple[Floats, ...], ...]
    tint: Floats
    share: float
    colour: float
    light: float


MOODS: tuple[str, ...] = tuple(_data()["moods"])


@cache
def mood(name: str) -> Mood:
    """The look of one of `MOODS`."""
    data = _data()["moods"][name]
    return Mood(
        form=data["form"],
        tones=tuple(tuple(rgb(c) for c in tones) for tones in data["tones"]),
        tint=rgb(data["tint"]),
        share=data["share"],
        colour=data["colour"],
        light=data["light"],
    )


def material(name: str) -> Floats:
    """The local colour of a material: sand, rock, snow, wood and so on."""
    return rgb(_data()["colours"][name])


def materials(name: str) -> tuple[Floats, ...]:
    """The choice of local colours of something that comes in several: plaster, roof, wall, curtain."""
    return tuple(rgb(c) for c in _data()["colours"][name])
