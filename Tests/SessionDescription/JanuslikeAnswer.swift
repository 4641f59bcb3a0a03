/// An answer of a media server at 198.51.100.1.
let januslikeAnswer = """
    v=0
    o=- 2527398109536978049 2 IN IP4 203.0.113.7
    s=VideoRoom 8c1f
    t=0 0
    a=group:BUNDLE 0 1
    a=ice-options:trickle
    a=fingerprint:sha-256 0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9
    a=extmap-allow-mixed
    a=msid-semantic: WMS *
    a=ice-lite
    m=audio 9 UDP/TLS/RTP/SAVPF 111
    c=IN IP4 198.51.100.1
    a=recvonly
    a=mid:0
    a=rtcp-mux
    a=ice-ufrag:Ab1+
    a=ice-pwd:0123456789abcdefghijKL
    a=ice-options:trickle
    a=setup:active
    a=rtpmap:111 opus/48000/2
    a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
    a=msid:janus janus0
    a=ssrc:1111111111 cname:janus
    a=candidate:1 1 udp 2015363327 198.51.100.1 20007 typ host
    a=candidate:2 1 udp 2015363326 10.9.8.7 20008 typ host
    a=candidate:3 1 udp 2015363325 198.51.100.1 9999 typ host
    a=end-of-candidates
    m=video 0 UDP/TLS/RTP/SAVPF 96
    c=IN IP4 198.51.100.1
    a=inactive
    a=mid:1

    """
