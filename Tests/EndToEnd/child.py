"""What the child does: a break with a drawing before it, and the silent alert."""
import re
import time
from statistics import median

from people import Stage

# Pixels of the drawing that are not empty, as the page shows it; -1 if it shows none.
DRAWN = """() => { const canvas = document.querySelector('.drawing canvas');
    return canvas ? canvas.getContext('2d').getImageData(0, 0, 1000, 1000).data.filter((value, index) => index % 4 === 3 && value).length : -1; }"""


def take_break(world, check):
    """Amina draws, takes a break, says that she is ready; Marcus lets it go on."""
    with Stage(world) as stage:
        stage.go_live()
        amina, nasrin, marcus, farida = (stage.people[name] for name in ("Amina", "Nasrin", "Marcus", "Farida"))
        together(stage)
        amina.page.locator("button.draw").click()
        amina.page.locator(".drawing canvas").wait_for()
        together(stage)
        draw(amina)
        check("drawing: her line is on every page", until(stage, lambda: all(person.page.evaluate(DRAWN) > 1000 for person in (nasrin, marcus, farida))),
              {person.name: person.page.evaluate(DRAWN) for person in (amina, nasrin, marcus, farida)})
        for person in (amina, nasrin, marcus):
            stage.shot(person, "drawing")
        together(stage)
        at = time.time()
        amina.page.locator("button.break").click()
        nasrin.wait_for(lambda state: state["phase"] == "held", "held")
        last, late = stage.silence(at)
        check("Break: last packet at anybody, and later ones", last < 1000 and late == 0, f"{last:.0f} ms, {late}")
        shown = {name: person.page.evaluate("document.querySelectorAll('.face.on:not(.self), .drawing').length") for name, person in stage.people.items()}
        check("Break: every page is blank, the drawing too", not any(shown.values()), shown)
        for person in (amina, nasrin, marcus, farida):
            stage.shot(person, "in the break")
        words = farida.text()
        check("Break: the others read neutral words", "short break" in words and "Amina" not in words, " ".join(words.split()))
        check("Break: Nasrin reads them in Bengali", "বিরতি" in nasrin.text() and "Amina" not in nasrin.text())
        check("Break: Amina reads that she did nothing wrong and who is with her", "You did nothing wrong. Denise is with you." in amina.text())
        amina.page.get_by_role("button", name="I’m ready").click()
        marcus.page.get_by_text("Amina is ready to go on").first.wait_for()
        stage.pause(1)
        stage.shot(marcus, "she is ready")
        check("Break: ready alone opens nothing", marcus.state["phase"] == "held" and not marcus.state["media"]["isOpen"])
        marcus.wait_for(lambda state: not state["missing"], "complete")
        stage.corner("hold")
        nasrin.wait_for(lambda state: state["phase"] == "live", "live")
        seconds, frames = stage.flow_again()
        check("Break: after Go on everybody decodes everybody", True, f"{seconds:.1f} s, {frames}")
        check("Break: the drawing is there again", nasrin.page.evaluate(DRAWN) > 1000)
        stage.corner("end")
        stage.corner("planned")
        marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
        amina.page.get_by_text("Next time is Friday").wait_for()
        amina.page.get_by_role("button", name="Happy", exact=True).click()
        marcus.wait_for(lambda state: state["children"][0].get("after") == "happy", "the face")
        check("the last page: how to complain and the box for words are the mother's, not the interpreter's",
              nasrin.page.locator("textarea").count() == 1 and farida.page.locator("textarea, .after-parts").count() == 0)
        nasrin.page.locator("textarea").fill("আমরা একটা ঘুড়ি এঁকেছি।")
        nasrin.page.locator(".words-box button").click()
        until(stage, lambda: nasrin.page.locator(".answer-line").inner_text())
        for person in (amina, nasrin, farida):
            stage.shot(person, "the last page")
        stage.broker.stop()
        code, _ = stage.broker.verify()
        text = str(stage.broker.entries())
        check("Break: log verify; break, ready, face and words are in the log, no line of the drawing",
              code == 0 and all(word in text for word in ("childBreak", "saidReady", "drawingBegan", "felt", "ownWords")) and "points" not in text)


def alert(world, check):
    """Amina says that she is not OK: Marcus sees it, and nothing of it is anywhere else."""
    with Stage(world) as stage:
        sent = []
        stage.person("Amina").page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(text)))
        stage.go_live()
        amina, nasrin, marcus, farida = (stage.people[name] for name in ("Amina", "Nasrin", "Marcus", "Farida"))
        for attempt in range(4):
            together(stage)
            stage.pause(3)
            pages = {person.name: person.page.locator("#main").inner_html() for person in (nasrin, farida, amina)}
            start = len(marcus.frames)
            without = listen(stage, (nasrin, farida), 7)
            mark, at = len(sent), time.time()
            amina.page.locator("button.not-ok").click()
            marcus.page.locator(".child-alert").wait_for()
            seen = (time.time() - at) * 1000
            if not attempt:
                stage.shot(marcus, "not OK")
                stage.shot(amina, "not OK")
            marcus.page.locator("[data-key=acknowledge]").click()
            marcus.wait_for(lambda state: state["children"][0]["alerts"][-1].get("acknowledgedBy") == "Marcus", "acknowledged")
            during = listen(stage, (nasrin, farida), 7, since=at)
            gaps = {person.name: [pauses(person, one) for one in (stage.first, stage.second)] for person in (nasrin, farida)}
            # A machine that is too busy to show the supervisor everybody pauses the session: that is another test.
            if all('"phase":"live"' in text for text in marcus.frames[start:] if '"type":"state"' in text):
                break
        check("Not OK: on the supervisor's desk, and acknowledged there", True, f"{seen:.0f} ms")
        for person in (nasrin, farida):
            with_alert = during[person.name]
            least = min(len(with_alert), len(without[person.name]))
            check(f"Not OK: {person.name} was sent the same messages in the same order and length", least >= 3 and with_alert[:least] == without[person.name][:least],
                  [len(text) for text in with_alert])
            without_it, with_it = gaps[person.name]
            check(f"Not OK: {person.name} was sent them at the same pace", abs(median(with_it) - median(without_it)) < 0.3 and max(with_it) < max(without_it) + 1, (without_it, with_it))
            check(f"Not OK: {person.name}'s page is the same", person.page.locator("#main").inner_html() == pages[person.name])
        check("Not OK: her own page is as before", amina.page.locator("#main").inner_html() == pages["Amina"])
        beats = [text for text in sent[mark:] if isinstance(text, str) and '"beat"' in text]
        lengths = {len(text) for text in sent if isinstance(text, str) and '"beat"' in text}
        check("Not OK: it went in beats as long as any other", len(lengths) == 1 and sum('"alert":true' in text for text in beats) == 3, lengths)
        check("Not OK: it goes on", stage.flow()[0] < 15 and marcus.state["phase"] == "live")
        everything = " ".join(str(text) for person in (nasrin, farida) for text in [*person.frames, *person.bodies] if not str(text).startswith("http") or "/app/" not in str(text))
        check("Not OK: nothing that the others were sent names it", "acknowledge" not in everything and '"alerts"' not in everything)
        stage.corner("end")
        stage.corner("planned")
        marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
        stage.broker.stop()
        code, _ = stage.broker.verify()
        text = str(stage.broker.entries())
        check("Not OK: log verify, and the log knows of alert and answer", code == 0 and "childAlert" in text and "alertAcknowledged" in text)


def draw(person):
    box = person.page.locator(".drawing canvas").bounding_box()
    mouse = person.page.mouse
    mouse.move(box["x"] + 30, box["y"] + 30)
    mouse.down()
    for step in range(40):
        mouse.move(box["x"] + 30 + step * 3, box["y"] + 30 + step * 2)
    mouse.up()


def until(stage, test, seconds=10):
    end = time.time() + seconds
    while time.time() < end:
        if test():
            return True
        stage.pause(0.1)
    return False


def together(stage):
    """Live, for two seconds on end; after a pause of the machine's making Marcus lets it go on."""
    marcus = stage.people["Marcus"]
    for _ in range(10):
        if marcus.state["phase"] == "held":
            marcus.wait_for(lambda state: not state["missing"], "complete")
            stage.corner("hold")
            marcus.wait_for(lambda state: state["phase"] == "live", "live")
        stage.pause(2)
        if marcus.state["phase"] == "live":
            return
    raise AssertionError("the machine is too busy")


def listen(stage, people, seconds, since=None):
    """What each was sent in that time, without numbers and times."""
    start = {person.name: len(person.frames) for person in people} if since is None else stage.marks
    stage.pause(seconds if since is None else max(0, since + seconds - time.time()))
    stage.marks = {person.name: len(person.frames) for person in people}
    stage.first, stage.second = (stage.second if since else {}), {person.name: (start[person.name], stage.marks[person.name]) for person in people}
    return {person.name: [plain(text) for text in person.frames[start[person.name]:] if isinstance(text, str)] for person in people}


def pauses(person, part):
    """Seconds between one message and the next, in that part of what a page was sent."""
    first, last = part[person.name]
    times = person.times[first:last]
    return [round(after - before, 2) for before, after in zip(times, times[1:])] or [0.0]


def plain(text):
    return re.sub(r'"(sequence|civil)":\d+', r'"\1":0', text)
