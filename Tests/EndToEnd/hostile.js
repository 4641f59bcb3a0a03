// What a hostile page can do: it has the page's socket, its tracks, and a voice of its own.
(() => {
  const Real = globalThis.WebSocket;
  let socket, id = 1000000;
  const waiting = new Map();
  let state = {}, answered = () => {};
  globalThis.WebSocket = class WebSocket extends Real {
    constructor(...rest) {
      super(...rest);
      socket = this;
      this.addEventListener('message', event => {
        const message = JSON.parse(event.data);
        if (message.type === 'state') state = message;
        if (message.type === 'uplinkAnswer') answered(message.sdp);
        waiting.get(message.id)?.(message.code ?? message.type);
      });
    }
  };
  const streams = [];
  const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  if (open) navigator.mediaDevices.getUserMedia = async wish => { const stream = await open(wish); streams.push(stream); return stream; };
  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
  const hostile = globalThis.hostile = {
    say(message) {
      return new Promise(done => {
        waiting.set(++id, done);
        socket.send(JSON.stringify({ id, ...message }));
        setTimeout(() => done('no answer'), 3000);
      });
    },
    async tracksOn() {
      for (const stream of streams) for (const track of stream.getTracks()) track.enabled = true;
      return 'done';
    },
    async publish() {
      const stream = await open({ audio: true, video: true });
      const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      for (const track of stream.getTracks()) peer.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
      await peer.setLocalDescription();
      await pause(300);
      answered = sdp => peer.setRemoteDescription({ type: 'answer', sdp }).catch(() => {});
      return hostile.say({ type: 'publish', sdp: peer.localDescription.sdp });
    },
    async hangUp() {
      __recorder.peers[0].close();
      for (const peer of __recorder.peers) if (peer.getSenders().some(sender => sender.track)) peer.close();
    },
    async publishWhenAllowed() {
      for (let count = 0; count < 100 && !state.media?.canPublish; count++) await pause(50);
      const answer = await hostile.publish();
      await hostile.tracksOn();
      return `${state.media?.canPublish ? 'allowed' : 'not allowed'}, ${answer}`;
    },
    async reconnect() {
      socket.close();
      await pause(4000);
    },
  };
})();
