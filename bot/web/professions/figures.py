"""Figures of a dossier as a chart and as a table. Sizes are in the units of the drawing, which scales with the page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Optional, Sequence, Tuple, Union

from knowledge import FigureTable, Row

Number = Union[int, float]
TIMES = ("vacancies_by_year", "vacancies_by_month")
PLACES = ("vacancies_by_region", "open_vacancies_by_region", "job_seekers_by_region")
TOTAL = "totaal"  # how the dossiers call the row or column that holds the sum
WIDTH = 360.0
LABELS = 150.0  # room left of horizontal bars
VALUES = 44.0  # room right of them
BAR, STEP = 16.0, 24.0
PLOT, TOP, BOTTOM = 150.0, 22.0, 26.0  # heights of a column chart
WIDE = 6  # a table with more columns than this is easier to read turned


@dataclass(frozen=True)
class Bar:
    """A rectangle; `series` is the number of the row of figures that it belongs to."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Mark:
    """A label of a chart with its value (None where the source has none), and where the two are written."""

    label: str
    value: Optional[Number]
    bars: Tuple[Bar, ...]
    x: float
    y: float
    value_x: float
    value_y: float


@dataclass(frozen=True)
class Chart:
    """A drawing: `kind` is "columns" or "bars", `series` names the colours (one: no legend needed)."""

    kind: str
    width: float
    height: float
    series: Tuple[str, ...]
    marks: Tuple[Mark, ...]

    @property
    def highest(self) -> Mark:
        """The mark with the largest value."""
        return max(self.marks, key=lambda mark: mark.value or 0)


@dataclass(frozen=True)
class Line:
    """A row of the table under a chart."""

    label: str
    group: Optional[str]
    values: Tuple[Optional[Number], ...]


@dataclass(frozen=True)
class Figure:
    """A table of the dossier with its chart, if one makes it clearer; the table is turned when it is wide and low."""

    table: FigureTable
    chart: Optional[Chart]
    columns: Tuple[str, ...]
    lines: Tuple[Line, ...]

    @property
    def groups(self) -> Tuple[Tuple[Optional[str], Tuple[Line, ...]], ...]:
        """The lines under the headings of the source."""
        return tuple((group, tuple(lines)) for group, lines in groupby(self.lines, lambda line: line.group))

    @property
    def gaps(self) -> bool:
        """Whether the source leaves cells empty."""
        return any(value is None for line in self.lines for value in line.values)


def figure(table: FigureTable) -> Figure:
    """Return a table of the dossier as the page shows it."""
    if len(table.columns) > WIDE and len(table.rows) <= WIDE:
        columns = tuple(row.label for row in table.rows)
        lines = tuple(
            Line(label, None, tuple(row.values[at] for row in table.rows)) for at, label in enumerate(table.columns)
        )
    else:
        columns = table.columns
        lines = tuple(Line(row.label, row.group, row.values) for row in table.rows)
    return Figure(table, _chart(table), columns, lines)


def _chart(table: FigureTable) -> Optional[Chart]:
    if table.topic in TIMES:
        return _columns(table)
    if table.topic in PLACES:
        labels = [label for label in table.columns if label.casefold() != TOTAL]
        return _bars(list(zip(labels, _total(table).values)))
    if len(table.columns) == 1:
        return _bars([(row.label, row.values[0]) for row in table.rows])
    return None


def _total(table: FigureTable) -> Row:
    return next((row for row in table.rows if row.label.casefold() == TOTAL), table.rows[-1])


def _series(table: FigureTable) -> Sequence[Row]:
    """The rows that add up to the total, if they really do; otherwise the total alone."""
    total = _total(table)
    parts = [row for row in table.rows if row is not total]
    sums = tuple(sum(row.values[at] or 0 for row in parts) for at in range(len(table.columns)))
    return parts if parts and sums == total.values else [total]


def _columns(table: FigureTable) -> Chart:
    rows, total = _series(table), _total(table)
    most = max([value or 0 for value in total.values] + [1])
    step = WIDTH / len(table.columns)
    marks = []
    for at, label in enumerate(_short(table.columns)):
        x, floor, bars = at * step, TOP + PLOT, []
        for number, row in enumerate(rows):
            height = round((row.values[at] or 0) / most * PLOT, 1)
            floor -= height
            if height:
                bars.append(Bar(number, round(x + step * 0.18, 1), round(floor, 1), round(step * 0.64, 1), height))
        middle = round(x + step / 2, 1)
        marks.append(Mark(label, total.values[at], tuple(bars), middle, TOP + PLOT + 17, middle, round(floor - 5, 1)))
    return Chart("columns", WIDTH, TOP + PLOT + BOTTOM, tuple(row.label for row in rows), tuple(marks))


def _bars(pairs: Sequence[Tuple[str, Optional[Number]]]) -> Chart:
    most = max([value or 0 for _, value in pairs] + [1])
    marks = []
    for at, (label, value) in enumerate(pairs):
        y = at * STEP + (STEP - BAR) / 2
        width = round((value or 0) / most * (WIDTH - LABELS - VALUES), 1)
        bars = (Bar(0, LABELS, y, width, BAR),) if width else ()
        marks.append(Mark(label, value, bars, LABELS - 8, y + 12.5, LABELS + width + 6, y + 12.5))
    return Chart("bars", WIDTH, len(pairs) * STEP, ("",), tuple(marks))


def _short(labels: Sequence[str]) -> Sequence[str]:
    """Labels without the ending that they share: "Jan 2017", "Febr 2017" become "Jan", "Febr"."""
    endings = {label.partition(" ")[2] for label in labels}
    return [label.partition(" ")[0] for label in labels] if len(endings) == 1 and endings != {""} else labels
