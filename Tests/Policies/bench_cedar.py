#!/usr/bin/env python3
"""Holds the time of our decisions against that of the reference implementation (PyPI: cedarpy), in one run.

    bench_cedar.py [--broker FILE] [--policies DIR] [--rounds N]

DIR holds policies, `schema.cedarschema`, `entities.json` and `requests.json`, such as the draft of the policies
beside the repository. Each round asks both about the same requests, ours a second time with 1,000 rules more that
concern other people, sessions and teams. The reference's figure is its own (`authz_duration_micros`), so neither
counts parsing or Python. Prints ratios of medians; nothing here passes or fails.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import cedarpy

ROOT = Path(__file__).resolve().parents[2]
DRAFT = ROOT.parent / "shared" / "policies-draft"
OTHERS = [
    'permit (principal == Staff::"w{n}", action == Action::"viewLog", resource == Session::"s{n}");',
    'permit (principal == Staff::"w{n}", action == Action::"viewLog", resource in Case::"c{n}");',
    'forbid (principal, action, resource == Session::"s{n}") when {{ principal.suspended }};',
    'forbid (principal in Team::"t{n}", action in Action::"standing", resource) when {{ principal.suspended }};',
    'forbid (principal, action == Action::"admit", resource in Team::"t{n}");',
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--broker", type=Path, default=ROOT / ".build" / "release" / "contact-broker")
    parser.add_argument("--policies", type=Path, default=DRAFT)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not options.policies.exists():
        print(f"There is no {options.policies}: nothing was measured.")
        return 0
    reference = Reference(options.policies)
    found = {"ours": [], "large": [], "theirs": []}
    with tempfile.TemporaryDirectory() as folder:
        large = with_others(options.policies, Path(folder))
        for _ in range(options.rounds):
            found["ours"].append(ours(options.broker, options.policies, options.policies))
            found["theirs"].append(reference.median())
            found["large"].append(ours(options.broker, large, options.policies))
    small, large = found["ours"], found["large"]
    ours_p50 = statistics.median(figures["p50_us"] for figures in small)
    large_p50 = statistics.median(figures["p50_us"] for figures in large)
    theirs = statistics.median(found["theirs"])
    print(f"{small[0]['policies']} policies: ours {ours_p50:.2f} us, the reference {theirs:.0f} us (its clock counts whole ones)")
    print(f"{large[0]['policies']} policies: ours {large_p50:.2f} us")
    print(f"the reference's time is {theirs / ours_p50:.1f} times ours; with 1,000 more rules ours is {large_p50 / ours_p50:.2f} times itself")
    print(f"parse and validate: {min(figures['load_ms'] for figures in small):.1f} ms at best")
    return 0


def ours(broker, policies, inputs):
    command = [
        broker, "bench", "policy", "--policies", policies, "--schema", inputs / "schema.cedarschema",
        "--entities", inputs / "entities.json", "--requests", inputs / "requests.json", "--json",
    ]  # fmt: skip
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def with_others(policies, folder):
    for file in policies.glob("*.cedar"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    rules = (f'@id("other-{n}")\n{OTHERS[n % len(OTHERS)].format(n=n)}\n' for n in range(1000))
    (folder / "90-others.cedar").write_text("".join(rules), encoding="utf-8")
    return folder


class Reference:
    """The same policies and requests, parsed once, as the reference takes them."""

    def __init__(self, folder):
        text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.cedar")))
        self.policies = cedarpy.PolicySet.from_str(text)
        entities = json.loads((folder / "entities.json").read_text(encoding="utf-8"))
        handles = {}
        self.asked = []
        for request in json.loads((folder / "requests.json").read_text(encoding="utf-8")):
            over = json.dumps(request.pop("over", []))
            if over not in handles:
                handles[over] = cedarpy.Entities.from_json_str(json.dumps(replaced(entities, json.loads(over))))
            asked = {key: request[key] for key in ("principal", "action", "resource", "context")}
            self.asked.append((asked, handles[over]))

    def median(self, rounds=20):
        times = []
        for _ in range(rounds):
            for request, entities in self.asked:
                times.append(cedarpy.is_authorized(request, self.policies, entities).metrics["authz_duration_micros"])
        return statistics.median(times)


def replaced(entities, over):
    """The entities with some attributes of some of them in place of their own."""
    changes = {(kind, name): attributes for kind, name, attributes in over}
    changed = []
    for entity in entities:
        uid = entity["uid"].get("__entity", entity["uid"])
        attributes = changes.get((uid["type"], uid["id"]), {})
        changed.append({**entity, "attrs": {**entity["attrs"], **attributes}})
    return changed


if __name__ == "__main__":
    sys.exit(main())
