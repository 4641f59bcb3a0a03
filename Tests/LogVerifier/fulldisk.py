#!/usr/bin/env python3
"""Fills the disk under a running broker, and gives the room back: a tmpfs of its own, the real program, HTTPS.

usage: fulldisk.py [--program BINARY]

While it is full: people are answered with 503, /readyz and the operator's lines say so, nothing acknowledged is lost. When there is
room again it goes on by itself. At the end the independent verifier judges the log. Needs root, and the package "cryptography".
"""
import argparse, contextlib, http.client, io, json, os, pathlib, shutil, signal, ssl, subprocess, sys, tempfile, time
from verify_log import checkpoint, compare, payload, read, vkey

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Beside what the trimmed log has: by halves it takes 522 kB of this, half of which is the reserve.
LEFT = 700 << 10


class Broker:
    def __init__(self, program, data):
        self.errors = open(data.parent / "stderr", "ab")
        self.process = subprocess.Popen([program, "demo", "--json", "--port", "0", "--data", data, "--policies", ROOT / "Policies"],
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("FAILED: the broker did not start: " + (data.parent / "stderr").read_text())
        ready = json.loads(line)
        self.host = ready["url"].removeprefix("https://").split("/")[0]
        self.secrets = {name: link.split("#")[1] for name, link in ready["links"].items()}
        self.trust = ssl.create_default_context(cafile=data / "certs/ca.pem")

    def ask(self, method, path, body=None):
        connection = http.client.HTTPSConnection(self.host, context=self.trust, timeout=20)
        headers = {"Origin": f"https://{self.host}", "Content-Type": "application/json"} if body else {}
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text or b"{}")

    def post(self, path, body):
        while True:
            status, said = self.ask("POST", path, body)
            if status != 429:
                return status, said
            time.sleep(0.1)

    def join(self, name):
        return self.post("/api/join", {"secret": self.secrets[name]})

    def read_log(self):
        """Reading is an entry, in a stream with a key of its own: each takes room in the log and on the disk."""
        return self.post("/api/demo/log", {"by": "fulldisk.py"})

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(30)
        self.errors.close()
        return status


def check(what, holds, figures=""):
    print(f"{'ok' if holds else 'FAILED'}: {what}{': ' if figures != '' else ''}{figures}")
    if not holds:
        sys.exit(1)


def until(what, test, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if test():
            return check(what, True)
        time.sleep(0.05)
    check(what, False)


def entries(data):
    with contextlib.redirect_stdout(io.StringIO()):
        found = read(data / "journal")
    compare(found, *checkpoint((data / "journal/checkpoint").read_bytes(), vkey((data / "journal/journal.vkey").read_text())))
    return found


def run(program, disk):
    data = disk / "data"
    Broker(program, data).stop()
    before = len(entries(data))
    broker = None
    filler = disk / "filler"
    room = shutil.disk_usage(disk).free - LEFT
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room)
    broker = Broker(program, data)
    check("starts on a disk that is nearly full", broker.ask("GET", "/readyz")[0] == 200)
    acknowledged, status = 0, 0
    end = time.monotonic() + 120
    while time.monotonic() < end:
        status, said = broker.read_log()
        if status != 200:
            break
        acknowledged += 1
    check("the first that the log has no room for is answered with 503", status == 503, f"{said['error']['code']}, after {acknowledged} others")
    status, said = broker.ask("GET", "/readyz")
    check("/readyz says so", status == 503 and said["ready"] is False and said["log"]["state"] == "full", said["log"])
    status, said = broker.join("Marcus")
    check("nobody is let in", status == 503, said.get("error", {}).get("message", status))
    filler.unlink()
    until("with room again it goes on by itself", lambda: broker.ask("GET", "/readyz")[0] == 200)
    until("and people are let in again", lambda: broker.join("Marcus")[0] == 200)
    check("and what must be written is written", broker.read_log()[0] == 200)
    check("a clean stop", broker.stop() == 0)
    words = (disk / "stderr").read_text()
    check("the operator was told of both", "The disk is full" in words and "There is room on the disk again" in words)
    found = entries(data)
    types = [int.from_bytes(entry[34:36], "big") for entry in found]
    check("the independent verifier: all that was acknowledged is there", len(found) > before + acknowledged, f"{len(found)} entries")
    check("when it was full is in the log, once", types.count(80) == 1)
    said = json.loads(payload(data / "keys", found[types.index(80)]))
    check("with its times", said["fullSince"] <= said["until"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / ".build/debug/contact-broker"))
    arguments = parser.parse_args()
    if os.geteuid():
        print("NOT RUN: a disk of its own needs root.")
        return 77
    disk = pathlib.Path(tempfile.mkdtemp(prefix="cb-full-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], check=True)
    try:
        run(arguments.program, disk)
    finally:
        subprocess.run(["umount", "-l", disk])
        disk.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
