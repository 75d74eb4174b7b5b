"""The links of the description: what leads where, and that following them is enough to change a thing."""

from tests.web.api.v1.test_risk import NEW

BODIES = {"updateRisk": {"title": "Te weinig huizen"}, "retractRisk": {"reason": "Dubbel ingevoerd."}}


async def test_each_link_leads_to_an_operation_and_gives_what_its_address_needs(office):
    description = (await office.get("openapi.json")).json()
    operations = {
        operation["operationId"]: operation
        for item in description["paths"].values()
        for operation in item.values()
    }
    leading = [
        (name, link)
        for name, operation in operations.items()
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert len({origin for origin, _ in leading}) > 100
    for origin, link in leading:
        parameters = operations[link["operationId"]].get("parameters", ())
        in_address = {parameter["name"] for parameter in parameters if parameter["in"] == "path"}
        given = link["parameters"].keys()
        assert link["operationId"] != origin
        assert in_address <= given <= {parameter["name"] for parameter in parameters}, (origin, link)


async def test_who_follows_the_links_from_a_collection_can_change_a_thing_and_take_it_back(office):
    made = await office.post("risks", json=NEW)
    assert made.status_code == 201
    paths = (await office.get("openapi.json")).json()["paths"]
    places = {
        operation["operationId"]: (method, path)
        for path, item in paths.items()
        for method, operation in item.items()
    }
    answer = await office.get("risks", params={"programme": "buurtkracht"})
    step = "listRisks"
    for following in ("getRisk", "updateRisk", "getRisk", "retractRisk"):
        method, path = places[step]
        link = paths[path][method]["responses"][str(answer.status_code)]["links"][following]
        parts = dict(zip(path.split("/"), answer.url.path.removeprefix("/api/v1").split("/"), strict=True))
        values = {name: evaluate(value, answer, parts) for name, value in link["parameters"].items()}
        match = {"If-Match": values.pop("If-Match")} if "If-Match" in values else {}
        method, path = places[following]
        address = path.format(**values).lstrip("/")
        answer = await office.request(method, address, json=BODIES.get(following), headers=match)
        assert answer.is_success, answer.text
        step = following
    assert answer.status_code == 204


def evaluate(expression, answer, here):
    """The value of a runtime expression of OpenAPI, such as `$response.body#/items/0/id`."""
    if expression == "$response.header.ETag":
        return answer.headers["ETag"]
    source, _, pointer = expression.partition("#/")
    if source == "$response.body":
        value = answer.json()
        for name in pointer.split("/"):
            value = value[int(name) if name.isdecimal() else name]
        return value
    return here["{" + expression.removeprefix("$request.path.") + "}"]
