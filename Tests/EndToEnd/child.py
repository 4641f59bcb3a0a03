"""What the child does: a break with a drawing before it, and the silent alert."""
import json
import re
import time

from people import Stage

# Pixels of the drawing that are not empty, as the page shows it; -1 if it shows none.
DRAWN = """() => { const canvas = document.querySelector('.drawing canvas');
    return canvas ? canvas.getContext('2d').getImageData(0, 0, 1000, 1000).data.filter((value, index) => index % 4 === 3 && value).length : -1; }"""


def take_break(world, check):
    """Amina draws, takes a break, says that she is ready; Marcus lets it go on."""
    with Stage(world) as stage:
        stage.go_live()
        amina, nasrin, marcus, farida = (stage.people[name] for name in ("Amina", "Nasrin", "Marcus", "Farida"))
        amina.page.locator("button.draw").click()
        amina.page.locator(".drawing canvas").wait_for()
        draw(amina)
        check("drawing: her line is on every page", until(stage, lambda: all(person.page.evaluate(DRAWN) > 1000 for person in (nasrin, marcus, farida))),
              {person.name: person.page.evaluate(DRAWN) for person in (amina, nasrin, marcus, farida)})
        for person in (amina, nasrin, marcus):
            stage.shot(person, "drawing")
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
        seconds, frames = stage.flow()
        check("Break: after Go on everybody decodes everybody", True, f"{seconds:.1f} s, {frames}")
        check("Break: the drawing is there again", nasrin.page.evaluate(DRAWN) > 1000)
        stage.corner("end")
        stage.corner("planned")
        marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
        amina.page.get_by_text("Next time is Friday").wait_for()
        amina.page.get_by_role("button", name="Happy", exact=True).click()
        marcus.wait_for(lambda state: state["children"][0].get("after") == "happy", "the face")
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
        stage.person("Amina").page.on("websocket", lambda socket: (socket.on("framesent", sent.append), None)[1])
        stage.go_live()
        amina, nasrin, marcus, farida = (stage.people[name] for name in ("Amina", "Nasrin", "Marcus", "Farida"))
        stage.pause(3)
        before = {person.name: person.page.locator("#main").inner_html() for person in (nasrin, farida, amina)}
        start = {person.name: len(person.frames) for person in (nasrin, farida)}
        stage.pause(7)
        without = {person.name: window(person, start[person.name]) for person in (nasrin, farida)}
        start = {person.name: len(person.frames) for person in (nasrin, farida)}
        mark, at = len(sent), time.time()
        amina.page.locator("button.not-ok").click()
        marcus.page.locator(".child-alert").wait_for()
        check("Not OK: on the supervisor's desk", True, f"{(time.time() - at) * 1000:.0f} ms")
        stage.shot(marcus, "not OK")
        stage.shot(amina, "not OK")
        marcus.page.locator("[data-key=acknowledge]").click()
        marcus.wait_for(lambda state: state["children"][0]["alerts"][0].get("acknowledgedBy") == "Marcus", "acknowledged")
        stage.pause(max(0, at + 7 - time.time()))
        for person in (nasrin, farida):
            with_alert = window(person, start[person.name])
            least = min(len(with_alert), len(without[person.name]))
            check(f"Not OK: {person.name} was sent the same messages in the same order and length", least >= 3 and with_alert[:least] == without[person.name][:least],
                  [len(text) for text in with_alert])
            check(f"Not OK: {person.name}'s page is the same", person.page.locator("#main").inner_html() == before[person.name])
        check("Not OK: her own page is as before", amina.page.locator("#main").inner_html() == before["Amina"])
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


def window(person, start):
    """What came since, without numbers and times."""
    return [re.sub(r'"(sequence|civil)":\d+', r'"\1":0', text) for text in person.frames[start:] if isinstance(text, str) and json.loads(text)["type"] != "downlinkOffer"]
