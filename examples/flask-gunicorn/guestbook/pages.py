"""The pages of the guestbook."""

from flask import Blueprint, redirect, render_template, request, url_for

from guestbook.entries import Entries

pages = Blueprint("pages", __name__)
entries = Entries()


@pages.get("/")
def index():
    return render_template("index.html", entries=list(entries))


@pages.post("/")
def sign():
    if request.form.get("text", "").strip():
        entries.add(request.form.get("name", ""), request.form["text"])
    return redirect(url_for("pages.index"), code=303)
