"""Not TensorFlow: only the names that Rasa imports from it (docs/architecture.md). Using one raises TensorFlowIsLeftOut.

Rasa imports TensorFlow wherever it starts, also when no component of config.yml uses it. There it only needs names: to
inherit from, and to say what type an argument has. Where the real TensorFlow is installed too, Python finds that first.
"""

import sys
from types import ModuleType

from rasa.shared.exceptions import RasaException

__version__ = "0+names.of.rasa.3.6.21"

NAMES = {
    "tensorflow": ("SparseTensor", "Tensor", "TensorShape", "TensorSpec"),
    "tensorflow.config": (),
    "tensorflow.keras": (),
    "tensorflow.keras.backend": (),
    "tensorflow.keras.callbacks": ("Callback",),
    "tensorflow.keras.layers": ("AbstractRNNCell", "Dense", "Dropout", "Layer"),
    "tensorflow.keras.metrics": ("Metric",),
    "tensorflow.keras.utils": ("Sequence",),
    "tensorflow.python": (),
    "tensorflow.python.eager": (),
    "tensorflow.python.eager.wrap_function": ("WrappedFunction",),
    "tensorflow.types": (),
    "tensorflow.types.experimental": ("TensorLike",),
    "keras": ("Model",),
    "keras.utils": (),
    "keras.utils.control_flow_util": ("smart_cond",),
    "keras.utils.tf_utils": (),
}


class TensorFlowIsLeftOut(RasaException, AttributeError):
    """A component wants to compute with TensorFlow, which is not installed. Rasa shows the message without a traceback.

    An AttributeError too, for whoever looks in every module for a name that is not TensorFlow's, as pickle does.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: TensorFlow is not installed, because the components of our config.yml do not need it. For a component "
            "that does (DIETClassifier, TEDPolicy, ResponseSelector, …) install it by:  scripts/setup --diet"
        )


class _Used(type):
    """Of the names: whatever is done with one, other than inheriting from it or writing it as a type, is an error."""

    def __call__(cls, *_: object, **__: object) -> None:
        _refuse(f"{cls.__module__}.{cls.__name__}")

    def __getattr__(cls, attribute: str) -> None:
        _refuse(f"{cls.__module__}.{cls.__name__}.{attribute}")


def _refuse(name: str) -> None:
    raise TensorFlowIsLeftOut(name)


def _fill(path: str) -> None:
    module = sys.modules.setdefault(path, ModuleType(path))
    module.__path__ = []
    module.__getattr__ = lambda attribute: _refuse(f"{path}.{attribute}")
    for name in NAMES[path]:
        setattr(module, name, _Used(name, (), {"__module__": path}))
    parent, _, own = path.rpartition(".")
    if parent:
        setattr(sys.modules[parent], own, module)


for _path in NAMES:
    _fill(_path)
