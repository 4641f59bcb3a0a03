"""(b) The supervisor is lost, in three ways; (c) a hostile page tries to get something through a pause."""
import time

from people import HERE, Stage


def closed(world, check):
    """Marcus closes his page, comes back, and goes on; then his browser dies."""
    with Stage(world) as stage:
        stage.go_live()
        marcus = stage.people["Marcus"]
        desk = marcus.page.url
        wire = stage.network.wires["marcus"]
        closing = time.time()
        marcus.page.close()
        dark(check, stage, "page closed", lambda: max(wire.hangup, closing))
        marcus.page = marcus.new_page()
        marcus.page.goto(desk)
        returns(check, stage, "page closed")
        killed = world.browser("marcus").kill()
        dark(check, stage, "browser killed", lambda: max(wire.hangup, killed))
        stage.people.pop("Marcus")
        marcus = stage.person("Marcus")
        marcus.join()
        marcus.page.locator(".now [data-key=next]", has_text="Go in").click()
        returns(check, stage, "browser killed, back by his link")
        ended(check, stage)


def cut(world, check):
    """Marcus' network goes silent: neither end is told."""
    with Stage(world) as stage:
        stage.go_live()
        dawn = stage.person("Dawn")
        dawn.join()
        at = stage.network.cut("marcus")
        dark(check, stage, "network cut", lambda: at, settle=6)
        last = (stage.network.wires["marcus"].last - at) * 1000
        check("network cut: nothing reaches Marcus' end either", last < 1000, f"{last:.0f} ms")
        words = stage.people["Marcus"].text()
        check("network cut: his page says so, and does not go on showing Live", "connection is lost" in words and "You see and hear" not in words)
        stage.shot(stage.people["Marcus"], "cut off")
        told = dawn.wait_for(lambda state: state["pages"], "Dawn is rung", 30)
        check("network cut: the colleague is rung", True, told["pages"][-1])
        stage.shot(dawn, "rung")
        stage.network.mend("marcus")
        returns(check, stage, "network cut", 40)
        hidden(check, stage)
        at = stage.network.cut("marcus")
        dark(check, stage, "network cut again", lambda: at, settle=6)
        takes_over(check, stage, dawn)


def dark(check, stage, what, since, limit=5000, settle=2.0):
    """Held, with nothing at any receiver later than `limit` milliseconds after it, and nothing for a while; how fast it was is a figure, not a check."""
    stage.people["Nasrin"].wait_for(lambda state: state["phase"] == "held", "held")
    family = stage.people["Nasrin"].state
    stage.pause(settle)
    # Asked only now: the end of a connection is on the wire a moment after the broker has heard of it.
    last, late = stage.silence(since(), 0.1, 3.0, besides=("Marcus",))
    check(f"{what}: last packet at a receiver, and later ones", last <= limit and late == 0, f"{last:.0f} ms, {late}")
    check(f"{what}: words for the family give no reason", "Marcus" not in family["sentence"], family["sentence"])
    for name in stage.family:
        stage.shot(stage.people[name], f"held, {what}")


def returns(check, stage, what, seconds=20):
    """Marcus is back and proves presence; it stays held until he presses Go on."""
    marcus = stage.people["Marcus"]
    marcus.wait_for(lambda state: "resume" in state["may"] and not state["missing"] and state["phase"] == "held", "ready to go on", seconds)
    stage.shot(marcus, f"back, {what}")
    wire = stage.network.packets()
    stage.pause(3)
    check(f"{what}: back, and still held", marcus.state["phase"] == "held" and stage.network.packets() == wire, f"{stage.network.packets() - wire} packets")
    stage.corner("hold")
    seconds, _ = stage.flow_again()
    check(f"{what}: flows again after Go on", True, f"{seconds:.1f} s")
    stage.pause(5)
    check(f"{what}: and stays live", marcus.state["phase"] == "live")


def hidden(check, stage):
    """A desk out of sight holds after ten seconds."""
    marcus = stage.people["Marcus"]
    at = time.time()
    marcus.page.evaluate("""Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});
                            document.dispatchEvent(new Event('visibilitychange')); undefined""")
    stage.people["Nasrin"].wait_for(lambda state: state["phase"] == "held", "held")
    last, late = stage.silence(at)
    check("desk hidden: last packet, and later ones", 9000 < last < 12500 and late == 0, f"{last:.0f} ms, {late}")
    stage.shot(marcus, "held, hidden")
    marcus.page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange')); undefined")
    returns(check, stage, "desk hidden")


def takes_over(check, stage, dawn):
    dawn.wait_for(lambda state: "takeOver" in state["may"], "may take over")
    dawn.page.locator("[data-key=takeOver]").click()
    dawn.wait_for(lambda state: state["you"]["role"] == "supervisor" and "resume" in state["may"] and not state["missing"], "supervisor", 30)
    stage.shot(dawn, "took over")
    wire = stage.network.packets()
    stage.pause(2)
    check("takeover: still held", dawn.state["phase"] == "held" and stage.network.packets() == wire)
    dawn.page.locator(".corner [data-key=hold]").click()
    end = time.time() + 20
    while time.time() < end and sum(frames > 0 for frames in dawn.counters()["pictures"]) < 3:
        stage.pause(0.3)
    check("takeover: Dawn goes on and sees everybody", sum(frames > 0 for frames in dawn.counters()["pictures"]) >= 3, dawn.state["phase"])


def hostile(world, check):
    """Nasrin's page speaks the protocol by itself, with tracks that are on."""
    with Stage(world, scripts={"Nasrin": [(HERE / "hostile.js").read_text()]}) as stage:
        stage.go_live()
        nasrin = stage.people["Nasrin"]
        at = stage.corner("hold")
        nasrin.wait_for(lambda state: state["phase"] == "held", "held")
        last, late = stage.silence(at)
        check("hostile: the pause itself", last < 1000 and late == 0, f"{last:.0f} ms, {late}")
        tries(check, stage, nasrin)
        stage.corner("hold")
        stage.people["Marcus"].wait_for(lambda state: state["phase"] == "live", "live")
        seconds, _ = stage.flow_again()
        check("hostile: after Go on all flows, hers too", True, f"{seconds:.1f} s")


def tries(check, stage, nasrin):
    attempts = [
        ("turns her tracks on", "hostile.tracksOn()"),
        ("publishes again on the same connection", "hostile.publish()"),
        ("unpublishes", "hostile.say({type: 'unpublish'})"),
        ("configures, moderates, joins", "Promise.all(['configure', 'moderate', 'join', 'unmute'].map(type => hostile.say({type, mute: false}))).then(a => a.join())"),
        ("resumes, starts, admits", "Promise.all(['resume', 'start', 'takeOver'].map(type => hostile.say({type}))).then(a => a.join())"),
        ("hangs her uplink up, waits for leave to publish, publishes", "hostile.hangUp().then(() => hostile.publishWhenAllowed())"),
        ("reconnects and publishes", "hostile.reconnect().then(() => hostile.publishWhenAllowed())"),
    ]
    for what, script in attempts:
        wire, pages = stage.network.packets(), stage.total()
        answer = nasrin.page.evaluate(script)
        stage.pause(3)
        through = stage.network.packets() - wire + stage.total() - pages
        check(f"hostile: {what}", through == 0 and nasrin.state["phase"] == "held", f"answer {answer}, {through} packets")


def ended(check, stage):
    stage.corner("end")
    stage.corner("planned")
    stage.people["Marcus"].wait_for(lambda state: state["phase"] == "ended", "ended")
    stage.broker.stop()
    code, words = stage.broker.verify()
    kinds = [entry.get("type") for entry in stage.broker.entries()]
    check("log verify after it", code == 0, f"{len(kinds)} entries")
