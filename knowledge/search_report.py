"""How well search finds what it should: `python -m knowledge.search_report [questions.yml]`.

The questions (tests/knowledge/search_dev.yml) are those the search was tuned on, so the figures compare ways to search;
they do not say how good it is on questions nobody tuned to.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

from knowledge.facts import Fact
from knowledge.queries import KnowledgeBase, open_knowledge
from knowledge.search import Search
from knowledge.vectors import VectorStore
from knowledge.yamlfile import load

QUESTIONS = Path(__file__).resolve().parents[1] / "tests" / "knowledge" / "search_dev.yml"


def is_right(facts: Sequence[Fact], ids: Sequence[str]) -> bool:
    """Whether one of the facts has one of the ids or stands in a block with such an id."""
    return any(fact.id == id or fact.id.startswith(id + ".") for fact in facts for id in ids)


def measure(finder: Search, questions: Dict[str, Any]) -> Dict[str, float]:
    """Counts of right answers: first hit, first five, first profession, first three, and known or not at the best margin."""
    result: Dict[str, float] = {"first": 0, "five": 0, "fit first": 0, "fit three": 0}
    answered: List[Tuple[float, bool]] = []
    start = time.process_time()
    for item in questions["find"]:
        hits = finder.find(item["q"])
        right = [is_right((hit.fact, *hit.others), item["ids"]) for hit in hits]
        result["first"] += right[:1] == [True]
        result["five"] += any(right)
        answered.append((hits[0].score if hits else 0.0, any(right)))
    refused = [max((hit.score for hit in finder.find(text)), default=0.0) for text in questions["none"]]
    result["ms"] = (time.process_time() - start) * 1000 / (len(answered) + len(refused))
    for item in questions["fit"]:
        names = [fit.profession for fit in finder.fit(item["q"])]
        result["fit first"] += names[0] in item["professions"]
        result["fit three"] += any(name in item["professions"] for name in names)
    margins = sorted({score for score, _ in answered} | {score + 0.0001 for score in refused})
    known = {margin: sum(ok for score, ok in answered if score >= margin) for margin in margins}
    total = {margin: known[margin] + sum(score < margin for score in refused) for margin in margins}
    result["margin"] = max(margins, key=lambda margin: (total[margin], -margin))
    result["known"] = total[result["margin"]]
    return result


def report(kb: KnowledgeBase, questions: Dict[str, Any], vectors: VectorStore) -> str:
    """The table as text: words alone, vectors alone, and both."""
    finds, fits, nones = (len(questions[key]) for key in ("find", "fit", "none"))
    head = f"{'':8} first5/{finds} first1/{finds} fit3/{fits} fit1/{fits} known/{finds + nones} margin ms"
    lines = [head]
    ways = (("words", Search(kb)), ("vectors", Search(kb, vectors, (0, 0))), ("both", Search(kb, vectors)))
    for name, finder in ways:
        found = measure(finder, questions)
        row = [f"{found[key]:.0f}" for key in ("five", "first", "fit three", "fit first", "known")]
        lines.append(
            f"{name:8} " + " ".join(f"{cell:>9}" for cell in [*row, f"{found['margin']:.3f}", f"{found['ms']:.1f}"])
        )
    return "\n".join(lines)


def main(arguments: Optional[List[str]] = None) -> int:
    """Command line: prints the table."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.search_report", description=__doc__.splitlines()[0])
    parser.add_argument("questions", nargs="?", type=Path, default=QUESTIONS, help="default: %(default)s")
    options = parser.parse_args(arguments)
    print(report(open_knowledge(), load(options.questions), VectorStore()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
