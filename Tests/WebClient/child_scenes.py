"""Scenes of the child's break, alert, faces and drawing, and of the last pages."""
from language import english, spoken
from scenes import (ALL, AMINA, DAWN, FARIDA, HELP, LIVE_MAY, MARCUS, NASRIN, OTHERS, SCENES, at_desk, click, dark, desk, join_scene, room, state)

POSTED = []
CHILD_MAY = ["stop", "leave", "break", "draw"]
LIVE = state(AMINA, "live", "You can see and hear each other now.", 5, ALL, CHILD_MAY, True)
BREAK = "You have a break. You did nothing wrong. Denise is with you."
READY = "Marcus knows that you are ready. Denise is with you."
NEUTRAL = {"bn": "আমরা একটু বিরতি নিচ্ছি। এখানে অপেক্ষা করুন। আমরা আবার শুরু করব, অথবা ফোন করব।",
           "en": "We are having a short break. Please wait here. We will go on, or ring you."}
LINES = [("blue", [200, 700, 300, 500, 400, 700, 250, 580, 350, 580]), ("red", [600, 300, 700, 200, 800, 300, 700, 420, 600, 300]),
         ("green", [700, 420, 720, 560, 690, 640, 730, 760])]


def after(role="family", **changes):
    answer = {"role": role, "shownName": "Nasrin", "language": "bn", "supervisor": "Marcus", "next": "Friday", "help": dict(HELP), "mayFeel": False, "mayWrite": True}
    if role == "child":
        answer |= {"shownName": "Amina", "language": "en", "companion": "Denise", "mayFeel": True}
    return answer | changes


def over(page):
    """As the server does at the end."""
    page.evaluate("window.__stub.say({type: 'bye', code: 'sessionFinished', message: 'All done for today. Next time is Friday.'}); window.__stub.sockets.at(-1).end(4000)")
    page.wait_for_timeout(500)


def removed(page):
    page.evaluate("window.__stub.say({type: 'bye', code: 'removed', message: 'You cannot be in this session now. Please ring us, and we will tell you what happens next.'}); window.__stub.sockets.at(-1).end(4001)")
    page.wait_for_timeout(300)


def lines(page):
    for colour, points in LINES:
        page.evaluate("([seat, colour, points]) => window.__stub.say({type: 'stroke', seat, colour, points})", [NASRIN, colour, points])


def hushed(page):
    """After Stop nothing that was said before is left for those who listen to the page."""
    return page.evaluate("[...document.querySelectorAll('body > [role=status], body > [role=alert]')].map(one => one.textContent).filter(Boolean).map(text => `still said: ${text}`)")


def apart(page):
    """In low and in narrow windows, too, nobody's face is under a button, and no button under another."""
    problems = []
    for width, height in ((1280, 600), (900, 560), (740, 360), (360, 560), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        problems += [f"{width} by {height}: {text}" for text in page.evaluate("""() => {
            const box = one => one.getBoundingClientRect();
            const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
            const name = one => one.textContent.trim() || one.className;
            const buttons = [...document.querySelectorAll('.child-buttons button, .draw')].filter(one => one.checkVisibility());
            const faces = [...document.querySelectorAll('.others .face')].flatMap(face => [face, face.querySelector('figcaption')]);
            return buttons.flatMap((button, index) => [...faces, ...buttons.slice(index + 1), document.querySelector('.main-face')].filter(Boolean)
                .filter(one => meet(box(button), box(one))).map(one => `${name(button)} is over ${name(one)}`));
        }""")]
    return problems


def drawn(page):
    """Pixels of the drawing that are not empty."""
    return page.evaluate("""() => { const canvas = document.querySelector('.drawing canvas');
        return canvas ? canvas.getContext('2d').getImageData(0, 0, 1000, 1000).data.filter((value, index) => index % 4 === 3 && value).length : -1; }""")


def draws(page):
    """A line by mouse goes out in small pieces, and pieces of others are shown."""
    lines(page)
    problems = [] if drawn(page) > 5000 else [f"{drawn(page)} pixels of others"]
    page.evaluate("document.querySelector('.drawing canvas').scrollIntoView({block: 'start'})")
    box = page.locator(".drawing canvas").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(box["x"] + 20 + step * 2, box["y"] + 20 + (step * 7) % 40)
    page.mouse.up()
    page.wait_for_timeout(300)
    sent = page.evaluate("window.__stub.sent.filter(message => message.type === 'stroke')")
    problems += [] if sent else ["nothing was sent"]
    problems += [f"a piece of {len(one['points'])} numbers" for one in sent if not 4 <= len(one["points"]) <= 128 or len(one["points"]) % 2]
    problems += ["off the page"] if any(not 0 <= number <= 1000 or number != int(number) for one in sent for number in one["points"]) else []
    return problems


def rests(page):
    """A pause hides the drawing, and it is there again afterwards."""
    lines(page)
    page.evaluate("state => window.__stub.push({...state, phase: 'held', word: 'Paused', media: {isOpen: false, canPublish: true}})", page.evaluate("window.__scene.state"))
    page.wait_for_timeout(300)
    shown = page.locator(".drawing").count()
    return [f"{shown} drawings in a pause"] if shown else []


def alerts(page):
    """Three beats say it, as long as any other; she alone reads a small word."""
    page.locator("button.not-ok").click()
    for _ in range(50):
        word = page.locator(".heard").inner_text()
        if word:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(3000)
    beats = page.evaluate("window.__stub.sent.filter(message => message.type === 'beat')")
    said = [beat for beat in beats if beat.get("alert")]
    problems = [] if len(said) == 3 else [f"{len(said)} beats said it"]
    problems += [] if len({beat["bytes"] for beat in beats}) == 1 else ["beats differ in length"]
    problems += [] if all("alert" in beat for beat in beats) else ["some beats lack it"]
    problems += [] if word == "We know." else ["she was not told"]
    problems += [] if page.locator(".room-child .main-face .face.on").count() else ["her page changed"]
    return problems


def chooses(page):
    POSTED.clear()
    page.get_by_role("button", name="Happy", exact=True).click()
    page.wait_for_timeout(300)
    problems = [] if POSTED and POSTED[-1]["feeling"] == "happy" else [f"posted {POSTED}"]
    return problems + ([] if page.locator(".faces").count() == 0 else ["asked twice"])


def writes(page):
    POSTED.clear()
    page.locator("textarea").fill("She slept well and drew a kite at breakfast.")
    page.locator(".words-box button").click()
    page.wait_for_timeout(300)
    return [] if POSTED and POSTED[-1]["text"].startswith("She slept") and "Saved" in page.locator(".answer-line").inner_text() else [f"posted {POSTED}"]


def asks(type):
    return lambda page: [] if page.evaluate("type => window.__stub.sent.some(message => message.type === type)", type) else [f"{type} was not sent"]


CHILDREN = [{"seat": AMINA, "shownName": "Amina", "alerts": [{"time": "16:09:31"}], "before": "happy"}]
DESK = desk("live", "Everybody can see and hear each other. You see and hear it all.", 9, people=ALL, may=LIVE_MAY + ["acknowledge"], is_open=True, children=CHILDREN)
HELD_MAY = ["resume", "end", "remove", "note", "concern"]
DRAWN = {"isDrawing": True}


PAIR = [{"seat": AMINA, "shownName": "Amina"}, {"seat": MARCUS, "shownName": "Marcus"}]
ALONE = "Marcus can see and hear you now. Nobody else can. Denise is with you."
ALONE_BN = "এখন Marcus তোমাকে দেখতে ও শুনতে পারছেন। আর কেউ পারছে না। Denise তোমার সঙ্গে আছেন।"
SCENES |= {
    "child-break-talk-offer": room(AMINA, state(AMINA, "held", BREAK, 9, ALL, ["stop", "leave", "ready", "talk"], talk={"kind": "withChild", "people": [], "with": [PAIR[1]]})),
    "child-break-talk-coming": room(AMINA, state(AMINA, "held", ALONE, 9, ALL, ["stop", "leave", "ready", "endTalk"], talk={"kind": "withChild", "people": PAIR})),
    "child-break-talk": room(AMINA, state(AMINA, "held", ALONE, 9, ALL, ["stop", "leave", "ready", "endTalk"], True, talk={"kind": "withChild", "people": PAIR}), (MARCUS,), expect=apart),
    "desk-break-talk-offer": at_desk(desk("held", "Amina is having a break. Nobody sees or hears anybody.", 9, may=["resume", "end", "talk"], people=ALL,
        children=[{"seat": AMINA, "shownName": "Amina", "isReady": False, "alerts": []}], talk={"kind": "withChild", "people": [], "with": [PAIR[0]]})),
    "desk-break-talk": at_desk(desk("held", "You and Amina can see and hear each other. Nobody else sees or hears it.", 9, may=["end", "endTalk"], people=ALL, is_open=True, missing=["End the talk with the child first."],
        children=[{"seat": AMINA, "shownName": "Amina", "isReady": False, "alerts": []}], talk={"kind": "withChild", "people": PAIR}), (AMINA,)),
}

SCENES |= {
    "child2-before": room(AMINA, state(AMINA, "gathering", "You are in the right place. Marcus will let you in soon.", -2, (MARCUS,), place="waiting", may=["stop", "leave"]), expect=chooses),
    "child2-asked": room(AMINA, state(AMINA, "gathering", "You are in the right place. Marcus will let you in soon.", -2, (MARCUS,), place="waiting", may=["stop", "leave"])),
    "child2-live": room(AMINA, LIVE, (NASRIN, MARCUS, FARIDA), expect=apart),
    "child2-hushed": room(AMINA, LIVE, (NASRIN, MARCUS, FARIDA), then=click("Stop"), expect=hushed),
    "child2-five": room(AMINA, state(AMINA, "live", "Dawn looks after you all now. You can see and hear each other now.", 5, (*ALL, DAWN), CHILD_MAY, True), (NASRIN, MARCUS, FARIDA), expect=apart),
    "child2-notok": room(AMINA, LIVE, (NASRIN, MARCUS, FARIDA), expect=alerts),
    "child2-break": room(AMINA, state(AMINA, "held", BREAK, 6, ALL, ["stop", "ready"]), (NASRIN, MARCUS), then=click("I’m ready"), expect=lambda page: dark(page) + asks("ready")(page)),
    "child2-broken": room(AMINA, LIVE, (NASRIN, MARCUS, FARIDA), then=lambda page: page.locator("button.break").click(), expect=asks("break")),
    "child2-ready": room(AMINA, state(AMINA, "held", READY, 6, ALL, ["stop"]), (NASRIN, MARCUS), expect=dark),
    "child2-lost": room(AMINA, state(AMINA, "held", "Marcus has gone for a moment. You did nothing wrong. Denise is with you.", 6, ALL, ["stop"]), (NASRIN, MARCUS), expect=dark),
    "child2-draw": room(AMINA, LIVE | DRAWN, (NASRIN, MARCUS, FARIDA), expect=draws),
    "child2-drawn-held": room(AMINA, LIVE | DRAWN, (NASRIN, MARCUS, FARIDA), expect=rests),
    "child2-put-away": room(AMINA, LIVE | DRAWN, (NASRIN, MARCUS, FARIDA), then=click("Put away"), expect=lambda page: ["still there"] if page.locator(".drawing").count() else []),
    "child2-end": room(AMINA, LIVE, (NASRIN, MARCUS, FARIDA), then=over) | {"after": after("child")},
    "child2-end-note": room(AMINA, LIVE, (NASRIN, MARCUS, FARIDA), then=lambda page: (over(page), page.locator("summary").click()), expect=writes) | {"after": after("child")},
    "child2-stopped": room(AMINA, LIVE, (NASRIN, MARCUS, FARIDA), then=lambda page: (click("Stop")(page), over(page))) | {"after": after("child")},
    "family2-break": room(NASRIN, state(NASRIN, "held", NEUTRAL["bn"], 5, ALL, ["leave", "withdraw"]), expect=dark),
    "family2-language": room(NASRIN, state(NASRIN, "live", "এখন আপনারা একে অন্যকে দেখতে ও শুনতে পারছেন।", 5, ALL, ["leave", "withdraw", "draw"], True), (AMINA, MARCUS, FARIDA),
                             then=english, expect=spoken("বেরিয়ে যান", "I no longer agree to take part")),
    "family2-draw": room(NASRIN, state(NASRIN, "live", "এখন আপনারা একে অন্যকে দেখতে ও শুনতে পারছেন।", 5, ALL, ["leave", "withdraw"], True, **DRAWN), (AMINA, MARCUS, FARIDA), then=lines, expect=draws),
    "family2-end": room(NASRIN, state(NASRIN, "live", "You are with Amina.", 5, ALL, ["leave", "withdraw"], True), (AMINA, MARCUS, FARIDA), then=over) | {"after": after()},
    "family2-end-en": room(NASRIN, state(NASRIN, "live", "You are with Amina.", 5, ALL, ["leave", "withdraw"], True), (AMINA, MARCUS, FARIDA), then=over) | {"after": after(language="en")},
    "family2-withdrawn": room(NASRIN, state(NASRIN, "live", "You are with Amina.", 5, ALL, ["leave", "withdraw"], True), (AMINA, MARCUS, FARIDA),
                              then=lambda page: (click("আমি আর অংশ নিতে রাজি নই")(page), click("হ্যাঁ, আর অংশ নেব না")(page))),
    "family2-removed": room(NASRIN, state(NASRIN, "live", "You are with Amina.", 5, ALL, ["leave", "withdraw"], True), (AMINA, MARCUS, FARIDA), then=removed, expect=dark),
    "join2-child-preview": join_scene(["Next", "Turn on camera and microphone"], role="child", family=["Nasrin"]) | {"scene": {"self": "Amina"}},
    "join2-over": join_scene(role="child", isOver=True),
    "desk2-alert": at_desk(DESK, OTHERS, then=click("I have seen it"), expect=asks("acknowledge")),
    "desk2-ready": at_desk(desk("held", "Amina is ready to go on. Look at everybody, then press Go on.", 9, people=ALL, may=HELD_MAY,
                                children=[{"seat": AMINA, "shownName": "Amina", "isReady": True, "alerts": [{"time": "16:09:31", "acknowledgedBy": "Marcus"}], "before": "happy"}]), expect=dark),
    "desk2-drawing": at_desk(desk("live", "Everybody can see and hear each other.", 9, people=ALL, may=LIVE_MAY, is_open=True, **DRAWN), OTHERS, then=lines,
                             expect=lambda page: [] if drawn(page) > 5000 else ["no drawing"]),
}
