from guestbook.app import app


def test_healthz():
    assert app.test_client().get("/healthz").json == {"status": "ok"}


def test_an_entry_is_shown_escaped():
    client = app.test_client()
    assert client.post("/", data={"name": "Ada", "text": "<b>hello"}).status_code == 303
    assert b"&lt;b&gt;hello" in client.get("/").data
