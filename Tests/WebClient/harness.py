#!/usr/bin/env python3
"""Shows every page in every state, looks for what is wrong with it, and leaves pictures.

    harness.py FOLDER [--only PREFIX,...] [--sizes desk,phone,narrow] [--modes light,dark,forced,bengali] [--axe] [--spread] [--workers N]

--spread shows each scene in one of all the combinations of size and mode, by turns, instead of in each: what Tests/run has time for.

The pages are served with the headers of the real server; server and camera are stubs in the page (stub.js). Checks: nothing in the
console, nothing against the content security policy, nothing wider than the window, axe's WCAG 2.2 AA rules. Exit code 1 if anything fails.
Needs Python's playwright and Debian's chromium; axe from the package axe-core-python.
"""
import argparse
import http.server
import json
import pathlib
import re
import subprocess
import sys
import threading
import zlib

from playwright.sync_api import sync_playwright

from bengali import in_bengali
import keyboard
import scenes
import child_scenes  # Adds its own to the scenes.
import desk_scenes  # noqa: F401  Adds its own, too.
import first_use_scenes  # noqa: F401  These, too.
import scenes_additions
import scenes_network
import scenes_signing
import trouble

HERE = pathlib.Path(__file__).parent
PAGES = HERE.parents[1] / "Sources/Service/WebClient/pages"
CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self' blob:; "
       "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'")
HEADERS = {"Content-Security-Policy": CSP, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
           "Permissions-Policy": "camera=(self), microphone=(self), display-capture=()", "Cross-Origin-Opener-Policy": "same-origin",
           "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
SIZES = {"desk": (1280, 800), "phone": (390, 844), "narrow": (320, 640), "zoomed": (320, 256), "side": (844, 390), "low": (1280, 600), "short": (360, 560), "pane": (448, 620)}
MODES = ("light", "dark", "forced", "bengali")
SCENES = scenes.SCENES | scenes_additions.SCENES | trouble.SCENES | scenes_signing.SCENES | scenes_network.SCENES
# What a browser gets in place of the page's modules: nothing, or more than it can read.
MODULES = {"syntax": "class {", "abort": None, "none": ""}
current = {}


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json"):
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say(self, status, value):
        self.answer(status, json.dumps(value).encode())

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/api/record":
            return self.say(200, current.get("record") or scenes.record())
        if path == "/api/additions":
            return self.say(200, current.get("additions") or scenes_additions.answer())
        if path == "/api/own-record":
            return self.say(200, current.get("own"))
        if path == "/api/after":
            after = current.get("after")
            return self.say(200, after) if after else self.say(403, {"error": {"code": "notAllowed", "message": "That is not allowed at this moment."}})
        if path == "/api/policies":
            return self.say(200, current.get("policies") or scenes.policies())
        if path == "/api/queue":
            return self.say(200, current.get("queue") or scenes.queue())
        if path == "/api/timeline":
            return self.say(200, current.get("timeline") or scenes.timeline())
        name = path.removeprefix("/app/") if path.startswith("/app/") else (path.strip("/") or "index") + ".html"
        file = PAGES / name
        if not file.is_file():
            return self.answer(404, b"", "text/plain")
        body = file.read_bytes()
        if path == "/help":
            body = body.replace(b"{name}", scenes.HELP["name"].encode()).replace(b"{telephone}", scenes.HELP["telephone"].encode())
        return self.answer(200, body, TYPES[file.suffix])

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        refused = lambda code, message, **more: {"error": {"code": code, "message": message, **more}}
        match self.path:
            case "/api/look" if current.get("look") == "lost":
                return self.answer(502, b"", "text/plain")
            case "/api/look":
                if current.get("look"):
                    return self.say(200, current["look"])
                return self.say(403, refused("linkNotUsable", "This link can’t be used now. If you expected family time, ring Priya on 01632 960101.", help=scenes.HELP))
            case "/api/feeling" | "/api/afterword":
                child_scenes.POSTED.append(body)
                return self.say(200, {})
            case "/api/agree" | "/api/cover" | "/api/declare" | "/api/support":
                return self.say(200, {})
            case "/api/join" if current.get("join"):
                return self.say(409, refused(current["join"], "Refused."))
            case "/api/join":
                return self.say(200, {"seat": scenes.NASRIN, "page": "/room"})
            case "/api/ticket":
                return self.say(200, {"ticket": "t"})
            case "/api/record":
                return self.say(200, scenes.record(problems=[]) if body["fields"] else scenes.record())
            case "/api/record/addendum" | "/api/record/check":
                return self.say(200, scenes_additions.after_adding())
            case "/api/export":
                if current.get("exports"):
                    return self.answer(200, b"\0" * 1024, "application/x-tar")
                return self.say(403, refused("notAllowed", "A record is exported only after it has been reviewed and signed off."))
            case "/api/own-record/sign":
                return self.say(200, {"file": "/records/signed", "entry": 90, "hash": "9f2c"})
            case "/api/review":
                return self.say(200, scenes.queue(seen=True))
            case "/api/record/sign":
                if current.get("sign", 1) is None:
                    return self.say(409, refused("recordIncomplete", "The record is not complete yet.", problems=scenes.record()["problems"]))
                return self.say(200, {"file": "/records/r-1.html", "entry": 73, "hash": "9f2c40de77a1b3c5d9e0"})
        return self.answer(404, b"", "text/plain")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--sizes", default="desk,phone,narrow")
    parser.add_argument("--modes", default="light", help="of " + ", ".join(MODES) + "; forced: as in the high contrast of Windows; bengali: family's pages, with presses by name, without what reads English")
    parser.add_argument("--spread", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--share", default="0/1", help="of the scenes, for one worker")
    parser.add_argument("--axe", action="store_true")
    options = parser.parse_args()
    if options.workers > 1:
        sys.exit(together(options.workers))
    options.folder.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://localhost:{server.server_port}"
    problems = unembedded()
    unserved = len(problems)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", headless=True,
                                       args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
        for name, size, mode in chosen(options):
            found = [f"{name} ({size}, {mode}): {text}" for text in show(browser, origin, name, SCENES[name], size, mode, options)]
            problems += found
            print(*found, sep="\n", end="\n" if found else "", flush=True)
        browser.close()
    print(*problems[:unserved], sep="\n", end="\n" if unserved else "")
    print(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


def together(workers):
    """The same, shared among processes: a page mostly waits."""
    shares = [subprocess.Popen([sys.executable, *sys.argv, "--workers", "1", "--share", f"{number}/{workers}"]) for number in range(workers)]
    return max(share.wait() for share in shares)


def chosen(options):
    """Scene, size and mode of each picture."""
    names = [name for name in SCENES if name.startswith(tuple(options.only.split(",")))]
    ways = [(size, mode) for mode in options.modes.split(",") for size in options.sizes.split(",")]
    if options.spread:
        # Another scene's turn comes by its name, so that a new one does not shift all the rest.
        rounds = [(name, *ways[zlib.crc32(name.encode()) % len(ways)]) for name in names]
    else:
        rounds = [(name, *way) for way in ways for name in names]
    number, workers = map(int, options.share.split("/"))
    return [one for one in rounds if one[2] != "bengali" or speaks_bengali(one[0])][number::workers]


def speaks_bengali(name):
    scene = SCENES[name]
    state, look = (scene.get("scene") or {}).get("state"), scene.get("look")
    role = (state["you"] if state else look if isinstance(look, dict) else {"role": "supervisor"})["role"]
    return role in ("family", "child", "carer", "interpreter")


def unembedded():
    """Files that the program would not serve."""
    table = (PAGES.parent / "webclient.c").read_text()
    return [f"{file.name} is not embedded" for file in PAGES.iterdir() if f'#embed "pages/{file.name}"' not in table]


def show(browser, origin, name, scene, size, mode, options):
    """Opens the scene, makes its picture, and says what is wrong."""
    if mode == "bengali":
        scene = in_bengali(scene, scenes.click)
    current.clear()
    current.update(scene)
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if mode == "dark" else "light",
                                  device_scale_factor=1, reduced_motion="reduce", forced_colors="active" if mode == "forced" else "none",
                                  locale=scene.get("locale", "en-GB"), user_agent=scene.get("agent"), java_script_enabled=scene.get("scripts", True))
    context.add_init_script("window.__scene = " + json.dumps(scene.get("scene") or {}))
    context.add_init_script(path=HERE / "stub.js")
    if scene.get("before"):
        context.add_init_script(scene["before"])
    page = context.new_page()
    problems = []
    modules = scene.get("modules")
    if modules:
        stand_in(page, modules)
    else:
        page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") and not EXPECTED.search(message.text) else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
    if "state" in (scene.get("scene") or {}):
        page.goto(origin + "/app/icon.svg")
        seat = scene["path"].split("#")[1]
        page.evaluate("([seat, help]) => { sessionStorage.setItem('help ' + seat, JSON.stringify(help)); }",
                      [seat, scenes.HELP])
    page.goto(origin + scene["path"])
    page.wait_for_timeout(1800 if (scene.get("scene") or {}).get("feeds") else 500)
    if scene.get("then"):
        scene["then"](page)
        page.wait_for_timeout(300)
    page.screenshot(path=options.folder / f"{name}-{size}{'' if mode == 'light' else '-' + mode}.png", full_page=name.startswith(("review", "queue", "join", "index", "help", "trouble")) or size == "phone")
    if not scene.get("scripts", True):
        # Nothing can be asked of a page without scripts; its text is in the file.
        context.close()
        return [] if '<a href="/help">' in (PAGES / "join.html").read_text().split("<noscript>")[1] else ["no way to help without scripts"]
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if overflow > 0:
        problems.append(f"{overflow} px wider than the window")
    problems += page.evaluate("[...document.querySelectorAll('video')].filter(video => !video.playsInline).map(() => 'a video that would fill an iPhone')")
    problems += page.evaluate("document.getAnimations().map(() => 'something moves for a person who asked for less motion')")
    problems += keyboard.problems(page, "" if mode == "bengali" else name)
    if scene.get("expect"):
        problems += scene["expect"](page)
    if options.axe:
        problems += axe(page, name)
    context.close()
    return problems


def stand_in(page, modules):
    """The page's modules do not run: too new for the browser, or they do not come."""
    body = MODULES[modules]
    if modules == "none":
        page.add_init_script("delete HTMLScriptElement.prototype.noModule")
    page.route("**/app/join.js", lambda route: route.abort() if body is None else route.fulfill(body=body, content_type="text/javascript"))


def axe(page, name):
    """The rules broken, from axe-core's own file; evaluated from outside, so the page's policy stands."""
    import axe_core_python
    source = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
    page.evaluate(source + "; undefined")
    result = page.evaluate("rules => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules})",
                           {"color-contrast-enhanced": {"enabled": "child" in name}})
    return [f"axe {found['id']}: {found['nodes'][0]['target']} {found['nodes'][0].get('failureSummary', '')[:200]}" for found in result["violations"]]


# Refusals are in the scenes on purpose.
EXPECTED = re.compile("status of [45]")


if __name__ == "__main__":
    main()
