"""Staff among themselves: supervision handed over without a gap; a desk out of sight; the talk after the family has gone."""
import time

from people import Stage
from supervision import returns
from talks import staff_aloud

# Sounds the page has made to call its worker: each is an oscillator started.
EARS = """(() => { const start = OscillatorNode.prototype.start; window.__tones = [];
    OscillatorNode.prototype.start = function (...when) { window.__tones.push(Date.now()); return start.apply(this, when); }; })()"""


def handover(world, check):
    """Marcus hands over to Dawn while everybody is together; nothing that the family receives stops."""
    with Stage(world, scripts={"Dawn": [EARS]}) as stage:
        stage.go_live()
        marcus, dawn = stage.people["Marcus"], stage.person("Dawn")
        dawn.join()
        marcus.page.locator("[data-key=offer]").click()
        dawn.page.locator("[data-key=comeIn]").wait_for()
        check("handover: Dawn is called by sound", dawn.page.evaluate("__tones.length") > 0)
        stage.shot(dawn, "asked to take over")
        stage.shot(marcus, "has asked")
        gaps = Gaps(stage)
        dawn.page.locator("[data-key=comeIn]").click()
        gaps.watch_until(lambda: dawn.page.locator("[data-key=accept]").count(), "Dawn sees and hears", 30)
        stage.shot(dawn, "sees and hears")
        stage.shot(stage.people["Amina"], "Dawn beside Marcus")
        dawn.page.locator("[data-key=accept]").click()
        gaps.watch_until(lambda: marcus.page.locator("[data-key=release]").count(), "Marcus may go")
        for name in ("Amina", "Nasrin"):
            words = stage.people[name].wait_for(lambda state: "Dawn" in state["sentence"], "told Dawn's name")["sentence"]
            check(f"handover: {name} is told her name", True, words)
        stage.shot(marcus, "may go")
        marcus.page.locator("[data-key=release]").click()
        gone = time.time()
        gaps.watch_until(lambda: time.time() > gone + 7, "seven seconds without Marcus", 20)
        for name in (*stage.family, "Dawn"):
            stage.shot(stage.people[name], "after the handover")
        phases = {state["phase"] for name in (*stage.family, "Dawn") for state in stage.people[name].states() if state["clock"]["civil"] >= gaps.civil}
        check("handover: live at every page throughout", phases == {"live"}, ", ".join(sorted(phases)))
        longest = gaps.longest()
        check("handover: at no receiver of the family did a stream of the family stop", max(longest.values()) < 1000, f"longest pauses {longest} ms in {time.time() - gaps.started:.0f} s")
        dawn.page.locator(".corner [data-key=end]").click()
        dawn.page.locator(".corner [data-key=planned]").click()
        dawn.wait_for(lambda state: state["phase"] == "ended", "ended")
        stage.broker.stop()
        code, _ = stage.broker.verify()
        text = str(stage.broker.entries())
        check("handover: log verify; the log has both and no pause", code == 0 and "supervisionOffered" in text and "supervisionAccepted" in text and "'held'" not in text)


class Gaps:
    """The longest time in which a stream of the family's brought no packet to a receiver of the family, counted in the pages each 100 ms."""

    def __init__(self, stage):
        self.stage = stage
        self.civil = stage.people["Amina"].state["clock"]["civil"]
        self.started = time.time()
        for name in stage.family:
            stage.people[name].page.evaluate(GAPS)

    def watch_until(self, test, what, limit=20):
        end = time.time() + limit
        while not test():
            if time.time() > end:
                raise AssertionError(f"not: {what}")
            self.stage.pause(0.1)

    def longest(self):
        """Milliseconds, without the two streams of him who has gone."""
        return {name: round(sorted(self.stage.people[name].page.evaluate("__gaps()"))[-3]) for name in self.stage.family}


GAPS = """(() => {
    const seen = new Map();
    window.__gaps = () => [...seen.values()].map(one => Math.max(one.longest, performance.now() - one.at));
    setInterval(async () => {
        for (const peer of __recorder.peers) {
            if (peer.signalingState === 'closed') continue;
            for (const report of (await peer.getStats()).values()) {
                if (report.type !== 'inbound-rtp') continue;
                const key = `${peer.number} ${report.ssrc}`, now = performance.now(), old = seen.get(key);
                if (!old) seen.set(key, { packets: report.packetsReceived, at: now, longest: 0 });
                else if (report.packetsReceived > old.packets) {
                    old.longest = Math.max(old.longest, now - old.at);
                    [old.packets, old.at] = [report.packetsReceived, now];
                }
            }
        }
    }, 100);
})()"""


def hidden(world, check):
    """Marcus' desk goes out of sight: he is called at once, and it is paused after ten seconds."""
    with Stage(world, scripts={"Marcus": [EARS]}) as stage:
        stage.go_live()
        marcus = stage.people["Marcus"]
        at, how = hide(marcus)
        tones = marcus.page.evaluate("__tones.filter(one => one >= %d).length" % int(at * 1000 - 50))
        first = marcus.page.evaluate("Math.min(...__tones)") - at * 1000 if tones else None
        check("hidden: called aloud at once", tones > 0 and first < 1000, f"{how}; {first and round(first)} ms")
        title = marcus.page.title()
        check("hidden: the tab's title says so", "COME BACK" in title, title)
        lease = marcus.wait_for(lambda state: state["lease"]["isHidden"], "the server knows")
        check("hidden: the server knows, and it still goes on", lease["phase"] == "live")
        stage.people["Nasrin"].wait_for(lambda state: state["phase"] == "held", "held")
        last, late = stage.silence(at)
        check("hidden: last packet, and later ones", 9000 < last < 12500 and late == 0, f"{last:.0f} ms, {late}")
        tones = marcus.page.evaluate("__tones.length")
        check("hidden: called again and again until then", tones >= 8, f"{tones // 2} calls")
        show(marcus)
        stage.pause(1)
        check("hidden: back, the call is over", "COME BACK" not in marcus.page.title())
        returns(check, stage, "hidden")


def hide(person):
    """Out of sight as the browser itself says it, if this one can; else as the page is told."""
    session = person.context.new_cdp_session(person.page)
    person.cdp = session
    at = time.time()
    try:
        window = session.send("Browser.getWindowForTarget")["windowId"]
        session.send("Browser.setWindowBounds", {"windowId": window, "bounds": {"windowState": "minimized"}})
        person.page.wait_for_timeout(300)
        if person.page.evaluate("document.visibilityState") == "hidden":
            person.window = window
            return at, "window minimised"
    except Exception:
        pass
    other = person.context.new_page()
    other.bring_to_front()
    person.page.wait_for_timeout(300)
    if person.page.evaluate("document.visibilityState") == "hidden":
        person.other = other
        return at, "another tab in front"
    other.close()
    at = time.time()
    person.page.evaluate("""Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});
                            document.dispatchEvent(new Event('visibilitychange')); undefined""")
    return at, "the page is told that it is hidden: this headless browser hides nothing"


def show(person):
    if window := getattr(person, "window", None):
        person.cdp.send("Browser.setWindowBounds", {"windowId": window, "bounds": {"windowState": "normal"}})
    elif other := getattr(person, "other", None):
        other.close()
        person.page.bring_to_front()
    else:
        person.page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange')); undefined")


def debrief(world, check):
    """A private word, a whisper, a step on the ladder; then the staff talk it over, and the family reads none of it."""
    # Nobody but mother and child in the family's namespace.
    with Stage(world, homes={"Farida": "far", "Dawn": "far"}) as stage:
        stage.person("Dawn").join()
        stage.go_live()
        marcus, nasrin, farida, dawn = (stage.people[name] for name in ("Marcus", "Nasrin", "Farida", "Dawn"))
        marcus.page.locator(".words .chip", has_text="Nasrin").click()
        marcus.page.locator("#word").fill("Please speak of the drawing.")
        marcus.page.locator(".words [type=submit]").click()
        nasrin.page.locator(".word-card").wait_for()
        stage.shot(nasrin, "a private word")
        check("word: only Nasrin has it", not any("speak of the drawing" in text for name in ("Amina", "Farida", "Dawn") for text in stage.people[name].frames if isinstance(text, str)))
        nasrin.page.locator(".word-card [data-key=read]").click()
        nasrin.page.locator(".word-card").wait_for(state="detached")
        marcus.wait_for(lambda state: state["words"][0]["isRead"], "read")
        farida.page.locator("[data-key=whisper]").click()
        farida.page.locator("#whisper").fill("She asked for the street.")
        farida.page.locator(".whisper [type=submit]").click()
        marcus.page.get_by_text("She asked for the street.").wait_for()
        marcus.page.locator(".rung[data-key=speak]").click()
        marcus.page.locator(".ladder .chip[data-key=place]").click()
        marcus.page.get_by_text("Written down.").wait_for()
        stage.shot(marcus, "words and ladder")
        stage.corner("end")
        stage.corner("planned")
        nasrin.page.locator(".word.finished").first.wait_for()
        marcus.page.locator("[data-key=openDebrief]").click()
        marcus.page.locator("#debrief-text").fill("What went well?")
        marcus.page.locator(".debrief [type=submit]").click()
        farida.page.get_by_text("What went well?").first.wait_for()
        farida.page.locator("#debrief-text").fill("They sang together.")
        farida.page.locator(".debrief [type=submit]").click()
        for person in (marcus, dawn):
            person.page.get_by_text("They sang together.").wait_for()
        for person in (marcus, farida, dawn):
            stage.shot(person, "talks it over")
        check("debrief: supervisor, colleague and interpreter read each other", True)
        frames = [text for name in ("Nasrin", "Amina") for text in stage.people[name].frames if isinstance(text, str)]
        check("debrief: the family has none of it", not any("went well" in text or "sang together" in text or "debrief" in text for text in frames), f"{len(frames)} frames")
        staff_aloud(stage, check)
        stage.broker.stop()
        code, _ = stage.broker.verify()
        text = str(stage.broker.entries())
        check("debrief: log verify, and all of it is in the log", code == 0 and all(word in text for word in ("privateWord", "privateWordRead", "intervened", "debriefOpened", "debriefWord", "debriefJoined", "debriefLeft", "talkEnded")))
