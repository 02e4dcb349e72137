"""The look as a Gradio theme: warm greys, one accent, light and dark.

What a theme cannot express is in assets/style.css.
"""

from __future__ import annotations

from dataclasses import dataclass

from gradio.themes import Base
from gradio.themes.utils.colors import Color
from gradio.themes.utils.sizes import Size


@dataclass(frozen=True, slots=True)
class Palette:
    """The named colours of one mode. Every pair of text and background has a contrast of at least 4.5."""

    page: str
    card: str
    well: str  # background of input fields
    line: str
    ink: str
    quiet: str
    accent: str
    accent_hover: str
    on_accent: str
    danger: str


LIGHT = Palette(
    page="#f6f5f2",
    card="#ffffff",
    well="#f6f5f2",
    line="#e4e0d8",
    ink="#1d1c1a",
    quiet="#6b675f",
    accent="#b4532a",
    accent_hover="#9c4522",
    on_accent="#ffffff",
    danger="#a3261c",
)
DARK = Palette(
    page="#141311",
    card="#1d1b18",
    well="#141311",
    line="#332f29",
    ink="#ece8df",
    quiet="#9a9488",
    accent="#d9764a",
    accent_hover="#e58a61",
    on_accent="#1a0f09",
    danger="#f08a7a",
)

# Gradio derives what we do not set from a scale of eleven shades: warm greys, and the accent.
_GREYS = Color(
    "#faf9f7",
    "#f6f5f2",
    "#eeebe4",
    "#e4e0d8",
    "#9a9488",
    "#7d786e",
    "#6b675f",
    "#4a463f",
    "#332f29",
    "#1d1b18",
    "#141311",
)
_SIENNA = Color(
    "#fdf4ef",
    "#f9e3d8",
    "#f1c4ae",
    "#e6a07f",
    "#d9764a",
    "#c4622f",
    "#b4532a",
    "#9c4522",
    "#7d381d",
    "#5e2b17",
    "#3a1a0e",
)
_SYSTEM_FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif")
_SYSTEM_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")


def playground_theme() -> Base:
    """Make the theme; it asks for no font from the network."""
    theme = Base(
        primary_hue=_SIENNA,
        secondary_hue=_GREYS,
        neutral_hue=_GREYS,
        radius_size=Size("4px", "6px", "8px", "10px", "12px", "14px", "16px"),
        font=_SYSTEM_FONT,
        font_mono=_SYSTEM_MONO,
    )
    theme.name = "imagelabs"
    colours: dict[str, str] = {}
    for suffix, palette in (("", LIGHT), ("_dark", DARK)):
        colours |= {name + suffix: value for name, value in _colours(palette).items()}
    return theme.set(
        **colours,
        block_border_width="0px",
        block_border_width_dark="0px",
        block_padding="0px",
        block_radius="0px",
        block_shadow="none",
        block_shadow_dark="none",
        block_label_text_size="13px",
        block_title_text_size="13px",
        block_title_text_weight="400",
        block_title_background_fill="transparent",
        block_title_background_fill_dark="transparent",
        block_title_padding="0px",
        block_info_text_size="12px",
        button_border_width="1px",
        button_large_radius="10px",
        button_large_padding="12px 16px",
        button_large_text_size="16px",
        button_large_text_weight="600",
        button_small_radius="8px",
        button_small_padding="6px 12px",
        button_small_text_size="13px",
        button_small_text_weight="400",
        button_transition="background-color 120ms ease, border-color 120ms ease",
        button_primary_shadow="none",
        button_secondary_shadow="none",
        checkbox_border_radius="5px",
        checkbox_label_padding="7px 10px",
        checkbox_label_text_size="13px",
        checkbox_label_shadow="none",
        checkbox_label_gap="8px",
        checkbox_label_border_width="1px",
        checkbox_label_border_width_dark="1px",
        form_gap_width="0px",
        input_border_width="1px",
        input_border_width_dark="1px",
        input_padding="11px 13px",
        input_radius="10px",
        input_shadow="none",
        input_shadow_focus="none",
        input_shadow_focus_dark="none",
        input_text_size="16px",
        layout_gap="14px",
    )


def _colours(palette: Palette) -> dict[str, str]:
    return {
        "body_background_fill": palette.page,
        "body_text_color": palette.ink,
        "body_text_color_subdued": palette.quiet,
        "background_fill_primary": palette.card,
        "background_fill_secondary": palette.page,
        "border_color_accent": palette.accent,
        "border_color_primary": palette.line,
        "color_accent_soft": palette.well,
        "link_text_color": palette.accent,
        "link_text_color_hover": palette.accent_hover,
        "link_text_color_active": palette.accent,
        "link_text_color_visited": palette.accent,
        "block_background_fill": palette.card,
        "block_border_color": palette.line,
        "block_info_text_color": palette.quiet,
        "block_label_text_color": palette.quiet,
        "block_title_text_color": palette.quiet,
        "panel_background_fill": palette.card,
        "panel_border_color": palette.line,
        "accordion_text_color": palette.quiet,
        "input_background_fill": palette.well,
        "input_background_fill_focus": palette.well,
        "input_border_color": palette.line,
        "input_border_color_focus": palette.accent,
        "input_border_color_hover": palette.quiet,
        "input_placeholder_color": palette.quiet,
        "checkbox_label_background_fill": palette.card,
        "checkbox_label_background_fill_hover": palette.well,
        "checkbox_label_background_fill_selected": palette.well,
        "checkbox_label_border_color": palette.line,
        "checkbox_label_border_color_hover": palette.quiet,
        "checkbox_label_border_color_selected": palette.accent,
        "checkbox_label_text_color": palette.quiet,
        "checkbox_label_text_color_selected": palette.ink,
        "button_primary_background_fill": palette.accent,
        "button_primary_background_fill_hover": palette.accent_hover,
        "button_primary_border_color": palette.accent,
        "button_primary_border_color_hover": palette.accent_hover,
        "button_primary_text_color": palette.on_accent,
        "button_primary_text_color_hover": palette.on_accent,
        "button_secondary_background_fill": palette.card,
        "button_secondary_background_fill_hover": palette.well,
        "button_secondary_border_color": palette.line,
        "button_secondary_border_color_hover": palette.quiet,
        "button_secondary_text_color": palette.ink,
        "button_secondary_text_color_hover": palette.ink,
        "error_border_color": palette.danger,
        "error_text_color": palette.danger,
        "error_icon_color": palette.danger,
    }
