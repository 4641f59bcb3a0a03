import Foundation
package import SessionDescription
import Transport

/// Where the media server is, and where it may be reached.
package struct MediaConfiguration: Sendable {
    /// Of the program `janus`.
    package var janusPath: String
    /// Holds `plugins` and `transports`.
    package var janusLibraries: String
    /// What pages are told to send to: an address of `interface`.
    package var address: IPv4Address
    /// The media server uses no other; never loopback, which it ignores.
    package var interface: String
    package var ports: ClosedRange<UInt16>
    /// Gets one private directory a process; short, because of its socket's path.
    package var runDirectory: String
    /// Gets one file a process, so that the next start finds orphans.
    package var processDirectory: String?

    package init(
        janusPath: String,
        janusLibraries: String,
        address: IPv4Address,
        interface: String,
        ports: ClosedRange<UInt16>,
        runDirectory: String,
        processDirectory: String?
    ) {
        self.janusPath = janusPath
        self.janusLibraries = janusLibraries
        self.address = address
        self.interface = interface
        self.ports = ports
        self.runDirectory = runDirectory
        self.processDirectory = processDirectory
    }

    /// What this machine offers: its Janus, and its first interface that is not loopback.
    ///
    /// Throws `notInstalled` with a sentence for the person who can help.
    package static func detect(
        ports: ClosedRange<UInt16> = 20_000...20_999,
        processDirectory: String? = nil
    ) throws(MediaLoss) -> MediaConfiguration {
        let files = FileManager.default
        guard let janus = programs.first(where: files.isExecutableFile),
            let libraries = libraries.first(where: {
                files.fileExists(atPath: $0 + "/plugins/libjanus_videoroom.so")
            })
        else {
            throw .notInstalled(
                "No media server: install the Debian package janus (apt install janus), and "
                    + "switch its own service off (systemctl disable --now janus)."
            )
        }
        guard let interface = NetworkInterface.list().first,
            let address = IPv4Address(interface.address)
        else {
            throw .notInstalled(
                "No network interface with an IPv4 address but loopback, which the media server "
                    + "can't use."
            )
        }
        let hasRun = files.isWritableFile(atPath: "/run")
        return MediaConfiguration(
            janusPath: janus,
            janusLibraries: libraries,
            address: address,
            interface: interface.name,
            ports: ports,
            runDirectory: hasRun ? "/run" : files.temporaryDirectory.path,
            processDirectory: processDirectory
        )
    }

    private static let programs = [
        "/usr/bin/janus", "/usr/local/bin/janus", "/opt/janus/bin/janus",
    ]
    private static let libraries = [
        "/usr/lib/x86_64-linux-gnu/janus", "/usr/lib/aarch64-linux-gnu/janus",
        "/usr/lib/janus", "/usr/local/lib/janus", "/opt/janus/lib/janus",
    ]
}
