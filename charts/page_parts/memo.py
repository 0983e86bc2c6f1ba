"""What is worked out of a dataset, once for each version of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from loaders.dataset import Dataset

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Name = TypeVar("Name")
Value = TypeVar("Value")
Computed = Callable[Concatenate[Dataset, Arguments], Result]
Key = tuple[tuple[Hashable, ...], tuple[tuple[str, Hashable], ...]]


def per_version(
    versions: int, most: int = 1
) -> Callable[[Computed[Arguments, Result]], Computed[Arguments, Result]]:
    """Keep what a function returns for the last `versions` of the data, `most` results of each.

    Figures of a day are a version of their own. The other arguments are hashable. A result is
    computed once: whoever asks meanwhile waits for it, and for no other. All readers share it, so
    nobody changes it.
    """

    def decorate(function: Computed[Arguments, Result]) -> Computed[Arguments, Result]:
        kept: OrderedDict[str, OrderedDict[Key, Future[Result]]] = OrderedDict()
        lock = threading.Lock()

        @wraps(function)
        def once(dataset: Dataset, /, *args: Arguments.args, **named: Arguments.kwargs) -> Result:
            key: Key = (args, tuple(sorted(named.items())))
            new: Future[Result] = Future()
            with lock:
                results = _kept(kept, dataset.version, OrderedDict(), versions)
                result = _kept(results, key, new, most)
            if result is new:
                try:
                    new.set_result(function(dataset, *args, **named))
                except BaseException as error:
                    results.pop(key, None)
                    new.set_exception(error)
            return result.result()

        return once

    return decorate


def _kept(values: OrderedDict[Name, Value], name: Name, new: Value, most: int) -> Value:
    """Return the value of a name, or give it the new one; forget what was asked for longest ago."""
    value = values.setdefault(name, new)
    values.move_to_end(name)
    if len(values) > most:
        values.popitem(last=False)
    return value
