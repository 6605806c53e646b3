"""Count the parcels of a CSV export by receiver."""

import csv
import sys
from collections import Counter

from tabulate import tabulate


def main(path: str) -> None:
    with open(path, newline="") as export:
        counts = Counter(row["receiver"] for row in csv.DictReader(export))
    print(tabulate(counts.most_common(), headers=["receiver", "parcels"]))


if __name__ == "__main__":
    main(sys.argv[1])
