"""`tensorflow-names` has the names that Rasa imports, and says what to do when one is used; also where TensorFlow is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import requires, version
from pathlib import Path

import pytest

from bot.nlu import departures
from bot.settings import ROOT

INSTALL = "scripts/setup --diet"
# Every module of Rasa that mentions them, also those that nothing of ours loads.
IMPORT_ALL = """
import importlib, pathlib, rasa, tensorflow
folder = pathlib.Path(rasa.__file__).parent
for path in sorted(folder.rglob("*.py")):
    if "import tensorflow" in (text := path.read_text()) or "from tensorflow" in text or "from keras" in text:
        importlib.import_module(".".join(("rasa", *path.relative_to(folder).with_suffix("").parts)))
        print(path.name)
print(tensorflow.__version__)
"""
USES = {
    "a class": "import tensorflow as tf; tf.keras.layers.Dense(3)",
    "a function": "from keras.utils.control_flow_util import smart_cond; smart_cond(True)",
    "an attribute of a class": "import tensorflow as tf; tf.TensorShape.as_list",
    "a name that Rasa does not import": "import tensorflow as tf; tf.constant(1)",
    "a setting": "from tensorflow import config; config.threading",
    "an attribute of a module": "from keras.utils import tf_utils; tf_utils.shape_type_conversion",
}
CONFIG = """
recipe: default.v1
assistant_id: test
language: nl
pipeline: [{name: WhitespaceTokenizer}, {name: CountVectorsFeaturizer}, {name: DIETClassifier, epochs: 1}]
policies: [{name: RulePolicy}]
"""
SENTENCES = """
version: "3.1"
intents: [greet, leave]
nlu:
- {intent: greet, examples: "- hallo\\n- goedemorgen"}
- {intent: leave, examples: "- tot ziens\\n- dag"}
"""


def without_tensorflow(*arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Run Python where the names are found first, as in an environment without TensorFlow."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "tensorflow-names" / "src"), "RASA_TELEMETRY_ENABLED": "false"}
    command = [sys.executable, "-W", "ignore", *arguments]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=300)


def test_every_module_of_rasa_finds_the_names_that_it_imports() -> None:
    result = without_tensorflow("-c", IMPORT_ALL)
    assert result.returncode == 0, result.stderr
    *modules, names = result.stdout.split()
    assert {"diet_classifier.py", "ted_policy.py", "layers.py", "train_utils.py"} <= set(modules)
    assert names == version("tensorflow-names-for-rasa")


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_using_a_name_says_what_to_install(use: str) -> None:
    result = without_tensorflow("-c", use)
    assert result.returncode == 1
    assert "TensorFlow is not installed" in result.stderr and INSTALL in result.stderr


def test_who_looks_in_every_module_is_not_disturbed() -> None:
    search = "import pickle, tensorflow, scipy.special as s; print(pickle.whichmodule(s.agm, 'agm'))"
    assert without_tensorflow("-c", search).stdout == "scipy.special._ufuncs\n"


def test_training_a_component_that_needs_tensorflow_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "data.yml").write_text(SENTENCES, encoding="utf-8")
    result = without_tensorflow("-m", "rasa", "train", "nlu", "--nlu", "data.yml", "-d", "data.yml", folder=tmp_path)
    assert result.returncode == 1
    said = result.stdout + result.stderr
    assert "DIET: TensorFlow is not installed" in said and INSTALL in said
    assert "Traceback" not in said


def test_the_names_are_for_this_version_of_rasa_alone() -> None:
    # Another one in pyproject.toml cannot be locked before tensorflow-names/pyproject.toml is looked at again.
    assert requires("tensorflow-names-for-rasa") == [f"rasa=={version('rasa')}"]
    assert version("tensorflow-names-for-rasa").endswith(version("rasa"))
    assert version("rasa") == departures.VERSION
