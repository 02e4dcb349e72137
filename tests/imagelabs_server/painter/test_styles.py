"""Every style keeps the engine's contract, and is a technique of its own over the same scene."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imagelabs_server import statuses
from imagelabs_server.engine import DrawingCancelled, Job
from imagelabs_server.painter import Painter
from imagelabs_server.painter.prompt.lexicon import lexicon
from imagelabs_server.painter.styles import STYLES
from imagelabs_server.painter.styles.pixel import cell_size

if TYPE_CHECKING:
    from conftest import Draw

SCENE = "three boats on the sea at dawn"
ALL = pytest.mark.parametrize("style", list(STYLES))


def pixels(image: Image.Image) -> Any:
    return np.asarray(image).astype(np.float64)


def saturation(image: Image.Image) -> float:
    values = pixels(image)
    return float((values.max(2) - values.min(2)).mean())


def distance(image: Image.Image, other: Image.Image) -> float:
    """How far two pictures' masses are apart: as seen from so far away that sixteen by sixteen patches are left."""
    small = [pixels(i.resize((16, 16), Image.Resampling.BOX)) for i in (image, other)]
    return float(np.abs(small[0] - small[1]).mean())


@pytest.fixture(scope="module")
def reference() -> Image.Image:
    """A picture with plain masses: a yellow sun over a dark green field, in violet air."""
    image = Image.new("RGB", (160, 120), (120, 70, 150))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 80, 160, 120), fill=(20, 60, 30))
    pen.ellipse((100, 10, 140, 50), fill=(250, 220, 90))
    return image


def test_every_style_that_can_be_named_can_be_painted() -> None:
    """The lexicon and the styles agree."""
    assert set(lexicon()["styles"]) == set(STYLES)


@ALL
def test_a_style_keeps_the_contract(draw: Draw, style: str) -> None:
    """Rising fractions, six previews of the picture's size, the first one early, five statuses, all steps done."""
    drawn = draw(f"{SCENE}, {style}", 100, 80)
    assert (drawn.image.size, drawn.image.mode) == ((100, 80), "RGB")
    assert drawn.fractions == sorted(drawn.fractions)
    assert drawn.fractions[-1] <= 1
    assert drawn.previews[0][0] <= 0.1
    assert len({preview.tobytes() for _, preview in drawn.previews}) >= 6
    assert {preview.size for _, preview in drawn.previews} == {(100, 80)}
    assert len(set(drawn.statuses)) >= 5
    assert set(drawn.statuses) <= set(statuses.RUNNING)
    done = [done for done, _ in drawn.steps]
    assert done == sorted(done)
    total = len(STYLES[style].steps)
    assert drawn.steps[-2:] == [(total - 1, total), (total, total)]
    assert drawn.previews[-1][1].tobytes() == drawn.image.tobytes()


@ALL
def test_a_style_repeats_itself_byte_for_byte(draw_anew: Draw, style: str) -> None:
    """The same job, the same picture; another subseed, a slightly other one."""
    first, again = (draw_anew(f"a cat, {style}", 72, 64, seed=4, subseed=5).image for _ in range(2))
    assert first.tobytes() == again.tobytes()
    varied = draw_anew(f"a cat, {style}", 72, 64, seed=4, subseed=6).image
    assert varied.tobytes() != first.tobytes()
    assert distance(first, varied) < 12


@ALL
@pytest.mark.parametrize(("width", "height"), [(64, 256), (97, 65)])
def test_a_style_takes_every_size(draw: Draw, style: str, width: int, height: int) -> None:
    """Exactly that size, and neither black nor blank."""
    image = draw(f"a horse in a field at noon, {style}", width, height).image
    assert image.size == (width, height)
    assert pixels(image).std() > 6


@ALL
def test_a_style_leaves_no_seam(draw: Draw, style: str) -> None:
    """The step across the edges is no larger than the steps within, wherever pixels are not set in cells."""
    image = draw(f"a boat on the sea at sunset, {style}", 96, 96, tiling=True).image
    if style == "pixel":
        cell = cell_size(96, 96)
        image = image.resize((96 // cell, 96 // cell), Image.Resampling.NEAREST)
    values = pixels(image)
    across, down = np.abs(values[:, 0] - values[:, -1]).mean(), np.abs(values[0] - values[-1]).mean()
    within_x, within_y = np.abs(np.diff(values, axis=1)).mean(), np.abs(np.diff(values, axis=0)).mean()
    assert across < 1.8 * within_x
    assert down < 1.8 * within_y


@ALL
def test_a_reference_is_felt_and_at_last_followed(draw: Draw, style: str, reference: Image.Image) -> None:
    """Nothing at nought, nearer by every step, and at full strength the masses are the reference's own."""
    encoded = io.BytesIO()
    reference.save(encoded, "PNG")
    prompt = f"a castle in the desert at noon, {style}"

    def at(strength: int) -> Image.Image:
        parameters = {"reference_image": encoded.getvalue(), "reference_strength": strength}
        return draw(prompt, 72, 64, **parameters).image

    plain, full = draw(prompt, 72, 64).image, at(100)
    assert at(0).tobytes() == plain.tobytes()
    apart = [distance(image, full) for image in (plain, at(30), at(60))]
    assert apart[0] > apart[1] > apart[2]


@ALL
def test_a_style_can_be_given_up_at_any_step(style: str) -> None:
    """Wherever the first yes comes, no further question is asked."""
    questions = 0

    def count() -> bool:
        nonlocal questions
        questions += 1
        return False

    job = Job(f"a fox in the forest, {style}", width=72, height=64)
    Painter().draw(job, lambda *_news, **_more: None, count)
    for share in (0.3, 0.95):
        left = int(share * questions) + 1
        asked = 0

        def stop(last: int = left) -> bool:
            nonlocal asked
            asked += 1
            return asked >= last

        with pytest.raises(DrawingCancelled):
            Painter().draw(job, lambda *_news, **_more: None, stop)
        assert asked == left


def test_styles_paint_the_same_scene(draw: Draw) -> None:
    """Naming a style changes how, not what is painted: masses stay where they are."""
    plain, washed = draw(SCENE, 80, 64).image, draw(f"{SCENE}, watercolour", 80, 64).image
    other = draw(SCENE, 80, 64, seed=9).image
    assert draw(f"{SCENE}, oil", 80, 64).image.tobytes() == plain.tobytes()
    inner = (12, 10, 68, 54)  # without the bare paper at the border
    assert distance(plain.crop(inner), washed.crop(inner)) < distance(plain.crop(inner), other.crop(inner))


def test_watercolour_leaves_the_paper_white_at_the_border(draw: Draw) -> None:
    """And paints over it when the picture must be seamless."""
    prompt = "mountains at night, watercolour"
    assert pixels(draw(prompt, 128, 128).image)[:2].mean() > 215
    assert pixels(draw(prompt, 128, 128, tiling=True).image)[:2].mean() < 200


def test_ink_is_drawn_in_black_on_paper(draw: Draw) -> None:
    """Hardly any colour, and both ends of the scale."""
    image, oil = draw(f"{SCENE}, ink", 100, 80).image, draw(SCENE, 100, 80).image
    light = pixels(image.convert("L"))
    assert saturation(image) < 0.5 * saturation(oil)
    assert np.quantile(light, 0.02) < 90
    assert np.quantile(light, 0.98) > 215


def test_flat_has_few_tones(draw: Draw) -> None:
    """Most of the picture is covered by two dozen colours exactly."""
    values = np.asarray(draw(f"{SCENE}, flat", 160, 128).image).reshape(-1, 3)
    counts = np.sort(np.unique(values, axis=0, return_counts=True)[1])[::-1]
    assert counts[:24].sum() > 0.5 * len(values)


def test_pixel_art_has_a_grid_and_a_palette(draw: Draw) -> None:
    """Every cell is of one colour, and there are no more colours than the palette has."""
    image = draw(f"{SCENE}, pixel art", 256, 192).image
    cell = cell_size(256, 192)
    values = np.asarray(image).reshape(192 // cell, cell, 256 // cell, cell, 3)
    assert (values == values[:, :1, :, :1]).all()
    assert len(np.unique(np.asarray(image).reshape(-1, 3), axis=0)) <= 28


@pytest.mark.parametrize(("width", "height"), [(1152, 896), (512, 512), (2048, 512), (64, 64)])
def test_cells_fit_the_picture(width: int, height: int) -> None:
    """Ordinary sizes are cut into whole cells."""
    cell = cell_size(width, height)
    assert width % cell == height % cell == 0


@pytest.mark.parametrize("side", [64, 100, 256, 700, 2048])
def test_a_figure_has_cells_enough(side: int) -> None:
    """However small the picture, it is cut into a hundred cells each way, or into its own pixels."""
    assert side / cell_size(side, side) >= min(side, 100)


def test_neon_glows_in_the_dark(draw: Draw) -> None:
    """Most is nearly black, the rest is vivid."""
    values = pixels(draw("a cat, neon", 100, 80).image)
    assert np.median(values.max(2)) < 80
    bright = values[values.max(2) > 170]
    assert len(bright) > 0.01 * values[..., 0].size
    assert (bright.max(1) - bright.min(1)).mean() > 60


def test_pastel_shows_its_paper(draw: Draw) -> None:
    """The border is bare: of one tone, and grained."""
    values = pixels(draw(f"{SCENE}, pastel", 160, 128).image)
    border = values[:2].reshape(-1, 3)
    assert border.std(0).max() < 22
    assert border.std(0).max() > 0.5
