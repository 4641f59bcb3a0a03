// Put into every page before its own scripts: keeps the peer connections and what they have received, beyond their end.
(() => {
  const Real = globalThis.RTCPeerConnection;
  if (!Real || globalThis.__recorder) return;
  const peers = [];
  const received = new Map();
  globalThis.RTCPeerConnection = class RTCPeerConnection extends Real {
    constructor(...rest) {
      super(...rest);
      this.number = peers.push(this);
    }
    setRemoteDescription(...rest) {
      if (rest[0]?.sdp) recorder.sdp.push(rest[0].sdp);
      return super.setRemoteDescription(...rest);
    }
    close() {
      take(this).catch(() => {});
      super.close();
    }
  };
  async function take(peer) {
    if (peer.signalingState === 'closed') return;
    for (const report of (await peer.getStats()).values()) {
      if (report.type !== 'inbound-rtp') continue;
      received.set(`${peer.number} ${report.ssrc} ${report.mid}`, {
        kind: report.kind, packets: report.packetsReceived ?? 0, frames: report.framesDecoded ?? 0, bytes: report.bytesReceived ?? 0,
        last: report.lastPacketReceivedTimestamp ?? 0,
      });
    }
  }
  const recorder = globalThis.__recorder = {
    peers, sdp: [], bodies: [],
    async counters() {
      await Promise.all(peers.map(peer => take(peer).catch(() => {})));
      const all = [...received.values()];
      return {
        packets: all.reduce((sum, one) => sum + one.packets, 0), frames: all.reduce((sum, one) => sum + one.frames, 0),
        last: Math.max(0, ...all.map(one => one.last)) / 1000, pictures: all.filter(one => one.kind === 'video').map(one => one.frames),
      };
    },
  };
  setInterval(() => recorder.counters(), 250);
  const real = globalThis.fetch;
  globalThis.fetch = async (...rest) => {
    const response = await real(...rest);
    response.clone().text().then(text => recorder.bodies.push(text), () => {});
    return response;
  };
})();
