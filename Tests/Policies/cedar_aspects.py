"""What else than decisions is compared: conformance to a schema, the JSON policy format both ways, templates and links."""

import json
import random

import cedarpy

ANYTHING = "permit (principal, action, resource);"


# Conformance


def conformance(case):
    """Whether entities and requests are as the schema says, in the broker's words."""
    try:
        schema = cedarpy.Schema.from_str(case["s"])
    except ValueError:
        return "rejected"
    try:
        cedarpy.Entities.from_json_str(json.dumps(case["e"]), schema)
        entities = True
    except ValueError:
        entities = False
    answers = cedarpy.is_authorized_batch(case["r"], ANYTHING, [], schema) if case["r"] else []
    requests = [answer.decision is not cedarpy.Decision.NoDecision for answer in answers]
    return {"entities": entities, "requests": requests}


def implied(case):
    """The case with some escapes left out, as they may be where the schema tells the type."""
    chooser = random.Random(case["n"])
    entities = [
        {**entity, "attrs": bare(entity["attrs"], chooser), "tags": bare(entity.get("tags", {}), chooser)}
        for entity in case["e"]
    ]
    if chooser.random() < 0.1:
        entities = regrouped(entities, chooser)
    requests = [{**request, "context": bare(request["context"], chooser)} for request in case["r"]]
    return {**case, "e": entities, "r": requests}


def regrouped(entities, chooser):
    """An action left out, or in other groups than the schema has it in."""
    actions = [entity for entity in entities if entity["uid"]["type"].endswith("Action")]
    chosen = chooser.choice(actions)
    how = chooser.randrange(3)
    if how == 0:
        return [entity for entity in entities if entity is not chosen]
    parents = chosen["parents"][1:] if how == 1 else chosen["parents"] + [chooser.choice(actions)["uid"]]
    return [{**entity, "parents": parents} if entity is chosen else entity for entity in entities]


def bare(value, chooser):
    if isinstance(value, list):
        return [bare(element, chooser) for element in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"__entity"} and chooser.random() < 0.5:
        return value["__entity"]
    if set(value) == {"__extn"} and chooser.random() < 0.7:
        return chooser.choice([value["__extn"], value["__extn"]["arg"]])
    return {name: bare(member, chooser) for name, member in value.items()}


# The JSON policy format


def syntax(case):
    """The policies as JSON, in the broker's words; those of a case may be JSON already."""
    try:
        if isinstance(case["p"], str):
            return {"policies": json.loads(cedarpy.policies_to_json_str(case["p"]))}
        cedarpy.PolicySet.from_json_str(json.dumps(case["p"]))
    except ValueError:
        return "rejected"
    try:
        text = cedarpy.policies_from_json_str(json.dumps(case["p"]))
        return {"policies": json.loads(cedarpy.policies_to_json_str(text))}
    except ValueError:
        return "accepted"  # and written as something that the reference itself does not read


def written(case, answer):
    """The case with its policies as JSON, some spoiled on purpose; none if it was rejected."""
    if answer == "rejected":
        return None
    chooser = random.Random(case["n"])
    policies = json.loads(json.dumps(answer["policies"]))
    if chooser.random() < 0.5:
        spoil(policies, chooser)
    return {"n": case["n"], "p": policies}


def spoil(tree, chooser):
    """Renames, drops, doubles or replaces one thing anywhere in a tree."""
    places = [place for place in containers(tree) if place]
    if not places:
        return
    place = chooser.choice(places)
    if isinstance(place, list):
        place[chooser.randrange(len(place))] = chooser.choice([None, 1, "x", {}, [], {"Value": 1}])
        return
    name = chooser.choice(list(place))
    how = chooser.randrange(4)
    if how == 0:
        place[chooser.choice(["left", "right", "arg", "Var", "Value", "&&", "==", "x", "op", "ip", "Set"])] = place.pop(name)
    elif how == 1:
        del place[name]
    elif how == 2:
        place["more"] = place[name]
    else:
        place[name] = chooser.choice([None, True, -1, 1.5, "x", "principal", [], {}, {"Value": [1, {"a": "b"}]}, {"Var": "context"}])


def containers(tree):
    if isinstance(tree, (dict, list)):
        yield tree
        for member in tree.values() if isinstance(tree, dict) else tree:
            yield from containers(member)


def without_names(answer):
    """The policies of a set without their ids: the reference numbers them as it writes them, and leaves out templates."""
    if isinstance(answer, str):
        return answer
    return sorted(json.dumps(policy, sort_keys=True) for policy in answer["policies"]["staticPolicies"].values())


# Templates and links


def linked(case, answer):
    """The case with some policies made templates and linked, a few of the links wrong on purpose; none if that cannot be."""
    if answer == "rejected" or not answer["policies"]["staticPolicies"]:
        return None
    chooser = random.Random(case["n"])
    policies = json.loads(json.dumps(answer["policies"]))
    statics, templates, links = policies["staticPolicies"], policies["templates"], policies["templateLinks"]
    uids = [entity["uid"] for entity in case["e"]] or [{"type": "Nobody", "id": "a"}]
    for name in list(statics):
        slots = {slot: slotted(statics[name][slot[1:]], slot, chooser) for slot in ("?principal", "?resource")}
        if any(slots.values()):
            templates[name] = statics.pop(name)
    for name, template in templates.items():
        wanted = [slot for slot in ("?principal", "?resource") if f'"{slot}"' in json.dumps(template)]
        for number in range(chooser.choice([0, 1, 1, 2, 3])):
            values = {slot: entity(chooser.choice(uids), chooser) for slot in wanted}
            links.append({"templateId": name, "newId": f"{name} {number}", "values": values})
    if links and chooser.random() < 0.1:
        mislink(chooser.choice(links), policies, chooser)
    return {**case, "p": policies} if templates else None


def slotted(scope, slot, chooser):
    """Puts the slot where the scope names an entity, or, now and then, where it named none."""
    if scope["op"] == "All" and chooser.random() < 0.3:
        scope.update({"op": chooser.choice(["==", "in"]), "slot": slot})
        return True
    if scope["op"] == "is" and "in" not in scope and chooser.random() < 0.3:
        scope["in"] = {"slot": slot}
        return True
    place = scope.get("in", scope)
    if "entity" not in place or chooser.random() < 0.3:
        return False
    del place["entity"]
    place["slot"] = slot
    return True


def entity(uid, chooser):
    return chooser.choice([uid, {"__entity": uid}])


def mislink(link, policies, chooser):
    """A slot that is missing or not there, a template that is not, an id that is taken."""
    how = chooser.randrange(4)
    if how == 0 and link["values"]:
        link["values"].pop(chooser.choice(list(link["values"])))
    elif how == 1:
        link["values"][chooser.choice(["?principal", "?resource", "?action"])] = {"type": "Nobody", "id": "a"}
    elif how == 2:
        link["templateId"] = chooser.choice(["nothing", *policies["staticPolicies"]])
    else:
        link["newId"] = chooser.choice([*policies["templates"], *policies["staticPolicies"], "policy0 0"])
