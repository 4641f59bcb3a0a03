"""(d) The child's Stop, with and without a server; (e) broker and media server killed and stopped."""
import os
import signal
import time

from people import Stage, growing
from supervision import returns

# Of the page that stops: what it has sent is over, and nothing is shown.
SILENT = """() => __recorder.peers.flatMap(peer => peer.getSenders()).every(sender => !sender.track || sender.track.readyState === 'ended')
    && ![...document.querySelectorAll('video')].some(video => video.srcObject)"""


def stop(world, check):
    """The child presses Stop."""
    with Stage(world) as stage:
        stage.go_live()
        at, own = press(stage)
        check("Stop: her camera and microphone ended, her pictures gone", own < 1000, f"{own:.0f} ms")
        last, late = stage.silence(at, besides=("Amina", "Farida", "Nasrin"))
        check("Stop: last packet at anybody, and later ones", last < 1000 and late == 0, f"{last:.0f} ms, {late}")
        over(check, stage, "Stop")


def stop_alone(world, check):
    """The child presses Stop while the server hangs."""
    with Stage(world) as stage:
        stage.go_live()
        frozen = stage.broker.signal(signal.SIGSTOP)
        at, own = press(stage)
        check("Stop, server hanging: her camera and microphone ended, her pictures gone", own < 1000, f"{own:.0f} ms")
        stage.pause(max(0, at + 1 - time.time()))
        first = stage.counters(("Amina",))
        stage.pause(0.5)
        second = stage.counters(("Amina",))
        most = max(growing(first[name], second[name]) for name in second)
        check("Stop, server hanging: no receiver gets her pictures a second later", most <= 2, f"at most {most} of 3 pictures go on")
        last, late = stage.silence(frozen, 5.0)
        check("Stop, server hanging: last packet at anybody, and later ones", last <= 5000 and late == 0, f"{last:.0f} ms, {late}")
        stage.broker.signal(signal.SIGCONT)
        stage.people["Marcus"].wait_for(lambda state: state["phase"] == "ended", "ended", 30)
        check("Stop, server hanging: the server, back, ends the session", True)
        over(check, stage, "Stop, server hanging")


def press(stage):
    """Amina presses; returns when, and the milliseconds until her own page was silent."""
    amina = stage.people["Amina"]
    button = amina.page.locator("button.stop")
    button.wait_for()
    at = time.time()
    button.click()
    while not amina.page.evaluate(SILENT):
        if time.time() > at + 5:
            break
    own = (time.time() - at) * 1000
    stage.shot(amina, "stopped")
    return at, own


def over(check, stage, what):
    marcus = stage.people["Marcus"]
    marcus.wait_for(lambda state: state["phase"] == "ended", "ended")
    stage.pause(1.5)
    for name in stage.people:
        stage.shot(stage.people[name], f"after {what}")
    words = {name: " ".join(stage.people[name].text().split()) for name in ("Nasrin", "Farida")}
    check(f"{what}: adults read the same words as at any other end", not any("stop" in text.lower() or "Amina" in text for text in words.values()),
          words["Farida"])
    stage.broker.stop()
    code, _ = stage.broker.verify()
    text = str(stage.broker.entries())
    check(f"{what}: log verify, and the log knows", code == 0 and "childStopped" in text)


def faults(world, check):
    """Broker and media server, killed and stopped, one after another in one session."""
    with Stage(world) as stage:
        stage.go_live()
        at = kill(stage.broker.janus(), signal.SIGKILL)
        goes_dark(check, stage, "Janus killed", at)
        returns(check, stage, "Janus killed", 30)
        at = kill(stage.broker.janus(), signal.SIGSTOP)
        goes_dark(check, stage, "Janus stopped", at)
        returns(check, stage, "Janus stopped", 30)
        frozen = stage.broker.signal(signal.SIGSTOP)
        last, late = stage.silence(frozen, 5.5)
        check("broker stopped: last packet at a receiver, and later ones", last <= 5000 and late == 0, f"{last:.0f} ms, {late}")
        shown = {name: stage.people[name].page.evaluate("document.querySelectorAll('.face.on:not(.self)').length") for name in stage.people}
        words = {name: " ".join(stage.people[name].text().split()) for name in stage.people}
        check("broker stopped: every page is blank and calm", not any(shown.values()) and not any("Live" in one for one in words.values()), words["Farida"])
        for name in stage.people:
            stage.shot(stage.people[name], "broker stopped")
        stage.broker.signal(signal.SIGCONT)
        returns(check, stage, "broker stopped", 40)
        orphan = stage.broker.janus()
        at = stage.broker.signal(signal.SIGKILL)
        stage.broker.process.wait()
        last, late = stage.silence(at)
        check("broker killed: last packet at a receiver, and later ones", last <= 5000 and late == 0, f"{last:.0f} ms, {late}")
        for name in stage.people:
            stage.shot(stage.people[name], "broker killed")
        code, words = stage.broker.verify()
        check("broker killed: the log as it was left", code == 0, words.replace("\n", " "))
        stage.broker.start()
        check("broker killed: no orphan is left", not is_janus(orphan))
        returns(check, stage, "broker killed, started again", 40)
        stage.corner("end")
        stage.corner("planned")
        stage.people["Marcus"].wait_for(lambda state: state["phase"] == "ended", "ended")
        stage.broker.stop()
        code, words = stage.broker.verify()
        check("broker killed: log verify at the end", code == 0, words.replace("\n", " "))
        text = str(stage.broker.entries())
        check("broker killed: the gap is in the log", "serviceGap" in text or "gap" in text.lower())
        check("broker killed: held by the restart, not by anybody", "serviceRestarted" in text)


def goes_dark(check, stage, what, at):
    stage.people["Nasrin"].wait_for(lambda state: state["phase"] == "held", "held")
    last, late = stage.silence(at)
    check(f"{what}: last packet at a receiver, and later ones", last <= 5000 and late == 0, f"{last:.0f} ms, {late}")


def kill(process, number):
    os.kill(process, number)
    return time.time()


def is_janus(process):
    try:
        with open(f"/proc/{process}/comm") as file:
            return file.read().strip() == "janus"
    except OSError:
        return False
