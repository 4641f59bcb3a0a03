"""What else than decisions is compared: conformance to a schema, and the JSON policy format, both ways."""

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
    requests = [{**request, "context": bare(request["context"], chooser)} for request in case["r"]]
    return {**case, "e": entities, "r": requests}


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
