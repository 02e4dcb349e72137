"""The entry point: `python app.py` serves the playground; Hugging Face Spaces runs the same."""

import sys

from playground.__main__ import main

if __name__ == "__main__":
    sys.exit(main())

from playground.page import Page
from playground.settings import Settings

demo = Page(Settings.load()).build()  # for `gradio app.py`, and for whoever imports it
