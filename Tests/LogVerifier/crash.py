#!/usr/bin/env python3
"""Kills a writing process again and again (SIGKILL, at random moments, while it opens the log too), and judges
what it leaves with the independent verifier.

usage: crash.py [TRIALS] [--tests BINARY]

After each kill: everything acknowledged is there and unchanged, nothing torn is taken for an entry, every entry
opens with its key, and every checkpoint that was ever signed is of this very log. The next process must open what the
last one left. Needs the package "cryptography", and the tests built (`swift build --build-tests`).
"""
import argparse, contextlib, io, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, time
from verify_log import Violated, checkpoint, compare, payload, read, sha256, vkey

LIFETIME = 25  # trials on one log, before a fresh one is begun


class Log:
    def __init__(self, work):
        self.home = pathlib.Path(tempfile.mkdtemp(dir=work))
        self.path = self.home / "log"
        self.acknowledged_file = self.home / "acknowledged"
        self.acknowledged = 0
        self.entries = []
        self.checkpoints = {}
        self.torn = 0

    def start(self, tests):
        environment = dict(os.environ, CONTACT_BROKER_WRITE_LOG=str(self.path),
                           CONTACT_BROKER_ACKNOWLEDGED=str(self.acknowledged_file))
        self.acknowledged_file.unlink(missing_ok=True)
        return subprocess.Popen([tests, "--testing-library", "swift-testing", "--filter", "A log that ends with the power"],
                                env=environment, stdout=(self.home / "out").open("w"), stderr=subprocess.STDOUT)

    def judge(self):
        with contextlib.suppress(FileNotFoundError, ValueError):
            self.acknowledged = max(self.acknowledged, int(self.acknowledged_file.read_text()))
        journal = self.path / "journal"
        if not (journal / "checkpoint").exists():
            if self.acknowledged or self.checkpoints:
                raise Violated("the checkpoint is gone")
            return
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            entries = read(journal)
        self.torn += "unfinished write" in said.getvalue()
        if len(entries) < self.acknowledged:
            raise Violated(f"LOST: {self.acknowledged} were acknowledged, {len(entries)} are there")
        if entries[:self.acknowledged] != self.entries[:self.acknowledged] + entries[len(self.entries):self.acknowledged]:
            raise Violated("an acknowledged entry has changed")
        size, root = checkpoint((journal / "checkpoint").read_bytes(), vkey((journal / "journal.vkey").read_text()))
        if self.checkpoints.setdefault(size, root) != root:
            raise Violated(f"FORKED: two checkpoints over {size} entries")
        for size, root in self.checkpoints.items():
            compare(entries, size, root)
        for entry in entries[len(self.entries):]:
            if payload(self.path / "keys", entry) == "erased":
                raise Violated("an entry's key is missing")
        # What was not acknowledged may be cut off by the next start; what was may not.
        self.entries = entries


def trial(log, tests):
    writer = log.start(tests)
    begun = time.monotonic()
    if random.random() < 0.4:
        time.sleep(random.uniform(0, 0.4))
    else:
        while not (log.acknowledged_file.exists() and log.acknowledged_file.stat().st_size):
            if writer.poll() is not None or time.monotonic() - begun > 60:
                break
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.25))
    died = writer.poll() is not None
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    if died:
        raise Violated("the writer ended by itself:\n" + (log.home / "out").read_text()[-2000:])
    log.judge()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trials", type=int, nargs="?", default=25)
    parser.add_argument("--tests")
    parser.add_argument("--seed", type=int, default=time.time_ns() & 0xFFFFFFFF)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    binary = arguments.tests or subprocess.run(["swift", "build", "--show-bin-path"], check=True, text=True,
                                               capture_output=True).stdout.strip() + "/contact-brokerPackageTests.xctest"
    entries = acknowledged = checkpoints = torn = 0
    with tempfile.TemporaryDirectory() as work:
        log = Log(work)
        for number in range(1, arguments.trials + 1):
            try:
                trial(log, binary)
            except Violated as violation:
                print(f"FAILED at kill {number}, seed {arguments.seed}: {violation}")
                return 1
            if number % LIFETIME == 0 or number == arguments.trials:
                entries, acknowledged = entries + len(log.entries), acknowledged + log.acknowledged
                checkpoints, torn = checkpoints + len(log.checkpoints), torn + log.torn
                shutil.rmtree(log.home)
                log = Log(work)
    print(f"ok: {arguments.trials} kills, {acknowledged} acknowledged entries, {entries} there, 0 lost, "
          f"{checkpoints} checkpoints, 0 forked, {torn} torn tails, none taken for an entry")
    return 0


if __name__ == "__main__":
    sys.exit(main())
