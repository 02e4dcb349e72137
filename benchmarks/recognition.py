"""A blind test of the painter: does somebody who sees only the picture name its subject?

    python -m benchmarks.recognition make FOLDER [--count 40] [--seed 1]
    python -m benchmarks.recognition score FOLDER ANSWERS.txt

`make` paints pictures of a random subject, place and time each, as FOLDER/01.png …, and writes FOLDER/questions.txt
with ten subjects to choose from for each, and FOLDER/key/key.json, which whoever answers must not see. An answer is a
line such as `01 cat`. `score` counts, and lists the failures with their prompts. By chance, four of forty are right.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from imagelabs_server.engine import Job
from imagelabs_server.painter import Painter
from imagelabs_server.painter.subjects import SUBJECTS

PLACES = (
    "on a windowsill",
    "in a room",
    "in space",
    "on a street",
    "in a village",
    "in a garden",
    "by a lake",
    "by a river",
    "on the beach",
    "at sea",
    "in the city",
    "in the desert",
    "in the forest",
    "in a field",
    "in the mountains",
    "underwater",
)
TIMES = ("at dawn", "by day", "at sunset", "at night")
CHOICES = 10
# No two of a family are offered for one picture: a man is a person too, and nobody could say which is meant.
FAMILIES = (
    {"person", "man", "woman", "child", "boy", "girl", "couple", "princess"},
    {"bird", "gull", "eagle"},
    {"flower", "rose"},
    {"house", "church"},
    {"boat", "ship"},
    {"table", "bench"},
    {"horse", "unicorn"},
    {"lamp", "lantern"},
    {"fish", "dolphin", "whale"},
    {"balloon", "aerostat"},
)


def choices_for(subject: str, dice: random.Random) -> list[str]:
    """Ten subjects in random order, the right one among them, and none that it could be taken for by its name."""
    kin = next((family for family in FAMILIES if subject in family), {subject})
    others: list[str] = []
    for name in dice.sample(sorted(SUBJECTS), len(SUBJECTS)):
        if name not in kin and not any({name, other} <= family for other in others for family in FAMILIES):
            others.append(name)
        if len(others) == CHOICES - 1:
            break
    return dice.sample([subject, *others], CHOICES)


def make(folder: Path, count: int, seed: int) -> None:
    """Paint the pictures and write the questions and the key."""
    dice = random.Random(seed)
    painter = Painter()
    (folder / "key").mkdir(parents=True)
    questions, key = [], {}
    for number, subject in enumerate(dice.sample(sorted(SUBJECTS), count), start=1):
        prompt = f"a {subject} {dice.choice(PLACES)} {dice.choice(TIMES)}"
        job = Job(prompt, seed=dice.randrange(10**9), subseed=dice.randrange(10**9))
        painter.draw(job, lambda *_args, **_news: None, lambda: False).save(folder / f"{number:02}.png")
        key[f"{number:02}"] = {"subject": subject, "prompt": prompt}
        questions.append(f"{number:02}: {', '.join(choices_for(subject, dice))}")
    (folder / "questions.txt").write_text("\n".join(questions) + "\n")
    (folder / "key" / "key.json").write_text(json.dumps(key, indent=1))


def score(folder: Path, answers: Path) -> None:
    """Print how many are right, and what the others were."""
    key = json.loads((folder / "key" / "key.json").read_text())
    given = dict(line.split(maxsplit=1) for line in answers.read_text().splitlines() if line.strip())
    right = [number for number, truth in key.items() if given.get(number, "").strip() == truth["subject"]]
    print(f"{len(right)} of {len(key)} recognised")
    for number in key.keys() - set(right):
        print(f"  {number}: {key[number]['prompt']!r} was taken for {given.get(number, 'nothing')!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("folder", type=Path)
    making.add_argument("--count", type=int, default=40)
    making.add_argument("--seed", type=int, default=1)
    scoring = commands.add_parser("score")
    scoring.add_argument("folder", type=Path)
    scoring.add_argument("answers", type=Path)
    options = parser.parse_args()
    if options.command == "make":
        make(options.folder, options.count, options.seed)
    else:
        score(options.folder, options.answers)


if __name__ == "__main__":
    main()
