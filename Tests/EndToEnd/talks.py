"""A few alone: child and supervisor in her break, and the staff after the family has gone. What counts is what reaches whom."""
from child import until
from people import Stage, growing


def wires(stage):
    """Packets of sound and picture that have come to each namespace so far."""
    return {name: wire.packets for name, wire in stage.network.wires.items()}


def watch(stage, people, seconds=5):
    """Packets to each namespace in that time, and whose pictures went on in each of these pages."""
    before, first = wires(stage), {person.name: person.counters() for person in people}
    stage.pause(seconds)
    after, now = wires(stage), {person.name: person.counters() for person in people}
    return {name: after[name] - before[name] for name in after}, {name: growing(first[name], now[name]) for name in now}


def heard(person):
    """Sound samples that this page's beats, or for the staff's talk its connections, have counted as played and not made up."""
    return person.page.evaluate("""async () => { let sum = 0;
        for (const peer of __recorder.peers) if (peer.signalingState !== 'closed')
            for (const report of (await peer.getStats()).values())
                if (report.type === 'inbound-rtp' && report.kind === 'audio') sum += Math.max(0, (report.totalSamplesReceived ?? 0) - (report.concealedSamples ?? 0));
        return sum; }""")


def staff_aloud(stage, check):
    """The staff talk with sound and picture. Nasrin and Amina sit alone in their namespace, and their pages stay open."""
    marcus, farida, dawn = (stage.people[name] for name in ("Marcus", "Farida", "Dawn"))
    silent = stage.network.wires["family"].packets
    check("debrief: the media server that the family was in is gone before it begins", until(stage, lambda: stage.broker.janus() is None))
    marcus.page.locator("[data-key=joinDebrief]").click()
    for person in (farida, dawn):
        person.page.locator("[data-key=joinDebrief]").wait_for()
        stage.shot(person, "may join the talk")
        person.page.locator("[data-key=joinDebrief]").click()
    staff = (marcus, farida, dawn)
    flows = until(stage, lambda: all(person.page.locator(".talk-faces .face.on").count() == 3 for person in staff), 30)
    packets, pictures = watch(stage, staff)
    check("debrief: each of the three sees the two others, by decoded pictures", flows and all(count >= 2 for count in pictures.values()), pictures)
    before = {person.name: heard(person) for person in staff}
    stage.pause(2)
    sound = {person.name: heard(person) - before[person.name] for person in staff}
    check("debrief: each of the three hears, by samples played", all(samples > 16000 for samples in sound.values()), sound)
    check("debrief: packets come to the staff's namespaces", packets["marcus"] > 100 and packets["far"] > 100, packets)
    for person in staff:
        stage.shot(person, "talks with sound and picture")
    dawn.page.locator("[data-key=leaveTalk]").click()
    dawn.page.locator(".talk-faces .face").first.wait_for(state="detached")
    off = dawn.page.evaluate("__recorder.peers.filter(peer => peer.connectionState === 'connected').length")
    check("debrief: who leaves it has no connection to it any more", off == 0, f"{off} connections")
    marcus.page.locator(".debrief [data-key=endTalk]").click()
    farida.page.locator(".talk-faces .face").first.wait_for(state="detached")
    check("debrief: ended by the supervisor, its media server is gone", until(stage, lambda: stage.broker.janus() is None))
    late, _ = watch(stage, (), 2)
    check("debrief: and no packet comes to anybody", not any(late.values()), late)
    check("debrief: not one packet of it came to the family's namespace", stage.network.wires["family"].packets == silent, f"{stage.network.wires['family'].packets - silent} packets")


def break_talk(world, check):
    """In her break Amina asks for Marcus: they see and hear each other, and not a packet reaches her mother or the interpreter."""
    with Stage(world, homes={"Amina": "far"}) as stage:
        stage.go_live()
        amina, nasrin, marcus, farida = (stage.people[name] for name in ("Amina", "Nasrin", "Marcus", "Farida"))
        amina.page.locator("button.break").click()
        nasrin.wait_for(lambda state: state["phase"] == "held", "held")
        amina.page.locator("[data-key=talk]").wait_for()
        stage.pause(1)
        for person in (amina, marcus):
            stage.shot(person, "break, nobody talks yet")
        screens = {person.name: person.text() for person in (nasrin, farida)}
        silent = stage.network.wires["family"].packets
        amina.page.locator("[data-key=talk]").click()
        for person in (amina, marcus):
            person.wait_for(lambda state: state["media"]["isOpen"], "alone together", 30)
        flows = until(stage, lambda: all(person.page.locator(".face.on:not(.self)").count() == 1 for person in (amina, marcus)), 20)
        packets, pictures = watch(stage, (amina, marcus))
        check("break: Amina and Marcus see each other, by decoded pictures", flows and pictures == {"Amina": 1, "Marcus": 1}, pictures)
        before = {person.name: heard(person) for person in (amina, marcus)}
        stage.pause(2)
        sound = {person.name: heard(person) - before[person.name] for person in (amina, marcus)}
        check("break: they hear each other, by samples played", all(samples > 16000 for samples in sound.values()), sound)
        check("break: packets come to both", packets["marcus"] > 100 and packets["far"] > 100, packets)
        words = amina.page.locator("#main").inner_text()
        check("break: her page says who can see and hear her, and who stays", "Marcus can see and hear you now. Nobody else can. Denise is with you." in words)
        for person in (amina, marcus, nasrin):
            stage.shot(person, "alone together")
        check("break: the others read what they read before", screens == {person.name: person.text() for person in (nasrin, farida)})
        check("break: nobody goes on while they talk", "resume" not in marcus.state["may"])
        amina.page.locator("[data-key=endTalk]").click()
        marcus.wait_for(lambda state: not state["media"]["isOpen"], "dark")
        marcus.wait_for(lambda state: not state["missing"] and "resume" in state["may"], "complete", 30)
        late, _ = watch(stage, (), 2)
        check("break: ended, nothing comes to anybody", not any(late.values()), late)
        came = stage.network.wires["family"].packets - silent
        check("break: not one packet came to mother and interpreter", came == 0, f"{came} packets")
        stage.corner("hold")
        nasrin.wait_for(lambda state: state["phase"] == "live", "live")
        seconds, frames = stage.flow_again()
        check("break: after Go on everybody decodes everybody", True, f"{seconds:.1f} s, {frames}")
        stage.corner("end")
        stage.corner("planned")
        marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
        stage.broker.stop()
        code, _ = stage.broker.verify()
        text = str(stage.broker.entries())
        check("break: log verify; who talked and that it ended are in the log", code == 0 and all(word in text for word in ("breakTalkBegan", "talkEnded", "breakWithChild")))
