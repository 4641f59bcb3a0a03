"""The demo's page, as a newcomer would: plays three of the four, tries everything, reads what the log says. The machine's clock says 23:00."""
import datetime
import os
import pathlib
import re

import axe_core_python

from people import Stage

PEOPLE = ("Marcus", "Nasrin", "Farida", "Amina")


def demo(world, check):
    night = os.environ.get("TZ")
    os.environ["TZ"] = f"NIGHT-{(23 - datetime.datetime.now(datetime.timezone.utc).hour) % 24}"
    try:
        with Stage(world) as stage:
            newcomer = Newcomer(world, stage, check)
            try:
                newcomer.play()
                newcomer.framing()
                newcomer.axe()
                newcomer.elsewhere()
                newcomer.kamal()
                newcomer.marcus_goes()
                newcomer.nasrin_withdraws()
                newcomer.start_again()
                newcomer.amina_stops()
                newcomer.keep()
            except Exception:
                newcomer.shot("at the failure")
                raise
            finally:
                newcomer.context.close()
    finally:
        if night is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = night


class Newcomer:
    """Somebody with /demo on a laptop's screen."""

    def __init__(self, world, stage, check):
        self.world, self.stage, self.check = world, stage, check
        self.context = world.browser("family").browser.new_context(viewport={"width": 1366, "height": 768})
        self.page = self.context.new_page()
        self.page.set_default_timeout(40000)
        self.console = []
        self.page.on("console", lambda message: self.console.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def shot(self, name):
        self.world.shot(self.page, f"demo {name}")

    def pane(self, name):
        return self.page.frame_locator(f"iframe[name={name}]")

    def word(self, name, word):
        # A child's page in a pause has no word but a quiet picture.
        quiet = ", .room-child > .quiet-place" if word == "paused" and name == "Amina" else ""
        self.pane(name).locator(f".word.{word}{quiet}").first.wait_for(state="attached")

    def words(self, word, names=PEOPLE):
        for name in names:
            self.word(name, word)

    def press(self, key):
        self.page.locator(f"[data-key={key}]").click()

    def log(self, words):
        """The log's newest sentence with these words, among those that are marked as new."""
        item = self.page.locator(".log li.new", has_text=re.compile(words)).first
        item.wait_for()
        return " ".join(item.inner_text().split())

    def frames(self):
        """Decoded pictures of the others in each pane."""
        return {name: self.page.frame(name=name).evaluate(
            "[...document.querySelectorAll('.face:not(.self) video')].map(video => video.getVideoPlaybackQuality().totalVideoFrames)") for name in PEOPLE}

    def flowing(self, what):
        end = datetime.datetime.now() + datetime.timedelta(seconds=45)
        before = self.frames()
        while datetime.datetime.now() < end:
            self.page.wait_for_timeout(500)
            now = self.frames()
            if all(len(now[name]) >= 3 and len(now[name]) == len(before[name]) and all(new > old for new, old in zip(now[name], before[name])) for name in PEOPLE):
                return self.check(what, True, f"frames {now}")
            before = now
            # A machine that is too busy to show Marcus everybody pauses it: he goes on, as people do.
            again = self.page.locator("[data-key=go-on]:enabled")
            if again.count():
                again.click()
                print("   paused again at once: pictures were late; goes on once more", flush=True)
                self.page.wait_for_timeout(3000)
        return self.check(what, False, f"frames {before}")

    def play(self):
        self.page.goto(self.stage.broker.url + "/demo")
        self.page.locator(".pane iframe").nth(3).wait_for()
        clock = self.page.locator(".clock").inner_text()
        self.check("the demo's own clock, whatever the machine's says", "Tuesday 20 October 2026, 15:5" in clock, clock)
        self.shot("opened")
        self.page.locator("[data-key=taken]").select_option("Nasrin")
        self.press("play")
        nasrin = self.pane("Nasrin")
        self.pane("Farida").locator(".word.waiting, .word.ready").first.wait_for(state="attached")
        self.check("Nasrin's pane, which was taken, is left alone", nasrin.locator("[data-step=start]").count() == 1)
        self.absent()
        self.shot("playing")
        self.arrive("Nasrin")
        self.words("live")
        self.flowing("everybody is live, and pictures grow in all four panes")
        self.page.wait_for_timeout(1500)
        self.shot("live")
        heard = [video["muted"] for name in PEOPLE for video in self.page.frame(name=name).evaluate("[...document.querySelectorAll('video')].map(video => ({ muted: video.muted }))")]
        self.check("no pane sounds until one is chosen", all(heard))
        self.page.locator(".pane[data-name=Amina] header button").first.click()
        self.page.wait_for_timeout(800)
        audible = {name: self.page.frame(name=name).evaluate("[...document.querySelectorAll('video')].filter(video => !video.muted).length") for name in PEOPLE}
        self.check("then only that one does", audible["Amina"] >= 3 and sum(audible.values()) == audible["Amina"], f"{audible}")

    def absent(self):
        """Everybody but Nasrin has come: nobody is asked for what the rules would refuse, and the bar says whose turn it is."""
        desk = self.pane("Marcus")
        desk.get_by_text("Amina waits until Nasrin is in.").first.wait_for(state="attached")
        self.check("Marcus reads whom Amina waits for, and is not offered to let her in", desk.get_by_role("button", name="Let Amina in").count() == 0)
        turn = "Waiting for you: press “পরবর্তী” (Next) in Nasrin’s pane."
        self.page.locator(".demo-says", has_text=turn).wait_for()
        self.page.wait_for_timeout(3000)
        refused = self.page.locator(".log li.refused").all_inner_texts()
        self.check("the bar names the exact button, and the log fills with no refusals", turn in self.page.locator(".demo-says").inner_text() and not refused, f"{refused}")

    def elsewhere(self):
        """A new browser while it goes on: not four greetings for places that are taken."""
        context = self.world.browser("family").browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.goto(self.stage.broker.url + "/demo")
        page.get_by_text("The demo is going on in another window").wait_for()
        self.check("a new browser is told that it goes on elsewhere, and may begin the next session",
                   page.locator("iframe").count() == 0 and page.locator("[data-key=again]").count() == 1)
        page.locator(".log li").first.wait_for()
        self.world.shot(page, "demo elsewhere")
        context.close()

    def axe(self):
        """Of this page; the panes' pages are looked at by Tests/WebClient."""
        source = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
        self.page.evaluate(source + "; undefined")
        result = self.page.evaluate("""axe.run({ include: [['#main']], exclude: [['iframe']] },
            { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })""")
        found = [f"{one['id']}: {one['nodes'][0]['target']}" for one in result["violations"]]
        self.check("axe finds nothing against this page", not found, "; ".join(found))

    def framing(self):
        """Who may show which page inside another."""
        rules = {path: self.page.evaluate("path => fetch(path).then(answer => answer.headers.get('content-security-policy'))", path) for path in ("/demo", "/room", "/review")}
        self.check("only a session's pages may be framed, and only by ours",
                   "frame-ancestors 'self'" in rules["/room"] and all("frame-ancestors 'none'" in rules[path] for path in ("/demo", "/review")))

    def arrive(self, name):
        """Whatever the pages ask, answered by hand."""
        pane = self.pane(name)
        for _ in range(30):
            if "/join" not in (self.page.frame(name=name).url or "/join"):
                return
            for box in pane.locator("[data-step] input[type=checkbox]:not(:checked)").all():
                box.click()
            button = pane.locator("[data-step] .actions button.primary:enabled, [data-step] .actions.equal button:enabled").first
            if button.count():
                try:
                    button.click(timeout=2000)
                except Exception:  # The page has gone on meanwhile.
                    pass
            self.page.wait_for_timeout(400)
        raise AssertionError(f"{name} did not arrive")

    def kamal(self):
        self.press("wrong-link")
        sentence = self.log("This device also holds")
        self.check("Nasrin's link as Kamal: refused, and the log says it of his browser", "Not allowed: Kamal’s browser uses Nasrin’s link." in sentence, sentence)
        says = self.page.locator(".demo-says").inner_text()
        self.check("what Kamal reads names nobody", "can't be used" in says and not any(name in says.replace("Kamal", "") for name in PEOPLE), says)
        self.words("live")

    def marcus_goes(self):
        self.press("close")
        self.words("paused", ("Nasrin", "Farida", "Amina"))
        sentence = self.log("Paused")
        self.check("Marcus's pane closed: the server pauses by itself", True, sentence)
        self.page.wait_for_timeout(1000)
        pictures = sum(self.page.frame(name=name).evaluate("document.querySelectorAll('.face:not(.self) video').length") for name in ("Nasrin", "Farida", "Amina"))
        self.check("nobody's picture is on any page", pictures == 0)
        self.shot("Marcus gone")
        self.press("back")
        self.word("Marcus", "paused")
        self.page.wait_for_timeout(1500)
        self.words("paused")
        self.check("he is back, and it goes on only when he says so", True)
        self.page.locator("[data-key=go-on]:enabled").wait_for()
        self.press("go-on")
        try:
            self.page.frame_locator("iframe[name=Nasrin]").locator(".word.live").first.wait_for(state="attached", timeout=5000)
        except Exception:  # The first picture of somebody was only just connecting.
            self.press("go-on")
        self.words("live")
        self.flowing("everybody sees everybody again")

    def nasrin_withdraws(self):
        self.press("withdraw")
        self.words("paused", ("Marcus", "Farida", "Amina"))
        sentence = self.log("withdrew")
        rule = self.log("family-must-be-present")
        self.check("Nasrin withdraws: out at once, and the log says what the rules say then", True, f"{sentence} {rule}")
        self.page.wait_for_timeout(1500)
        self.shot("Nasrin withdrew")

    def start_again(self):
        self.page.locator("[data-key=taken]").select_option("")
        self.press("again")
        self.page.locator(".clock", has_text="Friday 23 October 2026, 15:5").wait_for()
        self.press("play")
        self.words("live")
        self.flowing("a fresh session at the plan's next time, everybody played")
        self.page.wait_for_timeout(1500)
        self.shot("everybody")

    def amina_stops(self):
        self.press("stop")
        self.words("finished", ("Nasrin", "Farida"))
        sentence = self.log("pressed Stop")
        self.check("Amina's Stop ends it, and the log has it", True, sentence)
        self.log("Nasrin left: the session had ended")
        lost = [text for text in self.page.locator(".log li.new").all_inner_texts() if "lost the connection" in text]
        self.check("and nobody is said to have lost the connection", not lost, f"{lost}")
        farida = self.pane("Farida").locator("body").inner_text()
        self.check("the adults' pages do not say that it was her", not re.search("stop|Amina", farida, re.I), " ".join(farida.split())[:120])
        self.page.wait_for_timeout(1500)
        self.shot("stopped")
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.page.wait_for_timeout(500)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.check("readable on a phone: nothing is wider than the window", wide <= 390, f"{wide}")
        self.shot("phone")

    def keep(self):
        entries = self.stage.broker.entries()
        read = [entry for entry in entries if entry["payload"].get("service") == "logRead"]
        self.check("that the page read the log is in the log", len(read) >= 2, f"{len(read)} readings")
        code, words = self.stage.broker.verify()
        self.check("log verify", code == 0, words.splitlines()[0] if words else "")
        self.check("the page's console is clean", not self.console, "; ".join(self.console)[:300])
