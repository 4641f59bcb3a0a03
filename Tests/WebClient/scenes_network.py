"""Scenes of poor networks: the picture gives way before the sound, and the words blame nobody."""
from scenes import ALL, AMINA, FARIDA, LIVE_CHILD, LIVE_DESK, LIVE_NASRIN, MARCUS, NASRIN, OTHERS, at_desk, person, room
from trouble import both, says

# Nothing that reads as if somebody had not wanted to.
BLAME = ("left", "away", "not interested", "turned off", "switched off", "ignor")


def ladder(page):
    """Step by step down, never beyond what a signer needs, up again after ten good seconds, later each time it fails."""
    found = page.evaluate("""async () => { const { PictureLadder, encoding } = await import('/app/network.js');
      const poor = {loss: .2, delay: .1, rate: 1e6}, good = {loss: 0, delay: .1, rate: 1e6};
      const play = (ladder, ...runs) => { const steps = []; for (const [sample, times] of runs) { for (let n = 0; n < times; n++) ladder.note(sample); steps.push(ladder.step); } return steps; };
      const failing = new PictureLadder(true);
      return [
        play(new PictureLadder(true), [poor, 1], [poor, 1], [poor, 2], [poor, 3], [poor, 1], [poor, 9]),
        play(new PictureLadder(false), [poor, 40], [good, 5], [good, 5], [good, 40]),
        play(new PictureLadder(true), [{loss: 0, delay: .9, rate: 1e6}, 2], [{loss: 0, delay: .1, rate: 60000}, 2], [{loss: .05, delay: .1, rate: 1e6}, 5]),
        play(failing, [poor, 2], [good, 5], [poor, 2], [good, 9], [good, 1]),
        [encoding('small', true).maxFramerate ?? 'all', encoding('tiny', true).maxFramerate ?? 'all', encoding('paused', false).active, encoding('whole', false).active],
      ]; }""")
    expected = [["whole", "small", "tiny", "tiny", "paused", "paused"], ["tiny", "small", "whole", "whole"], ["small", "tiny", "small"],
                ["small", "whole", "small", "small", "whole"], ["all", "all", False, True]]
    return [f"steps are {one}, not {other}" for one, other in zip(found, expected) if one != other]


def loses(page):
    """A page that loses a fifth of what it sends: sound keeps its place, the picture is sent smaller, person and server are told."""
    end = 40
    while end and not page.evaluate("window.__stub.sent.some(message => message.fact === 'pictureSmall')"):
        page.wait_for_timeout(250)
        end -= 1
    page.wait_for_timeout(500)
    sent = page.evaluate("window.__parameters")
    video = [one for one in sent if one["kind"] == "video"]
    audio = [one for one in sent if one["kind"] == "audio"]
    problems = [] if video and video[-1]["maxBitrate"] == 80000 and video[-1]["active"] and video[-1]["networkPriority"] == "low" else [f"the picture is sent as {video}"]
    problems += [] if audio and audio[-1]["networkPriority"] == "high" and audio[-1]["active"] else [f"the sound is sent as {audio}"]
    return problems + says("Your connection is weak. Your picture is small now, so that your sound gets through.", never=BLAME)(page)


# A fifth is lost, as the statistics say it; and what the page does about it is kept.
LOSSY = """() => {
  window.__parameters = [];
  const set = RTCRtpSender.prototype.setParameters;
  RTCRtpSender.prototype.setParameters = function (parameters) {
    const { maxBitrate, active, networkPriority } = parameters.encodings[0];
    window.__parameters.push({ kind: this.track?.kind, maxBitrate, active, networkPriority });
    return set.call(this, parameters);
  };
  const stats = RTCPeerConnection.prototype.getStats;
  let packets = 0;
  RTCPeerConnection.prototype.getStats = async function () {
    const reports = new Map(await stats.call(this));
    packets += 100;
    return this.getSenders().some(sender => sender.track) ? new Map([...reports].filter(([, one]) => one.type !== 'remote-inbound-rtp').concat([
      ['sent', { type: 'outbound-rtp', packetsSent: packets }], ['lost', { type: 'remote-inbound-rtp', id: 'lost', localId: 'sent', packetsLost: packets / 5, roundTripTime: .1 }]])) : reports;
  };
}"""
PAUSED = {"people": [person(NASRIN, picture="paused"), person(MARCUS), person(FARIDA)]}
POOR = {"people": [person(AMINA, picture="small", receivesPoorly=True), person(MARCUS), person(FARIDA)]}
SCENES = {
    "child-paused": room(AMINA, LIVE_CHILD | PAUSED, (MARCUS, FARIDA), expect=both(says("Nasrin’s picture is paused: the connection is weak. Nasrin can hear you.", never=BLAME), ladder)),
    # Whoever hears badly is not said to hear.
    "family-paused": room(NASRIN, LIVE_NASRIN | POOR, (AMINA, MARCUS, FARIDA), expect=says("Amina-এর ছবি এখন ছোট: সংযোগ দুর্বল। Amina এখনো আছেন।")),
    "desk-paused": at_desk(LIVE_DESK | {"people": [person(NASRIN, picture="paused"), person(AMINA), person(FARIDA)]}, OTHERS, expect=says("Nasrin’s picture is paused: the connection is weak.")),
    "child-lossy": room(AMINA, LIVE_CHILD, (NASRIN, MARCUS), expect=loses) | {"before": f"({LOSSY})()"},
}
