"""Weights, in whatever unit they are given."""

import re

_KILOGRAMS = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523125}


def to_kilograms(text: str) -> float:
    """Read a weight such as "2lb"; a ValueError says what is wrong with the text."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", text)
    if match is None or match[2] not in _KILOGRAMS:
        raise ValueError(f"{text!r} is no weight: give a number and one of {', '.join(_KILOGRAMS)}")
    return float(match[1]) * _KILOGRAMS[match[2]]
