#!/usr/bin/env python3
"""Compares `contact-broker policy batch` with the reference implementation of Cedar (PyPI: cedarpy).

    check_cedar.py [--broker FILE] [--worlds N] [--from SEED] [--corpus FILE]

Makes N worlds at random (5,000 unless told otherwise), asks both, and wants the same of them: whether
the policies parse and are strictly valid; for each request the decision, the determining policies and
those that err; whether entities and requests conform to the schema, with escapes written out and left
out; the policies in the JSON policy format, and what is read of that format, spoiled ones refused;
the same policies as templates with links. Then runs the public corpus, if it is there. Exits 0 if all agree, 1 if not.
"""

import argparse
import collections
import gzip
import json
import multiprocessing
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cedarpy

from cedar_aspects import conformance, implied, linked, syntax, without_names, written
from cedar_worlds import world

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "cedar" / "corpus.jsonl.gz"
ERRING = re.compile(r"while evaluating policy `([^`]*)`")
CHUNK = 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--broker", type=Path, default=ROOT / ".build" / "debug" / "contact-broker")
    parser.add_argument("--worlds", type=int, default=5_000)
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="SEED")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args()
    agreed = worlds(options.broker, range(options.first, options.first + options.worlds))
    return 0 if corpus(options.broker, options.corpus) and agreed else 1


def worlds(broker, seeds):
    began = time.monotonic()
    kinds = collections.Counter()
    failures = 0
    chunks = [(broker, seeds[start : start + CHUNK]) for start in range(0, len(seeds), CHUNK)]
    with multiprocessing.Pool(2) as pool:
        for found, counted in pool.imap_unordered(compare, chunks):
            kinds += counted
            failures += len(found)
            for case, reference, ours in found[:5]:
                print(f"world {case['n']}: {case}\n  reference {reference}\n  ours      {ours}")
    print(f"worlds: {len(seeds)} in {time.monotonic() - began:.0f} s, {failures} disagreements; {dict(kinds)}")
    return failures == 0


def compare(chunk):
    broker, seeds = chunk
    cases = [world(seed) for seed in seeds]
    found = []
    kinds = collections.Counter()
    for variant in (cases, [implied(case) for case in cases]):
        agree(broker, variant, "--conformance", conformance, found, kinds)
    answers = agree(broker, cases, "--syntax", syntax, found, kinds)
    texts = [written(case, answer) for case, answer in zip(cases, answers, strict=True)]
    agree(broker, [case for case in texts if case], "--syntax", syntax, found, kinds, without_names)
    sets = [case for case in map(linked, cases, answers) if case]
    for case, ours in zip(sets, batch(broker, sets), strict=True):
        expected = linked_reference(case)
        kinds[f"linked {expected if isinstance(expected, str) else 'compared'}"] += 1
        if isinstance(ours, dict):
            # The reference validates texts, which cannot hold links.
            ours["valid"] = None
        same_decisions(case, expected, ours, found, kinds)
    for case, ours in zip(cases, batch(broker, cases), strict=True):
        expected = reference(case)
        kinds[expected if isinstance(expected, str) else "valid" if expected["valid"] else "not valid"] += 1
        for result in expected["results"] if isinstance(expected, dict) else []:
            kinds[result["decision"]] += 1
            kinds["with errors"] += bool(result["errors"])
        same_decisions(case, expected, ours, found, kinds)
    return found, kinds


def same_decisions(case, expected, ours, found, kinds):
    if expected == "no input" and "__expr" in json.dumps(case):
        kinds["not compared: without its schema the reference takes `__expr` for an escape"] += 1
    elif without_order(ours) != without_order(expected):
        found.append((case, expected, ours))


def agree(broker, cases, aspect, ask, found, kinds, compared=lambda answer: answer):
    """Adds to `found` where both differ; returns what the reference says."""
    answers = []
    for case, ours in zip(cases, batch(broker, cases, aspect), strict=True):
        expected = ask(case)
        answers.append(expected)
        kinds[f"{aspect[2:]} {'rejected' if expected == 'rejected' else 'compared'}"] += 1
        if isinstance(ours, dict):
            ours.pop("why", None)
        if compared(ours) != compared(expected) and (expected != "accepted" or ours == "rejected"):
            found.append((case, expected, ours))
    return answers


def batch(broker, cases, *aspect):
    """What the broker says of each."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for case in cases:
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
        file.flush()
        command = [broker, "policy", "batch", *aspect, file.name]
        lines = subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout.splitlines()
    for line in lines:
        answer = json.loads(line)
        answer.pop("n")
        yield "rejected" if "parseError" in answer else "no input" if "inputError" in answer else answer


def reference(case):
    """What the reference says, in the broker's words."""
    try:
        policies = cedarpy.PolicySet.from_str(case["p"])
    except ValueError:
        return "rejected"
    return decided(case, policies, cedarpy.validate_policies(case["p"], case["s"]).validation_passed)


def linked_reference(case):
    try:
        policies = cedarpy.PolicySet.from_json_str(json.dumps(case["p"]))
    except ValueError:
        return "rejected"
    return decided(case, policies, None)


def decided(case, policies, valid):
    answers = cedarpy.is_authorized_batch(case["r"], policies, case["e"]) if case["r"] else []
    if any(answer.decision is cedarpy.Decision.NoDecision for answer in answers):
        return "no input"
    results = []
    for answer in answers:
        errors = [ERRING.search(error) for error in answer.diagnostics.errors]
        results.append({
            "decision": answer.decision.value.lower(), "reason": answer.diagnostics.reasons,
            "errors": [match.group(1) if match else "?" for match in errors],
        })  # fmt: skip
    return {"valid": valid, "results": results}


def without_order(answer):
    if isinstance(answer, str):
        return answer
    results = [{**result, "reason": sorted(result["reason"]), "errors": sorted(result["errors"])} for result in answer["results"]]
    return {**answer, "results": results}


def corpus(broker, path):
    if not path.exists():
        print(f"corpus: not here ({path}); nothing was checked against it")
        return True
    cases = []
    decoder = json.JSONDecoder()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            # One line holds two cases behind each other.
            place = 0
            while line[place:].strip():
                case, place = decoder.raw_decode(line, place)
                cases.append(case)
    failures = 0
    for case, ours in zip(cases, batch(broker, cases), strict=True):
        results = [{key: result[key] for key in ("decision", "reason", "errors")} for result in case["r"]]
        if without_order(ours) != without_order({"valid": case["v"], "results": results}):
            failures += 1
            print(f"corpus {case['n']}: {ours}")
    texts = []
    answers = agree(broker, cases, "--syntax", syntax, texts, collections.Counter())
    again = [written(case, answer) for case, answer in zip(cases, answers, strict=True)]
    agree(broker, [case for case in again if case], "--syntax", syntax, texts, collections.Counter(), without_names)
    for case, expected, ours in texts[:5]:
        print(f"corpus {case['n']}: {case['p']}\n  reference {expected}\n  ours      {ours}")
    failures += len(texts)
    requests = sum(len(case["r"]) for case in cases)
    print(f"corpus: {len(cases)} cases, {requests} requests, {failures} disagreements")
    return failures == 0


if __name__ == "__main__":
    sys.exit(main())
