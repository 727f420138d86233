"""The tests of the service. Nothing in them speaks of the reference."""

DESK = {"desk": {"floor": 2}}


def test_no_desks(client):
    assert client.get("/desks").json == {"desks": []}


def test_a_desk(client):
    assert client.post("/desks", json=DESK).status_code == 201
    assert client.get("/desks/1").status_code == 200
    assert len(client.get("/desks").json["desks"]) == 1


def test_a_newer_desk(client, newer):
    desk = {"desk": {"floor": 2, "lamp": True}}
    assert client.post("/desks", json=desk, headers=newer).status_code == 201
    assert client.get("/desks/1", headers=newer).status_code == 200
    assert client.get("/desks", headers={**newer}).status_code == 200
    latest = dict.fromkeys(newer, "reading-room latest")
    assert client.get("/desks?lamp=true", headers=latest).status_code == 200


def test_desks_of_a_floor(client):
    for floor in (1, 2, 2):
        client.post("/desks", json={"desk": {"floor": floor}})
    assert len(client.get("/desks?floor=2").json["desks"]) == 2


def test_a_reader(client):
    client.post("/desks", json=DESK)
    assert client.post("/desks/1/action", json={"reserve": {"reader": "Ada"}}).status_code == 202
    assert client.post("/desks/1/action", json={"reserve": {"reader": "Bob"}}).status_code == 409
    assert client.get("/desks/1").json["desk"]["reader"] == "Ada"
    assert client.post("/desks/1/action", json={"release": None}).status_code == 202


def test_no_desk(client):
    client.post("/desks", json=DESK)
    assert client.delete("/desks/1").status_code < 300
    assert client.get("/desks/1").status_code >= 400
    assert client.delete("/desks/1").status_code >= 400


def test_odd_requests(client, newer):
    answers = [
        client.post("/desks", json={"desk": {"floor": 2, "lamp": True}}),
        client.post("/desks", json={"desk": {"floor": "two"}}),
        client.post("/desks", data="desk"),
        client.get("/desks?lamp=true"),
        client.get("/desks?size=3", headers=newer),
        client.get("/desks", headers=dict.fromkeys(newer, "reading-room 1.3")),
        client.put("/desks/1", json=DESK),
        client.get("/tables"),
    ]
    for answer in answers:
        answer.close()
