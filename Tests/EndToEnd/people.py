"""The people of the demo session, who press what people press, and what their pages have received."""
import json
import os
import pathlib
import random
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
         "--autoplay-policy=no-user-gesture-required", "--disable-gpu", "--mute-audio", "--disable-background-timer-throttling",
         "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"]


class Browser:
    """A Chromium in a namespace of the network, that trusts the demo's authority and has a small camera."""

    def __init__(self, play, network, name, authority, hue):
        self.home = tempfile.mkdtemp(prefix="cb-home-")
        store = f"{self.home}/.pki/nssdb"
        os.makedirs(store)
        subprocess.run(["certutil", "-d", f"sql:{store}", "-N", "--empty-password"], check=True)
        subprocess.run(["certutil", "-d", f"sql:{store}", "-A", "-t", "C,,", "-n", "demo", "-i", authority], check=True)
        # Whoever is far away has a picture with something in it to send.
        write_camera(f"{self.home}/camera.y4m", hue, **({"width": 320, "height": 240, "grain": 31} if name == "far" else {}))
        self.pidfile = pathlib.Path(self.home, "pid")
        program = pathlib.Path(self.home, "chromium")
        program.write_text(f"#!/bin/sh\necho $$ >{self.pidfile}\nexec ip netns exec {network.names[name]} /usr/bin/chromium \"$@\"\n")
        program.chmod(0o755)
        self.browser = play.chromium.launch(
            executable_path=str(program), headless=True, env={**os.environ, "HOME": self.home},
            args=[*FLAGS, f"--use-file-for-fake-video-capture={self.home}/camera.y4m"])

    def kill(self):
        """As a power cut would; returns when."""
        group = int(self.pidfile.read_text())
        children = [int(entry.name) for entry in pathlib.Path("/proc").iterdir() if entry.name.isdigit() and self.home in command(entry)]
        at = time.time()
        for process in {group, *children}:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return at

    def close(self):
        try:
            self.browser.close()
        except Exception:  # It may have been killed.
            pass
        shutil.rmtree(self.home, ignore_errors=True)


def command(entry):
    try:
        return (entry / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def write_camera(path, hue, width=160, height=120, frames=20, grain=0):
    """A bar that wanders, ten pictures a second; grain makes them heavy."""
    draw = random.Random(hue)
    with open(path, "wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode())
        for number in range(frames):
            luma = bytearray(90 + (byte & grain) for byte in draw.randbytes(width * height))
            left = number * width // frames
            for row in range(height):
                luma[row * width + left:row * width + left + 8] = b"\xdc" * len(luma[row * width + left:row * width + left + 8])
            chroma = width * height // 4
            file.write(b"FRAME\n" + bytes(luma[:width * height]) + bytes([hue]) * chroma + bytes([255 - hue]) * chroma)


class Person:
    """Somebody at a browser of their own (a context: no cookie is shared)."""

    def __init__(self, stage, name, browser, scripts=()):
        self.stage, self.name = stage, name
        self.context = browser.browser.new_context(viewport={"width": 1280, "height": 800} if name in ("Marcus", "Dawn", "Joanna") else {"width": 420, "height": 860})
        self.context.add_init_script(path=str(HERE / "recorder.js"))
        for script in scripts:
            self.context.add_init_script(script)
        self.frames, self.times, self.bodies, self.console = [], [], [], []
        self.beat = {"feeds": []}
        self.page = self.new_page()

    def new_page(self):
        page = self.context.new_page()
        page.set_default_timeout(30000)
        page.on("websocket", lambda socket: (socket.on("framereceived", self.keep_frame), socket.on("framesent", self.keep_beat), None))
        page.on("console", lambda message: self.console.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("response", lambda response: self.keep(response))
        return page

    def keep_frame(self, text):
        self.frames.append(text)
        self.times.append(time.time())

    def keep_beat(self, text):
        if isinstance(text, str) and '"beat"' in text:
            self.beat = json.loads(text)

    def keep(self, response):
        try:
            self.bodies.append(f"{response.url} {response.headers} {response.text()}")
        except Exception:  # A page that goes on takes its bodies with it; fetched ones are kept by the recorder too.
            self.bodies.append(f"{response.url} {response.headers}")

    def join(self, link=None, until="room"):
        """Opens the link and presses through to the room, as a person does."""
        page = self.page
        page.goto(link or self.stage.broker.links[self.name])
        page.locator("[data-step=start] .actions button.primary").click()
        if until == "rules":
            return
        rules = page.locator("[data-step=rules], [data-step=camera]")
        rules.first.wait_for()
        if page.locator("[data-step=rules]").count():
            self.rules_language = page.locator("ol.rules").get_attribute("lang")
            self.stage.shot(self, "rules")
            page.locator("[data-step=rules] .actions button").first.click()
        page.locator("[data-step=ties], [data-step=camera]").first.wait_for()
        if page.locator("[data-step=ties]").count():
            self.stage.shot(self, "ties")
            page.locator("[data-step=ties] .actions button").first.click()
        page.locator("[data-step=camera]").wait_for()
        if self.name in ("Dawn", "Joanna"):
            page.locator("[data-step=camera] .actions button.primary").click()
        else:
            page.locator("[data-step=camera] .actions button.primary").click()
            page.locator(".face.preview.on").wait_for()
            self.stage.shot(self, "device")
            if page.locator("#looked").count():
                page.locator("#looked").check()
            page.locator("[data-step=camera] .actions button.primary").click()
        page.wait_for_url(re.compile("/(room|desk|review)#"))

    def counters(self):
        return self.page.evaluate("__recorder.counters()")

    def states(self):
        """Every snapshot that the server sent."""
        messages = [json.loads(text) for text in self.frames if isinstance(text, str)]
        return [message for message in messages if message["type"] == "state"]

    @property
    def state(self):
        return self.states()[-1]

    def wait_for(self, test, what, seconds=20):
        """Until the newest snapshot passes; returns it."""
        end = time.time() + seconds
        while time.time() < end:
            states = self.states()
            if states and test(states[-1]):
                return states[-1]
            self.stage.pause(0.05)
        self.stage.shot(self, "not " + what)
        newest = self.states()
        raise AssertionError(f"{self.name}: not {what} in {seconds} s; newest snapshot {json.dumps(newest[-1] if newest else None)[:1500]}; "
                             f"console {self.console[-3:]}")

    def text(self):
        return self.page.locator("#main").inner_text()


class Stage:
    """One broker, one session, its people."""

    family = ("Farida", "Nasrin", "Amina")

    def __init__(self, world, data=None, scripts=None, homes=None):
        """`homes`: who sits at a browser of which namespace; without, the supervisor alone in one and all others in another."""
        from broker import Broker
        self.world = world
        self.network = world.network
        self.scripts = scripts or {}
        self.homes = {"Marcus": "marcus"} | (homes or {})
        self.people = {}
        self.broker = Broker(world.network, world.authority, data)

    def person(self, name):
        if name not in self.people:
            browser = self.world.browser(self.homes.get(name, "family"))
            self.people[name] = Person(self, name, browser, self.scripts.get(name, ()))
        return self.people[name]

    def pause(self, seconds):
        """Lets time pass and browsers speak."""
        for person in self.people.values():
            if not person.page.is_closed():
                try:
                    return person.page.wait_for_timeout(seconds * 1000)
                except Exception:  # Killed.
                    continue
        time.sleep(seconds)

    def shot(self, person, name):
        self.world.shot(person.page, f"{person.name} {name}")

    def receivers(self, besides=()):
        return {name: person for name, person in self.people.items()
                if name in ("Marcus", *self.family) and name not in besides and not person.page.is_closed()}

    def counters(self, besides=()):
        return {name: person.counters() for name, person in self.receivers(besides).items()}

    def gather(self):
        """Everybody comes; nobody is let in yet."""
        for name in ("Marcus", *self.family):
            self.person(name).join()
            self.person(name).wait_for(lambda state: state["you"]["place"] == "waiting", "waiting")

    def prepare(self):
        """Marcus presses the one button that moves on, until it says Begin; returns what it said on the way."""
        marcus, pressed, end, last = self.people["Marcus"], [], time.time() + 60, 0.0
        button = marcus.page.locator(".now [data-key=next]")
        while time.time() < end:
            words = button.inner_text() if button.count() else None
            if words == "Begin":
                return pressed
            if words and (words not in pressed or time.time() > last + 3):
                button.click()
                last = time.time()
                pressed.append(words)
            self.pause(0.1)
        self.shot(marcus, "not ready")
        raise AssertionError(f"not ready after {pressed}; now {marcus.page.locator('.now').inner_text()!r}; "
                             f"answer {marcus.page.locator('.answer').inner_text()!r}")

    def begin(self):
        """Presses Begin, and once more if the first picture of anybody was only just connecting."""
        marcus = self.people["Marcus"]
        for _ in range(4):
            marcus.page.locator(".now [data-key=next]").click()
            try:
                return marcus.wait_for(lambda state: state["phase"] == "live", "live", 3)
            except AssertionError as error:
                failure = error
        raise failure

    def go_live(self):
        self.gather()
        self.prepare()
        self.begin()
        return self.flow_again()

    def flow_again(self, tries=3):
        """As `flow`; if it was paused again because pictures reached Marcus too late, he goes on, as people do on a slow machine."""
        marcus = self.people["Marcus"]
        while True:
            try:
                return self.flow()
            except AssertionError:
                tries -= 1
                if not tries or marcus.state["phase"] != "held":
                    raise
                marcus.wait_for(lambda state: "resume" in state["may"] and not state["missing"], "ready to go on")
                print("   paused again at once: pictures were late; goes on once more", flush=True)
                self.corner("hold")

    def corner(self, key):
        """Marcus presses Pause, Go on or End; returns when."""
        button = self.people["Marcus"].page.locator(f".corner [data-key={key}]")
        button.wait_for()
        at = time.time()
        button.click()
        return at

    def silence(self, since, settle=1.0, watch=2.0, besides=()):
        """Milliseconds from `since` to the last packet on any wire and in any page, and packets in a window after."""
        self.pause(settle)
        wire, pages = self.network.packets(), self.total(besides)
        self.pause(watch)
        last = max([self.network.last()] + [one["last"] for one in self.counters(besides).values()])
        return (last - since) * 1000, self.network.packets() - wire + self.total(besides) - pages

    def total(self, besides=()):
        return sum(one["packets"] for one in self.counters(besides).values())

    def flow(self, besides=(), seconds=15, feeds=3):
        """Until every receiver decodes pictures of everybody else, now; returns seconds and frames a receiver."""
        start = time.time()
        first = self.counters(besides)
        while time.time() - start < seconds:
            self.pause(0.3)
            now = self.counters(besides)
            if all(growing(first[name], now[name]) >= feeds for name in now):
                return time.time() - start, {name: now[name]["frames"] for name in now}
        raise AssertionError(f"not flowing in {seconds} s: {first} {self.counters(besides)}")

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error:
            self.look_around()
        self.network.mend("marcus")
        for person in self.people.values():
            try:
                person.context.close()
            except Exception:  # Its browser may have been killed.
                pass
        self.broker.close()

    def look_around(self):
        """After a failure: what every page shows, and what it has said."""
        for name, person in self.people.items():
            self.shot(person, "at the failure")
            try:
                print(f"   {name} at {person.page.url}: {person.page.inner_text('body', timeout=1000)[:300]!r}; console {person.console[-3:]}")
            except Exception as failure:
                print(f"   {name}: {failure}")


def growing(before, after):
    """Pictures of how many publishers have gone on."""
    old = before["pictures"] + [0] * (len(after["pictures"]) - len(before["pictures"]))
    return sum(new > was for was, new in zip(old, after["pictures"]))
