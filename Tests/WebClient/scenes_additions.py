"""Scenes after signing: what is added to a record, and a manager's check."""
import scenes
from scenes import MARCUS, at_desk, click, desk

JOANNA, BELL = "Joanna Sable, safeguarding lead", "Marcus Bell, contact supervisor"
LATE = {"author": BELL, "time": "Wednesday 21 October 2026, 17:05", "isLate": True, "reason": "Joanna asked for it.",
        "text": "Amina waved at the end, and Nasrin waved back.\nNeither said a word.", "entry": 91}
ASKS = {"author": JOANNA, "time": "Wednesday 21 October 2026, 09:12", "verdict": "asksForAddendum", "reason": "How did it end?", "entry": 88, "isOpen": True}


def answer(**changes):
    return {"isSigned": True, "last": "9f2c", "addenda": [], "checks": []} | changes


def after_adding():
    return answer(addenda=[LATE], checks=[ASKS | {"isOpen": False}], addsAs=BELL, last="b7e1")


def says(*texts):
    def check(page):
        body = page.locator("main").inner_text()
        return [f"does not say “{text}”" for text in texts if text not in body]
    return check


def write(page):
    page.get_by_label("What is to be added").fill("Amina waved at the end.")
    click(f"Add it as {BELL}")(page)


def forget_the_text(page):
    click(f"Add it as {BELL}")(page)


def take_out(page):
    page.get_by_label("Who asked for it, and why").fill("The family court, order of 3 November.")
    click("Make the dossier")(page)


def open_check(page):
    page.locator("summary", has_text="Check this record").click()
    page.get_by_role("radio", name="Something has to be added").check()
    click(f"Check it as {JOANNA}")(page)


SIGNED = desk("writtenUp", "The record is signed. Thank you.", 31)
DONE = scenes.record(isSigned=True, problems=[])
SCENES = {
    "desk-reopened": at_desk(SIGNED, record=scenes.record(isSigned=True, problems=[], signed={"file": "/records/signed", "entry": 73, "hash": "9f2c8a71d0b4e6f3"}), additions=answer(addsAs=BELL),
                             expect=lambda page: says("This record is signed.", "Open the signed record")(page) + (["offers to sign again"] if page.get_by_role("button", name="Sign the record").count() else [])),
    "desk-basis": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern"]), then=lambda page: page.locator("details.basis summary").first.click(),
                          expect=says("16:02. Marcus started the session")),
    "desk-asked": at_desk(SIGNED, record=DONE, additions=answer(checks=[ASKS], addsAs=BELL), expect=says("How did it end?")),
    "desk-added": at_desk(SIGNED, record=DONE, additions=answer(checks=[ASKS], addsAs=BELL), then=write, expect=says("Written late", "It can’t be changed any more.")),
    "desk-not-added": at_desk(SIGNED, record=DONE, additions=answer(checks=[ASKS], addsAs=BELL), then=forget_the_text, expect=says("Please write what is to be added.")),
    "review-export": {"path": f"/review#{MARCUS}", "exports": True, "then": take_out, "expect": says("Made: session.tar is with your downloads.")},
    "review-export-refused": {"path": f"/review#{MARCUS}", "then": take_out, "expect": says("A record is exported only after it has been reviewed and signed off.")},
    "review-export-blank": {"path": f"/review#{MARCUS}", "then": click("Make the dossier"), "expect": says("Please say who asked for it, and why.")},
    "review-check": {"path": f"/review#{MARCUS}", "additions": answer(addsAs=JOANNA, checksAs=JOANNA), "then": open_check, "expect": says("Please say what is missing.")},
    "review-added": {"path": f"/review#{MARCUS}", "additions": answer(addenda=[LATE | {"author": JOANNA}], addsAs=JOANNA, whyNoCheck="Nobody reviews their own work: you supervised this session, wrote its record or added to it."),
                     "expect": says("Nobody reviews their own work")},
}


# Two people at one record.
RIVAL = {"key": "strengths", "title": "What went well between them", "yours": "She laughed when the kite fell.", "theirs": "She showed her kite.", "version": 3,
         "sentence": "Dawn changed “What went well between them” at 16:41, after this page had read it. Both texts are kept. Please choose what stays in the record."}


def keep_both(page):
    page.get_by_role("button", name="Keep both").click()
    page.wait_for_timeout(300)


SCENES |= {
    "desk-rival": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern"]), record=scenes.record(conflicts=[RIVAL]), expect=says("Dawn changed", "Keep mine")),
    "desk-rival-both": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern"]), record=scenes.record(conflicts=[RIVAL]), then=keep_both,
                               expect=lambda page: [] if page.locator("#field-strengths").input_value() == "She showed her kite.\nShe laughed when the kite fell." and not page.get_by_text("Dawn changed").count() else ["not chosen"]),
}
