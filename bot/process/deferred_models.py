"""Let aiogram's models be built when they are first used: all at once take two seconds and 100 MiB.

aiogram builds the validators of some 300 types at its import, each with those of all types within it. The bot
reads only a few. Here they stay as pydantic leaves a model whose types are not known yet, which builds itself
at its first use.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_NAME = "aiogram"


def defer_models() -> None:
    """Let the first import of aiogram, whoever does it, leave its models to be built later."""
    if _NAME not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Find aiogram once as it is found otherwise, to be loaded by `_DeferringLoader`."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _NAME:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _DeferringLoader(spec.loader)
        return spec


class _DeferringLoader(Loader):
    """Load aiogram while its calls of `model_rebuild` only note the names that a model refers to."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        from pydantic import BaseModel  # only where aiogram is imported

        build = BaseModel.__dict__["model_rebuild"]
        names: dict[str, Any] = {}

        def note(_model: type[BaseModel], *, _types_namespace: Mapping[str, Any] | None = None) -> None:
            names.update(_types_namespace or {})

        def build_with_names(model: type[BaseModel], /, **options: Any) -> bool | None:
            if options.get("_types_namespace") is None:
                options["_types_namespace"] = names
            built: bool | None = build.__func__(model, **options)
            return built

        BaseModel.model_rebuild = classmethod(note)  # type: ignore[method-assign, assignment]
        try:
            self._loader.exec_module(module)
        finally:
            BaseModel.model_rebuild = build  # type: ignore[method-assign]
        for model in BaseModel.__subclasses__():
            if model.__module__.partition(".")[0] == _NAME:
                model.model_rebuild = classmethod(build_with_names)  # type: ignore[method-assign, assignment]
