"""(a) The whole session, through the pages, by clicking: links, waiting rooms, go-live, pause, end, record, review."""
import json
import pathlib

from people import Stage


def whole(world, check):
    with Stage(world) as stage:
        coming_in(check, stage)
        living(check, stage)
        writing(check, stage)
        reviewing(check, stage)
        keeping(check, stage)


def coming_in(check, stage):
    wire = stage.network.packets()
    stage.gather()
    for name in stage.people:
        stage.shot(stage.people[name], "waiting")
    check("agreement in Bengali for Nasrin, in English for Amina",
          stage.people["Nasrin"].rules_language == "bn" and stage.people["Amina"].rules_language == "en")
    check("each waits alone: no page of the family is told who else is there",
          all(not state["people"] for name in stage.family for state in stage.people[name].states()))
    pressed = stage.prepare()
    admitted = [words for words in pressed if words.startswith(("Go in", "Let "))]
    check("admitted in order", admitted == ["Go in", "Let Farida in", "Let Nasrin in", "Let Amina in"], ", ".join(admitted))
    stills = {name: sum('"portrait"' in text for text in person.frames) for name, person in stage.people.items()}
    check("only Marcus gets stills of who waits", stills["Marcus"] >= 3 and sum(stills.values()) == stills["Marcus"], f"{stills}")
    stage.pause(2)
    counters = stage.counters()
    check("before Begin no receiver has a packet", not any(one["packets"] for one in counters.values()),
          f"{ {name: one['packets'] for name, one in counters.items()} }")
    check("nor is one on the wire", stage.network.packets() == wire, f"{stage.network.packets() - wire}")
    for name in stage.people:
        stage.shot(stage.people[name], "ready")


def living(check, stage):
    stage.begin()
    seconds, frames = stage.flow_again()
    check("after Begin every participant decodes everybody else", True, f"{seconds:.1f} s, frames {frames}")
    stage.pause(2)
    for name in stage.people:
        stage.shot(stage.people[name], "live")
    marcus = stage.people["Marcus"]
    marcus.page.get_by_role("button", name="Laughing together").click()
    marcus.page.locator("#note").fill("Amina showed a drawing of a kite.")
    marcus.page.get_by_role("button", name="Add note").click()
    marcus.wait_for(lambda state: len(state["notes"]) == 2, "two notes")
    marcus.page.locator("#note").fill("Amina asked twice why mum cried.")
    marcus.page.get_by_role("button", name="Flag as a concern").click()
    state = marcus.wait_for(lambda state: len(state["notes"]) == 3, "three notes")
    check("three notes, each with its number in the log", all(note["entry"] > 0 for note in state["notes"]),
          ", ".join(str(note["entry"]) for note in state["notes"]))
    stage.pause(1)
    at = stage.corner("hold")
    last, late = stage.silence(at)
    check("Pause: last packet after the press, and later ones", last < 1000 and late == 0, f"{last:.0f} ms, {late}")
    for name in stage.people:
        stage.shot(stage.people[name], "paused")
    stage.corner("hold")
    seconds, _ = stage.flow_again()
    check("Go on: everybody decodes everybody else again", True, f"{seconds:.1f} s")
    stage.corner("end")
    stage.shot(marcus, "ending")
    at = stage.corner("planned")
    marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
    last, late = stage.silence(at, besides=stage.family)
    check("End: last packet after the press, and later ones", last < 1000 and late == 0, f"{last:.0f} ms, {late}")
    check("the media server is gone", stage.broker.janus() is None)
    for name in stage.people:
        stage.shot(stage.people[name], "ended")


def writing(check, stage):
    marcus = stage.people["Marcus"]
    page = marcus.page
    page.locator(".record textarea").first.wait_for()
    page.locator("[data-key=sign]").click()
    page.locator(".problems li").first.wait_for()
    stage.shot(marcus, "record not complete")
    problems = page.locator(".problems li").count()
    write_record(page)
    page.locator(".problems li").first.wait_for(state="detached")
    stage.shot(marcus, "record")
    page.locator("[data-key=sign]").click()
    page.get_by_role("heading", name="Signed. Thank you.").wait_for()
    stage.shot(marcus, "signed")
    check("the record is filled in and signed", True, f"{problems} things were missing at first")
    href = page.locator(".record a").get_attribute("href")
    with marcus.context.expect_page() as opened:
        page.locator(".record a").click()
    opened.value.wait_for_load_state()
    text = opened.value.locator("body").inner_text()
    check("the signed record opens from the desk", "What went well" in text, href)
    stage.world.shot(opened.value, "Marcus signed record")


def write_record(page):
    """A few words of one's own, None where there was nothing."""
    words = {
        "strengths": "Warm greeting; Amina led the play and her mum followed.", "interventions": "Paused once to settle Amina, then went on.",
        "childsWords": "“When is Friday?”", "concerns": "Amina asked twice why mum cried; we talk about it on Friday.",
    }
    none = {"disclosure", "significantHarm", "recordingSeen"}
    for area in page.locator(".record textarea[required]").all():
        key = area.get_attribute("id").removeprefix("field-")
        if not area.input_value():
            area.fill("none" if key in none else words.get(key, "Calm and friendly."))
            area.blur()


def reviewing(check, stage):
    joanna = stage.person("Joanna")
    joanna.join()
    joanna.page.locator(".chart").wait_for()
    verdicts = [" ".join(card.inner_text().split()) for card in joanna.page.locator(".verdict-word").all()]
    check("the lead's page: two verdicts", verdicts == ["Holds", "Unknown"], ", ".join(verdicts))
    rows = joanna.page.locator(".table-scroll tbody tr").count()
    lanes = [lane.text_content() for lane in joanna.page.locator(".lane-name").all()]
    check("its timeline", rows > 20 and len(lanes) >= 4 and joanna.page.locator(".chart .hold:not(.mark)").count() == 1, f"{rows} entries, lanes {', '.join(lanes)}")
    joanna.page.locator(".chart .mark.concern").first.click()
    stage.shot(joanna, "review")
    with joanna.context.expect_page() as opened:
        joanna.page.get_by_role("link", name="Open the signed record").click()
    opened.value.wait_for_load_state()
    check("the lead opens the record", "What went well" in opened.value.locator("body").inner_text())


def keeping(check, stage):
    code, words = stage.broker.verify()
    check("log verify while the broker runs", code == 0, words.splitlines()[0] if words else "")
    stopped = stage.broker.stop()
    code, words = stage.broker.verify()
    check("log verify after a clean stop", code == 0 and stopped == 0, words.replace("\n", " "))
    files = sorted(file.name for file in pathlib.Path(stage.broker.data, "records").iterdir())
    check("records: one page, one .json, one bundle", [name.split(".", 1)[1] for name in files if not name.startswith(".")] == ["fhir.json", "html", "json"], ", ".join(files))
    record = json.loads(next(file for file in pathlib.Path(stage.broker.data, "records").glob("*.json") if ".fhir" not in file.name).read_text())
    check("the record's JSON holds what was written", "Amina led the play" in json.dumps(record, ensure_ascii=False))
    for name, person in stage.people.items():
        console = [text for text in person.console if "409" not in text]  # The record that was not complete yet.
        check(f"{name}'s console is clean", not console, "; ".join(console)[:300])
