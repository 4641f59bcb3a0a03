"""Scenes of the desk while somebody whom the child waits for is absent."""
from scenes import AMINA, FARIDA, MARCUS, NASRIN, SCENES, at_desk, desk, waits

LAST = "The child comes in last. Somebody who should be in the room is not there yet."
LATE = "Nasrin is late. Ring Nasrin. It may begin until 16:15; it still ends at 16:30."
MAY = ["admit", "confirmIdentity", "end", "remove", "note", "concern"]


def waiting_for(*names, reason=LAST):
    return {"waitsFor": list(names), "reasons": [reason]}


def not_offered(page):
    """Nobody is asked to let the child in; whom it waits for is said where the button would be, and what to do."""
    problems = [f"{n} buttons let her in" for n in [page.get_by_role("button", name="Let Amina in").count()] if n]
    said = page.get_by_text("Amina waits until Nasrin is in.", exact=True).count()
    return problems + ([] if said == 2 else [f"said {said} times"]) + ([] if page.get_by_text(LATE).is_visible() else ["not told what to do"])


def next_in_order(page):
    """The one whom the others wait for is offered, and only that one."""
    offered = [text for text in page.get_by_role("button", name="Let ").all_inner_texts()]
    return [] if set(offered) == {"Let Nasrin in"} else [f"{offered}"]


def not_seen(page):
    """While it is paused nobody sees or hears anything; the meter says that the page is ready to."""
    words = page.locator(".lease-text").inner_text()
    return [] if words == "Your page is ready to see and hear" else [words]


READY = dict(isIdentityConfirmed=True)
SCENES |= {
    "desk-absent": at_desk(desk("gathering", "Look at what is still missing, then let people in.", 6, people=(MARCUS, FARIDA), may=MAY, advice=[LATE],
                                waiting=[waits(AMINA, **READY, obstacle=waiting_for("Nasrin"))], missing=["Nobody whom the child has come to see is in the room."]), expect=not_offered),
    "desk-back": at_desk(desk("held", "Paused: the supervisor lost the connection. Nobody sees or hears anybody.", 9, people=(MARCUS, NASRIN, AMINA, FARIDA), may=["resume", "end", "note"]), expect=not_seen),
    "desk-order": at_desk(desk("gathering", "Look at what is still missing, then let people in.", -4, people=(MARCUS, FARIDA), may=MAY,
                               waiting=[waits(AMINA, **READY, obstacle=waiting_for("Nasrin")), waits(NASRIN, **READY)], missing=["The child is not in the room."]), expect=next_in_order),
}
