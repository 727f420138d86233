"""A reading room with desks: a small service that serves two microversions."""

import flask

HEADER = "OpenStack-API-Version"
VERSIONS = {"reading-room 1.1": (1, 1), "reading-room 1.2": (1, 2), "reading-room latest": (1, 2)}
FIRST, LAMPS = (1, 1), (1, 2)


def make_app():
    """The application, with no desks yet."""
    app = flask.Flask(__name__)
    desks = {}

    @app.before_request
    def choose_version():
        said = flask.request.headers.get(HEADER)
        version = FIRST if said is None else VERSIONS.get(said)
        if version is None:
            return {"message": "no such version"}, 406
        flask.g.version = version
        return None

    @app.after_request
    def tell_version(response):
        if "version" in flask.g:
            response.headers[HEADER] = "reading-room {}.{}".format(*flask.g.version)
        return response

    def shown(desk):
        view = {"number": desk["number"], "floor": desk["floor"], "reader": desk["reader"]}
        if flask.g.version >= LAMPS:
            view["lamp"] = desk["lamp"]
        return view

    def found(number):
        return desks.get(number) or flask.abort(404)

    @app.get("/desks")
    def index():
        known = {"floor", "lamp"} if flask.g.version >= LAMPS else {"floor"}
        if not set(flask.request.args) <= known:
            flask.abort(400)
        floor = flask.request.args.get("floor", type=int)
        wanted = [desk for desk in desks.values() if floor in (None, desk["floor"])]
        return {"desks": [shown(desk) for desk in wanted]}

    @app.post("/desks")
    def create():
        asked = (flask.request.get_json(silent=True) or {}).get("desk", {})
        known = {"floor", "lamp"} if flask.g.version >= LAMPS else {"floor"}
        if not set(asked) <= known or not isinstance(asked.get("floor"), int):
            flask.abort(400)
        desk = {
            "number": len(desks) + 1,
            "floor": asked["floor"],
            "reader": None,
            "lamp": asked.get("lamp", False),
        }
        desks[desk["number"]] = desk
        return {"desk": shown(desk)}, 201

    @app.get("/desks/<int:number>")
    def show(number):
        return {"desk": shown(found(number))}

    @app.delete("/desks/<int:number>")
    def remove(number):
        del desks[found(number)["number"]]
        return "", 204

    @app.post("/desks/<int:number>/action")
    def act(number):
        desk = found(number)
        match flask.request.get_json(silent=True):
            case {"reserve": {"reader": str(reader)}}:
                if desk["reader"] is not None:
                    flask.abort(409)
                desk["reader"] = reader
            case {"release": None}:
                desk["reader"] = None
            case _:
                flask.abort(400)
        return "", 202

    return app
