"""From the end to a signed record, what was added to it and a manager's check, with the keyboard alone, as two people at two desks do it."""
import pathlib
import tarfile
import tempfile
import time

from people import Stage

NONE = {"disclosure", "significantHarm", "recordingSeen"}
WORDS = {"strengths": "She sang to her mother.", "concerns": "none", "childsWords": "“Can we sing again?”"}


def record(world, check):
    with Stage(world) as stage:
        stage.go_live()
        marcus, began = stage.people["Marcus"], time.time()
        keys = Keys(marcus.page)
        keys.press(".corner [data-key=end]")
        keys.press(".corner [data-key=planned]")
        marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
        written = write(keys)
        keys.press("[data-key=sign]")
        marcus.page.get_by_role("heading", name="Signed. Thank you.").wait_for()
        check("record: from End to signed on one screen, by keyboard", "/desk" in marcus.page.url, f"{written} fields written, {time.time() - began:.0f} s")
        stage.shot(marcus, "signed by keyboard")
        reopened(check, stage, marcus)
        joanna = stage.person("Joanna")
        joanna.join()
        numbers(check, stage, joanna)
        refused(check, joanna)
        asks(check, stage, joanna)
        queue(check, stage, joanna, "How did it end?", True)
        adds(check, stage, marcus)
        queue(check, stage, joanna, "How did it end?", False)
        agrees(check, stage, joanna)
        dossier = takes_out(check, stage, joanna)
        stage.broker.stop()
        code, words = stage.broker.verify(dossier)
        check("record: log verify accepts the dossier with nothing but the key", code == 0 and "Completeness: holds" in words, words.splitlines()[0])
        code, _ = stage.broker.verify()
        events = [entry["payload"].get("event") for entry in stage.broker.entries() if entry["type"] == "event" and isinstance(entry["payload"], dict)]
        found = [name for name in events if name in ("recordSigned", "recordChecked", "addendumAdded")]
        check("record: the log has signature, check, addendum, check, and verifies", code == 0 and found == ["recordSigned", "recordChecked", "addendumAdded", "recordChecked"], ", ".join(found))


def write(keys):
    """Every field that is required and empty, reached by Tab; returns how many."""
    keys.page.locator(".record textarea").first.wait_for()
    count = 0
    for area in keys.page.locator(".record textarea[required]").all():
        if area.input_value():
            continue
        key = area.get_attribute("id").removeprefix("field-")
        keys.go(area)
        keys.type("none" if key in NONE else WORDS.get(key, "Calm and friendly."))
        count += 1
    return count


def reopened(check, stage, marcus):
    """The desk after signing, opened anew: nothing asks for a second signature."""
    marcus.page.reload()
    marcus.page.get_by_role("heading", name="This record is signed.").wait_for()
    check("record: reopened, the desk says that it is signed and offers no Sign", not marcus.page.get_by_role("button", name="Sign the record").count())
    stage.shot(marcus, "reopened after signing")


def asks(check, stage, joanna):
    keys = Keys(joanna.page)
    keys.press(joanna.page.locator("summary", has_text="Check this record"))
    keys.go(joanna.page.get_by_role("radio", name="I agree with it"))
    joanna.page.keyboard.press("ArrowDown")
    keys.go(joanna.page.locator("#check-reason"))
    keys.type("How did it end?")
    keys.press(joanna.page.get_by_role("button", name="Check it as Joanna"))
    joanna.page.get_by_text("asks for something to be added").first.wait_for()
    check("record: somebody else checks it and asks for an addendum, by keyboard", True)
    stage.shot(joanna, "asked for an addendum")


def queue(check, stage, joanna, words, is_there):
    page = joanna.context.new_page()
    page.goto(joanna.page.url.replace("/review#", "/queue#"))
    page.get_by_role("heading", name="To look at").wait_for()
    text = page.locator("main").inner_text()
    check(f"record: the lead's queue {'has' if is_there else 'no longer has'} the open request", ("An addendum was asked for" in text and words in text) == is_there)
    stage.world.shot(page, f"queue, request {'open' if is_there else 'answered'}")
    page.close()


def adds(check, stage, marcus):
    marcus.page.reload()
    marcus.page.locator("#add-text").wait_for()
    keys = Keys(marcus.page)
    keys.go(marcus.page.locator("#add-text"))
    keys.type("They waved until the picture was gone.")
    keys.press(marcus.page.get_by_role("button", name="Add it as Marcus"))
    marcus.page.get_by_text("It can’t be changed any more.").wait_for()
    check("record: the supervisor adds what was asked for, by keyboard", "They waved until" in marcus.page.locator(".additions").inner_text())
    stage.shot(marcus, "added")


def agrees(check, stage, joanna):
    joanna.page.reload()
    keys = Keys(joanna.page)
    keys.press(joanna.page.locator("summary", has_text="Check this record"))
    keys.go(joanna.page.get_by_role("radio", name="I agree with it"))
    joanna.page.keyboard.press("Space")
    keys.press(joanna.page.get_by_role("button", name="Check it as Joanna"))
    joanna.page.get_by_text("agrees with it", exact=False).first.wait_for()
    with joanna.context.expect_page() as opened:
        keys.press(joanna.page.get_by_role("link", name="Open the signed record"))
    opened.value.wait_for_load_state()
    text = opened.value.locator("body").inner_text()
    check("record: its page has the addendum and both checks after the unchanged record",
          all(words in text for words in ("Addendum 1, by Marcus", "They waved until", "How did it end?", "What went well")))
    stage.world.shot(opened.value, "signed record with addendum")


def numbers(check, stage, joanna):
    page = joanna.context.new_page()
    page.goto(joanna.page.url.replace("/review#", "/queue#"))
    with joanna.context.expect_page() as opened:
        page.get_by_role("link", name="In numbers").click()
    opened.value.wait_for_load_state()
    text = opened.value.locator("body").inner_text()
    check("record: the lead reads the numbers of her sessions", "Family time in numbers" in text and "not shown" in text)
    stage.world.shot(opened.value, "numbers")
    opened.value.close()
    page.close()


def refused(check, joanna):
    keys = Keys(joanna.page)
    keys.go("#export-reason")
    keys.type("The court asked for it.")
    keys.press(joanna.page.get_by_role("button", name="Make the dossier"))
    joanna.page.get_by_text("exported only after it has been reviewed and signed off").wait_for()
    check("record: nothing is given out before somebody else has checked the record", True)


def takes_out(check, stage, joanna):
    """The folder that the dossier was unpacked into."""
    keys = Keys(joanna.page)
    keys.go("#export-reason")
    keys.type("The court asked for it.")
    with joanna.page.expect_download() as begun:
        keys.press(joanna.page.get_by_role("button", name="Make the dossier"))
    folder = pathlib.Path(tempfile.mkdtemp())
    begun.value.save_as(folder / "session.tar")
    with tarfile.open(folder / "session.tar") as archive:
        archive.extractall(folder / "dossier", filter="data")
    names = sorted(path.name for path in (folder / "dossier").iterdir())
    check("record: after it the lead takes the dossier, by keyboard", names == ["checkpoint", "dossier.json", "entries.json", "session.html"], ", ".join(names))
    joanna.page.get_by_text("That you took it, and why, is in the log.").wait_for()
    stage.shot(joanna, "dossier taken")
    return folder / "dossier"


class Keys:
    """Somebody without a mouse: Tab until it has the focus, then Enter or letters."""

    def __init__(self, page):
        self.page = page

    def go(self, what):
        target = self.page.locator(what) if isinstance(what, str) else what
        target.wait_for()
        for _ in range(250):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {what}")

    def press(self, what):
        self.go(what)
        self.page.keyboard.press("Enter")

    def type(self, text):
        self.page.keyboard.insert_text(text)
