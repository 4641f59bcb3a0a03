import Casework
import HTTPWire
import JSON
import Sessions
import TLS
import Transport

/// Kamal, who must never meet Nasrin, with her link in his own browser; over real TLS, in script.
struct DemoIntruder {
    private let house: DemoHouse

    init(_ house: DemoHouse) { self.house = house }

    /// What his browser was answered.
    func attempt() async -> JSONValue {
        do throws(PlayStop) {
            let trust = try trust()
            let fathers = house.seatings.last {
                $0.session.initial.plan.version.plan == Kites.fatherPlanName
            }
            guard let fathers, let mothers = house.newest else {
                throw PlayStop("There is no session for him.")
            }
            let kamal = try house.browser(with: "Kamal", in: fathers, trusting: trust)
            _ = try await kamal.takeSeat()
            let intruder = try house.browser(with: "Nasrin", in: mothers, trusting: trust)
            intruder.borrowBrowser(of: kamal)
            let look = try await intruder.look()
            let join = try await intruder.takeSeat()
            return [
                "isRefused": .bool(look.status == 403 && join.status == 403),
                "reads": .string(look.json["error"]?["message"]?.string ?? ""),
            ]
        } catch {
            return ["isRefused": false, "reads": .string(error.sentence)]
        }
    }

    private func trust() throws(PlayStop) -> TLSClientContext {
        let authority = DemoCertificates.authority(of: house.settings)
        do throws(TLSError) { return try TLSClientContext(authorityFile: authority) } catch {
            throw PlayStop("His browser cannot trust the server: \(error)")
        }
    }
}
