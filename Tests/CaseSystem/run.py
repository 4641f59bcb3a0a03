#!/usr/bin/env python3
"""Signed records reach a case system once: whatever it answers, and wherever the broker is killed (SIGKILL).

usage: run.py [--broker BINARY] [--kills N]

Needs the packages "cryptography" and "standardwebhooks", and the broker built.
"""
import argparse, base64, datetime, json, os, pathlib, random, shutil, signal, ssl, subprocess, sys, tempfile, threading, time
import urllib.error, urllib.request
from standardwebhooks import Webhook
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from double import CaseSystem

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Of the people in the demo's case; none of them may be in a notice.
NAMES = ["Nasrin", "Amina", "Marcus", "Joanna", "Denise", "Sultana", "Pryce", "Begum", "Rahman"]
PATIENCE = 90


class Wrong(Exception):
    pass


class Broker:
    """A broker with its own copy of a log that has a signed record nobody was told of."""

    def __init__(self, binary, log, work, case_system, **settings):
        self.binary = binary
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=work))
        self.data = self.folder / "data"
        shutil.copytree(log, self.data)
        self.settings = self.folder / "outbox.json"
        self.settings.write_text(json.dumps({
            "url": f"https://127.0.0.1:{case_system.port}/hooks/contact?tenant=1", "keys": str(log.parent / "keys"),
            "authorities": str(self.data / "certs/ca.pem"), "insideHosts": ["127.0.0.1"], "tell": ["records"], **settings}))
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [self.binary, "demo", "--data", self.data, "--policies", ROOT / "Policies", "--port", "0", "--json",
             "--outbox", self.settings],
            stdout=(self.folder / "out").open("w"), stderr=(self.folder / "errors").open("w"))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        if status:
            raise Wrong(f"it did not stop cleanly, status {status}: " + (self.folder / "errors").read_text())

    def run(self, *arguments):
        return subprocess.run([self.binary, *arguments], text=True, capture_output=True)

    def entries(self, kind=None):
        # A copy: each reading of the log itself becomes an entry of it.
        with tempfile.TemporaryDirectory(dir=self.folder) as copy:
            for name in ("journal", "keys"):
                shutil.copytree(self.data / name, f"{copy}/{name}", ignore=shutil.ignore_patterns("*.new"))
            lines = self.run("log", "show", copy, "--json", "--by", "a test", "--reason", "to see").stdout.splitlines()
        entries = [json.loads(line) for line in lines]
        return [e for e in entries if e["type"] == kind] if kind else entries

    def until(self, condition, what):
        """Waits for something that the process is about to do; gives up when it takes far too long."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise Wrong(f"{what}: never; {(self.folder / 'errors').read_text()}")
            if self.process.poll() is not None:
                raise Wrong(f"it ended by itself: {(self.folder / 'errors').read_text()}")
            time.sleep(0.02)

    def until_logged(self, kind):
        self.until(lambda: self.entries(kind), kind)


def expect(condition, what):
    if not condition:
        raise Wrong(what)


def killed(binary, log, work, make, step):
    """Killed once at `step`, then left alone: one note, once written down as delivered."""
    case_system = make()
    broker = Broker(binary, log, work, case_system)
    if isinstance(step, float):
        broker.start()
        time.sleep(step)
        broker.kill()
    else:
        reached = threading.Event()
        hold = threading.Event()

        def at(now):
            if now == step and not reached.is_set():
                reached.set()
                if step != "answered":
                    hold.wait(PATIENCE)
        case_system.at_step = at
        broker.start()
        broker.until(reached.is_set, step)
        broker.kill()
        hold.set()
    broker.start()
    broker.until_logged("noticeDelivered")
    broker.stop()
    judge(broker, case_system)
    if step == "accepted":
        expect(case_system.tries[-1][1] == 409, "the second telling was not known as one")
    shutil.rmtree(broker.folder)
    return [answer for _, answer in case_system.tries]


def judge(broker, case_system):
    filed = broker.entries("recordFiled")
    expect(len(filed) == 1, f"{len(filed)} records in the log")
    expect(len(case_system.notes) == 1, f"{len(case_system.notes)} notes accepted")
    expect(not case_system.problems, case_system.problems)
    expect(len(broker.entries("noticeDelivered")) == 1, "written down as delivered more than once")
    status = broker.run("outbox", "status", broker.data)
    expect(status.returncode == 0 and "told (entry" in status.stdout, status.stdout + status.stderr)
    (event,) = case_system.notes.values()
    document = json.loads((broker.data / event["data"]["document"]).read_text())
    expect(document["hash"] == event["data"]["sha256"], "the notice's hash is not the document's")
    # What was filed says who it is about; so the names are the right ones to look for.
    found = [name for name in NAMES if name in json.dumps(document)]
    expect(len(found) > 2, f"only {found} in the record")
    text = json.dumps(event)
    expect(not [name for name in NAMES if name.lower() in text.lower()], f"a name is in {text}")


def misbehaved(binary, log, work, make, mode, status, words):
    """It fails, is given up, is in the lead's queue; told again by a person, it arrives."""
    case_system = make()
    case_system.mode = mode
    broker = Broker(binary, log, work, case_system, pauseSeconds=[0])
    broker.start()
    broker.until_logged("noticeAbandoned")
    broker.stop()
    expect(not case_system.notes and not case_system.problems, case_system.problems)
    expect(len(case_system.tries) == (1 if mode == "gone" else 2), f"{mode}: {case_system.tries}")
    said = broker.run("outbox", "status", broker.data)
    expect(said.returncode == 1 and words in said.stdout, f"{mode}: {said.stdout}")
    queue = broker.run("report", "queue", broker.data, "--by", "a test", "--reason", "to see").stdout
    expect("Record not delivered: " in queue and words in queue, f"{mode}: not in the queue:\n{queue}")
    # Nothing happens by itself.
    tries = len(case_system.tries)
    case_system.mode = "good"
    replay = broker.run("outbox", "replay", broker.data, "--all", "--by", "Joanna Sable", "--reason", "It is mended.")
    expect(replay.returncode == 0 and "One notice is due again" in replay.stdout, replay.stdout + replay.stderr)
    broker.start()
    broker.until_logged("noticeDelivered")
    broker.stop()
    expect(len(case_system.tries) == tries + 1, "told more than once")
    judge(broker, case_system)
    expect("Record not delivered: " not in broker.run("report", "queue", broker.data, "--by", "a test", "--reason", "to see").stdout, "still in the queue")
    shutil.rmtree(broker.folder)


def silent_about_the_old(binary, log, work, make):
    """What was signed before there was an outbox is told only when a person with a name says from which day on."""
    case_system = make()
    broker = Broker(binary, log, work, case_system)
    for _ in range(2):
        broker.start()
        broker.until_logged("outboxAttached")
        broker.until(lambda: "before this outbox was attached" in (broker.folder / "errors").read_text(), "the sentence")
        broker.stop()
    expect(len(broker.entries("outboxAttached")) == 1, "attached more than once")
    expect(not case_system.tries and not broker.entries("noticeTried"), f"it told of what is old: {case_system.tries}")
    expect("older than the outbox" in broker.run("outbox", "status", broker.data).stdout, "status says nothing of it")
    later = broker.run("outbox", "begin", broker.data, "--since", "2030-01-01", "--by", "Joanna Sable", "--reason", "Too late.")
    expect("nothing was changed" in later.stdout and "1 older" in later.stdout, later.stdout + later.stderr)
    begun = broker.run("outbox", "begin", broker.data, "--since", "2026-10-20", "--by", "Joanna Sable", "--reason", "From now on.")
    expect("One notice is due" in begun.stdout, begun.stdout + begun.stderr)
    broker.start()
    broker.until_logged("noticeDelivered")
    broker.stop()
    judge(broker, case_system)
    shutil.rmtree(broker.folder)


def not_allowed(binary, log, work, make):
    """Nobody named the inside host: no connection is made at all."""
    case_system = make()
    touched = []
    case_system.at_step = touched.append
    broker = Broker(binary, log, work, case_system, pauseSeconds=[0], insideHosts=[])
    broker.start()
    broker.until_logged("noticeAbandoned")
    broker.stop()
    expect(not touched, "it connected into a private network")
    expect("private network" in broker.run("outbox", "status", broker.data).stdout, "no reason")
    shutil.rmtree(broker.folder)


def refused_settings(binary, log, work, make):
    """A key that others can read, http, an unknown setting: nothing starts, and a sentence says why."""
    case_system = make()
    keys = pathlib.Path(work) / "open-keys"
    shutil.copy(log.parent / "keys", keys)
    keys.chmod(0o644)
    for change, words in [({"keys": str(keys)}, "chmod 600"), ({"url": "http://127.0.0.1/"}, "https"),
                          ({"ur1": ""}, "ur1"), ({"url": "https://user@127.0.0.1/"}, "https")]:
        broker = Broker(binary, log, work, case_system, **change)
        broker.start()
        expect(broker.process.wait(60) == 1, f"it started with {change}")
        expect(words in (broker.folder / "errors").read_text(), (broker.folder / "errors").read_text())
        expect("whsec_" not in (broker.folder / "errors").read_text().replace("whsec_…", ""), "a key is in a message")
        shutil.rmtree(broker.folder)


def pulled(binary, log, work, make):
    """A case system that asks by itself: the same notices for the same cursor, the document by name, each read in the log; without the key nothing."""
    case_system = make()
    broker = Broker(binary, log, work, case_system)
    settings = json.loads(broker.settings.read_text())
    del settings["url"]
    broker.settings.write_text(json.dumps(settings))
    secret = next(line for line in (log.parent / "keys").read_text().split() if line.startswith("whsec_"))
    broker.start()
    broker.until(lambda: "{" in (broker.folder / "out").read_text(), "an address")
    port = json.loads((broker.folder / "out").read_text().splitlines()[0])["url"].split(":")[2].split("/")[0]
    trust = ssl.create_default_context(cafile=str(broker.data / "certs/ca.pem"))

    def get(target, key=secret, age=0, signed=None):
        now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=age)
        headers = {} if key is None else {
            "webhook-id": "pull-1", "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(key).sign("pull-1", now, f"GET {signed or target}")}
        request = urllib.request.Request(f"https://127.0.0.1:{port}{target}", headers=headers)
        try:
            with urllib.request.urlopen(request, context=trust, timeout=30) as answer:
                return answer.status, answer.read(), answer.headers["content-type"]
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers["content-type"]

    other = "whsec_" + base64.b64encode(b"7" * 32).decode()
    for key, age, signed in [(None, 0, None), (other, 0, None), (secret, 400, None), (secret, -400, None), (secret, 0, "/api/outbox/events?limit=1")]:
        status, body, _ = get("/api/outbox/events", key, age, signed)
        expect(status == 401 and b"not signed" in body, f"it answered {status} to {key and key[:9]}, {age}, {signed}")
    expect(not broker.entries("noticesPulled"), "a refused read is no read")
    status, first, _ = get("/api/outbox/events")
    answer = json.loads(first)
    signed_events = [event for event in answer["events"] if event["type"] == "contactbroker.record.signed"]
    expect(status == 200 and len(signed_events) == 1, f"{status}: {first[:300]}")
    again = json.loads(get("/api/outbox/events")[1])["events"]
    expect(again[:len(answer["events"])] == answer["events"], "the same cursor gave something else")
    expect(not [name for name in NAMES if name.lower() in first.decode().lower()], "a name is in a notice")
    rest = json.loads(get(f"/api/outbox/events?after={answer['next']}")[1])
    known = [event["id"] for event in answer["events"]]
    expect(not [event for event in rest["events"] if event["id"] in known] and not rest["more"], str(rest))
    # Page by page comes to the same, none twice and none left out.
    cursor, seen = "0", []
    while True:
        page = json.loads(get(f"/api/outbox/events?after={cursor}&limit=1")[1])
        seen += page["events"]
        cursor = page["next"]
        if not page["more"]:
            break
    expect(seen[:len(answer["events"])] == answer["events"], "page by page is not the same")
    expect(len({event["id"] for event in seen}) == len(seen), "one came twice")
    name = signed_events[0]["data"]["document"].removeprefix("records/")
    status, record, kind = get(f"/api/outbox/documents/{name}")
    expect(status == 200 and json.loads(record)["hash"] == signed_events[0]["data"]["sha256"] and "json" in kind, f"{status} {kind}")
    status, bundle, kind = get(f"/api/outbox/documents/{name.removesuffix('.json')}.fhir.json")
    expect(status == 200 and json.loads(bundle)["resourceType"] == "Bundle" and kind == "application/fhir+json", f"{status} {kind}")
    for wrong in ("kites-mother-99.json", name.replace(".json", ".html"), "..%2fkeys", "journal.vkey"):
        status, _, _ = get(f"/api/outbox/documents/{wrong}")
        expect(status in (400, 404), f"{wrong}: {status}")
    expect(get("/api/outbox/events?after=x")[0] == 404, "a cursor that is none")
    broker.stop()
    reads = [entry["payload"]["document"] for entry in broker.entries("documentPulled")]
    expect(len(reads) == 2 and len(broker.entries("noticesPulled")) >= 3, f"reads in the log: {reads}")
    expect(not case_system.tries, "something was sent though there is no address")
    # After a restart the cursor is still good.
    broker.start()
    broker.until(lambda: "{" in (broker.folder / "out").read_text(), "an address")
    port = json.loads((broker.folder / "out").read_text().splitlines()[0])["url"].split(":")[2].split("/")[0]
    again = json.loads(get("/api/outbox/events")[1])
    expect(again["events"][:len(answer["events"])] == answer["events"], "after a restart it gave something else")
    broker.stop()
    shutil.rmtree(broker.folder)


def clocks(binary, log, work, make):
    """Clocks of the lead's queue reach the case system once, thin, and not again after a kill."""
    case_system = make()
    broker = Broker(binary, log, work, case_system, tell=["clocks"])
    broker.start()
    broker.until_logged("noticeDelivered")
    broker.kill()
    broker.start()
    attached = min(entry["sequence"] for entry in broker.entries() if entry["type"] in ("outboxAttached", "noticeReplayed"))

    def new():
        return [entry for entry in broker.entries("clockTold") if entry["sequence"] > attached]
    broker.until(lambda: len(broker.entries("noticeDelivered")) >= len(new()), "all told")
    broker.stop()
    told = new()
    names = [(entry["stream"], entry["payload"]["clock"]) for entry in told]
    expect(told and len(set(names)) == len(names), f"told twice: {names}")
    delivered = broker.entries("noticeDelivered")
    expect(len(case_system.notes) == len(delivered) <= len(told) and not case_system.problems, f"{len(case_system.notes)} notes of {len(told)} clocks; {case_system.problems}")
    for event in case_system.notes.values():
        expect(event["type"] in ("contactbroker.clock.set", "contactbroker.clock.ranout") and set(event["data"]) == {"session", "kind", "for", "due"}, str(event))
        text = json.dumps(event).lower()
        expect(not [name for name in NAMES if name.lower() in text] and "concern" not in text and "alert" not in text, f"too much is in {text}")
    shutil.rmtree(broker.folder)
    return len(told)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--broker", default=os.environ.get("CONTACT_BROKER"))
    parser.add_argument("--kills", type=int, default=2, help="at random moments, besides those at each step")
    parser.add_argument("--seed", type=int, default=time.time_ns() & 0xFFFFFFFF)
    parser.add_argument("--only", help="kills or receivers")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    binary = arguments.broker or subprocess.run(["swift", "build", "--show-bin-path"], check=True, text=True, cwd=ROOT,
                                                capture_output=True).stdout.strip() + "/contact-broker"
    with tempfile.TemporaryDirectory() as work:
        log = pathlib.Path(work) / "played"
        played = subprocess.run([binary, "demo", "--play", "--data", log, "--policies", ROOT / "Policies"],
                                text=True, capture_output=True)
        # Whether it keeps its promises is for its own test to say; on a busy machine it may be late somewhere.
        expect(list(log.glob("records/*.json")), played.stdout[-3000:] + played.stderr)
        made = subprocess.run([binary, "outbox", "keys", log.parent / "keys"], text=True, capture_output=True)
        expect(made.returncode == 0, made.stderr)
        secret = next(line for line in (log.parent / "keys").read_text().split() if line.startswith("whsec_"))
        public = next(word for word in made.stdout.split() if word.startswith("whpk_"))
        expect(secret not in made.stdout, "the secret was printed")

        old = pathlib.Path(work) / "old"
        shutil.copytree(log, old / "played")
        shutil.copy(log.parent / "keys", old / "keys")
        told = subprocess.run([binary, "outbox", "begin", log, "--since", "2026-10-20", "--by", "Joanna Sable", "--reason", "From the start of term."],
                              text=True, capture_output=True)
        expect(told.returncode == 0 and "notice is due" in told.stdout, told.stdout + told.stderr)

        def make():
            return CaseSystem(log / "certs/server.pem", log / "certs/server.key", secret, public)
        common = (binary, log, work, make)
        try:
            if arguments.only != "receivers":
                steps = ["connected", "read", "accepted", "answered"] + [random.uniform(0, 2) for _ in range(arguments.kills)]
                for step in steps:
                    answers = killed(*common, step)
                    print(f"ok: killed {step if isinstance(step, str) else f'after {step:.2f} s'}: one note; answered {answers}", flush=True)
            if arguments.only != "kills":
                for mode, status, words in [
                        ("busy", 503, "status 503"), ("refusing", 404, "status 404"), ("redirecting", 307, "redirect (307)"),
                        ("gone", 410, "(410)"), ("wrong", 0, "not HTTP"), ("hanging_up", 0, "could not be reached"),
                        ("endless", 503, "status 503"), ("slow", 0, "did not answer in time")]:
                    misbehaved(*common, mode, status, words)
                    print(f"ok: a receiver that is {mode.replace('_', ' ')}: given up, in the queue, then told", flush=True)
                silent_about_the_old(binary, old / "played", work, make)
                print("ok: an outbox attached to an old log: nothing old is told until somebody says so", flush=True)
                pulled(*common)
                print("ok: a case system that asks: by cursor, signed, each read in the log", flush=True)
                print(f"ok: {clocks(*common)} clocks: each told once, over a kill", flush=True)
                not_allowed(*common)
                print("ok: an address inside a private network: no connection", flush=True)
                refused_settings(*common)
                print("ok: settings that cannot be used: nothing starts", flush=True)
        except Wrong as wrong:
            print(f"FAILED, seed {arguments.seed}: {wrong}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
