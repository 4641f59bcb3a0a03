#!/usr/bin/env python3
"""Checks Policies/ with the reference implementation of Cedar (PyPI: cedarpy).

    check_policies.py [--mutants]

The set is strictly valid; every example gives its decision and exactly its determining policies;
every policy decides at least one example, for every action it names, and removing any one changes
an example; the sentences are fit for those who read them. `--mutants` besides changes each
condition in turn and asks that some example notices. Exits 0 if all holds, 1 if not.
"""

import copy
import json
import re
import sys
from pathlib import Path

import cedarpy

FOLDER = Path(__file__).resolve().parents[2] / "Policies"
FIXTURES = {"entities.json", "contexts.json"}
LIMITS = "Limits::active"
EFFECTS = {"refuse", "stopMedia", "hold", "remove", "end"}

# A family's sentence tells of nobody else, of no order and of no place.
FORBIDDEN_WORDS = """
    he she him her his hers they them their somebody someone anybody anyone everybody everyone nobody
    person people man woman mother father mum dad mam parent parents gran grandmother grandfather nan
    sister brother sibling siblings aunt uncle cousin partner husband wife friend child children baby
    son daughter family carer carers foster supervisor supervisors interpreter interpreters worker
    workers staff social colleague manager lead police officer solicitor lawyer judge court order
    orders bail law legal restriction restrictions barred injunction allegation risk case council
    address home house placement place area street town school city whereabouts where location
    confidential clearance suspended
""".split()
PLACES_AND_POSITIONS = {"right place"}  # "you are in the right place" names none


def main() -> int:
    checks = [
        ("strictly valid", strict_validation),
        ("ids and annotations", annotations),
        ("sentences", sentences),
        ("examples well formed", example_form),
        ("examples", examples_hold),
        ("every policy decides, for every action it names", coverage),
        ("every policy is missed when it is removed", removal),
        ("exact limits are tried on both sides", boundaries),
        ("the word list notices", word_list_notices),
        ("every edge case has its policies, its tests, or says that it has none", edge_cases),
    ]
    if "--mutants" in sys.argv[1:]:
        checks.append(("a changed condition is noticed", mutants))
    load()
    failed = 0
    for name, check in checks:
        problems = list(check())
        failed += bool(problems)
        print(f"{'FAILED' if problems else 'ok    '} {name}")
        for problem in problems:
            print(f"         {problem}")
    print(f"{len(POLICIES)} policies, {len(EXAMPLES)} examples")
    return 1 if failed else 0


# --- what is checked ------------------------------------------------------------------------


def strict_validation():
    result = cedarpy.validate_policies(TEXT, SCHEMA_TEXT)
    return [str(error) for error in result.errors]


def annotations():
    ids = [policy["annotations"].get("id") for policy in PARSED]
    if len(set(ids)) != len(ids):
        yield "two policies share an id"
    for file in POLICY_FILES:
        own = re.findall(r'@id\("([^"]+)"\)', file.read_text())
        if own != sorted(own):
            yield f"{file.name}: not in the order of the ids"
    for policy in PARSED:
        notes = policy["annotations"]
        name = notes.get("id", "?")
        if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
            yield f"{name}: not a plain id"
        if policy["effect"] == "permit" and not name.startswith("allow-"):
            yield f"{name}: a permit's id begins with allow-"
        if not notes.get("reason"):
            yield f"{name}: no @reason"
        if reaches_family(policy) != ("familyReason" in notes):
            yield f"{name}: @familyReason belongs where a family can meet the policy, and only there"
        if policy["effect"] == "forbid" and notes.get("onViolation") not in EFFECTS:
            yield f"{name}: @onViolation is none of {sorted(EFFECTS)}"
        if policy["effect"] == "permit" and "onViolation" in notes:
            yield f"{name}: a permit is not violated"
        for key in set(notes) - {"id", "reason", "familyReason", "onViolation"}:
            yield f"{name}: unknown annotation @{key}"


def sentences():
    for policy in PARSED:
        notes = policy["annotations"]
        for kind in ("reason", "familyReason"):
            text = notes.get(kind)
            if text is None:
                continue
            where = f"{notes['id']} @{kind}"
            if not re.fullmatch(r"[A-Z].*[.]", text):
                yield f"{where}: begins with a capital, ends with a full stop"
            for sentence in re.split(r"(?<=[.?!:])\s", text):
                count = len(sentence.split())
                if not 1 <= count <= 30:
                    yield f"{where}: a sentence of {count} words"
            if kind == "familyReason":
                for word in telling_words(text):
                    yield f"{where}: says '{word}'"


def telling_words(text):
    text = text.lower()
    for phrase in PLACES_AND_POSITIONS:
        text = text.replace(phrase, "")
    names = {entity["uid"]["id"].lower() for entity in ENTITIES if entity["uid"]["type"] == "Person"}
    words = re.findall(r"[a-z]+", text)
    return [word for word in words if word in names or word in FORBIDDEN_WORDS]


def word_list_notices():
    for bad in ("Your father has come.", "Amina is here.", "A court order says so.", "She is at home."):
        if not telling_words(bad):
            yield f"lets '{bad}' through"


def example_form():
    try:
        cedarpy.Entities.from_json_str(json.dumps(ENTITIES), SCHEMA_TEXT)
    except ValueError as error:
        yield f"entities.json: {error}"
    names = [(example["action"], example["name"]) for _, example in EXAMPLES]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"two examples are named {name}"
    keys = {"name", "principal", "action", "resource", "context", "with", "over", "decision", "reason"}
    for file, example in EXAMPLES:
        for key in set(example) ^ (keys - {"with", "over"} | set(example) & {"with", "over"}):
            yield f"{file}: {example['name']}: '{key}' is missing or unknown"
        if example["reason"] != sorted(set(example["reason"])):
            yield f"{file}: {example['name']}: reasons in order, each once"
        for reason in set(example["reason"]) - set(POLICIES):
            yield f"{file}: {example['name']}: no policy {reason}"


def examples_hold():
    for (file, example), (decision, reasons, errors) in zip(EXAMPLES, answers(TEXT)):
        where = f"{file}: {example['name']} ({example['action']})"
        if errors:
            yield f"{where}: {errors}"
        elif (decision, reasons) != (example["decision"], example["reason"]):
            yield f"{where}: expected {example['decision']} {example['reason']}, got {decision} {reasons}"


def coverage():
    met = {(reason, example["action"]) for _, example in EXAMPLES for reason in example["reason"]}
    alone = {example["reason"][0] for _, example in EXAMPLES if len(example["reason"]) == 1}
    for policy in PARSED:
        name = policy["annotations"]["id"]
        if name not in alone:
            yield f"{name} is never the only reason"
        for action in scope_actions(policy) or []:
            if (name, action) not in met:
                yield f"{name} never decides {action}"


def removal():
    expected = [(example["decision"], example["reason"]) for _, example in EXAMPLES]
    for name in POLICIES:
        rest = "\n".join(text for other, text in POLICIES.items() if other != name)
        if [answer[:2] for answer in answers(rest)] == expected:
            yield f"nothing changes without {name}"


def boundaries():
    """The limits of domain.md section 10, each tried at the last good and the first bad value."""
    written = "".join(file.read_text() for file in EXAMPLE_FILES)
    for limit, last_good, first_bad in (
        ("4 s lease", "2026-10-20T15:09:56Z", "2026-10-20T15:09:55.999Z"),
        ("10 s hidden", "2026-10-20T15:09:50Z", "2026-10-20T15:09:49.999Z"),
        ("07:30", '"clock.localMinute": 450', '"clock.localMinute": 449'),
        ("19:30", '"clock.localMinute": 1169', '"clock.localMinute": 1170'),
        ("19:00", '"clock.localMinute": 1139', '"clock.localMinute": 1140'),
        ("15 min before", "2026-10-20T14:45:00Z", "2026-10-20T14:44:59.999Z"),
        ("5 min early", "2026-10-20T14:55:00Z", "2026-10-20T14:54:59.999Z"),
        ("10 min after", "2026-10-20T15:39:59.999Z", "2026-10-20T15:40:00Z"),
        ("under ten", '"youngestAge": 10', '"youngestAge": 9'),
        ("room", '"room.count": 5', '"room.count": 6'),
        ("reason", '"reasonLength": 20', '"reasonLength": 19'),
    ):
        for value in (last_good, first_bad):
            if value not in written:
                yield f"{limit}: no example with {value}"


def limit_value(text):
    """A time of day as minutes since midnight; anything else is a duration."""
    if ":" in text:
        hours, minutes = text.split(":")
        return int(hours) * 60 + int(minutes)
    return {"__extn": {"fn": "duration", "arg": text}}


def limit_changes():
    """Each limit a minute, or a millisecond, to either side."""
    for name, value in next(one["attrs"] for one in ENTITIES if one["uid"]["type"] == "Limits").items():
        for step in (-1, 1):
            if isinstance(value, int):
                yield name, value + step
            else:
                milliseconds = cedar_milliseconds(value["__extn"]["arg"]) + step
                yield name, {"__extn": {"fn": "duration", "arg": f"{milliseconds}ms"}}


def cedar_milliseconds(text):
    units = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
    return sum(int(count) * units[unit] for count, unit in re.findall(r"(\d+)(ms|d|h|m|s)", text))


def edge_cases():
    """EdgeCases.md: each row's policies decide an example that carries its number; each test is there."""
    rows = dict(re.findall(r"(?m)^\| ([ME]\d\d) \|.*?\|(.*)\|$", (FOLDER / "EdgeCases.md").read_text()))
    known = [f"M{number:02}" for number in range(1, 27)] + [f"E{number:02}" for number in range(1, 51)]
    if list(rows) != known:
        yield f"rows missing or in another order: {sorted(set(known) ^ set(rows))}"
    sources = "".join(file.read_text() for file in FOLDER.parent.glob("Tests/*/*.swift"))
    for row, text in rows.items():
        named = {one["name"]: one["reason"] for _, one in EXAMPLES if re.search(rf"\b{row}\b", one["name"])}
        decided = {reason for reasons in named.values() for reason in reasons}
        policies = set(re.findall(r"`([^`]+)`", text))
        tests = re.findall(r'"([^"]+)"', text)
        for policy in policies - decided:
            yield f"{row}: no example with its number is decided by {policy}"
        for test in tests:
            if f"func `{test}`" not in sources:
                yield f"{row}: no test is called {test}"
        if decided and not policies:
            yield f"{row}: examples carry its number, and it names no policy"
        if not (policies or tests or "**" in text):
            yield f"{row}: nothing does it, and it does not say so"


def mutants():
    total = 0
    for policy in PARSED:
        name = policy["annotations"]["id"]
        # A small change never reaches beyond the actions that the policy names.
        actions = scope_actions(policy) or list(PRINCIPALS)
        asked = [(one, request) for (_, one), request in zip(EXAMPLES, REQUESTS) if one["action"] in actions]
        expected = [(example["decision"], example["reason"]) for example, _ in asked]
        for what, changed in changes(policy):
            text = cedarpy.policies_from_json_str(
                json.dumps({"staticPolicies": {name: changed}, "templates": {}, "templateLinks": []}))
            rest = "\n".join(other for key, other in POLICIES.items() if key != name)
            if not cedarpy.validate_policies(text, SCHEMA_TEXT):
                continue
            total += 1
            if [answer[:2] for answer in answers(text + rest, [request for _, request in asked])] == expected:
                yield f"{name}: nobody notices {what}"
    for name, value in limit_changes():
        total += 1
        # Only what the rules with this limit name can come out otherwise.
        actions = {action for one in PARSED if name in json.dumps(one) for action in scope_actions(one)}
        if not any(notices(example, name, value) for _, example in EXAMPLES if example["action"] in actions):
            yield f"limits.json: nobody notices {name} at {value}"
    print(f"       {total} mutants")


def notices(example, limit, value):
    """Whether an example comes out otherwise with another limit."""
    over = example.get("over", {})
    changed = {**example, "over": {**over, LIMITS: {**over.get(LIMITS, {}), limit: value}}}
    request, entities = request_of(changed)
    result = cedarpy.is_authorized(request, cedarpy.PolicySet.from_str(TEXT), entities, SCHEMA)
    return (result.decision.value.lower() == "allow") != (example["decision"] == "allow")


# --- changing a policy ------------------------------------------------------------------------

SWAPPED = {"<": ["<=", ">"], "<=": ["<", ">"], ">": [">=", "<"], ">=": [">", "<"], "==": ["!="],
           "!=": ["=="], "&&": ["||"], "||": ["&&"], "contains": [], "containsAll": ["containsAny"],
           "containsAny": ["containsAll"]}


def changes(policy):
    """Each small change of one policy, with its description."""
    actions = scope_actions(policy)
    if actions and len(actions) > 1:
        for action in actions:
            changed = copy.deepcopy(policy)
            changed["action"]["entities"] = [
                entity for entity in changed["action"]["entities"] if entity["id"] != action]
            yield f"that {action} is left out", changed
    if policy["principal"]["op"] != "All":
        yield "any principal", {**policy, "principal": {"op": "All"}}
    for index, condition in enumerate(policy["conditions"]):
        changed = copy.deepcopy(policy)
        del changed["conditions"][index]
        yield f"condition {index + 1} left out", changed
        for what, body in expression_changes(condition["body"]):
            changed = copy.deepcopy(policy)
            changed["conditions"][index]["body"] = body
            yield f"in condition {index + 1}: {what}", changed


def expression_changes(node):
    if isinstance(node, dict):
        for key, value in node.items():
            for other in SWAPPED.get(key, []):
                yield f"{key} becomes {other}", {other: value}
            if key in ("&&", "||"):
                yield f"left side of {key} only", value["left"]
                yield f"right side of {key} only", value["right"]
            if key == "!":
                yield "no longer negated", value["arg"]
            if key == "Set":
                for index in range(len(value)):
                    yield f"element {index + 1} left out", {key: value[:index] + value[index + 1:]}
                continue
            if key == "Value" and isinstance(value, int) and not isinstance(value, bool):
                yield f"{value} becomes {value + 1}", {key: value + 1}
                yield f"{value} becomes {value - 1}", {key: value - 1}
                continue
            for what, inner in expression_changes(value):
                yield what, {**node, key: inner}
    elif isinstance(node, list):
        for index, value in enumerate(node):
            for what, inner in expression_changes(value):
                yield what, node[:index] + [inner] + node[index + 1:]


# --- asking -----------------------------------------------------------------------------------


def answers(text, requests=None):
    """Decision, sorted determining ids and errors of each example under the policies in `text`."""
    policies = cedarpy.PolicySet.from_str(text)
    for request, entities in REQUESTS if requests is None else requests:
        result = cedarpy.is_authorized(request, policies, entities, SCHEMA)
        ids = result.diagnostics.id_annotations_by_reason
        reasons = sorted(ids[reason] for reason in result.diagnostics.reasons)
        yield result.decision.value.lower(), reasons, result.diagnostics.errors


def request_of(example):
    """The request and its entities as Cedar's own JSON."""
    context = context_named(example["context"])
    for path, value in example.get("with", {}).items():
        put(context, path.split("."), expand(value))
    request = {"context": context}
    for key, kind in (("principal", None), ("resource", None), ("action", "Action")):
        name = example[key] if kind is None else f"{kind}::{example[key]}"
        kind, _, identifier = name.partition("::")
        request[key] = {"type": kind, "id": identifier}
    entities = copy.deepcopy(ENTITIES)
    for name, attributes in example.get("over", {}).items():
        kind, _, identifier = name.partition("::")
        entity = next(one for one in entities if one["uid"] == {"type": kind, "id": identifier})
        for key, value in attributes.items():
            put(entity["attrs"], [key], expand(value))
    return request, cedarpy.Entities.from_json_str(json.dumps(entities), SCHEMA)


def context_named(name):
    context = CONTEXTS[name]
    if "from" not in context:
        return expand(context)
    base = context_named(context["from"])
    for path, value in context["with"].items():
        put(base, path.split("."), expand(value))
    return base


def put(record, path, value):
    for key in path[:-1]:
        record = record[key]
    if value is None:
        del record[path[-1]]
    else:
        record[path[-1]] = value


def expand(value):
    """The two shorthands of the example files: `Type::id` and a moment in UTC."""
    if isinstance(value, dict):
        return {key: expand(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [expand(inner) for inner in value]
    if isinstance(value, str):
        if match := re.fullmatch(r"([A-Z][A-Za-z]*)::(.+)", value):
            return {"__entity": {"type": match[1], "id": match[2]}}
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", value):
            return {"__extn": {"fn": "datetime", "arg": value}}
    return value


def scope_actions(policy):
    scope = policy["action"]
    if scope["op"] == "All":
        return None
    return [scope["entity"]["id"]] if "entity" in scope else [one["id"] for one in scope["entities"]]


def reaches_family(policy):
    """Whether a principal outside staff can meet the policy; the broker's standing decisions count,
    because their sentence stands on everybody's page. What is asked before anybody is sent a link is staff's own."""
    scope = policy["principal"]
    actions = [action for action in scope_actions(policy) or PRINCIPALS if action not in ("schedule", "invite")]
    if scope["op"] == "is" and actions:
        return scope["entity_type"] != "Staff"
    return any(set(PRINCIPALS[action]) - {"Staff"} for action in actions)


def load():
    global POLICY_FILES, EXAMPLE_FILES, TEXT, SCHEMA_TEXT, SCHEMA, POLICIES, PARSED, ENTITIES
    global CONTEXTS, EXAMPLES, REQUESTS, PRINCIPALS
    POLICY_FILES = sorted(FOLDER.glob("*.cedar"))
    EXAMPLE_FILES = sorted(one for one in (FOLDER / "tests").glob("*.json") if one.name not in FIXTURES)
    TEXT = "\n".join(file.read_text() for file in POLICY_FILES)
    SCHEMA_TEXT = (FOLDER / "schema.cedarschema").read_text()
    SCHEMA = cedarpy.Schema.from_str(SCHEMA_TEXT)
    bodies = re.sub(r"(?m)^//.*$", "", TEXT).split('@id("')[1:]
    POLICIES = {body.partition('"')[0]: '@id("' + body for body in bodies}
    PARSED = list(json.loads(cedarpy.policies_to_json_str(TEXT))["staticPolicies"].values())
    ENTITIES = json.loads((FOLDER / "tests" / "entities.json").read_text())
    limits = json.loads((FOLDER / "limits.json").read_text())
    attributes = {name: limit_value(text) for name, text in limits.items()}
    ENTITIES.append({"uid": {"type": "Limits", "id": "active"}, "attrs": attributes, "parents": []})
    CONTEXTS = json.loads((FOLDER / "tests" / "contexts.json").read_text())
    EXAMPLES = [(file.name, one) for file in EXAMPLE_FILES for one in json.loads(file.read_text())]
    REQUESTS = [request_of(example) for _, example in EXAMPLES]
    PRINCIPALS = {}
    for names, kinds in re.findall(r"(?s)^action ([\w, ]+) appliesTo \{\s*principal: \[([^\]]+)\]",
                                   SCHEMA_TEXT, re.M):
        for name in re.findall(r"\w+", names):
            PRINCIPALS[name] = re.findall(r"\w+", kinds)


if __name__ == "__main__":
    sys.exit(main())
