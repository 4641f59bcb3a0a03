#!/usr/bin/env python3
"""Verifies a journal of Contact Broker with nothing of Contact Broker: written from the format's description
(Sources/Evidence/Journal/JournalFormat.swift), RFC 6962 and C2SP signed-note and tlog-checkpoint.

usage: verify_log.py DIR --key VKEY|FILE [--checkpoint FILE] [--open]

DIR is a data directory. --open also opens the payloads, with the keys in DIR/keys, and prints them.
Exit status: 0 holds, 1 violated, 2 wrong arguments. Needs OpenSSL 3 (libcrypto), nothing else.
"""
import argparse, base64, hashlib, pathlib, struct, sys
import libcrypto


class Violated(Exception):
    pass


def sha256(data):
    return hashlib.sha256(data).digest()


def root(leaves):
    """RFC 6962 section 2.1, as it is written there."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def vkey(text):
    name, hexid, key = text.strip().split("+", 2)
    blob = base64.b64decode(key, validate=True)
    keyid = sha256(name.encode() + b"\n" + blob)[:4]
    if keyid.hex() != hexid or blob[0] != 1 or len(blob) != 33:
        raise Violated("not an Ed25519 verifier key")
    return name, keyid, blob[1:]


def exact(text):
    """Base64 in its one right spelling: Python forgives bits that say nothing."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise Violated("base64 with other bits than its own")
    return data


def checkpoint(note, key):
    name, keyid, public = key
    text, _, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    good = False
    if not signatures.endswith(b"\n"):
        raise Violated("the checkpoint is cut")
    for line in signatures.decode().removesuffix("\n").split("\n"):
        dash, signer, blob = line.split(" ")
        blob = exact(blob)
        if dash == "\u2014" and signer == name and blob[:4] == keyid:
            try:
                libcrypto.verify(public, blob[4:], text)
            except libcrypto.Refused:
                raise Violated("the checkpoint's signature is wrong")
            good = True
    if not good:
        raise Violated("the checkpoint is not signed with this key")
    lines = text.decode().split("\n")
    if lines[0] != name or str(int(lines[1])) != lines[1]:
        raise Violated("the checkpoint is malformed")
    return int(lines[1]), exact(lines[2])


def frames(data, start, is_last):
    """Each entry of a segment; what a crash may have left at the end of the last one is left out."""
    if data[:16] != b"CBJOURN1" + struct.pack(">Q", start):
        raise Violated(f"the file with entry {start} is not a segment")
    at, entries = 16, []
    while data[at:].strip(b"\0"):
        end = len(data.rstrip(b"\0"))
        mark, length, again = struct.unpack(">BHH", data[at:at + 5].ljust(5, b"\0"))
        stop = at + 5 + length + 33
        if is_last and mark == 0xCB and (end - at < 5 or length == again and stop > end):
            print(f"An unfinished write follows at byte {at}.")
            break
        entry, leaf = data[at + 5:stop - 33], data[stop - 33:stop - 1]
        if mark != 0xCB or length != again or data[stop - 1:stop] != b"\xbc" or sha256(b"\0" + entry) != leaf:
            raise Violated(f"entry {start + len(entries)} is not as it was written")
        entries.append(entry)
        at = stop
    if not is_last and at != len(data):
        raise Violated(f"bytes follow entry {start + len(entries) - 1}")
    while entries and entries[-1][1] & 2:  # the rest of this append never came
        entries.pop()
    return entries


def read(directory):
    entries = []
    segments = sorted(directory.glob("segment-" + "[0-9]" * 20))
    for path in segments:
        if int(path.name[8:]) != len(entries):
            raise Violated(f"the file with entry {len(entries)} is missing")
        for entry in frames(path.read_bytes(), len(entries), path == segments[-1]):
            version, flags, sequence = struct.unpack(">BBQ", entry[:10])
            if version != 1 or flags > 3 or sequence != len(entries):
                raise Violated(f"entry {sequence} stands where entry {len(entries)} should")
            entries.append(entry)
    return entries


def compare(entries, size, signed_root):
    if len(entries) < size:
        raise Violated(f"{size} entries were signed for, and {len(entries)} are there")
    if root([sha256(b"\0" + entry) for entry in entries[:size]]) != signed_root:
        raise Violated(f"one of the entries before {size} is not the one that was signed for")


def payload(keys, entry):
    header, nonce, sealed = entry[:52], entry[52:64], entry[64:]
    stream, keyid = header[18:34], header[36:52]
    path = keys / keyid.hex()
    if not path.exists():
        return "erased"
    kek, wrapped = (keys / "kek").read_bytes(), path.read_bytes()
    try:
        key = libcrypto.opened(kek[8:], wrapped[40:52], wrapped[52:], b"CBWRAP\x01\x01" + keyid + stream)
        return libcrypto.opened(key, nonce, sealed, header).decode()
    except libcrypto.Refused:
        raise Violated(f"entry {struct.unpack('>Q', header[2:10])[0]} does not open with its key")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--key", required=True)
    parser.add_argument("--checkpoint", type=pathlib.Path)
    parser.add_argument("--open", action="store_true")
    arguments = parser.parse_args()
    file = pathlib.Path(arguments.key)
    try:
        key = vkey(arguments.key if "+" in arguments.key else file.read_text())
        journal = arguments.directory / "journal"
        entries = read(journal)
        try:
            note = (journal / "checkpoint").read_bytes()
        except FileNotFoundError:
            raise Violated("the log has no checkpoint")
        size, signed_root = checkpoint(note, key)
        compare(entries, size, signed_root)
        if arguments.open:
            for entry in entries:
                print(payload(arguments.directory / "keys", entry))
    except Violated as violation:
        print(f"Integrity: violated, {violation}.")
        return 1
    print(f"Integrity: holds for {len(entries)} entries, {size} of them signed for.")
    if not arguments.checkpoint:
        print("Completeness: unknown, no outside witness.")
        return 0
    try:
        compare(entries, *checkpoint(arguments.checkpoint.read_bytes(), key))
    except Violated as violation:
        print(f"Completeness: violated, {violation}.")
        return 1
    print("Completeness: holds for what the outside checkpoint saw.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
