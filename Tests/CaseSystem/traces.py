#!/usr/bin/env python3
"""Traces of people: what a session says of anybody appears nowhere that it must not, in no form that a program undoes.

usage: traces.py [--broker BINARY]

A Swift test ("Traces of people") runs a whole session into a folder, with names, a number and an address typed wherever people
type, and leaves there what it sent. This looks at it, and at all that the program prints about that log, as it is and inside
base64, hexadecimal, gzip and zlib, URL and HTML escapes, JSON escapes and UTF-16, up to four deep.
"""
import argparse, base64, binascii, gzip, html, json, os, pathlib, re, subprocess, sys, tempfile, urllib.parse, zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Typed by somebody during the session, or afterwards.
TYPED = ["Quartermain", "Larkspur", "07700 900123", "900123"]
# Of the case: family names, and first names of family and carers.
FAMILY = ["Sultana", "Okafor", "Uddin", "Kamal", "Nasrin", "Amina", "Denise"]
# What a mother may not learn from anything that is sent to her, or given to her.
NOT_FOR_NASRIN = ["Okafor", "Uddin", "Kamal", "Sable"]


def forms(data, depth=4):
    """The bytes, and all that can be unpacked from them."""
    yield data
    if depth == 0:
        return
    found = []
    for run in re.findall(rb"[A-Za-z0-9+/_-]{12,}={0,2}", data):
        for start in range(4):
            text = run[start:].rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
            text = text[:len(text) // 4 * 4] if len(text) % 4 == 1 else text
            try:
                found.append(base64.b64decode(text + b"=" * (-len(text) % 4)))
            except binascii.Error:
                pass
    for run in re.findall(rb"(?:[0-9a-fA-F]{2}){6,}", data):
        found.append(bytes.fromhex(run.decode()))
    for magic in (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        at = data.find(magic)
        while at >= 0:
            try:
                found.append(zlib.decompressobj(47).decompress(data[at:]))
            except zlib.error:
                pass
            at = data.find(magic, at + 1)
    if b"%" in data:
        found.append(urllib.parse.unquote_to_bytes(data.replace(b"+", b" ")))
    if b"\\u" in data:
        found.append(re.sub(rb"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)).encode("utf-8", "replace"), data))
    if b"&" in data:
        found.append(html.unescape(data.decode("utf-8", "replace")).encode())
    if data.count(b"\0") > len(data) // 8:
        for start in range(2):
            for coding in ("utf-16-le", "utf-16-be"):
                found.append(data[start:].decode(coding, "replace").encode())
    for inner in found:
        if inner and inner != data:
            yield from forms(inner, depth - 1 if len(inner) < 200_000 else 0)


def traces(data, words):
    wanted = [word.lower().encode() for word in words]
    return sorted({word.decode() for form in forms(data) for word in wanted if word in form.lower()})


def notices():
    """This program would find them: in each form, and in forms of forms."""
    plain = "14 Larkspur Rise".encode()
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in "14 Larkspur Rise").encode()
    packed = {"plain": plain, "base64": base64.b64encode(b"xx" + plain), "shifted": b"A" + base64.b64encode(plain + b"....."), "url-safe": base64.urlsafe_b64encode(plain * 3),
              "hex": plain.hex().encode(), "gzip": gzip.compress(plain), "zlib": b"head" + zlib.compress(plain),
              "url": b"q=" + "".join(f"%{byte:02x}" for byte in plain).encode(), "json": escaped,
              "html": "".join(f"&#{ord(letter)};" for letter in "14 Larkspur Rise").encode(),
              "utf-16": "14 Larkspur Rise".encode("utf-16-le"), "utf-16 shifted": b"x" + "14 Larkspur Rise".encode("utf-16-be"),
              "base64 of gzip": base64.b64encode(gzip.compress(plain)), "url of base64": urllib.parse.quote(base64.b64encode(plain)).encode(),
              "gzip of json of base64": gzip.compress(json.dumps({"a": base64.b64encode(plain).decode()}).encode())}
    blind = [name for name, data in packed.items() if traces(data, TYPED) != ["larkspur"]]
    assert not blind, f"it would not find it as {blind}"
    print(f"ok: it finds what was planted in {len(packed)} forms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--broker", default=os.environ.get("CONTACT_BROKER"))
    arguments = parser.parse_args()
    notices()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        subprocess.run(["swift", "test", "--skip-build", "--disable-xctest", "--filter", "TracesTests"], cwd=ROOT, check=True,
                       env=os.environ | {"CONTACT_BROKER_TRACES": str(work)}, stdout=subprocess.DEVNULL)
        binary = arguments.broker or subprocess.run(["swift", "build", "--show-bin-path"], check=True, text=True, cwd=ROOT,
                                                    capture_output=True).stdout.strip() + "/contact-broker"
        data, sent = work / "data", work / "sent"

        def said(*words):
            done = subprocess.run([binary, *words], capture_output=True, timeout=60)
            return done.stdout + done.stderr

        key = (data / "journal/journal.vkey") if (data / "journal/journal.vkey").exists() else next(data.rglob("*.vkey"))
        places = {}
        for file in data.rglob("*"):
            places[f"name of {file.name}"] = (file.name.encode(), TYPED + FAMILY)
            # Records are for those who may read them; all else is sealed.
            if file.is_file() and file.parent.name != "records":
                places[f"bytes of {file.relative_to(data)}"] = (file.read_bytes(), TYPED + FAMILY)
        for file in sorted(sent.glob("webhook-*")) + [sent / "readyz"]:
            places[file.name] = (file.read_bytes(), TYPED + FAMILY + ["Marcus", "Joanna"])
        for name in ("wire-nasrin", "copy-parents.html", "copy-nasrin.html"):
            places[name] = ((sent / name).read_bytes(), NOT_FOR_NASRIN)
        places["copy-amina.html"] = ((sent / "copy-amina.html").read_bytes(), ["Okafor", "Uddin", "Kamal"])
        for words in (["report", "statistics", data], ["report", "statistics", data, "--csv"], ["report", "statistics", data, "--html"]):
            places[" ".join(map(str, words[:2] + words[3:]))] = (said(*map(str, words)), TYPED + ["Sultana", "Okafor", "Uddin", "Amina"])
        for words in (["report", "retention", data], ["outbox", "status", data], ["log", "verify", data, "--key", key]):
            places[" ".join(map(str, words[:2]))] = (said(*map(str, words)), TYPED + FAMILY)
        served = subprocess.Popen([binary, "demo", "--data", data, "--policies", ROOT / "Policies", "--port", "0", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            out, errors = served.communicate(timeout=8)
        except subprocess.TimeoutExpired:
            served.terminate()
            out, errors = served.communicate(timeout=60)
        # Its first line is the demo's list of links, by first name; a real service has none.
        places["what the service says"] = (errors, TYPED + FAMILY)
        places["what the demo prints"] = (out, TYPED + ["Sultana", "Okafor", "Uddin"])
        wrong = 0
        for name, (content, words) in places.items():
            found = traces(content, words)
            if found:
                wrong += 1
                print(f"FAILED: {name}: {found}")
        records = b"".join(file.read_bytes() for file in (data / "records").iterdir())
        if not {"larkspur", "quartermain"} <= set(traces(records, TYPED)):
            wrong += 1
            print("FAILED: what was planted is not even in the record, so nothing was shown")
        print(f"{len(places)} places searched, {wrong} with a trace")
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
