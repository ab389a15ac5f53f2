"""Print blocks in one format. In: a block. Out: what the format makes of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from cchc.document.model.blocks import Block

T = TypeVar("T")


class Writer(ABC, Generic[T]):
    """Prints blocks in one format: one method a type. What a format has no method for is `other`."""

    def write(self, block: Block) -> T:
        """The block in this format."""
        method: Callable[[Any], T] = getattr(self, block.tag, self.other)
        return method(block)

    @abstractmethod
    def other(self, block: Block) -> T:
        """A block of a type that the format has no method for."""
