"""Evaluate markers with the PyPI package `packaging`.

The first line of stdin is a JSON list of environments, each further line a marker as a JSON string.
Each marker is answered by a line: a digit for each environment, or the error's name.
"""
import json
import sys

from packaging.markers import Marker

environments = json.loads(sys.stdin.readline())
for line in sys.stdin:
    try:
        marker = Marker(json.loads(line))
        print("".join(str(int(marker.evaluate(e))) for e in environments))
    except Exception as problem:
        print(type(problem).__name__, " ".join(str(problem).split()))
