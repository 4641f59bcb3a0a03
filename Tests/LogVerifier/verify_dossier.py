#!/usr/bin/env python3
"""Verifies a session's log that Contact Broker gave out, with nothing of Contact Broker.

usage: verify_dossier.py DIR --key VKEY|FILE

It checks, with the log's public key only, that every sealed entry is in the log whose checkpoint the key signed,
that those exported are all there, and that the two readable files are what was exported; and it opens the entries
itself and compares them with entries.json. What session.html says in sentences is bound as a file, not worked out anew.
Exit status: 0 holds, 1 violated, 2 wrong arguments. Needs OpenSSL 3 (libcrypto), nothing else.
"""
import argparse, base64, hashlib, json, pathlib, struct, sys
import libcrypto
from verify_log import Violated, checkpoint, sha256, vkey

EXPORTED = 22


def is_included(leaf, index, size, path, root):
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = sha256(b"\x01" + p + r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\x01" + r + p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


class Entry:
    def __init__(self, data, keys):
        if len(data) < 80 or data[0] != 1:
            raise Violated("something is no entry")
        self.sequence, self.time, self.stream = *struct.unpack(">QQ", data[2:18]), data[18:34]
        self.type, keyid = struct.unpack(">H", data[34:36])[0], data[36:52].hex()
        self.leaf = sha256(b"\0" + data)
        self.text = None
        if keyid in keys:
            try:
                self.text = libcrypto.opened(keys[keyid], data[52:64], data[64:], data[:52])
            except libcrypto.Refused:
                raise Violated(f"entry {self.sequence} does not open with its key")


def strict(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise Violated("a name stands twice in JSON")
    return dict(pairs)


def load(data):
    try:
        return json.loads(data, object_pairs_hook=strict)
    except ValueError:
        raise Violated("something is not JSON")


def sealed(directory, key):
    """All entries, each proven to be in the log; and the log's size."""
    size, root = checkpoint((directory / "checkpoint").read_bytes(), key)
    try:
        dossier = load((directory / "dossier.json").read_bytes())
        decode = lambda text: base64.b64decode(text, validate=True)
        keys = {name: decode(key) for name, key in dossier["keys"].items()}
        stream, items = bytes.fromhex(dossier["stream"]), dossier["entries"]
        parts = [(decode(item["entry"]), [decode(hash) for hash in item["path"]]) for item in items]
        known = dossier["format"] == "contact-broker-dossier/1"
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Violated("dossier.json is not a dossier's")
    if not known:
        raise Violated("this is no dossier of version 1")
    entries = []
    for data, path in parts:
        entry = Entry(data, keys)
        if entry.stream != stream:
            raise Violated(f"entry {entry.sequence} belongs to another session")
        if entries and entry.sequence <= entries[-1].sequence:
            raise Violated(f"entry {entry.sequence} stands behind entry {entries[-1].sequence}")
        if not is_included(entry.leaf, entry.sequence, size, path, root):
            raise Violated(f"entry {entry.sequence} is not the one that was signed for")
        entries.append(entry)
    return entries, size


def compare(said, entry):
    """One entry as entries.json has it, and as it opens."""
    payload = None
    if entry.text is not None:
        try:
            payload = json.loads(entry.text)
        except ValueError:
            payload = {"base64": base64.b64encode(entry.text).decode()}
    there = (said["sequence"], said["time"], said["stream"], said["erased"], said["payload"])
    if there != (entry.sequence, entry.time, entry.stream.hex(), entry.text is None, payload):
        raise Violated(f"entries.json does not say what entry {entry.sequence} says")


def verify(directory, key):
    entries, size = sealed(directory, key)
    if not entries or entries[-1].type != EXPORTED or entries[-1].text is None:
        raise Violated("the export's own entry is not the last")
    *told, last = entries
    export = load(last.text)
    if export["entries"] != len(told):
        raise Violated(f"{export['entries']} entries were exported, and {len(told)} are here")
    if export["fingerprint"] != hashlib.sha256(b"".join(e.leaf for e in told)).hexdigest():
        raise Violated("the entries are not those that were exported")
    readable = (directory / "entries.json").read_bytes()
    for name, data in (("entries.json", readable), ("session.html", (directory / "session.html").read_bytes())):
        if hashlib.sha256(data).hexdigest() != export[name]:
            raise Violated(f"{name} is not the file that was exported")
    said = load(readable)
    if len(said) != len(told):
        raise Violated("entries.json has another number of entries")
    for line, entry in zip(said, told):
        compare(line, entry)
    erased = sum(entry.text is None for entry in told)
    print(f"Exported by {export['by']}, because: {export['reason']}")
    print(f"Holds: {len(told)} entries, {erased} of them erased, and the export's own, in a log of {size}.")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--key", required=True)
    arguments = parser.parse_args()
    try:
        verify(arguments.directory, vkey(arguments.key if "+" in arguments.key else
                                         pathlib.Path(arguments.key).read_text()))
    except FileNotFoundError as error:
        print(f"Violated: {pathlib.Path(error.filename).name} is missing.")
        return 1
    except Violated as violation:
        print(f"Violated: {violation}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
