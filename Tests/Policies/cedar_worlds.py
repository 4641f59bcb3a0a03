"""Makes small worlds for Cedar engines: a schema, policies, entities, requests, all at random.

Policies follow the schema, except where they err on purpose. A seed always makes the same worlds.
"""

import json
import random

from cedar_policies import EXTENSIONS, LONGS, NAMES, PRIMITIVES, STRINGS, PolicyWriter, mutated, rewritten


class World(PolicyWriter):
    """One world; a type is a name, ("set", type), ("record", {name: (type, required)}) or ("entity", name)."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.mistakes = self.random.choice([0, 0, 0, 0.02, 0.1])
        self.make_schema()
        self.make_entities()

    def chance(self, part):
        return self.random.random() < part

    def pick(self, options):
        return self.random.choice(options)

    # Schema

    def make_schema(self):
        space = self.pick(["", "", "N::"])
        names = ["User", "Group", "Photo", "Doc"][: self.random.randint(1, 4)]
        self.types = {space + name: {} for name in names}
        self.enums = {space + "Kind": ["a", "\u00e9", "e\u0301"][: self.random.randint(1, 3)]} if self.chance(0.5) else {}
        everything = list(self.types) + list(self.enums)
        for declaration in self.types.values():
            declaration["in"] = [name for name in everything if self.chance(0.3)]
            declaration["attrs"] = self.record_type(2)[1]
            declaration["tags"] = self.type(1) if self.chance(0.4) else None
        self.action_type = space + "Action"
        self.actions = {}
        for name in ["view", "edit", "\u00e9", "all", "some"][: self.random.randint(1, 5)]:
            groups = [other for other in self.actions if self.chance(0.3)]
            applies = None
            if self.chance(0.8) or not any(action["applies"] for action in self.actions.values()):
                applies = {
                    "principal": self.some(everything),
                    "resource": self.some(everything),
                    "context": self.record_type(2)[1],
                }
            self.actions[name] = {"in": groups, "applies": applies}
        self.space = space

    def some(self, options):
        return self.random.sample(options, min(len(options), self.pick([1, 1, 1, 2])))

    def type(self, depth):
        roll = self.random.random()
        if depth > 0 and roll < 0.12:
            return ("set", self.type(depth - 1))
        if depth > 0 and roll < 0.25:
            return self.record_type(depth - 1)
        if roll < 0.45:
            return ("entity", self.pick(list(self.types) + list(self.enums)))
        return self.pick(PRIMITIVES + PRIMITIVES + list(EXTENSIONS))

    def record_type(self, depth):
        names = self.random.sample(NAMES, self.pick([0, 1, 2, 2, 3, 4]))
        return ("record", {name: (self.type(depth), self.chance(0.6)) for name in names})

    def schema_text(self):
        body = []
        for name, declaration in self.types.items():
            parents = f" in [{', '.join(declaration['in'])}]" if declaration["in"] else ""
            tags = f" tags {self.type_text(declaration['tags'])}" if declaration["tags"] else ""
            body.append(f"entity {self.local(name)}{parents} {self.attributes_text(declaration['attrs'])}{tags};")
        for name, ids in self.enums.items():
            body.append(f"entity {self.local(name)} enum [{', '.join(map(self.plain, ids))}];")
        for name, action in self.actions.items():
            groups = f" in [{', '.join(map(self.plain, action['in']))}]" if action["in"] else ""
            applies = ""
            if action["applies"]:
                parts = action["applies"]
                applies = (
                    f" appliesTo {{ principal: [{', '.join(parts['principal'])}], resource: "
                    f"[{', '.join(parts['resource'])}], context: {self.attributes_text(parts['context'])} }}"
                )
            body.append(f"action {self.plain(name)}{groups}{applies};")
        text = "\n".join(body)
        return f"namespace N {{\n{text}\n}}" if self.space else text

    def local(self, name):
        return name.split("::")[-1]

    def attributes_text(self, attributes):
        members = [
            f"{self.plain(name)}{'' if required else '?'}: {self.type_text(kind)}"
            for name, (kind, required) in attributes.items()
        ]
        return "{" + ", ".join(members) + "}"

    def type_text(self, kind):
        if isinstance(kind, str):
            return f"__cedar::{kind}"
        if kind[0] == "set":
            return f"Set<{self.type_text(kind[1])}>"
        return kind[1] if kind[0] == "entity" else self.attributes_text(kind[1])

    # Entities and requests

    def make_entities(self):
        self.entities = {}
        uids = [(kind, self.pick(["a", "b", "\u00e9", "e\u0301"])) for kind in self.types for _ in range(2)]
        uids += [(kind, ids[0]) for kind, ids in self.enums.items()]
        uids = list(dict.fromkeys(uids))
        for index, uid in enumerate(uids):
            if self.chance(0.15):
                continue
            declaration = self.types.get(uid[0], {"in": [], "attrs": {}, "tags": None})
            parents = [other for other in uids[index + 1 :] if other[0] in declaration["in"] and self.chance(0.4)]
            tags = {}
            if declaration["tags"]:
                tags = {name: self.value(declaration["tags"]) for name in STRINGS if self.chance(0.1)}
            self.entities[uid] = {
                "uid": self.uid(uid), "attrs": self.record(declaration["attrs"]), "tags": tags,
                "parents": [self.uid(parent) for parent in parents],
            }  # fmt: skip
        for name, action in self.actions.items():
            self.entities[(self.action_type, name)] = {
                "uid": self.uid((self.action_type, name)), "attrs": {},
                "parents": [self.uid((self.action_type, group)) for group in action["in"]],
            }  # fmt: skip

    def uid(self, uid):
        return {"type": uid[0], "id": uid[1]}

    def record(self, attributes):
        return {
            name: self.value(kind)
            for name, (kind, required) in attributes.items()
            if (required and not self.chance(0.03)) or (not required and self.chance(0.5))
        }

    def value(self, kind):
        if self.chance(self.mistakes / 2):
            # Where the schema lets escapes be left out, a string or an object would be read as one.
            kind = self.type(1) if kind in PRIMITIVES else "Long"
        if isinstance(kind, tuple):
            if kind[0] == "set":
                return [self.value(kind[1]) for _ in range(self.random.randint(0, 3))]
            if kind[0] == "entity":
                return {"__entity": self.uid(self.some_uid(kind[1]))}
            return self.record(kind[1])
        if kind in EXTENSIONS:
            function, good, _ = EXTENSIONS[kind]
            return {"__extn": {"fn": function, "arg": self.pick(good)}}
        return self.pick({"Bool": [True, False], "Long": LONGS, "String": STRINGS}[kind])

    def some_uid(self, kind):
        if kind in self.enums:
            return (kind, self.pick(self.enums[kind]))
        known = [uid for uid in self.entities if uid[0] == kind] if hasattr(self, "entities") else []
        return self.pick(known) if known and self.chance(0.8) else (kind, self.pick(["a", "b", "\u00e9", "e\u0301"]))

    def requests(self):
        for _ in range(self.pick([1, 2, 3])):
            name = self.pick(list(self.actions))
            applies = self.actions[name]["applies"]
            everything = list(self.types) + list(self.enums)
            usual = applies and not self.chance(0.1)
            yield {
                "principal": self.uid(self.some_uid(self.pick(applies["principal"] if usual else everything))),
                "action": self.uid((self.action_type, name)),
                "resource": self.uid(self.some_uid(self.pick(applies["resource"] if usual else everything))),
                "context": self.record(applies["context"] if applies else {}),
            }


def world(seed):
    """One world as `policy batch` reads it."""
    made = World(seed)
    policies = made.policies()
    requests = list(made.requests())
    if made.chance(0.05):
        policies = mutated(policies, made.random)
    while made.chance(0.25):
        policies = rewritten(policies, made.random)
    return {
        "n": seed, "p": policies, "s": made.schema_text(), "e": list(made.entities.values()), "r": requests,
    }  # fmt: skip


if __name__ == "__main__":
    import sys

    for number in range(int(sys.argv[1])):
        print(json.dumps(world(number)))
