"""Figures for the team, and who read what for the administrator."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, List, Sequence, Tuple

from starlette.responses import Response

from bot.accounts.arguments import ADMINISTRATOR, COACH
from bot.intake.counts import FEW
from bot.intake.readings import PAGE
from bot.intake.team import Week
from bot.intake.text import content
from bot.web.portal.gate import Visit, route

WIDTH, HEIGHT, FOOT, HEAD = 640, 220, 34, 22  # units of the drawing


def team(visit: Visit) -> Response:
    """Show the figures."""
    found = visit.portal.desk.team(visit.now)
    known = {"needs": content("dossier")["needs"], "few": FEW, "chart": columns(found.weeks)}
    return visit.page("team", team=found, **known)


def columns(weeks: Sequence[Week]) -> Dict[str, Any]:
    """The sizes of a drawing with two columns for each week: started and finished."""
    highest = max([1, *(week.started for week in weeks), *(week.finished for week in weeks)])
    step = WIDTH / max(1, len(weeks))
    wide, bottom = step * 0.34, HEIGHT - FOOT
    marks: List[Tuple[date, float, List[Dict[str, float]]]] = []
    for place, week in enumerate(weeks):
        bars = []
        for series, value in enumerate((week.started, week.finished)):
            tall = round((bottom - HEAD) * value / highest, 1)
            x = round(place * step + step * 0.15 + series * wide, 1)
            bars.append({"series": series, "x": x, "y": round(bottom - tall, 1), "height": tall, "value": value})
        marks.append((week.monday, round(place * step + step / 2, 1), bars))
    return {"width": WIDTH, "height": HEIGHT, "bottom": bottom, "bar": round(wide - 2, 1), "marks": marks}


def log(visit: Visit) -> Response:
    """Show who opened or took along which dossier, or what happened with accounts."""
    asked = visit.request.query_params
    if asked.get("soort") == "accounts":
        return visit.page("log", events=visit.portal.accounts.events(PAGE * 4), readings=None)
    page, coach = asked.get("pagina", "1"), asked.get("wie", "")[:80]
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return visit.page("log", readings=visit.portal.desk.readings(coach, number), coach=coach, events=None)


routes = [
    route("/coach/team", team, roles=[COACH, ADMINISTRATOR]),
    route("/coach/logboek", log, roles=[ADMINISTRATOR]),
]
