package import HTTPWire
package import TLS
package import Transport

/// A server to connect to, by a numeric address.
package struct ServerEndpoint: Sendable {
    package let address: String
    package let port: UInt16
    /// The DNS name or address that the certificate must be valid for.
    package let serverName: String
    package let context: TLSClientContext

    package init(address: String, port: UInt16, serverName: String, context: TLSClientContext) {
        self.address = address
        self.port = port
        self.serverName = serverName
        self.context = context
    }

    /// The authority, as Host has it.
    package var host: String { port == 443 ? serverName : "\(serverName):\(port)" }
    /// The origin of pages that the server gives (RFC 6454 section 6.2).
    package var origin: String { "https://\(host)" }
}

/// Why a client got no answer, or not the one it asked for.
package enum WebClientError: Error, Equatable {
    case notConnected(TransportError)
    case connectionEnded(ConnectionEnd)
    case serverMisbehaved(HTTPError)
    /// The server's answer to an upgrade was not 101 with what we asked for.
    case upgradeRefused(HTTPResponse)
}
