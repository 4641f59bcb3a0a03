// Stands in for server and camera inside one page: canned snapshots, and a media server made of local peer connections.
(() => {
  const scene = window.__scene ?? {};
  const stub = window.__stub = { sent: [], sockets: [], sequence: 0, isDown: false, refuse: scene.refuse ?? {}, taken: [] };

  // A drawn person: nobody's face is in a test.
  function painted(name) {
    const picture = document.createElement('canvas');
    picture.width = 640;
    picture.height = 480;
    const context = picture.getContext('2d');
    const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0) * 37, 0) % 360;
    let beat = 0;
    const draw = () => {
      beat++;
      context.fillStyle = `hsl(${hue} 22% 72%)`;
      context.fillRect(0, 0, 640, 480);
      context.fillStyle = `hsl(${(hue + 40) % 360} 30% 40%)`;
      context.beginPath(); context.ellipse(320, 520, 210, 190, 0, 0, 7); context.fill();
      context.fillStyle = `hsl(${20 + hue % 15} 38% ${45 + hue % 25}%)`;
      context.beginPath(); context.ellipse(320, 230, 105, 135, 0, 0, 7); context.fill();
      context.fillStyle = '#2a211b';
      context.beginPath(); context.ellipse(320, 140, 120, 75, 0, 0, 7); context.fill();
      for (const x of [280, 360]) { context.beginPath(); context.arc(x, 225 + Math.sin(beat / 9) * 2, 9, 0, 7); context.fill(); }
      context.lineWidth = 6; context.strokeStyle = '#5a2d22';
      context.beginPath(); context.arc(320, 265, 45, 0.4, Math.PI - 0.4); context.stroke();
    };
    draw();
    setInterval(draw, 80);
    return picture;
  }

  function drawn(name) {
    const stream = painted(name).captureStream(12);
    const audio = new AudioContext(), tone = audio.createOscillator(), quiet = audio.createGain(), out = audio.createMediaStreamDestination();
    quiet.gain.value = 0.05;
    tone.connect(quiet).connect(out);
    tone.start();
    stream.addTrack(out.stream.getAudioTracks()[0]);
    return stream;
  }

  if (scene.camera === 'none') {
    delete window.RTCPeerConnection;
    return;
  }
  if (scene.devices) navigator.mediaDevices.enumerateDevices = async () => scene.devices.map(kind => ({ kind }));
  navigator.mediaDevices.getUserMedia = async () => {
    const problem = { denied: 'NotAllowedError', busy: 'NotReadableError', missing: 'NotFoundError' }[scene.camera];
    if (problem) throw new DOMException('', problem);
    const stream = drawn(scene.self ?? 'Nasrin');
    stub.taken.push(...stream.getTracks());
    return stream;
  };

  class StubSocket extends EventTarget {
    static OPEN = 1;
    readyState = 0;
    bufferedAmount = 0;
    constructor(url, protocol) {
      super();
      stub.url = url;
      stub.protocol = protocol;
      stub.sockets.push(this);
      setTimeout(() => {
        if (stub.isDown) return this.end(1006);
        this.readyState = 1;
        this.dispatchEvent(new Event('open'));
        this.say({ type: 'welcome', version: 1, beatMilliseconds: 200, serverTime: Date.now() });
      }, 10);
    }
    say(message) { this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) })); }
    end(code) {
      if (this.readyState === 3) return;
      this.readyState = 3;
      const event = new Event('close');
      event.code = code;
      this.dispatchEvent(event);
    }
    close(code) { setTimeout(() => this.end(code ?? 1000), 0); }
    send(text) {
      const message = JSON.parse(text);
      stub.sent.push({ ...message, bytes: text.length });
      if (['beat', 'portrait', 'stroke', 'deviceFact'].includes(message.type)) return;
      const refusal = stub.refuse[message.type];
      setTimeout(() => {
        if (refusal) return this.say({ id: message.id, type: 'refused', code: refusal[0], message: refusal[1] });
        this.say({ id: message.id, type: 'done' });
        if (message.type === 'hello' && scene.state) { stub.push(scene.state); if (scene.feeds) offer(this, scene.feeds); Object.entries(scene.portraits ?? {}).forEach(one => stub.portrait(...one)); }
        if (message.type === 'publish') answer(this, message.sdp);
        if (message.type === 'subscribeAnswer') stub.downlink.setRemoteDescription({ type: 'answer', sdp: message.sdp });
      }, 5);
    }
  }
  window.WebSocket = StubSocket;

  stub.push = state => stub.sockets.at(-1).say({ ...(stub.latest = state), sequence: ++stub.sequence });
  setInterval(() => { if (stub.latest && !stub.isDown && stub.sockets.at(-1)?.readyState === 1) stub.push(stub.latest); }, 1000);
  stub.say = message => stub.sockets.at(-1).say(message);
  stub.portrait = (seat, name) => {
    const small = document.createElement('canvas');
    small.width = 160;
    small.height = 120;
    small.getContext('2d').drawImage(painted(name), 0, 0, 160, 120);
    stub.say({ type: 'portrait', seat, jpeg: small.toDataURL('image/jpeg', 0.6).split(',')[1] });
  };
  stub.down = () => { stub.isDown = true; stub.sockets.at(-1).end(1006); };

  const gathered = peer => new Promise(resolve => {
    const look = () => { if (peer.iceGatheringState === 'complete') resolve(); };
    peer.addEventListener('icegatheringstatechange', look);
    look();
  });

  async function answer(socket, sdp) {
    const peer = stub.uplink = new RTCPeerConnection();
    await peer.setRemoteDescription({ type: 'offer', sdp });
    await peer.setLocalDescription();
    await gathered(peer);
    socket.say({ type: 'uplinkAnswer', sdp: peer.localDescription.sdp });
  }

  async function offer(socket, feeds) {
    const peer = stub.downlink = new RTCPeerConnection();
    stub.senders = {};
    const order = [];
    for (const [seat, name] of Object.entries(feeds)) {
      for (const track of drawn(name).getTracks()) {
        (stub.senders[seat] ??= []).push(peer.addTransceiver(track, { direction: 'sendonly' }).sender);
        order.push(seat);
      }
    }
    await peer.setLocalDescription();
    await gathered(peer);
    const mids = Object.fromEntries(peer.getTransceivers().map((one, index) => [one.mid, order[index]]));
    socket.say({ type: 'downlinkOffer', offer: 1, sdp: peer.localDescription.sdp, feeds: mids });
  }
})();
