#!/usr/bin/env python3
"""The broker and its witnesses, in the real program: `demo --witnesses` beside `contact-broker witness`, over HTTPS.

usage: witness.py [--program BINARY]

Signed and kept; a witness that is away, that knows nothing of what it signed, that has seen more, that has seen another
log, that answers with somebody else's signature or does not know the log: each is said, none stops the broker. What is
kept is verified here too. Needs the package "cryptography".
"""
import argparse, base64, contextlib, http.server, json, pathlib, shutil, signal, ssl, struct, subprocess, sys, tempfile, threading, time
import http.client
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from verify_log import sha256

ROOT = pathlib.Path(__file__).resolve().parents[2]


def check(what, holds, figures=""):
    print(f"{'ok' if holds else 'FAILED'}: {what}{': ' if figures != '' else ''}{figures}", flush=True)
    if not holds:
        raise SystemExit(1)


def until(what, test, seconds=60):
    end = time.monotonic() + seconds
    while not (found := test()):
        if time.monotonic() > end:
            check(what, False)
        time.sleep(0.05)
    check(what, True, found if found is not True else "")


class Process:
    """A server of ours that says in one JSON line when it is ready."""

    def __init__(self, errors, *command):
        self.errors = errors
        self.process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=errors.open("ab"), text=True)
        line = self.process.stdout.readline()
        check(f"{command[1]} is ready", bool(line), "" if line else errors.read_text())
        self.ready = json.loads(line)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        check("a clean stop", self.process.wait(30) == 0)

    def kill(self):
        self.process.kill()
        self.process.wait()


class Scene:
    def __init__(self, program, work):
        self.program, self.work = program, work
        self.data, self.home = work / "data", work / "witness"
        self.settings = work / "witnesses.json"
        self.broker = None

    def witness(self, port=0, home=None):
        return Process(self.work / "witness-errors", self.program, "witness", home or self.home, "--log", self.data / "journal/journal.vkey",
                       "--name", "witness.example", "--port", port, "--json")

    def settle(self, url, key, authorities=None):
        self.settings.write_text(json.dumps({
            "witnesses": [{"url": url, "key": key}], "authorities": str(authorities or self.home / "certs/ca.pem"),
            "insideHosts": ["127.0.0.1"], "restSeconds": 1, "pauseSeconds": [1]}))

    @contextlib.contextmanager
    def running(self, *more):
        """A broker for as long as this lasts; what it tells its operator is in `said`."""
        errors = self.work / "errors"
        errors.write_text("")
        more = more or ("--witnesses", self.settings)
        self.broker = Process(errors, self.program, "demo", "--json", "--port", "0", "--data", self.data, "--policies", ROOT / "Policies", *more)
        yield self.broker
        self.broker.stop()

    def ask(self, method, path, body=None):
        host = self.broker.ready["url"].removeprefix("https://").split("/")[0]
        trust = ssl.create_default_context(cafile=self.data / "certs/ca.pem")
        connection = http.client.HTTPSConnection(host, context=trust, timeout=20)
        headers = {"Origin": f"https://{host}", "Content-Type": "application/json"} if body is not None else {}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, text

    def standing(self):
        status, text = self.ask("GET", "/readyz")
        said = json.loads(text)
        check_once("the broker is ready whatever a witness says", status == 200 and said["ready"])
        return said["log"]["witnesses"][0]

    def until_state(self, state, what):
        until(what, lambda: (found := self.standing())["state"] == state and found.get("sentence", f"{found['seen']} of {found['signed']}"))
        words = (self.work / "errors").read_text()
        found = self.standing()
        check("the operator was told", found.get("sentence", "has signed the log") in words)

    def go_on(self):
        """Something happens in the session, and its checkpoint is signed: somebody comes, and the session ends."""
        status, _ = self.ask("POST", "/api/demo/again", {})
        return status

    def metric(self, name):
        lines = self.ask("GET", "/metrics")[1].decode().splitlines()
        return int(next(l for l in lines if l.startswith(f"contact_broker_{name} ")).split()[1])

    def entries(self):
        return entries_of(self.program, self.data)

    def states(self):
        return [e["payload"]["state"] for e in self.entries() if e["type"] == "witnessChanged"]

    def verify(self, key):
        done = subprocess.run([self.program, "log", "verify", self.data, "--key", self.data / "journal/journal.vkey", "--witness", key],
                              text=True, capture_output=True)
        return done.returncode, done.stdout + done.stderr

    def kept(self, key):
        name, digits, _ = key.split("+", 2)
        return self.data / "journal" / f"cosigned-{digits}"

    def kept_size(self, key):
        return int(self.kept(key).read_text().splitlines()[1])


SEEN = set()


def check_once(what, holds):
    if what not in SEEN or not holds:
        SEEN.add(what)
        check(what, holds)


def cosignature_holds(note, key):
    """By the words of C2SP tlog-cosignature and signed-note, with nothing of the program."""
    name, digits, blob = key.split("+", 2)
    blob = base64.b64decode(blob, validate=True)
    assert blob[0] == 4 and sha256(name.encode() + b"\n" + blob)[:4].hex() == digits
    text, signatures = note.split("\n\n", 1)
    for line in signatures.splitlines():
        dash, signer, signature = line.split(" ")
        signature = base64.b64decode(signature, validate=True)
        if dash == "\u2014" and signer == name and signature[:4].hex() == digits:
            seconds = struct.unpack(">Q", signature[4:12])[0]
            message = f"cosignature/v1\ntime {seconds}\n{text}\n".encode()
            Ed25519PublicKey.from_public_bytes(blob[1:]).verify(signature[12:], message)
            return abs(time.time() - seconds) < 3600
    return False


class Impostor(http.server.BaseHTTPRequestHandler):
    """Answers as `server.answer` says."""
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        status, answer = self.server.answer(body.decode())
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def impostor(certs):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Impostor)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certs / "server.pem", certs / "server.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.asked = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def forged(key):
    """A signature line that looks like the witness's, by another key."""
    name, digits, _ = key.split("+", 2)
    mine = Ed25519PrivateKey.generate()

    def answer(request):
        text = request.split("\n\n", 1)[1].split("\n\n", 1)[0]
        seconds = int(time.time())
        signature = mine.sign(f"cosignature/v1\ntime {seconds}\n{text}\n".encode())
        blob = bytes.fromhex(digits) + struct.pack(">Q", seconds) + signature
        return 200, f"\u2014 {name} {base64.b64encode(blob).decode()}\n".encode()
    return answer


def run(program, work):
    scene = Scene(program, work)
    with scene.running("--policies", ROOT / "Policies"):
        pass
    check("without witnesses nothing is asked", not scene.states())
    older = work / "older"
    shutil.copytree(scene.data, older)

    witness = scene.witness()
    key, url = witness.ready["witness"], witness.ready["url"]
    port = int(url.rstrip("/").rsplit(":")[-1])
    scene.settle(url, key)
    with scene.running():
        scene.until_state("well", "the log is signed by its witness")
        seen = scene.standing()["seen"]
        check("its signature holds, judged here", cosignature_holds(scene.kept(key).read_text(), key))
        check("metrics say so", [scene.metric(f"log_{n}") for n in ("witnesses", "witnesses_well", "unwitnessed")] == [1, 1, 0])
        check("a new session begins", scene.go_on() == 200)
    check("a clean stop is signed too, to the last entry", scene.kept_size(key) == len(scene.entries()), scene.kept_size(key))
    status, said = scene.verify(key)
    check("log verify finds it, and says what it is worth", status == 0 and "witness.example saw on" in said and "beside the log" in said, said.splitlines()[2])

    with scene.running():
        until("after a start what is new is signed", lambda: scene.standing()["seen"] > seen)
        seen = scene.standing()["seen"]
    check("what changed is in the log", scene.states() == ["well", "well"])

    # Away, then back.
    witness.stop()
    with scene.running():
        scene.until_state("away", "a witness that is away")
        check("metrics say so", [scene.metric(f"log_{n}") for n in ("witnesses_well", "witnesses_contradict")] == [0, 0])
        check("and that entries are unseen", scene.metric("log_unwitnessed") > 0, scene.metric("log_unwitnessed"))
        witness = scene.witness(port)
        scene.until_state("well", "it is back, and signs what it missed")
    check("both are in the log", scene.states()[2:] == ["away", "well"])

    # Behind: it was put back itself, and is asked from where it is.
    witness.stop()
    before = work / "witness-before"
    before.mkdir()
    for name in ("witness.key", "witness.vkey"):
        shutil.copy(scene.home / name, before / name)
    shutil.copytree(scene.home / "certs", before / "certs")
    witness = scene.witness(port, before)
    with scene.running():
        scene.until_state("well", "a witness that has lost what it had seen is asked from the beginning")
    witness.stop()

    # Kept by the broker, lost by the broker: the witness says where it is.
    scene.kept(key).unlink()
    witness = scene.witness(port, before)
    with scene.running():
        scene.until_state("well", "a broker that has lost what it kept goes on from where the witness is")
    check("log verify finds it again", scene.verify(key)[0] == 0)

    # Rollback: an older whole copy is put in the place of the newest.
    newest = work / "newest"
    scene.data.rename(newest)
    shutil.copytree(older, scene.data)
    with scene.running():
        scene.until_state("contradicted", "an older whole copy that was put back is found")
        check("metrics say so", scene.metric("log_witnesses_contradict") == 1)
        check("people are let in all the same", scene.ask("POST", "/api/join", {"secret": "wrong"})[0] in (401, 403, 404))
    check("that is in the log", scene.states() == ["contradicted"])
    # The same with the newer copy's own files beside it: what the broker had kept contradicts it before anybody is asked.
    shutil.rmtree(scene.data)
    shutil.copytree(older, scene.data)
    shutil.copy(newest / "journal" / scene.kept(key).name, scene.kept(key))
    status, said = scene.verify(key)
    check("log verify finds it with the witness's key", status == 1 and "Completeness: violated" in said, said.splitlines()[2])

    # Two histories: the older copy has grown beyond what the witness has seen.
    with scene.running("--policies", ROOT / "Policies"):
        while True:
            check_once("the other history grows", scene.go_on() == 200)
            if sum(1 for _ in scene.entries()) > len(entries_of(program, newest)) + 5:
                break
    scene.kept(key).unlink(missing_ok=True)
    with scene.running():
        scene.until_state("contradicted", "a log with two histories is found")
    shutil.rmtree(scene.data)
    newest.rename(scene.data)
    with scene.running():
        scene.until_state("well", "with the right folder all is well again")
    kept = scene.kept(key).read_bytes()

    # Somebody else answers under its name.
    false = impostor(scene.home / "certs")
    scene.settle(f"https://127.0.0.1:{false.server_port}/", key)
    for what, answer, state in [
            ("a forged signature", forged(key), "useless"), ("no signature", lambda _: (200, b"hello\n"), "useless"),
            ("a log that it does not know", lambda _: (404, b""), "useless"), ("an error of its own", lambda _: (500, b""), "away"),
            ("a size that is none", lambda _: (409, b"many\n"), "away"), ("a new size each time", lambda _: (409, b"1\n"), "away")]:
        false.answer = answer
        with scene.running():
            scene.until_state(state, what)
        check("nothing of it is kept", scene.kept(key).read_bytes() == kept)
    false.shutdown()

    # A key that is not the witness's.
    other = scene.witness(0, work / "other")
    scene.settle(url, other.ready["witness"])
    other.stop()
    with scene.running():
        scene.until_state("useless", "a witness whose key is not the one in the settings")
    scene.settings.write_text('{"witnesses": [{"url": "http://witness.example/", "key": "%s"}]}' % key)
    done = subprocess.run([program, "demo", "--data", scene.data, "--policies", ROOT / "Policies", "--port", "0", "--witnesses", scene.settings],
                          capture_output=True, text=True)
    check("settings that make no sense are refused at the start", done.returncode == 1, done.stderr.strip())
    witness.stop()


def entries_of(program, data):
    # A copy: each reading of the log itself becomes an entry of it.
    with tempfile.TemporaryDirectory() as copy:
        for name in ("journal", "keys"):
            shutil.copytree(data / name, f"{copy}/{name}", ignore=shutil.ignore_patterns("*.new"))
        done = subprocess.run([program, "log", "show", copy, "--json", "--by", "a test", "--reason", "to see"],
                              text=True, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / ".build/debug/contact-broker"))
    arguments = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="cb-witness-"))
    try:
        run(arguments.program, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
