"""List the parcels of a CSV export that weigh more than a limit in kilograms."""

import csv
import sys

from tabulate import tabulate


def main(path: str, limit: float) -> None:
    with open(path, newline="") as export:
        heavy = [row for row in csv.DictReader(export) if float(row["kilograms"]) > limit]
    print(tabulate(heavy, headers="keys"))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
