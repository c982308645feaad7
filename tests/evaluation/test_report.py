"""The figures add up, and nothing of the held-out part is shown."""

from __future__ import annotations

import socket

import pytest

from .__main__ import EXIT_UNREACHABLE, main
from .items import Item, load_items
from .play import Miss, Outcome
from .report import failures, percentile_95, place, report, share
from .world import load_world


def outcome(item: Item, right: bool) -> Outcome:
    misses = [] if right else [Miss(1, item.turns[0].say, "een antwoord", ("facts: lacks x",))]
    return Outcome(item, misses, {}, [10.0], recognised=right)


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    return load_items("questions", load_world())


def test_held_out_text_is_never_shown(items: tuple[Item, ...]) -> None:
    wrong = [outcome(item, right=False) for item in items]
    shown, figures = failures(wrong), report(wrong)
    for item in items:
        assert (f"{item.id} turn 1:" in shown) is not item.held_out
    assert not any(i.turns[0].say in figures for i in items if i.held_out and len(i.turns[0].say) > 30)


def test_totals(items: tuple[Item, ...]) -> None:
    held_out = [i for i in items if i.held_out][:4]
    open_part = [i for i in items if not i.held_out][:6]
    run = [outcome(i, n % 2 == 0) for n, i in enumerate([*held_out, *open_part])]
    text = report(run)
    assert "| **total** | 3/6 (50.0 %) | 2/4 (50.0 %) | 5/10 (50.0 %) |" in text
    assert "median 10 ms" in text
    assert "5/10 (50.0 %)" in text.split("recognised")[1].splitlines()[0]
    assert share([]) == "-"


def test_percentile() -> None:
    assert percentile_95([float(n) for n in range(1, 101)]) == pytest.approx(95.05)
    assert percentile_95([4.0]) == 4.0


def test_figures_are_placed_between_their_markers() -> None:
    page = place("# Evaluation\n", "questions", "first")
    page = place(page + "\nafter\n", "safety", "other")
    page = place(page, "questions", "second")
    assert "first" not in page
    assert page.index("second") < page.index("after") < page.index("other")
    assert page.count("<!-- questions:start -->") == 1


def test_without_a_bot_the_command_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert main(["--port", str(port), "--kind", "level"]) == EXIT_UNREACHABLE
    assert "make run" in capsys.readouterr().err


def test_a_run_without_outcomes_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing was played"):
        report([])
