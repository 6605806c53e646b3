"""The application that a server loads."""

from flask import Flask

from guestbook.pages import pages

app = Flask(__name__)
app.register_blueprint(pages)


@app.get("/healthz")
def healthz():
    return {"status": "ok"}
