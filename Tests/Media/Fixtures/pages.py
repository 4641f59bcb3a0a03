"""Chromium pages with fake cameras, driven by JSON lines: {"page", "call", "argument"} -> {"result"} or {"error"}.

Needs Playwright and Chromium; says {"result": "ready"} when there are pages."""
import json, pathlib, shutil, sys, tempfile

SCRIPT = '''<!doctype html><meta charset=utf-8><body><script>
'use strict';
let camera, uplink, downlink;
const gathered = pc => new Promise(done => {
  const look = () => pc.iceGatheringState === 'complete' && done();
  pc.addEventListener('icegatheringstatechange', look); look(); });
const settings = {bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require'};
const connection = async () => {
  camera ??= await navigator.mediaDevices.getUserMedia({audio: true, video: {width: 160, height: 120, frameRate: 15}});
  const pc = new RTCPeerConnection(settings);
  for (const track of camera.getTracks()) pc.addTransceiver(track, {direction: 'sendonly', streams: [camera]});
  await pc.setLocalDescription(); await gathered(pc);
  return pc; };
const calls = {
  async offer() { uplink = await connection(); return uplink.localDescription.sdp; },
  async second() { return (await connection()).localDescription.sdp; },
  async accept(sdp) { await uplink.setRemoteDescription({type: 'answer', sdp}); return ''; },
  async answer(sdp) {
    if (!downlink) {
      downlink = new RTCPeerConnection(settings);
      downlink.ontrack = event => { const video = document.createElement('video');
        video.autoplay = video.muted = true; video.srcObject = new MediaStream([event.track]); document.body.append(video); }; }
    await downlink.setRemoteDescription({type: 'offer', sdp});
    await downlink.setLocalDescription(); await gathered(downlink);
    return downlink.localDescription.sdp; },
  async leave() { uplink?.close(); downlink?.close(); uplink = downlink = undefined; return ''; },
  async packets() {
    let sum = 0;
    for (const stat of downlink ? (await downlink.getStats()).values() : [])
      if (stat.type === 'inbound-rtp') sum += stat.packetsReceived;
    return String(sum); },
  async frames() {
    let sum = 0;
    for (const stat of downlink ? (await downlink.getStats()).values() : [])
      if (stat.type === 'inbound-rtp') sum += stat.framesDecoded || 0;
    return String(sum); },
};
</script>'''

def say(**message):
    print(json.dumps(message), flush=True)

def main():
    from playwright.sync_api import sync_playwright
    flags = ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
             '--autoplay-policy=no-user-gesture-required', '--disable-gpu',
             '--disable-background-timer-throttling', '--disable-renderer-backgrounding']
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = pathlib.Path(folder, 'page.html')
        file.write_text(SCRIPT)
        browser = playwright.chromium.launch(executable_path=shutil.which('chromium'), headless=True, args=flags)
        pages = {}
        say(result='ready')
        for line in sys.stdin:
            order = json.loads(line)
            try:
                if order['page'] not in pages:
                    pages[order['page']] = browser.new_context().new_page()
                    pages[order['page']].goto(file.as_uri())
                result = pages[order['page']].evaluate('([call, argument]) => calls[call](argument)',
                                                       [order['call'], order['argument']])
                say(result=result)
            except Exception as error:
                say(error=str(error))
        browser.close()

main()
