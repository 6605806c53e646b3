"""Quotes for parcels."""

from flask import Flask, abort, request

from units import to_kilograms

PRICE_PER_KILOGRAM = 450  # cents

app = Flask(__name__)


@app.get("/healthz")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/quote")
def quote() -> dict[str, float]:
    try:
        kilograms = to_kilograms(request.args.get("weight", ""))
    except ValueError as error:
        abort(400, str(error))
    return {"kilograms": kilograms, "cents": round(kilograms * PRICE_PER_KILOGRAM)}
