"""The other two kinds, whole, through the pages: a carer's supervision, and an hour of respite."""
import json
import pathlib
import re

from people import Person, Stage, growing


class CarersStage(Stage):
    """One of the carers' sessions: the leader's page is a desk, everybody else's a room."""

    def __init__(self, world, title, leader):
        super().__init__(world)
        self.leader = leader
        self.links = next(one["links"] for one in self.broker.ready["sessions"] if title in one["title"])

    def person(self, name):
        if name not in self.people:
            browser = self.world.browser("marcus" if name == self.leader else "family")
            self.people[name] = Person(self, name, browser)
            if name == self.leader:
                self.people[name].page.set_viewport_size({"width": 1280, "height": 800})
        return self.people[name]

    def receivers(self, besides=()):
        return {name: person for name, person in self.people.items() if name not in besides and not person.page.is_closed()}

    def come(self, name, picture=True):
        """From the link to the waiting room, as a person presses."""
        person = self.person(name)
        page = person.page
        page.goto(self.links[name])
        page.locator("[data-step=start] .actions button.primary").click()
        page.locator("[data-step=rules] .actions button").first.click()
        page.locator("[data-step=cover], [data-step=camera]").first.wait_for()
        if page.locator("[data-step=cover]").count():
            self.shot(person, "who is with the child")
            page.get_by_role("button", name="Another adult I trust").click()
            page.locator("[data-step=camera]").wait_for()
            self.shot(person, "as you like")
            page.get_by_role("button", name="Picture and sound" if picture else "Only sound").click()
        else:
            page.locator("[data-step=camera] .actions button.primary").click()
        page.locator(".face.preview").wait_for()
        page.locator("[data-step=camera] .actions button.primary").click()
        page.wait_for_url(re.compile("/(room|desk)#"))
        return person.wait_for(lambda state: state["you"]["place"] == "waiting", "waiting")

    def prepare(self):
        """The leader presses what moves on; who has no picture is known another way."""
        leader, pressed = self.people[self.leader], []
        button = leader.page.locator(".now [data-key=next]")
        for _ in range(600):
            words = button.inner_text() if button.count() else None
            if words == "Begin":
                return pressed
            if leader.page.get_by_role("button", name="I know them another way").count():
                leader.page.get_by_role("button", name="I know them another way").first.click()
            elif words and button.is_enabled() and pressed[-1:] != [words]:
                button.click()
                pressed.append(words)
            self.pause(0.1)
        raise AssertionError(f"not ready after {pressed}; now {leader.page.locator('.now').inner_text()!r}")

    def begin(self):
        leader = self.people[self.leader]
        for _ in range(4):
            leader.page.locator(".now [data-key=next]").click()
            try:
                return leader.wait_for(lambda state: state["phase"] == "live", "live", 3)
            except AssertionError as error:
                failure = error
        raise failure

    def end(self):
        page = self.people[self.leader].page
        page.locator(".corner [data-key=end]").click()
        page.locator(".corner [data-key=planned]").click()
        self.people[self.leader].wait_for(lambda state: state["phase"] == "ended", "ended")


def supervision(world, check):
    """Ruth and Grace: the list, the actions, both signatures, the carer's own file."""
    with CarersStage(world, "supervision", "Grace") as stage:
        stage.come("Grace")
        stage.come("Ruthie")
        grace, ruth = stage.people["Grace"], stage.people["Ruthie"]
        pressed = stage.prepare()
        check("Grace goes in first, then lets Ruthie in", [words for words in pressed if words.startswith(("Go in", "Let "))] == ["Go in", "Let Ruthie in"], ", ".join(pressed))
        check("before Begin no receiver has a packet", not any(one["packets"] for one in stage.counters().values()))
        check("no lease binds two adults who talk", "lease" not in grace.state and not grace.page.locator(".lease").is_visible())
        ruth.page.get_by_label("Put something on the list").fill("A weekend’s break")
        ruth.page.get_by_role("button", name="Add").first.click()
        grace.wait_for(lambda state: state["list"]["items"], "the list")
        stage.begin()
        seconds, frames = stage.flow(feeds=1)
        check("both decode each other", True, f"{seconds:.1f} s, frames {frames}")
        for one in (ruth, grace):
            one.page.get_by_role("button", name="I agree with this list").click()
        ruth.wait_for(lambda state: state["list"]["isAgreed"], "an agreed list")
        grace.page.get_by_label("What will be done").fill("Asks the team about a weekend in November.")
        grace.page.get_by_label("By when").fill("2026-11-03")
        grace.page.locator(".shared-list form").nth(1).get_by_role("button", name="Add").click()
        state = ruth.wait_for(lambda state: state["list"]["actions"], "the action")
        check("Ruthie sees who does what by when", state["list"]["actions"][0] == {"text": "Asks the team about a weekend in November.", "owner": "Grace", "due": "3 November 2026"})
        for one in (ruth, grace):
            stage.shot(one, "supervision live")
        stage.end()
        check("the media server is gone", stage.broker.janus() is None)
        ruth.page.get_by_text("Grace writes the record now").wait_for()
        stage.shot(ruth, "Grace is writing")
        page = grace.page
        page.locator(".record textarea").first.wait_for()
        for area in page.locator(".record textarea[required]").all():
            key = area.get_attribute("id").removeprefix("field-")
            area.fill("none" if key in ("incidents", "allegations", "copyToChild") else "Calm, steady evenings.")
            area.blur()
        page.locator(".problems li").first.wait_for(state="detached")
        page.locator("[data-key=sign]").click()
        page.get_by_text("Signed by you").wait_for()
        stage.shot(grace, "signed by Grace")
        records = pathlib.Path(stage.broker.data, "records")
        check("nothing is filed before the carer has signed", not list(records.glob("lantern*")))
        ruth.page.get_by_label("I see something differently").check(timeout=30000)
        stage.shot(ruth, "own record")
        ruth.page.get_by_label("Your own words").fill("The nights are harder than it reads.")
        ruth.page.get_by_role("button", name="Sign").click()
        ruth.page.get_by_text("Signed. Thank you.").wait_for()
        stage.shot(ruth, "own record signed")
        page.locator("[data-key=again]").click()
        page.get_by_text("This record is signed.").wait_for()
        record = json.loads((records / "lantern-supervision-1.json").read_text())
        check("kept on the carer's own file", record["record"]["filedTo"]["reference"] == "FC-0417")
        check("never an unannounced visit", '"unannouncedVisit": false' in json.dumps(record))
        check("her words and her view, under the worker's fingerprint",
              record["countersignature"]["view"] == "disagrees" and record["countersignature"]["words"].startswith("The nights") and record["countersignature"]["record"] == record["hash"])
        # The worker signs the record with her own name; a carer's own name is never sent.
        legal = [name for name in ("Adeyemi", "Cole", "Pryce") if name in "".join(ruth.frames + ruth.bodies)]
        check("no carer's legal name reaches Ruthie's browser", not legal, ", ".join(legal))
        finish(check, stage)


def respite(world, check):
    """Tom's group: who is with the child, sound without a picture, held without Tom, attendance only, a private call."""
    with CarersStage(world, "hour for carers", "Tom") as stage:
        stage.come("Tom")
        stage.come("Ruthie")
        for name in ("Joe", "Maz", "Wen"):
            stage.come(name, picture=False)
        tom, ruth, joe = (stage.people[name] for name in ("Tom", "Ruthie", "Joe"))
        stage.prepare()
        check("before Begin no receiver has a packet", not any(one["packets"] for one in stage.counters().values()))
        stage.begin()
        stage.pause(5)
        first = stage.counters()
        stage.pause(2)
        now = stage.counters()
        check("Joe, without a picture, is heard and sees the others", growing(first["Joe"], now["Joe"]) == 2, f"{now['Joe']}")
        check("Ruthie sees Tom, and Joe's letter", growing(first["Ruthie"], now["Ruthie"]) == 1 and ruth.page.locator(".face.soft.veiled .letter", has_text="J").is_visible())
        check("and hears all four others", heard(ruth) == 4)
        stage.shot(ruth, "respite live")
        stage.shot(tom, "respite live")
        check("nothing on the page counts", not re.search(r"\d\d:\d\d|in \d+ min", ruth.text()))
        check("Tom's desk has no notes", not tom.page.locator(".notes").is_visible() and "notes" not in tom.state)
        before = len(tom.frames)
        ruth.page.get_by_role("button", name="I’m struggling").click()
        ruth.page.get_by_role("button", name="Yes, tell Grace").click()
        ruth.page.get_by_text("Grace knows, and rings you today").wait_for()
        stage.shot(ruth, "Grace knows")
        stage.pause(2)
        check("not a word of it reaches Tom", not any("support" in str(text) or "truggl" in str(text) for text in tom.frames[before:]))
        ruth.page.get_by_role("button", name="Turn picture off").click()
        tom.page.locator(".face.veiled .letter", has_text="R").wait_for()
        check("Ruthie's camera is off, and Tom still hears her", heard(tom) == 4)
        at = world.browser("marcus").kill()
        ruth.wait_for(lambda state: state["phase"] == "held", "held")
        last, late = stage.silence(at, besides=("Tom",))
        check("without Tom the hour waits: last packet after, and later ones", last < 6000 and late == 0, f"{last:.0f} ms, {late}")
        stage.shot(ruth, "respite held")
        del stage.people["Tom"]
        types = [entry["payload"].get("event") for entry in stage.broker.entries()]
        check("in the log: who came, and no word said", "arrived" in types and "noted" not in types and "agendaItemAdded" not in types)
        asked = [entry for entry in stage.broker.entries() if entry["type"] == "supportAsked"]
        streams = {entry["stream"] for entry in stage.broker.entries() if entry["payload"].get("event") == "wentLive"}
        check("the wish for a call is in a stream of her own", len(asked) == 1 and asked[0]["stream"] not in streams)
        finish(check, stage)


def heard(person):
    """How many streams of sound bring this page more packets within a second."""
    return person.page.evaluate("""async () => {
        const sounds = async () => { const counts = {};
            for (const peer of __recorder.peers) if (peer.signalingState !== 'closed')
                for (const report of (await peer.getStats()).values())
                    if (report.type === 'inbound-rtp' && report.kind === 'audio') counts[`${peer.number} ${report.ssrc}`] = report.packetsReceived;
            return counts; };
        const before = await sounds();
        await new Promise(done => setTimeout(done, 1000));
        return Object.entries(await sounds()).filter(([stream, packets]) => packets > (before[stream] ?? 0)).length; }""")


def finish(check, stage):
    for name, person in stage.people.items():
        console = [text for text in person.console if "409" not in text]
        check(f"{name}'s console is clean", not console, "; ".join(console)[:300])
    stopped = stage.broker.stop()
    code, words = stage.broker.verify()
    check("log verify after a clean stop", code == 0 and stopped == 0, words.replace("\n", " "))
