"""The description of ARI that an Asterisk itself serves, in the forms of `arinb.api`."""

from __future__ import annotations

from typing import Any

from arinb.ari.client import Client
from arinb.pbx.private import PrivateAsterisk

Json = dict[str, Any]


def documents(pbx: PrivateAsterisk) -> list[Json]:
    """The api-docs of a running Asterisk, one a resource."""
    client = Client(pbx.url, pbx.username, pbx.password)
    listed = client.get("/api-docs/resources.json").json()["apis"]
    names = [api["path"].rpartition("/")[2].replace("{format}", "json") for api in listed]
    return [client.get(f"/api-docs/{name}").json() for name in names]


def operations(found: list[Json]) -> dict[tuple[str, str], Json]:
    """Each operation by method and path, its parameters by name."""
    return {
        (operation["httpMethod"], api["path"]): {
            "nickname": operation["nickname"],
            "returns": operation["responseClass"],
            "errors": {int(error["code"]) for error in operation.get("errorResponses", [])},
            "parameters": {p["name"]: _parameter(p) for p in operation.get("parameters", [])},
        }
        for document in found
        for api in document["apis"]
        for operation in api["operations"]
    }


def models(found: list[Json]) -> dict[str, Json]:
    """Each model by name, its own fields by name."""
    described = {
        name: {
            "resource": document["resourcePath"].rpartition("/")[2].partition(".")[0],
            "fields": {f: _field(d) for f, d in model.get("properties", {}).items()},
            "subtypes": set(model.get("subTypes", [])),
        }
        for document in found
        for name, model in document.get("models", {}).items()
    }
    for model in described.values():
        model["extends"] = ""
    for name, model in described.items():
        for sub in model["subtypes"]:
            described[sub]["extends"] = name if not described[sub]["extends"] else "Event"
    return described


def _parameter(parameter: Json) -> Json:
    return {
        "place": parameter["paramType"],
        "type": parameter["dataType"],
        "required": bool(parameter.get("required")),
        "many": bool(parameter.get("allowMultiple")),
        "default": parameter.get("defaultValue"),
        **_allowed(parameter),
    }


def _field(field: Json) -> Json:
    return {
        "type": field["type"],
        "required": bool(field.get("required")),
        "allowed": _allowed(field)["allowed"],
    }


def _allowed(thing: Json) -> Json:
    allowable = thing.get("allowableValues", {})
    return {
        "allowed": tuple(allowable.get("values", ())),
        "at_least": allowable.get("min"),
    }
