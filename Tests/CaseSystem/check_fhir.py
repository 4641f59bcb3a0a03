#!/usr/bin/env python3
"""A session filed as FHIR is FHIR R4, by other people's library, and says no more than the record.

usage: check_fhir.py [--broker BINARY]

Needs the package "fhir.resources" (its R4B models: R4 with the corrections that touch none of these resources).
"""
import argparse, importlib, json, os, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WANTED = {"Patient", "RelatedPerson", "Practitioner", "Appointment", "Encounter", "Communication", "Consent",
          "DocumentReference", "Provenance", "AuditEvent"}
# Known of the people in the demo, and in no record: family names of family and carers, dates of birth.
PLANTED = ["Sultana", "Okafor", "Uddin", "2019-", "birthDate", "address", "telecom"]


def model(kind):
    return getattr(importlib.import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def check(path):
    bundle = json.loads(path.read_text())
    model("Bundle").model_validate(bundle)
    resources = [entry["resource"] for entry in bundle["entry"]]
    for resource in resources:
        model(resource["resourceType"]).model_validate(resource)
    kinds = {resource["resourceType"] for resource in resources}
    assert kinds >= WANTED, f"missing: {WANTED - kinds}"
    names = [f"{resource['resourceType']}/{resource['id']}" for resource in resources]
    assert len(set(names)) == len(names), "a resource is there twice"
    for entry, name in zip(bundle["entry"], names):
        assert entry["fullUrl"].endswith("/" + name), entry["fullUrl"]
    lost = set(references(bundle)) - set(names)
    assert not lost, f"references to nothing: {lost}"
    record = json.loads(path.with_name(path.name.replace(".fhir", "")).read_text())
    document = next(r for r in resources if r["resourceType"] == "DocumentReference")
    assert record["hash"] in {identifier["value"] for identifier in document["identifier"]}, "another record's hash"
    text = path.read_text()
    assert not [word for word in PLANTED if word in text], [word for word in PLANTED if word in text]
    # Nobody is named whom the record does not name, or otherwise than there.
    people = {r["name"][0]["text"] for r in resources if r["resourceType"] in ("Patient", "RelatedPerson", "Practitioner")}
    said = json.dumps(record, ensure_ascii=False)
    assert not [name for name in people if name not in said], people
    return bundle, resources, people


def refused(bundle):
    """The library would notice: each of these is wrong in R4."""
    changes = [("Encounter", "status", "ended"), ("Encounter", "class", None), ("Consent", "scope", None),
               ("Provenance", "agent", None), ("AuditEvent", "recorded", "20 October 2026"),
               ("DocumentReference", "content", None), ("Appointment", "participant", None)]
    for kind, member, value in changes:
        resource = dict(next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind))
        resource.pop(member)
        if value is not None:
            resource[member] = value
        try:
            model(kind).model_validate(resource)
        except ValueError:
            continue
        if member == "status":
            continue    # the models leave code lists to others; ours are checked below
        raise AssertionError(f"the validator takes {kind} without {member}")


# Required bindings of R4 that the models do not check.
CODES = {("Encounter", "status"): r"finished|cancelled", ("Appointment", "status"): r"fulfilled|noshow",
         ("Communication", "status"): r"completed|not-done", ("Consent", "status"): r"active|rejected|inactive",
         ("DocumentReference", "status"): r"current", ("DocumentReference", "docStatus"): r"final",
         ("AuditEvent", "action"): r"[CRUDE]", ("AuditEvent", "outcome"): r"0"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--broker", default=os.environ.get("CONTACT_BROKER"))
    arguments = parser.parse_args()
    binary = arguments.broker or subprocess.run(["swift", "build", "--show-bin-path"], check=True, text=True, cwd=ROOT,
                                                capture_output=True).stdout.strip() + "/contact-broker"
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work) / "played"
        # Whether it keeps its promises is for its own test to say; on a busy machine it may be late somewhere.
        play = subprocess.run([binary, "demo", "--play", "--data", work, "--policies", ROOT / "Policies"], text=True,
                              capture_output=True)
        paths = sorted(work.glob("records/*.fhir.json"))
        assert paths, "no bundle was filed: " + play.stdout[-3000:]
        for path in paths:
            bundle, resources, people = check(path)
            refused(bundle)
            for resource in resources:
                for (kind, member), pattern in CODES.items():
                    if resource["resourceType"] == kind:
                        assert re.fullmatch(pattern, resource[member]), (kind, member, resource[member])
            print(f"ok: {path.name}: {len(resources)} resources are R4, every reference leads somewhere; "
                  f"{len(people)} people by the record's names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
