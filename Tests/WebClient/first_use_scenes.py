"""Scenes of what a newcomer stumbled over: who comes back in a pause, who no longer agrees, what is said before and after."""
from scenes import AMINA, FARIDA, MARCUS, NASRIN, SCENES, WAIT_NASRIN, at_desk, desk, person, room, shows_face, state, waits

GONE = "Nasrin no longer agrees to take part, and has left. Only you and your colleagues are told so."
NOBODY = "Nobody whom the child has come to see is in the room."
PAUSED = "Paused: a safeguard asks for it. Nobody sees or hears anybody."
MAY = ["resume", "end", "note", "concern", "admit", "confirmIdentity", "rejectIdentity", "remove", "intervene", "hold"]


def is_green(page):
    return page.evaluate("document.querySelector('.corner [data-key=hold]').classList.contains('primary')")


def told_who_left(page):
    """The supervisor reads who no longer takes part, and why it cannot go on; nothing green would be refused."""
    body = page.locator(".now").inner_text()
    problems = [f"does not say “{text}”" for text in (GONE, "Why it can’t go on yet", NOBODY) if text not in body]
    return problems + (["offers to go on, in green"] if is_green(page) or page.locator(".now [data-key=next]").count() else [])


def comes_back(page):
    """Whoever was in and comes back in a pause stands at the top, with her picture, to be confirmed."""
    now = page.evaluate("window.__scene.state")
    page.evaluate("state => window.__stub.push(state)", now | {"people": now["people"][1:], "waiting": [waits(NASRIN)], "missing": [NOBODY], "sequence": 2})
    page.evaluate("seat => window.__stub.portrait(seat, 'Nasrin')", NASRIN)
    page.wait_for_timeout(600)


def seen_at_the_top(page):
    said = page.locator(".now .lead").inner_text()
    problems = [] if said == "Nasrin is back and waits. Is it Nasrin?" else [said]
    button = page.get_by_role("button", name="Yes, it is Nasrin")
    return problems + ([] if button.count() and button.is_enabled() and button.bounding_box()["y"] < 640 else ["she cannot be confirmed at the top"])


def waits_in_a_pause(page):
    """She reads that she waits and who lets her in; her small picture goes, and is not black."""
    problems = shows_face(page)
    if page.get_by_text("থেমে আছে").count():
        problems.append("tells her that it is paused")
    sizes = page.evaluate("window.__stub.sent.filter(message => message.type === 'portrait').map(message => message.bytes)")
    return problems + ([] if sizes and min(sizes) > 1800 else [f"black pictures: {sizes}"])


def only_free_text(page):
    """Before it begins there is no one-tap note of what has not happened; own words go."""
    shown = page.locator(".notes .chip").filter(visible=True).count()
    return ([f"{shown} one-tap notes"] if shown else []) + ([] if page.locator("#note").is_visible() else ["no box for words"])


def only_the_reason(page):
    """After the end no step can be taken; why the last one was, can still be said."""
    page.get_by_role("button", name="End for today").click()
    page.evaluate("state => window.__stub.push(state)", page.evaluate("window.__scene.state") | {"phase": "ended", "word": "Finished", "may": ["note", "concern", "intervene"], "sequence": 2})
    page.wait_for_timeout(300)


def not_stretched(page):
    """Beside the record no card is higher than what it says."""
    stretched = page.evaluate("""[...document.querySelectorAll('.after .right > .card:not([hidden])')].filter(card => {
        const last = [...card.children].filter(child => child.offsetHeight).at(-1);
        return last && card.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom > 60;
    }).map(card => card.className)""")
    steps = page.locator(".rung").filter(visible=True).count()
    return [f"{name} is stretched" for name in stretched] + ([f"{steps} steps offered"] if steps else [])


def word_is_near(page):
    """With the drawing open the private word is in the window, and the child's face is more than a strip."""
    word, face = page.locator(".word-card").bounding_box(), page.locator(".main-face .face").bounding_box()
    height = page.viewport_size["height"]
    problems = [] if word["y"] + word["height"] <= height + 1 else [f"the word ends at {word['y'] + word['height']:.0f} of {height}"]
    return problems + ([] if face["height"] >= 120 else [f"the face is {face['height']:.0f} px high"])


def in_two(page):
    """In a supervision nobody is asked for a private word, and nobody speaks of a child or a family."""
    body = page.locator(".right").inner_text()
    return [f"says “{text}”" for text in ("Private word", "The child was told", "Child upset", "The family has gone") if text in body]


HELD = desk("held", PAUSED, 7, people=(NASRIN, MARCUS, AMINA, FARIDA), may=MAY)
RUNG = desk("live", "Everybody can see and hear each other.", 7, people=(NASRIN, MARCUS, AMINA, FARIDA), may=MAY, is_open=True)
WORD = {"number": 1, "time": "16:05", "from": MARCUS, "fromName": "Marcus", "to": NASRIN, "toName": "Nasrin", "text": "Please talk about the kite again.", "isRead": False}
SCENES |= {
    "desk-withdrawn": at_desk(desk("held", PAUSED, 7, people=(MARCUS, AMINA, FARIDA), may=MAY, advice=[GONE], missing=[NOBODY]), expect=told_who_left),
    "desk-comes-back": at_desk(HELD, then=comes_back, expect=seen_at_the_top),
    "desk-before": at_desk(desk("gathering", "Look at what is still missing, then let people in.", -4, people=(MARCUS,), may=MAY), expect=only_free_text),
    "desk-last-step": at_desk(RUNG, then=only_the_reason, expect=not_stretched),
    "desk-two": at_desk(RUNG | {"kind": "carerSupervision", "checks": [], "people": []}, then=lambda page: page.get_by_role("button", name="Speak").click(), expect=in_two),
    "family-back": room(NASRIN, WAIT_NASRIN | {"phase": "held", "people": [person(MARCUS)]}, expect=waits_in_a_pause),
    "family-word-drawing": room(NASRIN, state(NASRIN, "live", "You can see and hear each other now.", 6, (NASRIN, AMINA, MARCUS, FARIDA), ["leave", "withdraw", "draw"], True, isDrawing=True, words=[WORD]),
                                (AMINA, MARCUS, FARIDA), expect=word_is_near),
}
