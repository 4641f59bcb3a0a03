"""Leo and his mother sign, Daniel interprets. The cameras here send ten pictures a second, too few to read signs: that is said before it begins."""
from child import until
from kinds import CarersStage
from people import Person
from people import Person
from talks import heard, watch

SLOW = "too few pictures for signing"
PEOPLE = ("Helen", "Daniel", "Jo", "Leo")


class SigningStage(CarersStage):
    """Jo sits alone in her namespace."""

    def __init__(self, world):
        super().__init__(world, "Signals", "Helen")

    def person(self, name):
        if name == "Jo" and name not in self.people:
            self.people[name] = Person(self, name, self.world.browser("far"))
        return super().person(name)


def signing(world, check):
    with SigningStage(world) as stage:
        for name in PEOPLE:
            person = stage.person(name)
            person.join(stage.links[name])
            person.wait_for(lambda state: state["you"]["place"] == "waiting", "waiting")
        helen, daniel, jo, leo = (stage.people[name] for name in PEOPLE)
        stage.prepare()
        told = until(stage, lambda: SLOW in helen.text() and SLOW in daniel.text(), 30)
        check("signing: before it begins supervisor and interpreter read whose pictures are too few", told, daniel.state["sentence"])
        check("signing: mother and child read nothing of it", SLOW not in jo.text() and SLOW not in leo.text())
        for person in (helen, daniel):
            stage.shot(person, "signing, too few pictures")
        stage.begin()
        flows = until(stage, lambda: all(count == 3 for count in watch(stage, stage.people.values(), 2)[1].values()), 30)
        check("signing: everybody decodes everybody", flows)
        pins = {person.name: person.page.evaluate("[...document.querySelectorAll('.face.pinned')].map(face => face.querySelector('figcaption span').innerText).sort()") for person in (helen, daniel, jo, leo)}
        check("signing: each sees the others who sign pinned, and the interpreter",
              pins == {"Helen": ["Daniel", "Jo", "Leo"], "Daniel": ["Jo", "Leo"], "Jo": ["Daniel", "Leo"], "Leo": ["Daniel", "Jo"]}, pins)
        live = until(stage, lambda: "not good enough for signing" in jo.text() and "It is the connection" in jo.text(), 20)
        check("signing: while it goes on the page says so, and blames nobody", live)
        for person in stage.people.values():
            stage.shot(person, "signing, live")
        alone(stage, check)
        stage.end()
        stage.broker.stop()
        code, _ = stage.broker.verify()
        entries = str(stage.broker.entries())
        check("signing: log verify; too few pictures, and who interpreted in the break, are in the log",
              code == 0 and "signsSlowly" in entries and "'interpreter'" in entries)


def alone(stage, check):
    """In his break Leo talks with Helen, by Daniel; his mother gets not a packet of it."""
    helen, daniel, jo, leo = (stage.people[name] for name in PEOPLE)
    leo.page.locator("button.break").click()
    jo.wait_for(lambda state: state["phase"] == "held", "held")
    leo.page.locator("[data-key=talk]").wait_for()
    stage.pause(1)
    before, silent = jo.text(), stage.network.wires["far"].packets
    leo.page.locator("[data-key=talk]").click()
    for person in (leo, helen, daniel):
        person.wait_for(lambda state: state["media"]["isOpen"], "alone together", 30)
    three = (leo, helen, daniel)
    until(stage, lambda: all(person.page.locator(".face.on:not(.self)").count() == 2 for person in three), 20)
    _, pictures = watch(stage, three)
    check("signing: in the break the three see each other, by decoded pictures", all(count == 2 for count in pictures.values()), pictures)
    at = heard(helen)
    stage.pause(2)
    check("signing: and Helen hears Daniel's voice", heard(helen) - at > 16000)
    for person in (*three, jo):
        stage.shot(person, "signing, alone together")
    check("signing: Leo reads who can see him", "Helen and Daniel can see and hear you now. Nobody else can. Bea is with you." in leo.text())
    check("signing: his mother reads what she read", jo.text() == before)
    leo.page.locator("[data-key=endTalk]").click()
    helen.wait_for(lambda state: not state["media"]["isOpen"], "dark")
    came = stage.network.wires["far"].packets - silent
    check("signing: not one packet of it came to his mother", came == 0, f"{came} packets")
