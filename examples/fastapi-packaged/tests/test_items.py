from fastapi.testclient import TestClient

from shelf.main import app

client = TestClient(app)


def test_healthz():
    assert client.get("/healthz").json() == {"status": "ok"}


def test_an_item_can_be_added_found_and_removed():
    added = client.post("/items", json={"name": "lamp", "tags": ["light"]})
    assert added.status_code == 201
    url = f"/items/{added.json()['id']}"
    assert client.get(url).json()["name"] == "lamp"
    assert added.json() in client.get("/items", params={"tag": "light"}).json()
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404
