import Broker
import Foundation
import HTTPWire
import TLS
import TestSupport
import Testing
import Transport

/// A listener on loopback with routes, and loops for clients.
struct WebHarness {
    let server: ServerEndpoint
    let servers: EventLoopGroup
    let clients: EventLoopGroup
    var client: EventLoop { clients.loops[0] }

    init(routes: @escaping HTTPRoutes) throws {
        let authority = try TestAuthority.shared.get()
        let context = try TLSServerContext(
            certificateFile: authority.certificateFile,
            keyFile: authority.keyFile
        )
        servers = try EventLoopGroup(count: 2)
        clients = try EventLoopGroup(count: 1)
        let port = try servers.listen(
            address: "127.0.0.1",
            port: 0,
            context: context,
            greeter: HTTPServerConnection.greeter(
                defaultFields: securityFields(host: "localhost"),
                routes: routes
            )
        )
        server = ServerEndpoint(
            address: "127.0.0.1",
            port: port,
            serverName: "localhost",
            context: try TLSClientContext(authorityFile: authority.authorityFile)
        )
    }

    func stop() {
        clients.stop(grace: .zero)
        servers.stop(grace: .seconds(1))
    }

    func send(_ method: HTTPMethod, _ target: String) async throws -> HTTPResponse {
        let target = try #require(HTTPTarget(target))
        return try await HTTPClient.send(HTTPRequest(method, target), to: server, on: client)
    }

    func open(
        _ target: String = "/signal",
        subprotocol: String? = "test.v1",
        fields: HTTPFields = HTTPFields()
    ) async throws -> WebSocketStream {
        let request = WebSocketRequest(
            try #require(HTTPTarget(target)),
            subprotocol: subprotocol,
            fields: fields
        )
        return try await WebSocketClient.open(request, at: server, on: client)
    }

    /// A client that says these bytes over TLS, and all that it hears until the end.
    func converse(_ bytes: [UInt8]) async throws -> [UInt8] {
        let (heard, input) = AsyncStream.makeStream(of: [UInt8].self)
        client.post { [server] loop in
            _ = try? loop.connect(
                address: server.address,
                port: server.port,
                context: server.context,
                serverName: server.serverName
            ) { id, _ in RawClient(id, bytes, input) }
        }
        var all: [UInt8] = []
        for await piece in heard { all += piece }
        return all
    }

    /// Runs a shell line with PORT set; its output.
    func shell(_ line: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.environment = [
            "PORT": String(server.port), "PATH": "/usr/bin:/bin",
            "CA": try TestAuthority.shared.get().authorityFile,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

/// Says its bytes, tells what it hears, and answers nothing.
private final class RawClient: ConnectionHandler {
    private let id: ConnectionID
    private let bytes: [UInt8]
    private let input: AsyncStream<[UInt8]>.Continuation

    init(_ id: ConnectionID, _ bytes: [UInt8], _ input: AsyncStream<[UInt8]>.Continuation) {
        self.id = id
        self.bytes = bytes
        self.input = input
    }

    func connectionOpened(loop: isolated EventLoop) {
        loop.write(to: id) { [bytes] in $0 += bytes }
    }

    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    {
        var copy: [UInt8] = []
        copy.append(copying: bytes.span.extracting(..<count))
        input.yield(copy)
        return .consumed(count)
    }

    func connectionClosed(_ end: ConnectionEnd, loop: isolated EventLoop) { input.finish() }
}
