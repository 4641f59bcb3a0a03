"""Scenes of what goes wrong: links, browsers, cameras, connections. Each page says what to do next and whom to ring."""
from scenes import (ALL, AMINA, FARIDA, HELD_CHILD, HELD_DESK, LIVE_CHILD, LIVE_DESK, LIVE_NASRIN, MARCUS, NASRIN, WAIT_NASRIN,
                    at_desk, click, dark, drop, join_scene, look, person, room, state)

LINK = "/join#" + "a" * 43
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
TO_CAMERA = ["English", "Next", "I agree", "Turn on camera and microphone"]
TO_CAMERA_BN = ["পরবর্তী", "আমি রাজি", "ক্যামেরা ও মাইক্রোফোন চালু করুন"]
STRANGERS = ("Nasrin", "Amina", "Marcus", "Farida", "Denise", "Kamal", "16:00", "October")


def says(*texts, never=()):
    """The page has these texts and none of those."""
    def run(page):
        for _ in range(20):
            body = page.evaluate("document.body.innerText")
            if all(text in body for text in texts):
                break
            page.wait_for_timeout(250)
        return [f"does not say “{text}”" for text in texts if text not in body] + [f"says “{text}”" for text in never if text in body]
    return run


def both(*checks):
    return lambda page: [problem for check in checks for problem in check(page)]


def tells_nobody(page):
    """A link that opens nothing knows nobody but the service's own contact."""
    return says("Priya", "01632 960101", never=STRANGERS)(page)


def camera(problem, steps=TO_CAMERA, **more):
    return join_scene(steps) | {"scene": {"camera": problem}} | more


def keeps_link(page):
    """The way out of a chat program takes the link along."""
    address = page.evaluate("location.href")
    return both(says("Open your link in your browser", "Priya", never=("Next",)))(page) + ([] if address.endswith("#" + "a" * 43) else [f"the address is {address}"])


def held_by_server(page):
    return [f"{message} was sent" for message in page.evaluate("(window.__stub?.sent ?? []).map(message => message.type)") if message == "join"]


def facts(*expected):
    def run(page):
        told = page.evaluate("window.__stub.sent.filter(message => message.type === 'deviceFact').map(message => message.fact)")
        return [] if told == list(expected) else [f"told {told}, not {list(expected)}"]
    return run


def hide(page):
    """Another program in front, and back."""
    for visibility in ("hidden", "visible"):
        page.evaluate("value => { Object.defineProperty(document, 'visibilityState', {value, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }", visibility)
        page.wait_for_timeout(150)


def lose_camera(page):
    page.wait_for_timeout(400)
    page.evaluate("window.__stub.taken.find(track => track.kind === 'video').dispatchEvent(new Event('ended'))")
    page.wait_for_timeout(300)


def camera_again(page):
    """The new camera goes out on the old connection."""
    page.wait_for_timeout(500)
    before = page.evaluate("window.__stub.taken.length")
    problems = [] if page.locator(".notice.bar").count() else ["nothing says that the camera is gone"]
    click("আবার চালু করুন")(page)
    page.wait_for_timeout(500)
    problems += ["it was not turned on again"] if page.evaluate("window.__stub.taken.length") != before + 2 else []
    problems += ["the bar stays"] if page.locator(".notice.bar").count() else []
    publishes = page.evaluate("window.__stub.sent.filter(message => message.type === 'publish').length")
    problems += [f"{publishes} uplinks"] if publishes > 1 else []
    return problems + facts("cameraEnded", "cameraBack")(page)


def in_reach(name):
    """The bar about the camera covers what must always be there not at all."""
    def run(page):
        button = page.get_by_role("button", name=name, exact=True).first.bounding_box()
        bar = page.locator(".notice.bar").bounding_box()
        return [] if bar["y"] + bar["height"] <= button["y"] else [f"“{name}” is covered"]
    return run


def bye(code, message="This page can be closed."):
    def run(page):
        page.wait_for_timeout(300)
        page.evaluate("([code, message]) => { const socket = window.__stub.sockets.at(-1); socket.say({type: 'bye', code, message}); socket.end(4001); }", [code, message])
        page.wait_for_timeout(300)
    return run


def announced(role, *changes, times=3):
    """Each change of the state is said once to those who listen, however often the server repeats it."""
    def run(page):
        page.evaluate("""role => { window.__said = [];
            new MutationObserver(() => { const text = document.querySelector(`body > .unseen[role=${role}]`).textContent; if (text) window.__said.push(text); })
              .observe(document.querySelector(`body > .unseen[role=${role}]`), {childList: true, characterData: true, subtree: true}); }""", role)
        for change in changes:
            for _ in range(times):
                page.evaluate("state => window.__stub.push(state)", change)
                page.wait_for_timeout(60)
        said = page.evaluate("window.__said")
        return [] if len(said) == len(changes) and all(change["sentence"] in text for change, text in zip(changes, said)) else [f"said {said}"]
    return run


def lost_long(page):
    drop(page)
    page.wait_for_timeout(15500)


HELD_NASRIN = state(NASRIN, "held", "সময়টা এখন একটু থেমে আছে।", 5, ALL, ["leave", "withdraw"])
HELD_AMINA = state(AMINA, "held", HELD_CHILD, 5, ALL, ["stop"])
GONE = {"people": [person(AMINA, isConnected=False), person(MARCUS), person(FARIDA)]}
TITLES = {"secondDevice": "Your place is open somewhere else", "tooMany": "That did not work", "journalFailed": "That did not work"}

SCENES = {
    "help": {"path": "/help", "expect": both(tells_nobody)},
    # Links
    "trouble-no-link": {"path": "/join", "expect": says("This link can’t be used", "ring your social worker", never=STRANGERS)},
    "trouble-link-bn": {"path": LINK, "look": None, "locale": "bn-BD", "expect": tells_nobody},
    **{f"trouble-{code}": join_scene(["English", "Next", "I agree", "Turn on camera and microphone", "Join"]) | {"join": code, "expect": says(title, "Priya", "01632")} for code, title in TITLES.items()},
    "trouble-no-server": {"path": LINK, "look": "lost", "expect": says("We can’t reach the service", "Try again")},
    "trouble-kamal": join_scene(language="en", shownName="Kamal", supervisor="", others=[]) | {"expect": says("Somebody from the team will let you in.")},
    # Browsers
    "trouble-old": {"path": LINK, "look": look(), "modules": "syntax", "expect": says("This browser is too old", "Chrome", "phone number", never=STRANGERS)},
    "trouble-old-bn": {"path": LINK, "look": look(), "modules": "syntax", "locale": "bn-BD", "expect": says("এই ব্রাউজারটি অনেক পুরোনো")},
    "trouble-no-modules": {"path": LINK, "look": look(), "modules": "none", "expect": says("This browser is too old")},
    "trouble-broken": {"path": LINK, "look": look(), "modules": "abort", "expect": says("The page did not open", "Try again", "phone number")},
    "trouble-no-scripts": {"path": LINK, "look": look(), "scripts": False},
    "trouble-in-app": join_scene(["English"]) | {"scene": {"camera": "none"}, "expect": both(keeps_link, held_by_server)},
    "trouble-in-app-bn": join_scene() | {"scene": {"camera": "none"}},
    # Cameras
    "trouble-denied": camera("denied", expect=says("Press the sign beside the address", "Try again", "Priya")),
    "trouble-denied-bn": camera("denied", TO_CAMERA_BN),
    "trouble-denied-android": camera("denied", agent=ANDROID, expect=says("Press “Permissions”")),
    "trouble-denied-ios": camera("denied", agent=IPHONE, expect=says("Website Settings")),
    "trouble-busy": camera("busy", expect=says("Something else is using your camera")),
    "trouble-missing": camera("missing", expect=says("We can’t find a camera and a microphone")),
    "trouble-missing-microphone": join_scene(TO_CAMERA) | {"scene": {"camera": "missing", "devices": ["videoinput"]}, "expect": says("We can’t find a microphone")},
    "family-denied": room(NASRIN, WAIT_NASRIN) | {"scene": {"state": WAIT_NASRIN, "camera": "denied"}, "then": lambda page: page.locator("summary").click(), "expect": says("আপনার ক্যামেরা এখনো")},
    "child-denied": room(AMINA, LIVE_CHILD, (NASRIN, MARCUS)) | {"scene": {"state": LIVE_CHILD, "camera": "denied"}, "expect": in_reach("Stop")},
    "family-camera-gone": room(NASRIN, LIVE_NASRIN, (AMINA, MARCUS, FARIDA), then=lose_camera, expect=in_reach("বেরিয়ে যান")),
    "family-camera-again": room(NASRIN, LIVE_NASRIN, (AMINA, MARCUS, FARIDA), then=lose_camera, expect=camera_again),
    "family-hidden": room(NASRIN, LIVE_NASRIN, (AMINA, MARCUS, FARIDA), then=hide, expect=facts("hidden", "shown")),
    # Connections
    "family-weak": room(NASRIN, LIVE_NASRIN | GONE, (MARCUS, FARIDA)),
    "child-weak": room(AMINA, LIVE_CHILD | {"people": [person(NASRIN, isConnected=False), person(MARCUS)]}, (MARCUS,), expect=says("That can happen to anybody", never=("away",))),
    "family-lost-long": room(NASRIN, LIVE_NASRIN, then=lost_long, expect=both(dark, says("01632 960101"))),
    "child-lost-long": room(AMINA, LIVE_CHILD, then=lost_long, expect=both(dark, says("Denise can ring Priya on 01632 960101"))),
    "family-elsewhere": room(NASRIN, LIVE_NASRIN, then=bye("seatTaken"), expect=both(dark, says("01632 960101"))),
    "child-elsewhere": room(AMINA, LIVE_CHILD, then=bye("seatTaken"), expect=dark),
    "family-removed": room(NASRIN, LIVE_NASRIN, then=bye("removed", "You cannot be in this session now. Please ring us, and we will tell you what happens next."), expect=both(dark, says("01632 960101"))),
    # States that had no scene
    "child-admitted": room(AMINA, state(AMINA, "gathering", "You are in. It starts in a moment.", -1, (MARCUS,), ["stop"], word="Ready")),
    "family-admitted": room(NASRIN, state(NASRIN, "gathering", "আপনি ভেতরে এসেছেন। অন্যরা আসছেন। একটু পরেই শুরু হবে।", -1, (MARCUS,), ["leave", "withdraw"], word="Ready")),
    "interpreter-held": room(FARIDA, state(FARIDA, "held", "The session is paused for now. Please wait here.", 5, ALL, ["leave"]), expect=dark),
    "interpreter-ended": room(FARIDA, state(FARIDA, "ended", "The session has finished for now. Thank you for coming.", 31, place="gone"), expect=dark),
    "family-announced": room(NASRIN, LIVE_NASRIN, expect=announced("status", HELD_NASRIN, LIVE_NASRIN)),
    "child-announced": room(AMINA, LIVE_CHILD, expect=announced("status", HELD_AMINA, LIVE_CHILD)),
    "desk-announced": at_desk(LIVE_DESK, expect=announced("alert", HELD_DESK)),
    "desk-denied": at_desk(state(MARCUS, "gathering", "Let yourself in first.", -12, place="waiting"), scene={"camera": "denied"}),
}
