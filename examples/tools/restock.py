"""Prints what should be ordered: python tools/restock.py stock.csv"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Shelf:
    """One line of the stock file."""

    product: str
    stock: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.stock)


def load_shelves(path: Path) -> list[Shelf]:
    """Reads a stock file; a line that makes no sense is skipped and told."""
    shelves: list[Shelf] = []
    with path.open(newline="", encoding="utf-8") as file:
        # Type here: for
        pass
    return shelves


def to_order(shelves: list[Shelf]) -> list[Shelf]:
    """The shelves that miss something, the emptiest first."""
    return sorted((shelf for shelf in shelves if shelf.missing), key=lambda shelf: shelf.stock)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: restock.py STOCK.csv", file=sys.stderr)
        return 2
    print(f"{Path(arguments[0])} can't be read yet: load_shelves is for you to finish.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
