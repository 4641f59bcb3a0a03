"""Canned answers and snapshots of the fictional case "Kites"."""
import copy
import json
from pathlib import Path

HELP = {"name": "Priya", "telephone": "01632 960101"}
SESSION = {"day": "Tuesday 20 October 2026", "from": "16:00", "to": "16:30", "kind": "supervisedFamilyTime"}
FROM, TO = 1792508400000, 1792510200000
AMINA, NASRIN, FARIDA, MARCUS, DAWN = "s-am1na", "s-9x2m", "s-far7", "s-m4rc", "s-d4wn"

RULES_EN = ["Only the people named here take part.", "Phones stay in your pocket; nobody records or takes pictures.",
            "We don’t talk about court, school or where anybody lives.", "Farida interprets everything, so that everybody understands.",
            "Marcus is there the whole time. He may pause or end the time if something is not right for Amina."]
RULES_BN = ["শুধু এখানে যাঁদের নাম আছে তাঁরাই অংশ নেবেন।", "ফোন পকেটে থাকবে; কেউ রেকর্ড করবেন না বা ছবি তুলবেন না।",
            "আদালত, স্কুল বা কে কোথায় থাকে তা নিয়ে আমরা কথা বলব না।", "ফরিদা সবকিছু অনুবাদ করবেন, যাতে সবাই বোঝেন।",
            "মার্কাস পুরো সময় থাকবেন। আমিনার জন্য কিছু ঠিক না হলে তিনি থামাতে বা শেষ করতে পারেন।"]


def look(role="family", **changes):
    answer = {
        "seat": NASRIN, "role": role, "shownName": "Nasrin", "language": "bn", "page": "/room", "session": SESSION,
        "supervisor": "Marcus", "others": ["Amina", "Farida", "Marcus"], "companion": None, "opensAt": "15:45", "isOpen": True,
        "agreement": {"isNeeded": True, "isGiven": False, "language": "bn", "rules": RULES_BN,
                      "question": "আপনি কি এই নিয়মে অংশ নিতে রাজি?",
                      "texts": [{"language": "bn", "rules": RULES_BN, "question": "আপনি কি এই নিয়মে অংশ নিতে রাজি?"},
                                {"language": "en", "rules": RULES_EN, "question": "Do you agree to take part by these rules?"}]},
        "help": HELP, "interpreters": ["Farida"]}
    if role == "child":
        answer |= {"seat": AMINA, "shownName": "Amina", "language": "en", "companion": "Denise", "others": ["Nasrin", "Farida", "Marcus"],
                   "agreement": {"isNeeded": False, "isGiven": False, "language": "en", "rules": [], "question": ""}}
    if role == "interpreter":
        answer |= {"seat": FARIDA, "shownName": "Farida", "language": "en", "others": ["Nasrin", "Amina", "Marcus"],
                   "agreement": {"isNeeded": False, "isGiven": False, "language": "en", "rules": [], "question": ""}}
    if role == "supervisor":
        answer |= {"seat": MARCUS, "shownName": "Marcus", "language": "en", "page": "/desk", "others": ["Nasrin", "Farida", "Amina"],
                   "agreement": {"isNeeded": False, "isGiven": False, "language": "en", "rules": [], "question": ""}}
    return answer | changes


NAMES = {AMINA: ("Amina", "child"), NASRIN: ("Nasrin", "family"), FARIDA: ("Farida", "interpreter"), MARCUS: ("Marcus", "supervisor"),
         DAWN: ("Dawn", "colleague")}


def person(seat, **changes):
    name, role = NAMES[seat]
    row = {"seat": seat, "shownName": name, "role": role, "place": "room", "isConnected": True}
    if seat == AMINA:
        row["companion"] = "Denise"
    return row | changes


def waits(seat, **changes):
    name, role = NAMES[seat]
    row = {"seat": seat, "shownName": name, "role": role, "agreement": "notNeeded" if seat != NASRIN else "given",
           "isIdentityConfirmed": False, "isConnected": True}
    if seat == AMINA:
        row["companion"] = "Denise"
    return row | changes


def state(seat, phase, sentence, minute, people=(), may=(), is_open=False, place="room", **more):
    name, role = NAMES[seat]
    words = {"gathering": "Waiting", "live": "Live", "held": "Paused", "ended": "Finished", "writtenUp": "Finished"}
    you = {"seat": seat, "role": role, "shownName": name, "place": place, "language": "bn" if seat == NASRIN else "en", "resumeSecret": "r-1"}
    if seat == AMINA:
        you["companion"] = "Denise"
    return {"type": "state", "epoch": "k3", "sequence": 1, "phase": phase, "word": more.pop("word", words[phase]), "sentence": sentence,
            "you": you, "people": [person(p) for p in people if p != seat],
            "clock": {"civil": FROM + minute * 60000, "from": FROM, "to": TO, "zone": "Europe/London"},
            "may": list(may), "media": {"isOpen": is_open, "canPublish": role != "colleague" and phase != "ended"}, **more}


ALL = (NASRIN, AMINA, MARCUS, FARIDA)
FEEDS = {seat: NAMES[seat][0] for seat in ALL}


def feeds(*seats):
    return {seat: NAMES[seat][0] for seat in seats}


LEASE = {"remaining": 4000, "limit": 4000, "sees": True, "hears": True, "isHidden": False}
CHECKS = ["restrictionsRead", "backgroundSeen", "alone", "sober", "groundRules"]
PLAN = {"goals": ["Amina shows something she made.", "Nasrin and Amina read or sing together."],
        "restrictions": ["Bengali or Sylheti only with Farida listening.", "Not about the case, the address or the school.",
                         "Nobody else in the picture: the aunt is not approved yet.", "No recording, no pictures."]}


def desk(phase, sentence, minute, done=5, seat=MARCUS, lease=None, **more):
    result = state(seat, phase, sentence, minute, lease=LEASE | (lease or {}),
                   checks=[{"check": c, "isDone": i < done} for i, c in enumerate(CHECKS)], plan=PLAN, **more)
    result.setdefault("waiting", [])
    result.setdefault("missing", [])
    result.setdefault("notes", NOTES if phase != "gathering" else NOTES[:1])
    result.setdefault("pages", [])
    return result


NOTES = [{"entry": 33, "time": "15:54:31", "text": "Spoke with Denise: Amina had a good day at school, slept well.", "kind": "note"},
         {"entry": 47, "time": "16:03:02", "text": "Showed something made", "kind": "note"},
         {"entry": 52, "time": "16:05:40", "text": "Laughing together", "kind": "note"},
         {"entry": 58, "time": "16:08:11", "text": "Nasrin asked which school Amina goes to. Prompted gently; she went on to the painting.", "kind": "concern"}]


def field(key, number, title, source, value="", required=True, **more):
    return {"key": key, "number": number, "title": title, "source": source, "value": value, "isRequired": required, **more}


def record(**changes):
    return {"session": SESSION, "isSigned": False, "isLate": False, "sections": [
        {"title": "What went well", "fields": [
            field("strengths", 37, "What went well between them", "human", help="What did you see and hear? Warmth, play, comfort, patience."),
            field("childVoice", 38, "What Amina said and showed", "human", help="Her own words, where you can.")]},
        {"title": "Concerns", "fields": [
            field("concerns", 44, "Anything that worried you", "human", help="Facts first. Write “none” if there was nothing."),
            field("flagged", 45, "Flagged during the session", "auto", "16:08:11 Nasrin asked which school Amina goes to. Prompted gently; she went on to the painting.", entry=58)]},
        {"title": "The session", "fields": [
            field("planned", 8, "Planned", "plan", "Tuesday 20 October 2026, 16:00 to 16:30"),
            field("started", 12, "Started", "auto", "16:02:10", entry=41, basis="16:02. Marcus started the session: everybody is together."), field("ended", 13, "Ended", "auto", "16:30:05", entry=70),
            field("pauses", 15, "Pauses", "derived", "1, together 40 seconds", entry=61),
            field("present", 16, "Who was there", "derived", "Amina (with Denise), Nasrin, Farida, Marcus"),
            field("late", 17, "Late", "derived", "Nobody")]},
        {"title": "Your view", "fields": [field("reflection", 60, "What you make of it", "human", required=False, help="Your own view, apart from the facts.")]}],
        "problems": ["Say what went well, or write that you saw nothing.", "Say what worried you, or choose None."]} | changes


def ms(minute, second=0):
    return FROM + (minute * 60 + second) * 1000


def entry(sequence, minute, second, type, sentence, lane=None, policies=()):
    at = ms(minute, second)
    total = 16 * 3600 + minute * 60 + second
    row = {"sequence": sequence, "at": at, "time": f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}.120", "type": type,
           "sentence": sentence, "policies": [{"id": i, "reason": r} for i, r in policies]}
    return row | ({"lane": lane} if lane else {})


def timeline(**changes):
    sees = ("supervisor-must-see-and-hear", "A supervised session goes on only while its supervisor sees and hears it.")
    inter = ("interpreter-required", "Bengali or Sylheti is spoken only with an interpreter present.")
    def lane(name, role, came, entered, left):
        return {"name": name, "role": role, "spans": [{"from": ms(came), "to": ms(entered), "what": "waiting"},
                {"from": ms(entered), "to": ms(left), "what": "room"}, {"from": ms(left), "to": ms(34), "what": "gone"}]}
    return {"session": SESSION | {"title": "Kites"}, "from": ms(-15), "to": ms(35),
            "lanes": [lane("Nasrin", "family", -9, -1, 31), lane("Marcus", "supervisor", -14, -13, 33), lane("Farida", "interpreter", -6, -3, 31), lane("Amina", "child", -4, 1, 30)],
            "holds": [{"from": ms(12, 10), "to": ms(13, 30)}],
            "entries": [
                entry(31, -9, 12, "seatTaken", "Nasrin joined and waits.", "Nasrin"),
                entry(33, -6, 31, "noteWritten", "Note: Spoke with Denise: Amina had a good day.", "Marcus"),
                entry(36, -5, 2, "admissionRefused", "Nasrin was not let in yet: Farida was not here.", "Nasrin", [inter]),
                entry(41, 2, 10, "sessionStarted", "The session began.", "Marcus", [sees, inter]),
                entry(58, 8, 11, "concernWritten", "Concern: Nasrin asked which school Amina goes to.", "Marcus"),
                entry(59, 8, 40, "intervened", "Marcus prompted quietly: a topic that is kept for elsewhere.", "Marcus"),
                entry(61, 12, 10, "sessionHeld", "Paused: the supervisor could not be seen for 4 seconds.", "Marcus", [sees]),
                entry(63, 13, 30, "sessionResumed", "Marcus let it go on.", "Marcus", [sees, inter]),
                entry(66, 20, 0, "supervisionAccepted", "Dawn sees and hears everybody, and answers for the session from now on.", "Marcus"),
                entry(70, 30, 5, "sessionEnded", "Ended as planned.", "Marcus"),
                entry(73, 34, 0, "recordSigned", "Marcus signed the record.", "Marcus")],
            "verdicts": {"integrity": {"holds": True, "sentence": "All 73 entries are as they were written, signed at each pause and at the end."},
                         "completeness": {"holds": None, "sentence": "Completeness: unknown, no outside witness."}},
            "sight": {"spans": [{"from": ms(2, 10), "to": ms(2, 12), "what": "notShown"}, {"from": ms(2, 12), "to": ms(12, 6), "what": "shown"},
                                {"from": ms(12, 6), "to": ms(12, 10), "what": "notShown"}, {"from": ms(12, 10), "to": ms(13, 30), "what": "paused"},
                                {"from": ms(13, 30), "to": ms(13, 32), "what": "notShown"}, {"from": ms(13, 32), "to": ms(30, 5), "what": "shown"}],
                      "sentence": "Sound and picture flowed for 26 minutes 35 seconds; for 26 minutes 27 seconds of them it was shown that the supervisor saw and heard everybody. Not shown: 16:02:10 to 16:02:12, 16:12:06 to 16:12:10, 16:13:30 to 16:13:32."},
            "record": "/records/r-1.html"} | changes


WAIT_NASRIN = state(NASRIN, "gathering", "Marcus will let you in. It usually takes a few minutes.", -8, place="waiting", may=["leave", "withdraw"])
HELD_CHILD = "Marcus has gone for a moment. You did nothing wrong. Denise is with you."
LIVE_MAY = ["hold", "end", "remove", "note", "concern"]
TOO_EARLY = {"refuse": {"start": ["notAllowed", "Bengali is spoken only with Farida in the room. She is not here yet."]}}


def click(*names):
    def run(page):
        for name in names:
            page.get_by_role("button", name=name, exact=True).first.click()
            page.wait_for_timeout(250)
    run.steps = names
    return run


def all_english(page):
    """Whoever has switched to English reads nothing in another language but the way back."""
    left = page.evaluate("[...document.querySelectorAll('h1, h2, p, li, dd, button')].filter(one => !one.closest('.languages')).map(one => one.textContent).filter(text => /[\\u0980-\\u09ff]/.test(text))")
    return [f"not in English: {text}" for text in left]


def join_scene(steps=(), **changes):
    return {"path": "/join#" + "a" * 43, "look": look(**changes), "then": click(*steps)}


def room(seat, snapshot, with_feeds=(), **more):
    return {"path": f"/room#{seat}", "scene": {"state": snapshot, "feeds": feeds(*with_feeds) if with_feeds else None, "self": NAMES[seat][0]}} | more


def at_desk(snapshot, with_feeds=(), seat=MARCUS, scene=None, **more):
    return {"path": f"/desk#{seat}", "scene": {"state": snapshot, "feeds": feeds(*with_feeds) if with_feeds else None, "self": NAMES[seat][0]} | (scene or {})} | more


def dark(page):
    """Nothing is shown or played, and if `stop` was meant, nothing is taken either."""
    videos = page.evaluate("[...document.querySelectorAll('video, audio')].filter(one => one.srcObject).length")
    return [f"{videos} pictures in the dark"] if videos else []


def stopped(page):
    """Dark with the server gone; told to the server once it is there again."""
    problems = dark(page) + page.evaluate("window.__stub.taken.filter(track => track.readyState !== 'ended').map(track => track.kind + ' still on')")
    page.evaluate("window.__stub.isDown = false")
    page.wait_for_timeout(4000)
    said = page.evaluate("window.__stub.sent.filter(message => message.type === 'stop').length")
    return problems + dark(page) + ([] if said else ["the server was not told"])


def shows_face(page):
    """Sends a small picture of what the preview shows, every few seconds and no oftener."""
    page.wait_for_timeout(4000)
    sent = page.evaluate("window.__stub.sent.filter(message => message.type === 'portrait')")
    if not 1 <= len(sent) <= 2:
        return [f"{len(sent)} pictures in 4 s"]
    return [] if sent[0]["jpeg"].startswith("/9j/") and sent[0]["bytes"] < 25000 else [f"a picture of {sent[0]['bytes']} bytes"]


CONFIRM = "seat => document.querySelector(`[data-key='confirm ${seat}']`)?.disabled"


def face_is_seen(page):
    """The picture is there with its words, the buttons can be pressed; gone once the person is in."""
    seen = page.get_by_role("img", name="Nasrin, now")
    problems = [] if seen.count() == 2 and seen.first.is_visible() else [f"{seen.count()} pictures, not one at the question and one in the list"]
    problems += ["the buttons wait"] if page.evaluate(CONFIRM, NASRIN) or page.locator(".now [data-key=next]").is_disabled() else []
    page.evaluate("state => window.__stub.push({...state, waiting: [], people: []})", page.evaluate("window.__scene.state"))
    return problems + (["a picture after it"] if page.locator(".portrait").count() else [])


def known_otherwise(page):
    """Without a picture nobody is confirmed, unless the supervisor says so."""
    problems = ["confirmed blind"] if not page.evaluate(CONFIRM, NASRIN) or not page.locator(".now [data-key=next]").is_disabled() else []
    problems += ["Amina has to wait"] if page.evaluate(CONFIRM, AMINA) else []
    click("I know them another way")(page)
    return problems + (["no way round"] if page.evaluate(CONFIRM, NASRIN) else [])


def truthful(page):
    """Beats all have one length, and count what was decoded."""
    for _ in range(20):
        beats = page.evaluate("window.__stub.sent.filter(message => message.type === 'beat')")
        last = {feed["seat"]: feed for feed in beats[-1]["feeds"]} if beats else {}
        if all(seat in last and last[seat]["frames"] > 3 and last[seat]["audio"] > 1000 for seat in OTHERS):
            return [] if len({beat["bytes"] for beat in beats}) == 1 else ["beats differ in length"]
        page.wait_for_timeout(500)
    return [f"{last} after {len(beats)} beats"]


def reset(page):
    page.evaluate("window.__stub.say({type: 'mediaReset'})")
    page.wait_for_timeout(300)


def drop(page):
    page.evaluate("window.__stub.down()")
    page.wait_for_timeout(400)


def queue(seen=False):
    """Three sessions: one overdue after a lapse, one drawn at random, one that a second reader has to look at."""
    def session(day):
        return SESSION | {"day": day, "title": "Kites"}
    looked = {"name": "Joanna Sable", "time": "Wednesday 21 October 2026, 09:10", "grade": "Good", "words": "Marcus explained the pause to Amina at once."}
    rows = [
        {"session": session("Tuesday 20 October 2026"), "seat": MARCUS, "due": "the end of Wednesday 21 October 2026", "isOpen": not seen, "isOverdue": not seen,
         "needsSecondReader": False, "looks": [looked] if seen else [], "findings": [
             {"rule": "supervisorLapse", "title": "Supervisor was lost", "sentence": "Paused: Marcus lost the connection. It lasted 2 minutes.", "entries": [20, 23]},
             {"rule": "concern", "title": "Concern noted", "sentence": "Marcus noted a concern: Nasrin asked which school it is.", "entries": [24]},
             {"rule": "newSupervisor", "title": "New supervisor", "sentence": "Marcus Bell is new: each of the first six records is read.", "entries": [73]}]},
        {"session": session("Friday 23 October 2026"), "seat": DAWN, "due": "10:00 on Saturday 24 October 2026", "isOpen": True, "isOverdue": False,
         "needsSecondReader": False, "looks": [], "findings": [
             {"rule": "missedSession", "title": "Not held", "sentence": "It was not held: the family did not come.", "entries": [112]}]},
        {"session": session("Tuesday 27 October 2026"), "seat": FARIDA, "due": "the end of Tuesday 3 November 2026", "isOpen": True, "isOverdue": False,
         "needsSecondReader": True, "looks": [{"name": "Imran Quill", "time": "Wednesday 28 October 2026, 11:02", "grade": "Inadequate", "words": "Nobody told the child why."}],
         "findings": [{"rule": "sample", "title": "Drawn at random", "sentence": "It was drawn at random among Marcus Bell’s records of the quarter.", "entries": [201]}]},
    ]
    return {"reader": "Joanna Sable", "rows": sorted(rows, key=lambda row: not row["isOpen"]), "others": 1,
            "ending": ["Kites: the order that it rests on runs out on Monday 14 December 2026, and nothing begins after it. See to what comes next.",
                       "Kites: its session on Friday 25 December 2026 falls on Christmas Day. Nobody is sent a link until somebody has chosen whether it is held."]}


def policies(**changes):
    """The rules as a lead reads them; the numbers are those of Policies/limits.json."""
    limits = json.loads((Path(__file__).resolve().parents[2] / "Policies" / "limits.json").read_text())
    return {"policySet": "5f1c" * 16, "policies": 103, "refused": None, "offered": None,
            "activation": {"at": "Monday 19 October 2026, 16:20", "by": "Joanna Sable", "why": "Panel of 19 October"},
            "limits": [{"name": name, "value": value, "rule": "childrens-hours"} for name, value in limits.items()],
            "examples": {"count": 521, "failed": []}} | changes


OFFERED = {"policySet": "a0b1" * 16, "policies": 104, "backtest": """4 sessions, 135 questions asked again under both sets.

kites-mother-1, Tuesday 20 October 2026
  15:54:04  would have been refused: admit, Marcus
            Where an interpreter is needed, a second member of staff is in the room before the child comes in. (second-staff-with-interpreter)

In all: 1 refused. Everything else stays as it was.""", "examples": {"count": 522, "failed": [
    {"name": "the child comes in last", "expected": "allow: allow-admit-by-supervisor", "came": "deny: second-staff-with-interpreter"}]}}


def open_the_rules(page):
    page.get_by_text("The rules in force").click()
    page.get_by_text("The numbers they go by").wait_for()


def look_at_it(page):
    page.locator("summary").first.click()


LIVE_CHILD = state(AMINA, "live", "You are with Nasrin.", 5, ALL, ["stop", "leave"], True)
LIVE_NASRIN = state(NASRIN, "live", "You are with Amina.", 5, ALL, ["leave", "withdraw"], True)
LIVE_FARIDA = state(FARIDA, "live", "You are with everybody.", 5, ALL, ["leave", "withdraw"], True)
LIVE_DESK = desk("live", "Live. Everybody is here.", 9, people=ALL, may=LIVE_MAY, is_open=True)
OTHERS = (NASRIN, AMINA, FARIDA)

SCENES = {
    "index": {"path": "/"},
    "join-link": {"path": "/join#" + "a" * 43, "look": None},
    "join-early": join_scene(isOpen=False),
    "join-hello": join_scene(),
    "join-hello-en": join_scene(["English"]) | {"expect": all_english},
    "join-rules": join_scene(["পরবর্তী"]),
    "join-rules-en": join_scene(["English", "Next"]) | {"expect": all_english},
    "join-refused": join_scene(["পরবর্তী", "আমি রাজি নই"]),
    "join-camera": join_scene(["English", "Next", "I agree"]),
    "join-preview": join_scene(["English", "Next", "I agree", "Turn on camera and microphone"]),
    "join-denied": join_scene(["English", "Next", "I agree", "Turn on camera and microphone"]) | {"scene": {"camera": "denied"}},
    "join-child": join_scene(role="child"),
    "join-child-preview": join_scene(["Next", "Turn on camera and microphone"], role="child") | {"scene": {"self": "Amina"}},
    "join-supervisor": join_scene(role="supervisor"),
    "child-waiting": room(AMINA, state(AMINA, "gathering", "Marcus is getting everything ready. Denise is with you.", -2, (MARCUS,), place="waiting", may=["stop", "leave"]), expect=shows_face),
    "child-live": room(AMINA, LIVE_CHILD, (NASRIN, MARCUS, FARIDA)),
    "child-held": room(AMINA, state(AMINA, "held", HELD_CHILD, 5, ALL, ["stop"]), (NASRIN, MARCUS), expect=dark),
    "child-lost": room(AMINA, LIVE_CHILD, then=drop, expect=dark),
    "child-stopped": room(AMINA, LIVE_CHILD, (NASRIN, MARCUS, FARIDA), then=click("Stop"), expect=dark),
    "child-stopped-alone": room(AMINA, LIVE_CHILD, (NASRIN, MARCUS, FARIDA), then=lambda page: (drop(page), click("Stop")(page)), expect=stopped),
    "child-ended": room(AMINA, state(AMINA, "ended", "All done for today. Next time is Friday.", 31, place="gone"), expect=dark),
    "family-waiting": room(NASRIN, WAIT_NASRIN),
    "family-looked-at": room(NASRIN, WAIT_NASRIN | {"people": [person(MARCUS)]}, expect=shows_face),
    "family-live": room(NASRIN, LIVE_NASRIN, (AMINA, MARCUS, FARIDA)),
    "family-held": room(NASRIN, state(NASRIN, "held", "We have paused for a moment. You did nothing wrong. Please stay here.", 5, ALL, ["leave", "withdraw"]), expect=dark),
    "family-lost": room(NASRIN, LIVE_NASRIN, then=drop, expect=dark),
    "family-leaving": room(NASRIN, LIVE_NASRIN, (AMINA, MARCUS, FARIDA), then=click("বেরিয়ে যান"), expect=dark),
    "family-withdraw": room(NASRIN, LIVE_NASRIN, (AMINA, MARCUS, FARIDA), then=click("আমি আর অংশ নিতে রাজি নই")),
    "family-ended": room(NASRIN, state(NASRIN, "ended", "The session has finished for now. Thank you.", 31, place="gone"), expect=dark),
    "interpreter-live": room(FARIDA, LIVE_FARIDA, (AMINA, MARCUS, NASRIN)),
    "desk-read": at_desk(desk("gathering", "Marcus, please look at who is waiting.", -12, 0, missing=["Farida (interpreter) is not here yet.", "Nasrin is not here yet."], may=["check", "note"])),
    "desk-face": at_desk(desk("gathering", "Nasrin is waiting.", -8, 1, waiting=[waits(NASRIN)], missing=["Farida (interpreter) is not here yet."],
                              may=["check", "confirmIdentity", "rejectIdentity", "note"]), scene={"portraits": feeds(NASRIN)}, expect=face_is_seen),
    "desk-faceless": at_desk(desk("gathering", "Nasrin and Amina are waiting.", -8, 1, waiting=[waits(NASRIN), waits(AMINA)],
                                  may=["check", "confirmIdentity", "rejectIdentity", "note"]), scene={"portraits": feeds(AMINA)}, expect=known_otherwise),
    "desk-admit": at_desk(desk("gathering", "Nasrin, Farida and Amina are waiting.", -4, 5, waiting=[waits(NASRIN, isIdentityConfirmed=True), waits(AMINA, isIdentityConfirmed=True), waits(FARIDA, isIdentityConfirmed=True)],
                               missing=["Amina comes in last."], may=["admit", "note"])),
    "desk-start": at_desk(desk("gathering", "Everybody is here.", 0, 5, word="Ready", people=ALL, may=["start", "end", "remove", "note", "concern"])),
    "desk-live": at_desk(LIVE_DESK, OTHERS, expect=truthful),
    "desk-reset": at_desk(LIVE_DESK, OTHERS, then=reset, expect=lambda page: [f"{n} pictures" for n in [page.evaluate("[...document.querySelectorAll('video')].filter(v => v.srcObject && !v.muted).length")] if n]),
    "desk-draining": at_desk(desk("live", "Live. No picture reaches you.", 9, people=ALL, may=LIVE_MAY, is_open=True, lease={"remaining": 3200, "sees": False}), OTHERS),
    "desk-paused": at_desk(LIVE_DESK, OTHERS, then=lambda page: (click("Pause")(page), page.evaluate("s => window.__stub.push(s)", HELD_DESK), page.wait_for_timeout(300)), expect=dark),
    "desk-held": at_desk(desk("held", "Paused: Farida has lost her connection.", 12, people=(NASRIN, AMINA), may=["end", "note", "concern"], missing=["Farida (interpreter) is not here."]), expect=dark),
    "desk-refused": at_desk(desk("gathering", "Nearly everybody is here.", 0, 5, word="Ready", people=ALL, may=["start", "end", "note"]), scene=TOO_EARLY, then=click("Begin")),
    "desk-ending": at_desk(desk("live", "Live. 4 minutes are left.", 26, people=ALL, may=LIVE_MAY, is_open=True), OTHERS, then=click("End")),
    "desk-lost": at_desk(LIVE_DESK, OTHERS, then=drop, expect=dark),
    "desk-record": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern"])),
    "desk-problems": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern"]), then=click("Sign the record"), sign=None),
    "desk-signed": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern"]), then=click("Sign the record")),
    "colleague": at_desk(desk("held", "Marcus can’t be reached.", 6, seat=DAWN, people=(NASRIN, AMINA, FARIDA), may=["takeOver"], pages=["Marcus can’t be reached since 16:04. The session is paused, Amina is with Denise."], lease=None), seat=DAWN),
    "queue": {"path": f"/queue#{MARCUS}"},
    "queue-look": {"path": f"/queue#{MARCUS}", "then": look_at_it},
    "queue-seen": {"path": f"/queue#{MARCUS}", "then": lambda page: (look_at_it(page), click("I have looked at it: Joanna Sable")(page))},
    "queue-empty": {"path": f"/queue#{MARCUS}", "queue": {"reader": "Joanna Sable", "rows": [], "others": 2}},
    "queue-rules": {"path": f"/queue#{MARCUS}", "then": open_the_rules},
    "queue-rules-next": {"path": f"/queue#{MARCUS}", "then": open_the_rules, "policies": policies(examples=None, offered=OFFERED)},
    "queue-rules-refused": {"path": f"/queue#{MARCUS}", "then": open_the_rules, "policies": policies(
        examples=None, offered={"problem": "Policies/30-local.cedar:2:16: Expected an expression, found `}`."},
        refused={"sentence": "Policies/30-local.cedar:2:16: Expected an expression, found `}`.", "at": "Tuesday 20 October 2026, 09:02"})},
    "review": {"path": f"/review#{MARCUS}"},
    "review-chosen": {"path": f"/review#{MARCUS}", "then": lambda page: click("Entry 61")(page)},
    "review-broken": {"path": f"/review#{MARCUS}", "timeline": timeline(record=None, verdicts={
        "integrity": {"holds": False, "sentence": "Entry 58 is not as it was written."}, "completeness": {"holds": False, "sentence": "4 entries are missing since the last checkpoint of the witness."}})},
}
HELD_DESK = copy.deepcopy(desk("held", "Paused by you.", 9, people=ALL, may=["resume", "end", "remove", "note", "concern"]))

# Staff among themselves
READERS = [{"seat": NASRIN, "shownName": "Nasrin", "role": "family"}, {"seat": FARIDA, "shownName": "Farida", "role": "interpreter"},
           {"seat": DAWN, "shownName": "Dawn", "role": "colleague"}]


def said(number, sender, to, text, is_read=False, time="16:09"):
    return {"number": number, "time": time, "from": sender, "fromName": NAMES[sender][0], "to": to, "toName": NAMES[to][0], "text": text, "isRead": is_read}


def handing(step, to=DAWN):
    return {"to": to, "shownName": "Dawn", "step": step}


WORDS = [said(1, MARCUS, NASRIN, "Please talk about the drawing now, not about school.", True), said(2, FARIDA, MARCUS, "She used a pet name for the street. I did not interpret it.")]
STAFF_MAY = [*LIVE_MAY, "intervene", "privateWord", "readPrivateWord", "offerSupervision", "leave"]
WITH_DAWN = (*ALL, DAWN)


def staff_desk(seat=MARCUS, may=STAFF_MAY, **more):
    return desk("live", "Everybody can see and hear each other. You see and hear it all.", 9, seat=seat, people=ALL, may=may, is_open=True, writesTo=READERS, words=WORDS, **more)


def reachable(page):
    """Every button is at least 48 px high and wide, and within the window's width."""
    return page.evaluate("""[...document.querySelectorAll('button')].filter(one => one.checkVisibility()).map(one => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 47.5 || box.width < 47.5 || box.right > innerWidth + 1 || box.left < -1).map(([text, box]) => `${text}: ${Math.round(box.width)} by ${Math.round(box.height)}`)""")


SCENES |= {
    "join-ties": join_scene(["Next"], role="interpreter"),
    "join-ties-yes": join_scene(["Next", "Yes, I know somebody"], role="interpreter"),
    "desk-ties": at_desk(desk("gathering", "Farida is waiting.", -6, 5, waiting=[waits(FARIDA, isIdentityConfirmed=True, declaration="knowsSomebody"), waits(NASRIN, isIdentityConfirmed=True)],
                              missing=["Farida knows somebody in this family, and cannot interpret today. Another interpreter is needed."], may=["admit", "note"])),
    "staff-live": at_desk(staff_desk(), OTHERS, expect=reachable),
    "staff-ladder": at_desk(staff_desk(), OTHERS, then=lambda page: page.locator(".rung").first.click(), expect=reachable),
    "staff-offered": at_desk(staff_desk(handover=handing("offered")), OTHERS),
    "staff-accepted": at_desk(staff_desk(handover=handing("accepted")), OTHERS, expect=reachable),
    "staff-asked": at_desk(desk("live", "The session is going on and is supervised.", 9, seat=DAWN, people=ALL, may=["takeOver"], handover=handing("offered"), place="waiting"), seat=DAWN, expect=reachable),
    "staff-ready": at_desk(desk("live", "Everybody can see and hear each other. You see and hear it all.", 9, seat=DAWN, people=WITH_DAWN, may=[*LIVE_MAY, "acceptSupervision", "intervene"], is_open=True, handover=handing("ready")), (*OTHERS, MARCUS), seat=DAWN),
    "staff-debrief": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern", "openDebrief"])),
    "staff-debrief-open": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern", "discuss"], debrief={"words": [
        {"time": "16:33", "name": "Farida", "text": "What went well? They sang, and I hardly had to interpret."}, {"time": "16:34", "name": "Dawn", "text": "The pause was calm."}]})),
    "family-word": room(NASRIN, LIVE_NASRIN | {"words": [said(1, MARCUS, NASRIN, "Please talk about the drawing now, not about school.")]}, (AMINA, MARCUS, FARIDA), expect=reachable),
    "family-word-waiting": room(NASRIN, WAIT_NASRIN | {"words": [said(1, MARCUS, NASRIN, "We begin five minutes later. Nothing is wrong.")]}),
    "interpreter-whisper": room(FARIDA, LIVE_FARIDA | {"writesTo": [{"seat": MARCUS, "shownName": "Marcus", "role": "supervisor"}]}, (AMINA, MARCUS, NASRIN), then=click("Whisper to Marcus"), expect=reachable),
    "staff-debrief-aloud": at_desk(desk("ended", "Finished. Only the record is left.", 31, may=["note", "concern", "discuss", "joinDebrief"], debrief={"words": []})),
    "interpreter-debrief-join": room(FARIDA, state(FARIDA, "ended", "The session has finished for now. Thank you for coming.", 33, may=["discuss", "joinDebrief"], debrief={"words": []},
        talk={"kind": "debrief", "people": [{"seat": MARCUS, "shownName": "Marcus"}]}), expect=dark),
    "interpreter-debrief-aloud": room(FARIDA, state(FARIDA, "ended", "The session has finished for now. Thank you for coming.", 33, may=["discuss", "leaveTalk"], is_open=True, debrief={"words": []},
        talk={"kind": "debrief", "people": [{"seat": FARIDA, "shownName": "Farida"}, {"seat": MARCUS, "shownName": "Marcus"}]}), expect=reachable),
    "interpreter-debrief": room(FARIDA, state(FARIDA, "ended", "The session has finished for now. Thank you for coming.", 33, may=["discuss"], debrief={"words": [{"time": "16:33", "name": "Marcus", "text": "What went well?"}]}), expect=dark),
}


def prints(page):
    """On paper: picture and table whole, nothing to press, nothing wider than an A4 page; Chromium makes a PDF of it."""
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")
    problems = [f"{wide} px too wide for A4" for wide in [page.evaluate("document.documentElement.scrollWidth - 718")] if wide > 0]
    problems += page.evaluate("[...document.querySelectorAll('header button, .tick, .actions button')].filter(one => one.checkVisibility()).map(one => one.textContent + ' is printed')")
    problems += [f"{what} is not printed" for what in (".chart", ".chart .sight.shown", ".sight-words", ".legend", "tbody tr", ".verdict") if not page.locator(what).first.is_visible()]
    page.emulate_media(media=None)
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    return problems + ([] if 1 <= pages <= 4 else [f"{pages} pages"])


SCENES |= {"review-printed": {"path": f"/review#{MARCUS}", "expect": prints}}
import scenes_carers  # noqa: E402  It builds on everything above.

SCENES |= scenes_carers.SCENES
