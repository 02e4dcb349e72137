"""A grid is planned before anything is drawn, drawn a few cells at a time, and can be taken away."""

from __future__ import annotations

import asyncio
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imagelabs_client import AsyncImageLabs, GenerationParams
from playground.backends import Backend, by_name
from playground.compare.contact_sheet import MAX_SIDE, Sheet, draw_sheet
from playground.compare.fonts import drawable, label_font, wrapped
from playground.compare.grid import MAX_CELLS, NAMES, Axis, GridPlanError, make_plan, read_axis
from playground.compare.grid_page import PageCell, write_page
from playground.compare.runner import CONCURRENCY, GridRun, Grids
from playground.compare.view import axis_label, corner_lines, note_of, problem_text, render_grid, render_records
from playground.files import PictureStore
from playground.texts import languages

BASE = GenerationParams("a red house, a red door", width=128, height=96)


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("seed", "1-4", ("1", "2", "3", "4")),
        ("seed", "7, 12\n30, 7", ("7", "12", "30")),
        ("seed", "3 – 1", ("3", "2", "1")),
        ("reference_strength", "0-100:25", ("0", "25", "50", "75", "100")),
        ("reference_strength", "0-60 (+30)", ("0", "30", "60")),
        ("attention", "-2..1", ("-2", "-1", "0", "1")),
        ("seed", str(2**63 - 1), (str(2**63 - 1),)),
        ("size", "512x768, 640 × 480, 1:1, 512х768", ("512×768", "640×480", "1024×1024")),
        ("prompt", 'red, blue, "pink, pale"', ("red", "blue", "pink, pale")),
        ("style", "oil, 1-5", ("oil", "1-5")),
    ],
)
def test_values_are_read_as_people_type_them(name: Any, text: str, values: tuple[str, ...]) -> None:
    assert read_axis(name, text).values == values


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("seed", " , ", "empty"),
        ("seed", "one", "number"),
        ("seed", "1.5", "number"),
        ("seed", "-1", "range"),
        ("seed", str(2**63), "range"),
        ("seed", "1-3:0", "range"),
        ("seed", "1-1000000000000", "too_many"),
        ("width", "63", "range"),
        ("width", "2049", "range"),
        ("size", "big", "size"),
        ("size", "0:1", "size"),
        ("size", "1:999", "size"),
        ("size", "5000x5000", "range"),
        ("prompt", "x" * 30_000, "too_many"),
    ],
)
def test_what_cannot_be_a_value_is_named(name: Any, text: str, code: str) -> None:
    with pytest.raises(GridPlanError) as caught:
        read_axis(name, text)
    assert caught.value.code == code
    for texts in languages().values():
        assert problem_text(caught.value, "Seed", texts)


@given(st.sampled_from(NAMES), st.text(max_size=60), st.sampled_from(NAMES), st.text(max_size=60))
def test_whatever_is_typed_is_a_bounded_plan_or_a_problem(first: Any, one: str, second: Any, two: str) -> None:
    try:
        plan = make_plan(BASE, read_axis(first, one), read_axis(second, two))
    except GridPlanError as error:
        told = [problem_text(error, "", texts) for texts in languages().values()]
    else:
        told = [str(len(plan.cells))]
        assert 1 <= len(plan.cells) <= MAX_CELLS
    assert all(told)


def test_cells_differ_only_along_the_axes() -> None:
    plan = make_plan(BASE, read_axis("size", "64x64, 128x64"), read_axis("prompt", "red, blue"))
    assert [(cell.column, cell.row) for cell in plan.cells] == [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert [cell.params.prompt for cell in plan.cells] == ["a red house, a red door"] * 2 + [
        "a blue house, a blue door"
    ] * 2
    assert [cell.params.width for cell in plan.cells] == [64, 128, 64, 128]
    assert len({(cell.params.seed, cell.params.subseed) for cell in plan.cells}) == 1
    assert plan.megapixels == pytest.approx((64 * 64 + 128 * 64) * 2 / 2**20)


def test_a_style_is_added_and_words_are_found_whatever_their_case() -> None:
    plan = make_plan(BASE.replace(prompt="A Cat."), read_axis("style", "ink"), read_axis("prompt", "cat, dog"))
    assert [cell.params.prompt for cell in plan.cells] == ["A cat, ink", "A dog, ink"]


def test_axes_that_do_not_fit_are_named() -> None:
    with pytest.raises(GridPlanError, match="absent"):
        make_plan(BASE, read_axis("prompt", "green, blue"))
    with pytest.raises(GridPlanError, match="same"):
        make_plan(BASE, read_axis("seed", "1"), read_axis("seed", "2"))
    with pytest.raises(GridPlanError, match="too_many"):
        make_plan(BASE, read_axis("seed", "1-10"), read_axis("subseed", "1-10"))


@pytest.mark.anyio
async def test_cells_fill_as_they_come_and_each_is_told_to_the_history(
    service: Any, backend: Backend, store: PictureStore, pictures: dict[str, bytes]
) -> None:
    ids = iter(range(100))
    service.images = pictures
    service.polls = [{"status": "Done", "progress": 1, "final_image_url": "/images/end.png"}]
    run = GridRun(make_plan(BASE, read_axis("seed", "1-3"), read_axis("style", "ink, <b>oil")), {"": backend}, store)
    views = []
    texts = languages()["ru"]
    run.start()
    async for _ in run.views():
        service.submit = {"task_id": f"t-{next(ids)}"}
        views.append(render_grid(run, store, texts))
    assert len(run.paintings) == 6
    assert 'data-state="over"' in views[-1]
    assert views[-1].count('<button type="button" class="cell"') == 6
    assert "<b>" not in views[-1]
    records = render_records(run, store, "x", texts)
    assert records.count("data-done") == 6
    assert {body["seed"] for body in service.submitted} == {"1", "2", "3"}
    assert len({body["subseed"] for body in service.submitted}) == 1


@pytest.mark.anyio
async def test_never_more_cells_at_a_time_than_allowed_and_stop_keeps_what_is_done(
    service: Any, backend: Backend, store: PictureStore, pictures: dict[str, bytes]
) -> None:
    service.images = pictures
    service.submit = {"task_id": "t-1", "cancel": True}
    service.polls = [
        *[{"status": "Done", "progress": 1, "final_image_url": "/images/end.png"}] * 2,
        {"status": "Painting the forms", "progress": 0.3},
    ]
    run = GridRun(make_plan(BASE, read_axis("seed", "1-9")), {"": backend}, store)
    run.start()
    async for _ in run.views():
        working = sum(run.state(cell) == "working" for cell in run.plan.cells)
        assert working <= CONCURRENCY
        if len(run.paintings) == 2 and working == CONCURRENCY:
            await run.stop()
    assert len(run.paintings) == 2
    assert len(service.cancelled) == CONCURRENCY
    assert {run.state(cell) for cell in run.plan.cells} == {"done", "stopped"}
    assert len(service.submitted) == 4
    assert "2 of 9" in render_grid(run, store, languages()["en"])


@pytest.mark.anyio
async def test_leaving_the_page_ends_nothing_and_stop_leaves_no_task_behind(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    service.polls = [{"status": "Painting the forms", "progress": 0.3}]
    before = asyncio.all_tasks()
    run = GridRun(make_plan(BASE, read_axis("seed", "1-3")), {"": backend}, store)
    run.start()
    views = run.views()
    async for _ in views:
        break
    await views.aclose()
    assert not run.is_over
    assert len(asyncio.all_tasks() - before) >= CONCURRENCY
    await run.stop()
    assert run.is_over
    assert asyncio.all_tasks() == before


@pytest.mark.anyio
async def test_whoever_looks_at_a_grid_hears_of_every_change(
    service: Any, backend: Backend, store: PictureStore, pictures: dict[str, bytes]
) -> None:
    service.images = pictures
    service.polls = [{"status": "Done", "progress": 1, "final_image_url": "/images/end.png"}]
    run = GridRun(make_plan(BASE, read_axis("seed", "1-3")), {"": backend}, store)
    run.start()

    async def look() -> int:
        return [len(run.paintings) async for _ in run.views()][-1]

    assert await asyncio.wait_for(asyncio.gather(look(), look()), 20) == [3, 3]
    assert await look() == 3
    records = render_records(run, store, "", languages()["en"], whole=True)
    assert records.count("data-done") == 3


@pytest.mark.anyio
async def test_a_new_grid_ends_the_one_before_and_closing_ends_all(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    service.polls = [{"status": "Painting the forms", "progress": 0.3}]
    runs = [GridRun(make_plan(BASE, read_axis("seed", "1-3")), {"": backend}, store) for _ in range(3)]
    grids = Grids()
    for owner, run in zip(("me", "me", "you"), runs, strict=True):
        await grids.put(owner, run)
        run.start()
    assert [run.is_over for run in runs] == [True, False, False]
    assert grids.get("me") is runs[1]
    assert grids.get("nobody") is None
    await grids.rename("you", "them")
    await grids.rename("nobody", "you")
    assert (grids.get("them"), grids.get("you")) == (runs[2], None)
    await grids.aclose()
    assert all(run.is_over for run in runs)


@pytest.mark.anyio
async def test_a_grid_that_was_stopped_or_replaced_before_it_began_never_begins(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    stopped, replaced, renamed = (
        GridRun(make_plan(BASE, read_axis("seed", "1-3")), {"": backend}, store) for _ in range(3)
    )
    await stopped.stop()
    grids = Grids()
    await grids.put("me", replaced)
    await grids.put("you", renamed)
    await grids.rename("you", "me")
    for run in (stopped, replaced):
        run.start()
        assert run.is_over
    assert grids.get("me") is renamed
    await grids.aclose()
    assert service.submitted == []


@pytest.mark.anyio
async def test_a_fault_of_ours_ends_the_whole_grid(
    service: Any, backend: Backend, store: PictureStore, pictures: dict[str, bytes]
) -> None:
    service.images = pictures
    service.polls = [{"status": "Done", "progress": 1, "final_image_url": "/images/end.png"}]

    async def full(_painting: Any) -> None:
        raise OSError("no space is left")

    run = GridRun(make_plan(BASE, read_axis("seed", "1-9")), {"": backend}, store, full)
    run.start()
    with pytest.raises(OSError, match="no space"):
        async for _ in run.views():
            pass
    await asyncio.sleep(0.05)
    assert len(service.submitted) <= CONCURRENCY
    assert {run.state(cell) for cell in run.plan.cells} == {"stopped"}


@pytest.mark.anyio
async def test_a_cell_that_fails_says_so_and_the_others_go_on(
    service: Any, backend: Backend, store: PictureStore
) -> None:
    service.polls = [{"status": "Error: the engine could not draw this picture"}]
    run = GridRun(make_plan(BASE, read_axis("seed", "1-3")), {"": backend}, store)
    run.start()
    async for _ in run.views():
        pass
    view = render_grid(run, store, languages()["ru"])
    assert len(run.errors) == 3
    assert view.count("Картину не удалось нарисовать") == 3
    assert "не вышло: 3" in view


@pytest.mark.anyio
async def test_each_cell_is_drawn_where_its_backend_says(
    service: Any, backend: Backend, store: PictureStore, pictures: dict[str, bytes]
) -> None:
    other = type(service)()
    client = AsyncImageLabs(base_url="http://other.test", transport=httpx.MockTransport(other.handle))
    for number, one in enumerate((service, other)):
        one.images, one.submit = pictures, {"task_id": f"t-{number}"}
        one.polls = [{"status": "Done", "progress": 1, "final_image_url": "/images/end.png"}]
    texts = languages()["ru"]
    named = by_name((backend, Backend("http://other.test", client=client)), texts)
    plan = make_plan(BASE, read_axis("backend", "", list(named)), read_axis("style", "ink"))
    run = GridRun(plan, {"": backend, **named}, store)
    run.start()
    async for _ in run.views():
        pass
    await client.close()
    assert (len(service.submitted), len(other.submitted)) == (1, 1)
    assert {cell.backend for cell in run.paintings} == set(named)
    records = [
        json.loads(unescape(one)) for one in re.findall('data-done="(.*?)"', render_records(run, store, "", texts))
    ]
    assert {fact["value"] for record in records for fact in record["facts"] if fact["name"] == "backend"} == set(named)


def test_backends_of_the_same_name_are_told_apart_and_unknown_ones_refused() -> None:
    same = [Backend("http://a.test/one"), Backend("http://a.test/two")]
    names = list(by_name(same, languages()["en"]))
    assert names == ["a.test", "a.test (2)"]
    assert read_axis("backend", "A.TEST (2)", names).values == ("a.test (2)",)
    with pytest.raises(GridPlanError, match="unknown"):
        read_axis("backend", "http://evil.test", names)


def test_an_axis_without_values_goes_through_its_choices() -> None:
    assert read_axis("model", " ", ("turbo", "large")).values == ("turbo", "large")
    assert read_axis("model", "LARGE", ("turbo", "large")).values == ("large",)
    assert read_axis("model", "other").values == ("other",)
    with pytest.raises(GridPlanError, match="unknown"):
        read_axis("model", "other", ("turbo", "large"))


def picture(folder: Path, colour: str, size: tuple[int, int] = (200, 150)) -> Path:
    path = folder / f"{colour}.png"
    Image.new("RGB", size, colour).save(path)
    return path


def test_a_contact_sheet_has_every_picture_in_its_place_and_letters_of_any_script(tmp_path: Path) -> None:
    files = [[picture(tmp_path, "red"), picture(tmp_path, "lime")], [picture(tmp_path, "blue"), None]]
    sheet = Image.open(io.BytesIO(draw_sheet(Sheet("кот на окне 🎨", "зерно 5", ["1", "2"], ["масло", "тушь"], files))))
    colours = [colour for _, colour in sheet.getcolors(1 << 20) or []]
    assert {(255, 0, 0), (0, 255, 0), (0, 0, 255)} <= set(colours)
    red, lime, blue = (_place(sheet, colour) for colour in ((255, 0, 0), (0, 255, 0), (0, 0, 255)))
    assert red[0] < lime[0]
    assert red[1] == lime[1] < blue[1]
    assert red[0] == blue[0]


def _place(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int]:
    mask = Image.new("1", image.size)
    mask.putdata([pixel == colour for pixel in image.get_flattened_data()])
    box = mask.getbbox()
    assert box is not None
    return box[0], box[1]


def test_a_contact_sheet_says_what_its_labels_are_of(tmp_path: Path) -> None:
    plan = make_plan(BASE, read_axis("seed", "1,2"), read_axis("style", "ink"))
    corner = corner_lines(plan, languages()["en"])
    assert corner == ("Seed →", "Style ↓")
    files = [[picture(tmp_path, "red"), picture(tmp_path, "lime")]]
    with_corner, without = (
        Image.open(io.BytesIO(draw_sheet(Sheet("x", "", ["1", "2"], ["ink"], files, lines)))) for lines in (corner, ())
    )
    left_of_pictures = (0, 0, 200, _place(with_corner, (255, 0, 0))[1])
    assert with_corner.crop(left_of_pictures).tobytes() != without.crop(left_of_pictures).tobytes()


def test_a_large_grid_stays_a_sheet_of_bounded_size(tmp_path: Path) -> None:
    file = picture(tmp_path, "red", (800, 400))
    values = [str(n) for n in range(MAX_CELLS)]
    sheet = Image.open(io.BytesIO(draw_sheet(Sheet("x " * 2000, "", values, [""], [[file] * MAX_CELLS]))))
    assert max(sheet.size) <= MAX_SIDE + 200


def test_no_letter_becomes_a_box() -> None:
    font = label_font(18)
    assert drawable("Кот, cat × → ы", font) == "Кот, cat × → ы"
    assert "🎨" not in drawable("🎨 猫", font)
    assert wrapped("один два три", font, 60, 2)[-1].endswith("…")


def test_the_page_holds_everything_and_asks_for_nothing(tmp_path: Path) -> None:
    nasty = "</script><script>alert(1)</script> {{data}} <!-- &"
    cells = [PageCell(0, 0, {"Prompt": nasty}, picture(tmp_path, "red")), PageCell(1, 0, {"Prompt": "x"}, None)]
    page = write_page(nasty, ("Seed", ""), (("1", "2"), ("",)), cells, languages()["ru"]).decode()
    assert page.count("<script") == 2
    data = re.search(r'id="grid">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    grid = json.loads(data[1])
    assert grid["cells"][0]["params"]["Prompt"] == nasty
    assert grid["cells"][0]["picture"].startswith("data:image/webp;base64,")
    assert not re.search(r"(?:src|href)=[\"']?(?!data:)\w+:", page)
    assert "Поменять оси" in page


def test_the_note_tells_what_the_cells_have_in_common() -> None:
    texts = languages()["en"]
    plan = make_plan(BASE.replace(seed=5, subseed=6), Axis("subseed", ("1",)))
    assert note_of(plan, texts) == "128 × 96 · Seed 5"
    assert "×" not in note_of(make_plan(BASE.replace(seed=5, subseed=6), Axis("size", ("64×64",))), texts)


def test_every_axis_and_problem_has_a_name() -> None:
    for texts in languages().values():
        for name in NAMES:
            assert axis_label(name, texts)
