"""The entry point: `python app.py` serves the playground; Hugging Face Spaces runs the same."""

import sys

from playground.page import Page
from playground.settings import Settings
from playground.web.launch import launch

page = Page(Settings.load(sys.argv[1:] if __name__ == "__main__" else ()))
demo = page.build()

if __name__ == "__main__":
    sys.exit(launch(page, demo))
