"""Prints what was sold, by category: python tools/report.py sales.csv"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sale:
    """One line of the sales file."""

    product: str
    category: str
    quantity: int
    price_cents: int

    @property
    def total_cents(self) -> int:
        return self.quantity * self.price_cents


def load_sales(path: Path) -> list[Sale]:
    """Reads a sales file; a line that makes no sense is skipped and told."""
    sales: list[Sale] = []
    with path.open(newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                sales.append(
                    Sale(
                        product=row["product"],
                        category=row["category"],
                        quantity=int(row["quantity"]),
                        price_cents=int(row["price_cents"]),
                    )
                )
            except (KeyError, ValueError) as error:
                print(f"{path}:{number}: skipped, {error}", file=sys.stderr)
    return sales


def total_by_category(sales: list[Sale]) -> dict[str, int]:
    """Cents per category, the best first."""
    totals: defaultdict[str, int] = defaultdict(int)
    for sale in sales:
        totals[sale.category] += sale.total_cents
    return dict(sorted(totals.items(), key=lambda item: item[1], reverse=True))


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: report.py SALES.csv", file=sys.stderr)
        return 2
    for category, cents in total_by_category(load_sales(Path(arguments[0]))).items():
        print(f"{category:<10} {cents / 100:>10.2f} €")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
