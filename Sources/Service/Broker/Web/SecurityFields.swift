package import HTTPWire

/// Who may show a page inside another.
package enum Framing: Sendable {
    /// Nobody, and it shows no other page either: everything but the demo.
    case nowhere
    /// Our own pages may show it: a pane of the demo.
    case inOwnPages
    /// It shows our own pages: the demo.
    case ofOwnPages
}

/// The response fields that keep a browser from doing more than our pages need.
///
/// OWASP ASVS 5.0 section 3.4: nothing is loaded from elsewhere, framed, cached, or told a referrer.
/// `host` is the authority under which browsers reach us, as in "broker.example:8443": older
/// Safari wants the WebSocket named in connect-src.
package func securityFields(host: String, framing: Framing = .nowhere) -> HTTPFields {
    let ancestors = framing == .inOwnPages ? "'self'" : "'none'"
    let frames = framing == .ofOwnPages ? " frame-src 'self';" : ""
    return HTTPFields([
        .contentSecurityPolicy: """
        default-src 'none'; script-src 'self'; style-src 'self'; \
        connect-src 'self' wss://\(host); img-src 'self'; media-src 'self' blob:; \
        worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors \(ancestors);\(frames) \
        require-trusted-types-for 'script'
        """,
        .permissionsPolicy: """
        camera=(self), microphone=(self), display-capture=(), geolocation=(), usb=()
        """,
        .strictTransportSecurity: "max-age=63072000",
        .xContentTypeOptions: "nosniff",
        .referrerPolicy: "no-referrer",
        .crossOriginOpenerPolicy: "same-origin",
        .crossOriginResourcePolicy: "same-origin",
        .crossOriginEmbedderPolicy: "require-corp",
        .cacheControl: "no-store",
    ])
}
