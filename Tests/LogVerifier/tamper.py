#!/usr/bin/env python3
"""Tampers with a log in every way that somebody can who has the files and not the log's key, and asks the program and
the independent verifier each time: both must find it, and the program must name the first entry that is not as it was.

usage: tamper.py LOG [TRIALS] [--program BINARY] [--seed N]

LOG is a data directory whose checkpoint covers all its entries. Then older whole copies of a growing log are put in
place of the newest: against a checkpoint kept elsewhere each must be found. Needs the package "cryptography".
"""
import argparse, base64, collections, contextlib, io, json, pathlib, random, re, shutil, struct, subprocess, sys, tempfile
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives import serialization
from verify_log import Violated, checkpoint, compare, read, root, sha256, vkey

HEAD = 16


def frame(entry):
    return b"\xcb" + struct.pack(">HH", len(entry), len(entry)) + entry + sha256(b"\0" + entry) + b"\xbc"


class Log:
    """The files of a log, and where its entries stand in them."""

    def __init__(self, path):
        self.journal = path / "journal"
        self.files = {p.name: p.read_bytes() for p in sorted(self.journal.iterdir())
                      if p.name.startswith("segment-") or p.name in ("checkpoint", "journal.vkey")}
        self.segments = [name for name in self.files if name.startswith("segment-")]
        self.entries = read(self.journal)
        self.where = []  # (segment, start, end) of each frame
        for name in self.segments:
            at, data = HEAD, self.files[name]
            while at < len(data):
                end = at + 5 + struct.unpack(">H", data[at + 1:at + 3])[0] + 33
                self.where.append((name, at, end))
                at = end
        assert len(self.where) == len(self.entries)

    def append_of(self, index):
        """The first entry of the append that this one belongs to: an append counts whole or not at all."""
        while index and self.entries[index - 1][1] & 2:
            index -= 1
        return index

    def at(self, name, offset):
        """The entry whose frame has this byte; the first of the segment for its header."""
        mine = [n for n, (segment, _, _) in enumerate(self.where) if segment == name]
        return next((n for n in mine if offset < self.where[n][2]), mine[-1] + 1)


def segments_of(log, frames):
    """The segments' bytes with other frames: `frames` gives a list for each segment."""
    return {name: log.files[name][:HEAD] + b"".join(frames[name]) for name in log.segments}


def frames_of(log):
    frames = collections.defaultdict(list)
    for name, start, end in log.where:
        frames[name].append(log.files[name][start:end])
    return frames


def resequenced(entry, other):
    """This entry with the other's place in its header."""
    return entry[:2] + other[2:10] + entry[10:]


# Each: the changed files, and the number of the first entry that is not as it was; None if only a root can tell.

def flip(log, rng):
    name = rng.choice(log.segments)
    data = bytearray(log.files[name])
    offset = rng.randrange(len(data))
    data[offset] ^= 1 << rng.randrange(8)
    return {name: bytes(data)}, log.at(name, offset)


def overwrite(log, rng):
    name = rng.choice(log.segments)
    data = bytearray(log.files[name])
    offset = rng.randrange(len(data))
    count = min(rng.randint(2, 600), len(data) - offset)
    data[offset:offset + count] = rng.choice([bytes(count), rng.randbytes(count)])
    changed = next((n for n in range(offset, offset + count) if data[n] != log.files[name][n]), None)
    return ({name: bytes(data)}, log.at(name, changed)) if changed is not None else None


def swap(log, rng):
    one, two = sorted(rng.sample(range(len(log.entries)), 2))
    frames, index = frames_of(log), collections.Counter()
    places = []
    for name, _, _ in log.where:
        places.append((name, index[name]))
        index[name] += 1
    (a, i), (b, j) = places[one], places[two]
    frames[a][i], frames[b][j] = frames[b][j], frames[a][i]
    return segments_of(log, frames), one


def drop(log, rng):
    first = rng.randrange(len(log.entries))
    count = min(rng.choice([1, 1, 2, 5]), len(log.entries) - first)
    frames, seen = frames_of(log), collections.Counter()
    for number, (name, start, end) in enumerate(log.where):
        if first <= number < first + count:
            del frames[name][seen[name]]
        else:
            seen[name] += 1
    return segments_of(log, frames), first


def repeat(log, rng):
    number = rng.randrange(len(log.entries))
    name, start, end = log.where[number]
    data = log.files[name]
    return {name: data[:end] + data[start:end] + data[end:]}, number + 1


def cut(log, rng):
    name = rng.choice(log.segments + [log.segments[-1]] * 20)
    length = rng.randrange(len(log.files[name]))
    return {name: log.files[name][:length]}, log.at(name, length)


def lose(log, rng):
    name = rng.choice(log.segments)
    return {name: None}, log.at(name, 0)


def exchange(log, rng):
    one, two = sorted(rng.sample(log.segments, 2))
    return {one: log.files[two], two: log.files[one]}, log.at(one, 0)


def forge(log, rng):
    """Another content for an entry, with a leaf hash to fit."""
    number = rng.randrange(len(log.entries))
    entry = bytearray(log.entries[number])
    offset = rng.randrange(52, len(entry))
    entry[offset] ^= rng.randint(1, 255)
    name, start, end = log.where[number]
    data = log.files[name]
    return {name: data[:start] + frame(bytes(entry)) + data[end:]}, ("forged", number)


def redate(log, rng):
    """Another time in an entry's header, with a leaf hash to fit."""
    number = rng.randrange(len(log.entries))
    entry = bytearray(log.entries[number])
    entry[10 + rng.randrange(4, 8)] ^= rng.randint(1, 255)
    name, start, end = log.where[number]
    data = log.files[name]
    return {name: data[:start] + frame(bytes(entry)) + data[end:]}, ("forged", number)


def transplant(log, rng):
    """An entry in the place of another of its stream, numbered and hashed to fit."""
    one, two = rng.sample(range(len(log.entries)), 2)
    if log.entries[one][18:34] != log.entries[two][18:34] or log.entries[one][1] != log.entries[two][1]:
        return None
    entry = resequenced(log.entries[two], log.entries[one])
    name, start, end = log.where[one]
    data = log.files[name]
    return {name: data[:start] + frame(entry) + data[end:]}, ("forged", one)


def resign(log, rng):
    """A forged entry, the tree's new root, and a signature of somebody else's, with or without the key beside it."""
    files, (_, number) = forge(log, rng)
    entries = list(log.entries)
    name, start, _ = log.where[number]
    length = len(log.entries[number])
    entries[number] = files[name][start + 5:start + 5 + length]
    origin = log.files["checkpoint"].split(b"\n")[0]
    text = origin + b"\n%d\n" % len(entries) + base64.b64encode(root([sha256(b"\0" + e) for e in entries])) + b"\n"
    key = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
    public = b"\1" + key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    keyid = sha256(origin + b"\n" + public)[:4]
    if rng.random() < 0.3:  # under the log's own key id
        keyid = vkey(log.files["journal.vkey"].decode())[1]
    files["checkpoint"] = text + b"\n" + "\u2014 ".encode() + origin + b" " + base64.b64encode(keyid + key.sign(text)) + b"\n"
    if rng.random() < 0.5:
        files["journal.vkey"] = origin + b"+" + keyid.hex().encode() + b"+" + base64.b64encode(public) + b"\n"
    return files, "signature"


def renote(log, rng):
    data = bytearray(log.files["checkpoint"])
    offset = rng.randrange(len(data))
    data[offset] ^= 1 << rng.randrange(8)
    return {"checkpoint": bytes(data)}, "signature"


def unsign(log, rng):
    return {"checkpoint": None}, "signature"


WAYS = [flip, flip, overwrite, swap, drop, repeat, cut, lose, exchange, forge, redate, transplant, resign, renote, unsign]


class Judges:
    def __init__(self, program, key):
        self.program, self.key = program, key

    def independent(self, path):
        """Why the log is not what was written; None if it is."""
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                entries = read(path / "journal")
            compare(entries, *checkpoint((path / "journal/checkpoint").read_bytes(), self.key))
        except (Violated, FileNotFoundError, ValueError, UnicodeDecodeError, IndexError) as violation:
            return str(violation) or "violated"
        return None

    def program_says(self, path, *more):
        done = subprocess.run([self.program, "log", "verify", path, "--json", "--key", self.line, *more],
                              capture_output=True, text=True)
        if done.returncode == 3 and "newer format" in done.stderr:
            # The digit of the version was hit: there is no verdict, and the sentence names the entry.
            entry = int(re.search(r"Entry (\d+)", done.stderr)[1])
            return 1, {"integrity": {"verdict": "violated", "entry": entry}}
        if done.returncode not in (0, 1) or done.stderr:
            raise SystemExit(f"FAILED: the program ended with {done.returncode}: {done.stderr}")
        return done.returncode, json.loads(done.stdout)


def tamper(source, trials, judges, rng):
    log, found = Log(source), collections.Counter()
    with tempfile.TemporaryDirectory() as work:
        copy = pathlib.Path(work) / "copy"
        shutil.copytree(source, copy)
        if judges.independent(copy) or judges.program_says(copy)[0]:
            raise SystemExit("FAILED: the whole log does not hold")
        done = 0
        while done < trials:
            way = rng.choice(WAYS)
            made = way(log, rng)
            if not made or all(log.files[name] == data for name, data in made[0].items()):
                continue
            done += 1
            files, expected = made
            for name, data in files.items():
                file = copy / "journal" / name
                file.unlink() if data is None else file.write_bytes(data)
            status, said = judges.program_says(copy)
            what = f"{way.__name__}, number {done}: expected {expected}, the program says {said}"
            if status != 1 or said["integrity"]["verdict"] != "violated":
                raise SystemExit(f"FAILED: not found: {what}")
            if not judges.independent(copy):
                raise SystemExit(f"FAILED: not found by the independent verifier: {what}")
            named = said["integrity"]["entry"]
            if isinstance(expected, int):
                good = named in (expected, log.append_of(min(expected, len(log.entries) - 1)))
            elif expected == "signature":
                good = True
            else:
                # Sealed with a key that is there, it is named; of an erased stream only the root can tell.
                number = expected[1]
                erased = not (copy / "keys" / log.entries[number][36:52].hex()).exists()
                good = named == (len(log.entries) if erased else number)
                found["of them in erased streams, where only the signed root tells"] += erased
            if not good:
                raise SystemExit(f"FAILED: wrong entry named: {what}")
            found[way.__name__] += 1
            if done % 500 == 0:
                print(f"{done} of {trials} found", file=sys.stderr, flush=True)
            for name in files:
                (copy / "journal" / name).write_bytes(log.files[name])
        if judges.independent(copy) or judges.program_says(copy)[0]:
            raise SystemExit("FAILED: the log was not put back")
    print(f"ok: {done} tamperings, all found by both, the first bad entry named each time: "
          + ", ".join(f"{count} {way}" for way, count in found.most_common()))


def roll_back(home, judges):
    """`home/N` are copies of a growing log, each with a checkpoint of its own; the newest is what somebody else knows."""
    copies = sorted((p for p in home.iterdir() if p.name.isdigit()), key=lambda p: int(p.name))
    held = copies.pop() / "journal/checkpoint"
    judges.line = (copies[0] / "journal/journal.vkey").read_text().strip()
    judges.key = vkey(judges.line)
    for copy in copies:
        if judges.independent(copy) or judges.program_says(copy)[0]:
            raise SystemExit(f"FAILED: {copy.name}: an older copy is no whole log")
        status, said = judges.program_says(copy, "--checkpoint", held)
        size = checkpoint((copy / "journal/checkpoint").read_bytes(), judges.key)[0]
        if status != 1 or said["completeness"]["verdict"] != "violated" or said["completeness"]["entry"] != size:
            raise SystemExit(f"FAILED: {copy.name}: not found: {said}")
        if said["integrity"]["verdict"] != "holds":
            raise SystemExit(f"FAILED: {copy.name}: integrity: {said}")
    print(f"ok: {len(copies)} of {len(copies)} rollbacks to an older whole copy found against a checkpoint kept elsewhere")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("log", type=pathlib.Path)
    parser.add_argument("trials", type=int, nargs="?", default=150)
    parser.add_argument("--program", default=".build/debug/contact-broker")
    parser.add_argument("--growing", type=pathlib.Path, help="a folder of copies of a growing log, 1, 2, 3, ...")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    line = (arguments.log / "journal/journal.vkey").read_text().strip()
    judges = Judges(arguments.program, vkey(line))
    judges.line = line
    tamper(arguments.log, arguments.trials, judges, random.Random(arguments.seed))
    if arguments.growing:
        roll_back(arguments.growing, judges)
    return 0


if __name__ == "__main__":
    sys.exit(main())
