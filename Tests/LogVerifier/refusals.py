#!/usr/bin/env python3
"""What the real program says of a folder that it cannot use: what was found, where, what is safe, what to do. Prints each
sentence, and sees that the folder is as it was.

usage: refusals.py [--program BINARY]

A small disk of its own is filled as root; else that part is left out.
"""
import argparse, hashlib, os, pathlib, shutil, subprocess, sys, tempfile
from witness import Process, check

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEGMENT = "journal/segment-00000000000000000000"


def state(path):
    """Every file's name and hash, but for the lock, which names who has it."""
    return {str(p.relative_to(path)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(path.rglob("*"))
            if p.is_file() and p.name != "lock"}


class Trial:
    def __init__(self, program, work):
        self.program, self.work = program, work

    def demo(self, data):
        return [self.program, "demo", "--json", "--port", "0", "--data", data, "--policies", ROOT / "Policies"]

    def made(self, name):
        """A log that was begun and stopped cleanly."""
        data = self.work / name
        for _ in range(2):
            broker = Process(self.work / "errors", *self.demo(data))
            broker.stop()
        return data

    def refused(self, what, command, words, status, folder=None):
        before = state(folder) if folder else None
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=60)
        said = " ".join((done.stdout + done.stderr).split())
        check(what, done.returncode == status and all(w in said for w in words), said)
        if folder:
            check("and nothing was changed", state(folder) == before)


def change(path, offset, data):
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def run(program, work):
    trial = Trial(program, work)
    one, two = trial.made("one"), trial.made("two")
    vkey = one / "journal/journal.vkey"
    safe = "Nothing was changed"

    def copy(name):
        return pathlib.Path(shutil.copytree(one, work / name))

    foreign = work / "foreign"
    (foreign / "journal").mkdir(parents=True)
    (foreign / "journal/diary.txt").write_text("Dear diary")
    (foreign / "letter.txt").write_text("Dear Sir")
    trial.refused("a foreign folder", trial.demo(foreign), ["letter.txt", "journal/diary.txt", "Nothing was written"], 1, foreign)
    trial.refused("a file", trial.demo(foreign / "letter.txt"), ["is a file", "Nothing was written"], 1, foreign)
    trial.refused("verify: a foreign folder", [program, "log", "verify", foreign, "--key", vkey], ["There is no log in"], 3, foreign)
    trial.refused("verify: no folder", [program, "log", "verify", work / "nowhere", "--key", vkey], ["There is no log in"], 3)

    broken = copy("broken")
    change(broken / SEGMENT, 300, b"\x55")
    (broken / "journal/snapshot").unlink()
    trial.refused("a changed byte", trial.demo(broken), ["Entry 0 is not as it was written", safe, "evidence"], 1, broken)
    gone = copy("gone")
    for path in (gone / "journal").iterdir():
        if path.name != "journal.vkey":
            path.unlink()
    trial.refused("entries and checkpoint gone", trial.demo(gone), ["has lost its checkpoint", safe, "log restore"], 1, gone)
    cut = copy("cut")
    (cut / SEGMENT).unlink()
    trial.refused("a missing segment", trial.demo(cut), ["Entry 0 is missing", safe], 1, cut)

    future = copy("future")
    change(future / SEGMENT, 0, b"CBJOURN2")
    (future / "journal/snapshot").unlink()
    trial.refused("a future format", trial.demo(future), ["newer version of this program", safe, "Use the version"], 1, future)
    trial.refused("verify: a future format", [program, "log", "verify", future, "--key", vkey], ["There is no verdict", safe], 3, future)

    mixed = copy("mixed")
    shutil.rmtree(mixed / "keys")
    shutil.copytree(two / "keys", mixed / "keys")
    trial.refused("another log's keys", trial.demo(mixed), ["signer", "another journal", safe, "put the folder keys back"], 1, mixed)
    show = [program, "log", "show", mixed, "--by", "A", "--reason", "B"]
    trial.refused("show: another log's keys are no erasure", show, ["not those of the log beside them", safe], 3, mixed)
    bare = copy("bare")
    shutil.rmtree(bare / "keys")
    trial.refused("no keys", trial.demo(bare), ["kek", safe, "can be verified, but not read"], 1, bare)
    trial.refused("verify: needs no keys", [program, "log", "verify", bare, "--key", vkey], ["Integrity: holds"], 0, bare)

    names = [(d / "journal/journal.vkey").read_text().split("+")[0] for d in (one, two)]
    other = copy("other")
    shutil.copy(two / "journal/checkpoint", other / "journal/checkpoint")
    trial.refused("another log's checkpoint", trial.demo(other), ["of another log, " + names[1], safe], 1, other)
    trial.refused("verify: another log's checkpoint", [program, "log", "verify", one, "--key", vkey, "--checkpoint", two / "journal/checkpoint"],
                  ["of another log, " + names[1], "this key is of " + names[0]], 3, one)
    trial.refused("verify: another log's key", [program, "log", "verify", one, "--key", two / "journal/journal.vkey"],
                  ["of another log, " + names[0]], 1, one)
    swapped = copy("swapped")
    shutil.copy(two / "journal/journal.vkey", swapped / "journal/journal.vkey")
    trial.refused("another log's public key", trial.demo(swapped), [safe], 1, swapped)

    broker = Process(work / "errors", *trial.demo(one))
    number = str(broker.process.pid)
    trial.refused("two brokers", trial.demo(one), [f"Process {number} has this journal open", "It is safe", f"Stop process {number}"], 1)
    trial.refused("a command beside a broker", [program, "log", "export", one, "--session", "kites-mother-1", "--to", work / "given", "--by", "A",
                                                "--reason", "B"], [f"process {number}", "Stop it first"], 3)
    broker.stop()
    if os.geteuid() == 0:
        full(trial, work / "disk")


def full(trial, disk):
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk], check=True)
    try:
        filler = disk / "filler"

        def fill(left=0):
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - left)
        fill()
        trial.refused("a full disk at the first start", trial.demo(disk / "data"), ["is full", "Make room", "start again"], 1)
        filler.unlink()
        fill(1 << 20)
        trial.refused("a disk with hardly room for certificates", trial.demo(disk / "data"), ["The disk is full", "make room"], 1)
        filler.unlink()
        Process(disk.parent / "errors", *trial.demo(disk / "data")).stop()
        check("with room it starts all the same", True)
        fill()
        trial.refused("a full disk at a later start", trial.demo(disk / "data"), ["full", "What was written before is safe", "Make room, then start again"], 1)
        filler.unlink()
        Process(disk.parent / "errors", *trial.demo(disk / "data")).stop()
        check("and with room nothing is lost", subprocess.run([trial.program, "log", "verify", disk / "data", "--key", disk / "data/journal/journal.vkey"],
                                                              stdout=subprocess.DEVNULL).returncode == 0)
    finally:
        subprocess.run(["umount", "-l", disk])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / ".build/debug/contact-broker"))
    arguments = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="cb-refusals-"))
    try:
        run(arguments.program, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
