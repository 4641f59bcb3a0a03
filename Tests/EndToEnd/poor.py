"""A poor network: the picture gives way, the sound goes on, everybody is told in words that blame nobody, and it comes back."""
from people import Person, Stage

SMALL = "Nasrin’s picture is small: the connection is weak. Nasrin can hear you."
OWN = "আপনার সংযোগ দুর্বল"
BLAME = ("left", "away", "turned off", "not interested")


class FarStage(Stage):
    """Nasrin sits alone behind a network of her own."""

    def person(self, name):
        if name == "Nasrin" and name not in self.people:
            self.people[name] = Person(self, name, self.world.browser("far"))
        return super().person(name)


def poor(world, check):
    with FarStage(world) as stage:
        stage.go_live()
        nasrin, amina, marcus = (stage.people[name] for name in ("Nasrin", "Amina", "Marcus"))
        seat = nasrin.state["you"]["seat"]
        stage.pause(4)
        before = size(amina)
        try:
            rate = narrow(stage, amina, seat)
            check("with little room her page sends a smaller picture, and the server tells of it", rate > 0, f"{rate} kbit/s")
            wait_for_words(stage, amina, SMALL)
            # Where the room left is enough for it, the picture grows again after ten seconds.
            after = smaller(stage, amina, before)
            check("and her picture is smaller", 0 < after < before, f"{before} pixels wide, then {after}")
            stage.shot(amina, "Nasrin's network is poor")
            stage.shot(nasrin, "her own network is poor")
            stage.shot(marcus, "Nasrin's network is poor")
            text = amina.text()
            check("Amina reads why, and nothing that sounds like Nasrin's wish", SMALL in text and not any(word in text for word in BLAME), text.replace("\n", " ")[:160])
            check("Nasrin reads it in Bengali", OWN in nasrin.text())
            first = heard(amina, seat)
            stage.pause(6)
            seconds = (heard(amina, seat) - first) / 48000
            check("meanwhile Nasrin's sound goes on arriving at Amina", seconds > 4, f"{seconds:.1f} s of sound in 6 s")
            check("the supervisor still sees and hears: it is live", marcus.state["phase"] == "live", marcus.state["phase"])
        finally:
            stage.network.release("far")
        amina.wait_for(lambda state: picture(state, seat) is None, "told that Nasrin's picture is whole", 120)
        stage.pause(4)
        check("it recovers: the picture is whole, and nobody reads of it any more", size(amina) >= before and "weak" not in amina.text() and OWN not in nasrin.text(), f"{size(amina)} pixels wide")
        facts = [entry["payload"]["fact"] for entry in stage.broker.entries() if entry["payload"].get("event") == "deviceChanged" and entry["payload"].get("seat") == seat]
        check("the log has both as facts", "pictureSmall" in facts and facts[-1] == "pictureWhole", ", ".join(facts))


def narrow(stage, amina, seat):
    """Less and less room, until the page gives way; at once too little would be a picture that nobody sees, and a pause."""
    for rate in (400, 300, 220, 160, 120, 90, 70, 55):
        stage.network.squeeze("far", rate)
        try:
            amina.wait_for(lambda state: picture(state, seat) == "small", f"small at {rate} kbit/s", 12)
            return rate
        except AssertionError:
            print(f"   {rate} kbit/s: {seen(stage.people['Nasrin'])}", flush=True)
    raise AssertionError("the page did not give way")


def seen(person):
    """What her page's own statistics say of what it sends."""
    return person.page.evaluate('''async () => { const found = [];
      for (const peer of __recorder.peers) { if (peer.signalingState === 'closed') continue;
        for (const one of (await peer.getStats()).values()) {
          if (one.type === 'remote-inbound-rtp') found.push(`${one.kind} lost ${one.packetsLost}, delay ${one.roundTripTime}`);
          if (one.type === 'outbound-rtp') found.push(`${one.kind} sent ${one.packetsSent}, ${one.bytesSent} bytes, again ${one.retransmittedPacketsSent}`);
          if (one.type === 'candidate-pair' && one.nominated) found.push(`room ${one.availableOutgoingBitrate}`); } }
      return found.join('; '); }''')


def picture(state, seat):
    return next((person.get("picture") for person in state["people"] if person["seat"] == seat), "gone")


def size(person):
    """How wide Nasrin's picture comes."""
    return person.page.evaluate("document.querySelector('video[aria-label=Nasrin]')?.videoWidth ?? 0")


def smaller(stage, person, before):
    """How wide it comes once it is smaller, or after eight seconds."""
    for _ in range(80):
        if 0 < size(person) < before:
            break
        stage.pause(0.1)
    return size(person)


def heard(person, seat):
    """Samples of that seat's sound that came and were not made up, as the page counts them."""
    return next((feed["audio"] for feed in person.beat["feeds"] if feed["seat"] == seat), 0)


def wait_for_words(stage, person, words):
    for _ in range(100):
        if words in person.text():
            return
        stage.pause(0.1)
