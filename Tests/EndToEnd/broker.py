"""The broker under test, started as anybody would start it."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from network import SERVER

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("CONTACT_BROKER", ROOT / ".build/debug/contact-broker"))
PORT = 8443


class Broker:
    """`contact-broker demo` in the server's namespace."""

    def __init__(self, network, authority=None, data=None):
        """`authority`: a folder of certificates to go on using, so that browsers need trust only one."""
        self.network = network
        self.data = data or tempfile.mkdtemp(prefix="cb-data-")
        if authority and not data:
            shutil.copytree(authority, f"{self.data}/certs")
        self.start()

    def start(self):
        # Beside the folder: a log is never begun among other things.
        self.errors = open(f"{self.data}.stderr", "ab")
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", self.network.names["server"], str(PROGRAM), "demo", "--json", "--listen", SERVER,
             "--port", str(PORT), "--data", self.data, "--policies", str(ROOT / "Policies")],
            stdout=subprocess.PIPE, stderr=self.errors, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the broker did not start: {pathlib.Path(f'{self.data}.stderr').read_text()}")
        self.ready = json.loads(line)
        self.url, self.key, self.links = (self.ready[key] for key in ("url", "vkey", "links"))

    def signal(self, number):
        os.kill(self.process.pid, number)
        return time.time()

    def janus(self):
        """The media server's process, or None."""
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == self.process.pid and (entry / "comm").read_text().strip() == "janus":
                    return int(entry.name)
            except (OSError, IndexError):
                pass
        return None

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.send_signal(signal.SIGCONT)
            try:
                self.process.wait(8)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        return self.process.returncode

    def verify(self, folder=None):
        """Exit code and words of `log verify`, of the log or of a dossier."""
        done = subprocess.run([PROGRAM, "log", "verify", folder or self.data, "--key", self.key], capture_output=True, text=True)
        return done.returncode, (done.stdout + done.stderr).strip()

    def entries(self):
        """What the log holds, as objects."""
        # A copy: each reading of the log itself becomes an entry of it.
        with tempfile.TemporaryDirectory() as copy:
            for name in ("journal", "keys"):
                shutil.copytree(f"{self.data}/{name}", f"{copy}/{name}", ignore=shutil.ignore_patterns("*.new"))
            done = subprocess.run([PROGRAM, "log", "show", copy, "--json", "--by", "a test", "--reason", "to see"],
                                  capture_output=True, text=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def close(self):
        self.stop()
        self.errors.close()
        shutil.rmtree(self.data, ignore_errors=True)
        pathlib.Path(f"{self.data}.stderr").unlink(missing_ok=True)
