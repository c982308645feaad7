"""The variants of the ablation fit config.yml, and each changes what it says."""

from __future__ import annotations

import pytest
import yaml

from bot.settings import ROOT, load_settings

from .ablation import HEAD, VARIANTS, changed, measured

CONFIG = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant["name"])
def test_a_variant_differs_from_the_product_in_what_it_names(variant):
    components = {**variant.get("options", {}), **variant.get("instead", {})}
    assert (changed(CONFIG, variant) != CONFIG) == bool(components)
    assert components or variant.get("settings") or variant is VARIANTS[0]
    load_settings({f"LOOPBAANBOT_{name.upper()}": value for name, value in variant.get("settings", {}).items()})


def test_an_unknown_component_is_named():
    with pytest.raises(KeyError, match="NoSuchThing"):
        changed(CONFIG, {"name": "wrong", "options": {"NoSuchThing": {}}})


def test_what_is_not_installed_is_said_plainly():
    row = measured({"name": "too much", "needs": "no-such-package"}, None)
    assert row[:2] == ["too much", "not installed"] and len(row) == len(HEAD)
