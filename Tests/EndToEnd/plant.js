// A hostile page of the child's device: everything it describes itself with carries what must reach nobody.
(() => {
  const planted = [
    'a=candidate:1 1 udp 2130706431 203.0.113.7 41000 typ host generation 0 network-id 1',
    'a=candidate:2 1 udp 2130706430 aminas-tablet.local 41001 typ host',
    'a=candidate:3 1 udp 1694498815 203.0.113.8 41002 typ srflx raddr 192.168.77.5 rport 41003',
    'a=label:Denise kitchen camera', 'a=tool:14 Larkspur Close', 'a=x-legal-name:Denise Okafor',
  ];
  const getter = Object.getOwnPropertyDescriptor(RTCPeerConnection.prototype, 'localDescription')
    ?? Object.getOwnPropertyDescriptor(Object.getPrototypeOf(RTCPeerConnection.prototype), 'localDescription');
  globalThis.__planted = [];
  Object.defineProperty(RTCPeerConnection.prototype, 'localDescription', {
    configurable: true,
    get() {
      const real = getter.get.call(this);
      if (!real) return real;
      const sdp = real.sdp
        .replace(/^s=.*$/m, 's=14 Larkspur Close').replace(/^o=\S+/m, 'o=Sultana')
        .replace(/^(s=.*\r\n)/m, '$1i=Denise Okafor lives at 14 Larkspur Close\r\n')
        .replaceAll(/cname:\S+/g, 'cname:Denise-Okafor')
        .replaceAll(/msid:\S+ \S+/g, 'msid:Denise-kitchen-camera LS99-1ZZ')
        .replaceAll(/^(a=mid:.*\r\n)/gm, (_, mid) => mid + planted.map(line => `${line}\r\n`).join(''));
      __planted.push(sdp);
      return { type: real.type, sdp };
    },
  });
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (text) {
    const message = typeof text === 'string' ? JSON.parse(text) : text;
    if (message?.type === 'beat') text = JSON.stringify({ ...message, pad: 'Denise Okafor, 14 Larkspur Close, LS99 1ZZ'.padEnd(message.pad.length, '.') });
    return send.call(this, text);
  };
})();
