"""The five loopbaancompetenties as bars: readable in black and white, and by a screen reader."""

from __future__ import annotations

from html import escape
from typing import Any, List, Mapping

from bot.intake.text import content

WIDTH, ROW, LEFT, RIGHT, TOP, BAR = 640, 44, 220, 70, 16, 22  # SVG units; LEFT leaves room for the longest name
TOP_SCORE = 5
INK, PAPER = "#1a1a1a", "#ffffff"
PATTERN = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{PAPER}"/><line x1="0" y1="0" x2="0" y2="6" stroke="{INK}" stroke-width="3"/></pattern>'
)


def to_svg(data: Mapping[str, Any]) -> str:
    """An SVG with title and description; each bar carries its name and figure in words."""
    texts = content("dossier")["picture"]
    rows = data["career"]
    height = TOP + ROW * len(rows) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-labelledby="career-title career-desc" font-family="Liberation Sans, Arial, sans-serif" font-size="15">',
        f'<title id="career-title">{escape(texts["title"])}</title>',
        f'<desc id="career-desc">{escape(description(data))}</desc>',
        f'<defs>{PATTERN}</defs><rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        *_grid(len(rows)),
    ]
    for place, one in enumerate(rows):
        parts += _bar(place, one, texts["none"])
    parts.append(f'<text x="{LEFT}" y="{height - 6}" font-size="12" fill="{INK}">{escape(texts["axis"])}</text></svg>')
    return "".join(parts)


def description(data: Mapping[str, Any]) -> str:
    """The figures in words, for who cannot see the picture."""
    none = content("dossier")["picture"]["none"]
    return ", ".join(f"{one['title']}: {_figure(one['score'], none)}" for one in data["career"])


def _figure(score: Any, none: str) -> str:
    return none if score is None else str(score).replace(".", ",")


def _x(score: float) -> float:
    return round(LEFT + (score - 1) / (TOP_SCORE - 1) * (WIDTH - LEFT - RIGHT), 1)


def _grid(rows: int) -> List[str]:
    """A thin line and a figure at each point of the scale."""
    bottom = TOP + ROW * rows
    parts = []
    for score in range(1, TOP_SCORE + 1):
        x = _x(score)
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}" stroke="{INK}" stroke-width="0.5"/>')
        parts.append(f'<text x="{x}" y="{bottom + 15}" text-anchor="middle" font-size="12" fill="{INK}">{score}</text>')
    return parts


def _bar(place: int, one: Mapping[str, Any], none: str) -> List[str]:
    """A name on the left, a hatched bar with an outline, and the figure behind it. A score of 1 still shows a sliver."""
    y = TOP + ROW * place + (ROW - BAR) // 2
    name = f'<text x="0" y="{y + 16}" fill="{INK}">{escape(one["title"])}</text>'
    score = one["score"]
    end = LEFT + 4 if score is None else max(_x(score), LEFT + 4)
    # A white edge keeps the figure readable where it stands on a line.
    edge = f'fill="{INK}" stroke="{PAPER}" stroke-width="5" paint-order="stroke"'
    figure = f'<text x="{end + 8}" y="{y + 16}" font-weight="bold" {edge}>{escape(_figure(score, none))}</text>'
    if score is None:
        return [name, figure]
    bar = f'<rect x="{LEFT}" y="{y}" width="{round(end - LEFT, 1)}" height="{BAR}" fill="url(#hatch)" stroke="{INK}"/>'
    return [name, bar, figure]
