#!/usr/bin/env python3
"""Lets every system call of a scripted run go wrong, one after the other, and judges what is left with the independent
verifier: the process dies before or after it, it fails once or from then on, with an error or a full disk; fails
and was carried out all the same; is torn. Then the program starts again on what is left.

usage: inject.py [--sample N] [--tests BINARY] [--seed N]

Each time: what was acknowledged is there, nothing torn is taken for an entry, nothing was acknowledged after a failure,
every entry opens with its key, no checkpoint contradicts the log, and the next start needs no help.
Without --sample every call in every way. Needs a C compiler, the package "cryptography", and the tests built.
"""
import argparse, collections, concurrent.futures, contextlib, io, os, pathlib, random, shutil, subprocess, sys, tempfile
from libcrypto import Refused, opened
from verify_log import Violated, checkpoint, compare, payload, read, vkey

HERE = pathlib.Path(__file__).resolve().parent
CALLS = ["open", "pwrite", "fdatasync", "rename", "ftruncate", "fallocate"]
# How, error code, for ever.
WAYS = [("kill", 0, False), ("killed", 0, False), ("failed", 5, False), ("failed", 5, True), ("persisted", 5, False),
        ("failed", 28, False), ("failed", 28, True)]
TORN = [("torn", 5, False), ("torn", 28, False), ("torn", 28, True)]


class Run:
    def __init__(self, work, shim, tests):
        self.home = pathlib.Path(tempfile.mkdtemp(dir=work))
        self.log, self.told = self.home / "log", self.home / "told"
        self.told.touch()
        self.shim, self.tests = shim, tests

    def live(self, life, fault=None):
        environment = dict(os.environ, CONTACT_BROKER_SCRIPT=str(self.log), CONTACT_BROKER_LIFE=life,
                           CONTACT_BROKER_TOLD=str(self.home / f"told-{life}"), SWIFT_BACKTRACE="enable=no")
        (self.home / f"told-{life}").touch()
        if fault is not None:
            environment |= {"LD_PRELOAD": str(self.shim), "FAULT_ROOT": str(self.log)} | fault
        with (self.home / f"out-{life}").open("w") as out:
            done = subprocess.run([self.tests, "--testing-library", "swift-testing", "--filter", "A log in a scripted run"],
                                  env=environment, stdout=out, stderr=subprocess.STDOUT)
        return done.returncode

    def told_in(self, life):
        lines = (self.home / f"told-{life}").read_text().splitlines()
        if any(line.startswith("AFTER") for line in lines):
            raise Violated(f"ACKNOWLEDGED after a failure: {lines}")
        return lines

    def judge(self, *lives):
        """What the log says must be what the lives were told, and after each at most one append more."""
        journal = self.log / "journal"
        told = [self.told_in(life) for life in lives]
        if not (journal / "checkpoint").exists():
            if any(told):
                raise Violated("LOST: the log is gone")
            return
        with contextlib.redirect_stdout(io.StringIO()):
            entries = read(journal)
        compare(entries, *checkpoint((journal / "checkpoint").read_bytes(), vkey((journal / "journal.vkey").read_text())))
        said = [payload(self.log / "keys", entry).split(" ")[0] for entry in entries]
        if said[::2] != said[1::2]:
            raise Violated("half an append is there")
        there, at = said[::2], 0
        for life, lines in zip(lives, told):
            mine = [name for name in there if name.startswith(life)]
            if there[at:at + len(mine)] != mine:
                raise Violated(f"out of order: {there}")
            at += len(mine)
            if mine[:len(lines)] != lines and [name for name in mine if name in lines] != lines:
                raise Violated(f"LOST: {lines} were acknowledged, {mine} are there")
            if len(mine) > len(lines) + 1:
                raise Violated(f"made up: {lines} were acknowledged, {mine} are there")
        self.judge_beside(entries, lives)

    def judge_beside(self, entries, lives):
        """What was put beside the log is there and whole, and what a witness has signed is of this log."""
        told = [line.split() for life in lives for line in self.lines(f"told-{life}-beside")]
        there, key = set(), (self.log / "keys" / "kek").read_bytes()[8:]
        for file in (self.log / "inbox").glob("[0-9a-f]" * 32):
            item = file.read_bytes()
            try:
                there.add(opened(key, item[8:20], item[20:], item[:8]).decode())
            except Refused:
                raise Violated(f"TORN: {file.name} in the inbox")
        promised = {text for what, text in told if what == "put"} - {text for what, text in told if what == "taking"}
        if promised - there:
            raise Violated(f"LOST: {promised - there} from the inbox")
        signed = max([int(size) for what, size in told if what == "signed"], default=0)
        files = list((self.log / "journal").glob("cosigned-" + "[0-9a-f]" * 8))
        if signed and not files:
            raise Violated("LOST: what a witness has signed")
        for file in files:
            size, root = checkpoint(file.read_bytes(), vkey((self.log / "journal" / "journal.vkey").read_text()))
            if size < signed:
                raise Violated(f"LOST: a witness has signed {signed} entries, {size} are known")
            compare(entries, size, root)

    def lines(self, name):
        file = self.home / name
        return file.read_text().splitlines() if file.exists() else []


def trial(work, shim, tests, fault):
    run = Run(work, shim, tests)
    try:
        run.live("a", fault)
        run.judge("a")
        if run.live("b"):
            raise Violated("the next start failed: " + (run.home / "out-b").read_text()[-600:])
        run.judge("a", "b")
        if len(run.told_in("b")) != 14:
            raise Violated("the next start did not work: " + (run.home / "out-b").read_text()[-600:])
    except Violated as violation:
        return f"{fault}: {violation}"
    finally:
        shutil.rmtree(run.home)
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int)
    parser.add_argument("--tests")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    tests = arguments.tests or subprocess.run(["swift", "build", "--show-bin-path"], check=True, text=True,
                                              capture_output=True).stdout.strip() + "/contact-brokerPackageTests.xctest"
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        print("NOT RUN: no C compiler for the failing disk")
        return 1
    with tempfile.TemporaryDirectory() as work:
        shim = pathlib.Path(work) / "faults.so"
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", shim, HERE / "faults.c", "-ldl"], check=True)
        faults, counts = [], {}
        for call in CALLS:
            run = Run(work, shim, tests)
            if run.live("a", {"FAULT_CALL": call, "FAULT_HOW": "failed", "FAULT_AT": "0", "FAULT_COUNT": str(run.home / "count")}):
                print((run.home / "out-a").read_text()[-2000:])
                return 1
            counts[call] = int((run.home / "count").read_text())
            run.judge("a")
            if len(run.told_in("a")) != 14 or not counts[call]:
                print(f"FAILED: the script does not work, or {call} is not seen: {counts}")
                return 1
            for at in range(1, counts[call] + 1):
                for how, code, forever in WAYS + (TORN if call == "pwrite" else []):
                    fault = {"FAULT_CALL": call, "FAULT_HOW": how, "FAULT_AT": str(at), "FAULT_CODE": str(code)}
                    faults.append(fault | ({"FAULT_FOREVER": "1"} if forever else {}))
        if arguments.sample:
            faults = random.Random(arguments.seed).sample(faults, min(arguments.sample, len(faults)))
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            failed = [said for said in pool.map(lambda fault: trial(work, shim, tests, fault), faults) if said]
    ways = collections.Counter(fault["FAULT_CALL"] for fault in faults)
    if failed:
        print(f"FAILED: {len(failed)} of {len(faults)}", *failed[:20], sep="\n")
        return 1
    print(f"ok: {len(faults)} injected faults, nothing acknowledged lost, nothing torn accepted: "
          + ", ".join(f"{ways[call]} at {counts[call]} calls of {call}" for call in CALLS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
