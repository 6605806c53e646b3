from fastapi.testclient import TestClient

from api.main import app

client = TestClient(app)


def test_healthz():
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_parcel_can_be_handed_over_once():
    stored = client.post("/parcels", json={"receiver": "Ada", "kilograms": 1.5})
    assert stored.status_code == 201
    url = f"/parcels/{stored.json()['id']}"
    assert client.delete(url).json()["receiver"] == "Ada"
    assert client.delete(url).status_code == 404
