"""The figures as a page and as a small chart."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Sequence

from tests.bench.measure import Times
from tests.bench.scenarios import Row

BAR, GAP, LEFT, WIDTH = 16, 10, 190, 640  # pixels of the chart


def ratio(ours: float, bare: float) -> str:
    """Ours against the bare bot's: "0.42"."""
    return f"{ours / bare:.2f}"


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
    return "\n".join([*lines, *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)])


def scenarios(rows: Sequence[Row]) -> str:
    """CPU, wall time and messages a second of each scenario."""
    head = [
        "scenario",
        "at once",
        "CPU ratio",
        "CPU ms",
        "bare",
        "median ms",
        "bare",
        "p95 ms",
        "bare",
        "per second",
        "bare",
    ]
    return table(
        head,
        [
            (
                name,
                people,
                f"**{ratio(ours.cpu, bare.cpu)}**",
                *(f"{value:.0f}" for pair in _pairs(ours, bare) for value in pair),
                f"{ours.rate:.0f}",
                f"{bare.rate:.0f}",
            )
            for name, people, ours, bare in rows
        ],
    )


def _pairs(ours: Times, bare: Times) -> List["tuple[float, float]"]:
    return [(ours.cpu, bare.cpu), (ours.median, bare.median), (ours.p95, bare.p95)]


def length(ours: Mapping[int, Times], bare: Mapping[int, Times]) -> str:
    """The cost of a message against its place in the conversation."""
    first = min(ours)
    return table(
        ["message", "ours, CPU ms", f"against message {first}", "bare, CPU ms", f"against message {first}"],
        [
            (
                n,
                f"{t.cpu:.0f}",
                ratio(t.cpu, ours[first].cpu),
                f"{bare[n].cpu:.0f}",
                ratio(bare[n].cpu, bare[first].cpu),
            )
            for n, t in ours.items()
        ],
    )


def memory(ours: Mapping[str, float], bare: Mapping[str, float]) -> str:
    """Megabytes of each process."""
    rows = [(name, f"{ours.get(name, 0):.0f}", f"{bare[name]:.0f}" if name in bare else "") for name in ours]
    return table(
        ["process", "ours, MB", "bare, MB"], [*rows, ("all", f"{sum(ours.values()):.0f}", f"{sum(bare.values()):.0f}")]
    )


def chart(rows: Sequence[Row]) -> str:
    """CPU a message of ours and of the bare bot, one person at a time, as an SVG."""
    shown = [(name, ours.cpu, bare.cpu) for name, people, ours, bare in rows if people == 1]
    most = max(max(ours, bare) for _, ours, bare in shown)
    parts, y = [], 26
    for name, ours, bare in shown:
        parts.append(f'<text x="{LEFT - 8}" y="{y + BAR + 4}" text-anchor="end">{name}</text>')
        for value, colour in ((ours, "#0f5257"), (bare, "#b9a38c")):
            width = value / most * (WIDTH - LEFT - 70)
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{width:.0f}" height="{BAR}" fill="{colour}"/>')
            parts.append(f'<text x="{LEFT + width + 6:.0f}" y="{y + BAR - 3}">{value:.0f}</text>')
            y += BAR + 2
        y += GAP
    title = "CPU milliseconds a message: Loopbaanbot (dark) and a bare Rasa bot (light)"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" font-family="sans-serif" font-size="13">'
        f'<title>{title}</title><rect width="100%" height="100%" fill="#fff"/><text x="8" y="16">{title}</text>'
        + "".join(parts)
        + "</svg>\n"
    )


def facts(values: Dict[str, str]) -> str:
    """Single figures."""
    return table(["what", "measured"], list(values.items()))
