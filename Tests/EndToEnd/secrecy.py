"""(f) One link must not lead another person in; (g) what is planted on one side reaches nobody."""
import json
import re

from network import SERVER
from people import HERE, Stage

HER = ("nasrin", "sultana", "নাসরিন", "farida", "kites-mother", "16:00", "20 october")
CANARIES = ("larkspur", "ls99", "okafor", "sultana", "kitchen", "aminas-tablet", "203.0.113", "192.168.77", "begum", "pickering", "kamal",
            "uddin", "strode", "denise-", "amina-", "marcus-bell", "fake_device", "raddr", "srflx")
MEMBERS = set("""type id version beatMilliseconds serverTime epoch sequence phase word sentence you seat role shownName place language companion resumeSecret
    people isConnected clock civil from to zone may media isOpen canPublish offer sdp feeds code message session day kind supervisor others opensAt agreement
    isNeeded isGiven rules question help name telephone page ticket""".split())


def wrong_link(world, check):
    """Kamal, from whom her times are withheld, opens Nasrin's link in the browser in which he has joined."""
    with Stage(world) as stage:
        kamal = stage.person("Kamal")
        kamal.page.goto(stage.broker.links["Kamal"])
        kamal.page.locator("[data-step=start]").wait_for()
        stage.shot(kamal, "his own link")
        # His waiting room is not open yet, so that his page has no Join: it is pressed for him.
        secret = stage.broker.links["Kamal"].partition("#")[2]
        joined = ask(kamal, "/api/join", {"secret": secret})
        check("Kamal's own Join", joined["status"] == 200, joined)
        link = stage.broker.links["Nasrin"]
        kamal.page.goto("about:blank")
        kamal.page.goto(link)
        kamal.page.locator("h1", has_text="This link").wait_for()
        stage.shot(kamal, "Nasrin's link")
        her = link.partition("#")[2]
        answers = {path: ask(kamal, path, {"secret": her, **more}) for path, more in (("/api/look", {}), ("/api/agree", {"agrees": True}), ("/api/join", {}))}
        unknown = ask(kamal, "/api/look", {"secret": "A" * 43})
        check("Nasrin's link on Kamal's browser: refused, as a link that nobody has", all(one == unknown for one in answers.values()) and unknown["status"] == 403,
              unknown["text"][:120])
        stage.person("Nasrin").join()
        seat = stage.people["Nasrin"].page.url.partition("#")[2]
        for path in (f"/api/record?seat={seat}", f"/api/timeline?seat={seat}", f"/records/signed?seat={seat}"):
            kamal.page.evaluate("path => fetch(path).then(answer => answer.text())", path)
        ticket = ask(kamal, "/api/ticket", {"seat": seat})
        check("nor does her seat's public name get him a ticket", ticket["status"] == 403, ticket["text"][:80])
        stage.pause(1)
        # The client's own files are the same for everybody; all else is his.
        own = re.compile(r"https://\S+/app/")
        mine = [*(body for body in kamal.bodies if not own.match(body)), *map(str, kamal.frames), *kamal.page.evaluate("__recorder.bodies"), kamal.page.content()]
        seen = "\n".join(mine).lower()
        found = [word for word in HER if word in seen]
        check("nothing in his traffic names her or her times", not found and len(mine) > 10, f"{len(mine)} answers, {len(seen)} characters; found {found}")
        check("her own browser still lets her in", "/room" in stage.people["Nasrin"].page.url)
        stage.broker.stop()
        check("the attempt is in the log", "may not use it" in str(stage.broker.entries()))


def ask(person, path, body):
    return person.page.evaluate("""([path, body]) => fetch(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)})
        .then(async answer => ({status: answer.status, text: await answer.text()}))""", [path, body])


def canaries(world, check):
    """Amina's page is hostile and Marcus writes down an address; all that reaches Nasrin's page is read."""
    with Stage(world, scripts={"Amina": [(HERE / "plant.js").read_text()]}) as stage:
        stage.go_live()
        marcus, nasrin, amina = (stage.people[name] for name in ("Marcus", "Nasrin", "Amina"))
        sent = amina.page.evaluate("__planted")
        check("the plants were sent, and her media flows", len(sent) >= 2 and all("Larkspur" in sdp and "203.0.113.7" in sdp for sdp in sent), f"{len(sent)} descriptions")
        marcus.page.locator("#note").fill("Denise Okafor, 14 Larkspur Close, LS99 1ZZ, rang.")
        marcus.page.get_by_role("button", name="Add note").click()
        marcus.page.get_by_text("seems to hold a postcode").first.wait_for()
        check("a note with a postcode is not taken, and its writer is told why", "14 Larkspur Close" in marcus.page.locator("#note").input_value() and not marcus.state["notes"])
        stage.shot(marcus, "a postcode is not taken")
        marcus.page.locator("#note").fill("Denise Okafor, 14 Larkspur Close, rang.")
        marcus.page.get_by_role("button", name="Add note").click()
        marcus.wait_for(lambda state: state["notes"], "a note")
        labels = amina.page.evaluate("__recorder.peers.flatMap(peer => peer.getSenders()).filter(s => s.track).flatMap(s => [s.track.label, s.track.id])")
        stage.corner("hold")
        nasrin.wait_for(lambda state: state["phase"] == "held", "held")
        stage.pause(1)
        stage.corner("hold")
        stage.flow_again()
        stage.corner("end")
        stage.corner("planned")
        marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
        stage.pause(2)
        read(check, stage, nasrin, [label.lower() for label in labels])


def read(check, stage, nasrin, labels):
    sdp = nasrin.page.evaluate("__recorder.sdp")
    fetched = nasrin.page.evaluate("__recorder.bodies")
    raw = "\n".join([*nasrin.bodies, *map(str, nasrin.frames), *fetched, nasrin.page.content(), *sdp]).lower()
    text = raw + "\n" + "\n".join(str(json.loads(frame)) for frame in nasrin.frames).lower()
    found = [canary for canary in (*CANARIES, *labels) if canary and canary in text]
    check("no planted text, legal name, device label or candidate reaches Nasrin", not found,
          f"{len(nasrin.frames)} frames, {len(nasrin.bodies) + len(fetched)} answers, {len(sdp)} descriptions, {len(text)} characters; found {found}")
    dynamic = "\n".join([*map(str, nasrin.frames), *fetched, *sdp])
    check("nor a name of a device in the local network", ".local" not in dynamic.lower(), f"{len(dynamic)} characters")
    addresses = set(re.findall(r"\b(?:\d{1,3}[.]){3}\d{1,3}\b", "\n".join([*map(str, nasrin.frames), *sdp])))
    check("addresses in what she gets: the media server's only", addresses <= {SERVER, "0.0.0.0", "127.0.0.1"}, ", ".join(sorted(addresses)))
    members = set()
    for frame in nasrin.frames:
        members |= keys(json.loads(frame))
    check("only the members that a family may read", not members - MEMBERS, ", ".join(sorted(members - MEMBERS)) or f"{len(members)} of them")
    names = {person["shownName"] for state in nasrin.states() for person in state["people"]}
    check("names she reads", names <= {"Amina", "Marcus", "Farida"}, ", ".join(sorted(names)))
    lines = {line.partition(":")[0] for one in sdp for line in one.splitlines()}
    check("kinds of lines in her descriptions", not any(line.startswith(("i=", "e=", "p=", "a=label", "a=tool", "a=x-")) for line in lines), f"{len(lines)} kinds")
    planted = [packet for wire in stage.network.wires.values() for packet in wire.planted]
    check("no packet looks for a planted address", not planted, f"{len(planted)}, {planted[:3]}")


def keys(value):
    """All member names; feeds are named by their numbers."""
    if isinstance(value, dict):
        return {key for key in value if not key.isdigit()}.union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()
