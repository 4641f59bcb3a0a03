"""Canned answers and snapshots of the fictional case "Lantern": supervision and respite."""
import sys

from language import english, spoken

scenes = sys.modules.get("scenes") or sys.modules["__main__"]
click, dark, drop, field = scenes.click, scenes.dark, scenes.drop, scenes.field

RUTH, GRACE, TOM, MAZ, JOE, WEN = "s-ru7h", "s-gr4c", "s-t0mm", "s-maz1", "s-joe1", "s-wen1"
scenes.NAMES |= {RUTH: ("Ruthie", "carer"), GRACE: ("Grace", "supervisor"), TOM: ("Tom", "supervisor"), MAZ: ("Maz", "carer"),
                 JOE: ("Joe", "carer"), WEN: ("Wen", "carer")}
SUPERVISION = {"day": "Tuesday 20 October 2026", "from": "15:45", "to": "16:45", "kind": "carerSupervision"}
RESPITE = {"day": "Tuesday 20 October 2026", "from": "16:00", "to": "17:00", "kind": "virtualRespite"}
RULES = ["This hour is for you. You may talk, or listen, or just be here.", "No child is named. We use the names on the screen.",
         "What is said here stays here. Only who came is written down.",
         "If you are worried that a child is not safe, Tom has to pass that on. He tells you first.", "Please do not record or photograph."]
RULES_BN = ["(খসড়া অনুবাদ, এখনও যাচাই করা হয়নি)", "এই এক ঘণ্টা আপনার। কথা বলতে পারেন, শুনতে পারেন, বা শুধু থাকতে পারেন।"]
LIST = {"items": [{"text": "A weekend’s break", "by": "Ruthie"}, {"text": "Family time on Wednesdays", "by": "Grace"}], "agreedBy": ["Ruthie"],
        "isAgreed": False, "actions": [{"text": "Asks the team about a weekend in November.", "owner": "Grace", "due": "3 November 2026"}]}
GROUP = (TOM, RUTH, MAZ, JOE, WEN)


def look(kind, **changes):
    rules = RULES if changes.get("language") != "bn" else RULES_BN
    answer = scenes.look(seat=RUTH, role="carer", shownName="Ruthie", language="en", others=["Grace"], supervisor="Grace", session=SUPERVISION,
                         help={"name": "Grace", "telephone": "01632 960142"})
    answer["agreement"] = {"isNeeded": True, "isGiven": False, "language": changes.get("language", "en"), "rules": rules, "question": "Would you like to take part?"}
    if kind == "respite":
        answer |= {"session": RESPITE, "supervisor": "Tom", "others": ["Tom", "Maz", "Joe", "Wen"], "help": {"name": "Tom", "telephone": "01632 960157"},
                   "cover": {"isGiven": False, "choices": ["partner", "otherAdult", "school", "noChildNow"]}}
    return answer | changes


def join(kind, steps=(), **changes):
    return {"path": "/join#" + "a" * 43, "look": look(kind, **changes), "then": click(*steps)}


def state(kind, seat, phase, sentence, people=(), may=(), is_open=False, place="room", **more):
    result = scenes.state(seat, phase, sentence, 5, people, may, is_open, place, **more)
    result["kind"] = {"supervision": "carerSupervision", "respite": "virtualRespite"}[kind]
    if kind == "respite" and result["you"]["role"] == "carer":
        result["you"]["ownWorker"] = "Grace"
    if more.get("language"):
        result["you"]["language"] = more["language"]
    return result


def room(snapshot, seat=RUTH, with_feeds=(), **more):
    return scenes.room(seat, snapshot, with_feeds, **more)


def desk(kind, seat, phase, sentence, checks, done=2, **more):
    result = scenes.desk(phase, sentence, 5, 0, seat=seat, **more)
    for key in ("lease", *(["notes"] if kind == "respite" else [])):
        result.pop(key, None)
    result["kind"] = {"supervision": "carerSupervision", "respite": "virtualRespite"}[kind]
    result["checks"] = [{"check": check, "isDone": number < done} for number, check in enumerate(checks)]
    result["plan"] = {"goals": ["From last month: Grace asks about a weekend break.", "From last month: Ruthie books the attachment course."] if kind == "supervision"
                      else ["Nobody has to talk.", "Nobody has to have a camera on."],
                      "restrictions": ["Kept for elsewhere: any child’s name, where anybody lives."]}
    if kind == "supervision":
        result["notes"] = [{"entry": 40, "time": "16:02:10", "text": "Sleeping better since the night light.", "kind": "note"}]
    return result


SUPERVISION_CHECKS, RESPITE_CHECKS = ["actionsRead", "privacyAsked"], ["namesAgreed", "nothingKept"]
LIST_MAY = ["agendaItem", "agreeAgenda", "action"]
OWN = {"state": "ready", "session": SUPERVISION, "worker": "Grace", "sections": [
    {"title": "What we talked about", "fields": [
        field("agenda", 0, "What was on the list", "auto", "A weekend’s break (Ruthie)\nFamily time on Wednesdays (Grace)\nAgreed by Grace and Ruthie."),
        field("actions", 0, "Who does what by when", "auto", "Grace, by 3 November 2026: Asks the team about a weekend in November.")]},
    {"title": "The carer", "fields": [
        field("goingWell", 0, "What is going well", "human", "Warm, steady evenings; the bedtime story has become a habit."),
        field("wellbeing", 0, "How the carer is", "human", "Tired. Nights are short."), field("carersFeedback", 0, "What the carer wants from us", "human", "")]}]}
ATTENDANCE = {"session": RESPITE, "isSigned": False, "isLate": False, "problems": [], "sections": [
    {"title": "What happened", "fields": [
        field("plannedTimes", 0, "Planned time", "plan", "Tuesday 20 October 2026, 16:00 to 17:00"), field("actualTimes", 0, "Start and end", "auto", "Started 16:01\nEnded 16:58", entry=40),
        field("attendance", 0, "Who came, and when", "auto", "Ruthie (carer): arrived 15:52, let in 15:57, left 16:58 (the session had ended)", entry=31),
        field("counting", 0, "How it counts", "derived", "Not family time, and no short break. Nothing that was said is kept.")]}]}
LIVE_RUTH = state("supervision", RUTH, "live", "You can see and hear each other now.", (GRACE,), ["leave", "withdraw", *LIST_MAY], True, list=LIST)
HOUR = state("respite", RUTH, "live", "This hour is yours.", GROUP, ["leave", "withdraw"], True)
AGREED = LIST | {"agreedBy": ["Grace", "Ruthie"], "isAgreed": True}
SUPPORT = [{"entry": 57, "carer": "Wen", "time": "16:20", "isRepeated": True}]


def signs(page):
    """Reads, chooses, writes, signs."""
    page.get_by_label("I see something differently").check()
    page.get_by_label("Your own words").fill("The nights are harder than it reads.")
    page.get_by_role("button", name="Sign").click()
    page.wait_for_timeout(300)


def asks_for_a_call(page):
    click("I’m struggling", "Yes, tell Grace")(page)
    page.wait_for_timeout(300)


def no_countdown(page):
    """Nothing on the restful page counts."""
    words = page.inner_text("#main")
    return [f"a time on the page: {words!r}"] if __import__("re").search(r"\d\d:\d\d|in \d+ min", words) else []


def unpictured(page):
    """Turned off, the camera is let go, and the letter stands there."""
    click("Turn picture off")(page)
    page.wait_for_timeout(300)
    live = page.evaluate("window.__stub.taken.filter(track => track.kind === 'video' && track.readyState === 'live').length")
    return [f"{live} cameras still on"] if live else []


SCENES = {
    "carer-join-supervision": join("supervision"),
    "carer-join-respite": join("respite"),
    "carer-join-respite-bn": join("respite", language="bn"),
    "carer-join-cover": join("respite", ["Next", "I agree"]),
    "carer-join-cover-bn": join("respite", ["পরবর্তী", "আমি রাজি"], language="bn"),
    "carer-join-nobody": join("respite", ["Next", "I agree", "Nobody can be today"]),
    "carer-join-as-you-like": join("respite", ["Next", "I agree", "Another adult I trust"]),
    "carer-join-preview": join("respite", ["Next", "I agree", "Another adult I trust", "Picture and sound"]),
    "carer-waiting": room(state("respite", RUTH, "gathering", "You are in the right place. Tom will let you in.", (), ["leave", "withdraw"], place="waiting")),
    "carer-ready": room(state("supervision", RUTH, "gathering", "You are in. You can look at the list together already.", (GRACE,), ["leave", "withdraw", *LIST_MAY], list=LIST, word="Ready")),
    "carer-supervision": room(LIVE_RUTH, with_feeds=(GRACE,)),
    "carer-supervision-bn": room(state("supervision", RUTH, "live", "You can see and hear each other now.", (GRACE,), ["leave", "withdraw", *LIST_MAY], True, list=AGREED) | {"you": LIVE_RUTH["you"] | {"language": "bn"}}, with_feeds=(GRACE,)),
    "carer-held": room(state("respite", RUTH, "held", "It is quiet for a moment. You need do nothing. Tom is coming back.", GROUP, ["leave", "withdraw"]), expect=dark),
    "carer-respite": room(HOUR, with_feeds=(TOM, MAZ, JOE), expect=no_countdown),
    "carer-language": room(state("supervision", RUTH, "live", "You can see and hear each other now.", (GRACE,), ["leave", "withdraw", *LIST_MAY], True, list=AGREED) | {"you": LIVE_RUTH["you"] | {"language": "bn"}},
                           with_feeds=(GRACE,), then=english, expect=spoken("আমরা কী নিয়ে কথা বলব", "What we talk about")),
    "carer-respite-bn": room(HOUR | {"you": HOUR["you"] | {"language": "bn"}}, with_feeds=(TOM, MAZ, JOE)),
    "carer-respite-unpictured": room(HOUR, with_feeds=(TOM, MAZ, JOE), expect=unpictured),
    "carer-struggling": room(HOUR, with_feeds=(TOM, MAZ, JOE), then=click("I’m struggling")),
    "carer-struggled": room(HOUR, with_feeds=(TOM, MAZ, JOE), then=asks_for_a_call),
    "carer-lost": room(HOUR, then=drop, expect=dark),
    "carer-left": room(HOUR, with_feeds=(TOM,), then=click("Leave"), expect=dark),
    "carer-hour-over": room(state("respite", RUTH, "ended", "The hour is over. Thank you for coming."), expect=dark),
    "carer-writing": room(state("supervision", RUTH, "ended", "It has finished."), own=OWN | {"state": "writing", "sections": []}),
    "carer-own-record": room(state("supervision", RUTH, "ended", "It has finished."), own=OWN),
    "carer-own-signed": room(state("supervision", RUTH, "ended", "It has finished."), own=OWN, then=signs),
    "desk-supervision-read": scenes.at_desk(desk("supervision", GRACE, "gathering", "Let yourself in first.", SUPERVISION_CHECKS, 0, may=["check", "note"]), seat=GRACE),
    "desk-supervision": scenes.at_desk(desk("supervision", GRACE, "live", "You can see and hear each other now.", SUPERVISION_CHECKS, people=(RUTH,), may=["hold", "end", "note", *LIST_MAY, "supportDone"], is_open=True, list=LIST, support=SUPPORT), (RUTH,), seat=GRACE),
    "desk-supervision-awaits": scenes.at_desk(desk("supervision", GRACE, "writtenUp", "The record is signed. Thank you.", SUPERVISION_CHECKS), seat=GRACE, record=scenes.record(isSigned=True, awaits="Ruthie", problems=[])),
    "desk-respite": scenes.at_desk(desk("respite", TOM, "live", "Everybody is together. Nothing that is said is written down.", RESPITE_CHECKS, people=GROUP, may=["hold", "end", "remove"], is_open=True), (RUTH, MAZ, JOE), seat=TOM),
    "desk-respite-cover": scenes.at_desk(desk("respite", TOM, "gathering", "Look at what is still missing.", RESPITE_CHECKS, people=(RUTH,), waiting=[scenes.waits(WEN, isIdentityConfirmed=True)], may=["admit", "check"]), seat=TOM,
                                         scene={"refuse": {"admit": ["notAllowed", "This carer has not yet said who is with the child meanwhile."]}}, then=click("Let Wen in")),
    "desk-respite-record": scenes.at_desk(desk("respite", TOM, "ended", "The hour is over. Look at who came, and sign.", RESPITE_CHECKS), seat=TOM, record=ATTENDANCE),
}
