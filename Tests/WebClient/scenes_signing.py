"""Scenes of the fictional case "Signals": Leo and his mother sign, Daniel interprets, Helen supervises and does not sign."""
import scenes
from scenes import at_desk, desk, join_scene, room, state

LEO, JO, DANIEL, HELEN, NEIL = "s-le0m", "s-j0mm", "s-dan1", "s-hel3", "s-ne1l"
scenes.NAMES |= {LEO: ("Leo", "child"), JO: ("Jo", "family"), DANIEL: ("Daniel", "interpreter"), HELEN: ("Helen", "supervisor"), NEIL: ("Neil", "family")}
SIGNING = (LEO, JO, DANIEL)
ALL = (*SIGNING, HELEN)
SENTENCE = "You can see and hear each other now."


def signed(snapshot):
    """The same state, in which three of them sign."""
    for one in [snapshot["you"], *snapshot["people"]]:
        if one["seat"] in SIGNING:
            one["signs"] = True
    if snapshot["you"]["seat"] in (LEO, JO):
        snapshot["you"]["language"] = "bfi"
    for one in [snapshot["you"], *snapshot["people"]]:
        if one["seat"] == LEO:
            one["companion"] = "Bea"
    return snapshot


def live(seat, people=ALL, **more):
    may = {LEO: ["stop", "leave", "break", "draw"], JO: ["leave", "withdraw", "draw"]}.get(seat, ["leave"])
    return signed(state(seat, "live", SENTENCE, 9, people, may, True, **more))


def others(seat, people=ALL):
    return tuple(one for one in people if one != seat)


def pinned(*names):
    """Those and nobody else are large, whole, uncovered, together, in the window, and not below the floor."""
    def run(page):
        page.evaluate("scrollTo(0, 0)")
        faces = page.evaluate("""() => [...document.querySelectorAll('.face.pinned')].map(face => {
          const video = face.querySelector('video'), box = video?.getBoundingClientRect() ?? new DOMRect();
          const scale = Math.min(box.width / 4, box.height / 3);
          const points = [[.5, .1], [.5, .5], [.15, .85], [.85, .85]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
          const hidden = points.filter(([x, y]) => y < innerHeight).map(point => document.elementFromPoint(...point)).filter(one => one && !face.contains(one));
          return { name: face.querySelector('figcaption span').innerText, width: scale * 4, height: scale * 3, top: box.top, bottom: box.bottom, left: box.left,
                   fit: video && getComputedStyle(video).objectFit, hidden: hidden.map(one => one.className || one.tagName) }; })""")
        roomy = page.evaluate("innerHeight > 400 && (innerHeight > 640 || !document.body.classList.contains('desk'))")
        width, height = page.evaluate("[innerWidth, innerHeight]")
        floor = (352, 264) if width >= 768 and height >= 704 and not page.locator(".drawing").count() else (192, 144)
        problems = [] if {face["name"] for face in faces} == set(names) and len(faces) == len(names) else [f"pinned are {[face['name'] for face in faces]}"]
        for face in faces:
            problems += [f"{face['name']} is {face['width']:.0f} by {face['height']:.0f}, not {floor}"] if face["width"] < floor[0] - 1 or face["height"] < floor[1] - 1 else []
            problems += [f"{face['name']} may lose a hand"] if face["fit"] != "contain" else []
            problems += [f"{face['name']} is covered by {face['hidden']}"] if face["hidden"] and roomy else []
            problems += [f"{face['name']} is out of the window"] if face["bottom"] > height + 1 and roomy else []
        if width >= 768 and len({round(face["top"]) for face in faces}) * 2 > len(faces) + 1:
            problems.append("not side by side")
        return problems
    return run


def rates(page):
    """Twelve pictures a second are too few to read signs, twenty are enough (EN 301 549, 6.5); it takes five seconds to say so."""
    slow = page.evaluate("""async () => { const { FrameRates } = await import('/app/signing.js');
      const after = (rate, seconds) => { const one = new FrameRates(); for (let at = 0; at <= seconds; at++) one.note('s', at * rate, at * 1000); return one.isSlow('s'); };
      return [after(12, 4), after(12, 6), after(18, 6), after(20, 6), after(30, 60), new FrameRates().isSlow('s')]; }""")
    return [] if slow == [False, True, True, False, False, False] else [f"slow are {slow}"]


def says(text):
    def run(page):
        for _ in range(40):
            if text in page.evaluate("document.body.innerText"):
                return []
            page.wait_for_timeout(250)
        return [f"does not say “{text}”"]
    return run


def look(role, seat, name, others, **more):
    rules = {"isNeeded": False, "isGiven": False, "language": "en", "rules": [], "question": ""}
    return join_scene(["Next", "Turn on camera and microphone"], role=role, seat=seat, shownName=name, language="bfi", others=others, supervisor="Helen",
                      agreement=rules, signs=True, **more)


DESK_LIVE = signed(desk("live", "Everybody can see and hear each other. You see and hear it all.", 9, seat=HELEN, people=ALL, may=["hold", "end", "note", "concern", "remove"], is_open=True))
FAMILY = live(JO)
SCENES = {
    "signing-preview": look("child", LEO, "Leo", ["Jo", "Daniel", "Helen"], companion="Bea", family=["Jo"]) | {"expect": says("both hands")},
    "signing-family": room(JO, FAMILY, others(JO), expect=lambda page: pinned("Leo", "Daniel")(page) + rates(page)),
    "signing-child": room(LEO, live(LEO), others(LEO), expect=pinned("Jo", "Daniel")),
    "signing-interpreter": room(DANIEL, live(DANIEL), others(DANIEL), expect=pinned("Leo", "Jo")),
    "signing-desk": at_desk(DESK_LIVE, others(HELEN), seat=HELEN, expect=pinned("Leo", "Jo", "Daniel")),
    # His father hears: Leo still sees the one he came to meet, beside the hands that speak for him.
    "signing-hearing": room(LEO, live(LEO, (LEO, NEIL, DANIEL, HELEN)), (NEIL, DANIEL, HELEN), expect=pinned("Neil", "Daniel")),
    "signing-child-draw": room(LEO, live(LEO, isDrawing=True), others(LEO), expect=pinned("Jo", "Daniel")),
    "signing-family-draw": room(JO, live(JO, isDrawing=True), others(JO), expect=pinned("Leo", "Daniel")),
    "signing-desk-draw": at_desk(DESK_LIVE | {"isDrawing": True}, others(HELEN), seat=HELEN, expect=pinned("Leo", "Jo", "Daniel")),
    "signing-slow": room(JO, FAMILY, others(JO), expect=says("not good enough for signing")),
    "signing-held": room(JO, signed(state(JO, "held", "We have paused for a moment. Please stay here.", 9, ALL, ["leave", "withdraw"])), others(JO), expect=scenes.dark),
}
