import HTTPWire
import JSON
import Signalling

/// `/readyz`: 200 if new people can be let in, 503 if not, and why.
enum Readiness {
    static func response(_ policies: ActivePolicies, _ store: SessionStore) -> HTTPResponse {
        let isWell = store.health.isWell
        var object = JSONObject()
        for member in policies.readiness.object?.members ?? [] where member.name != "ready" {
            object.insert(member.value, at: member.name)
        }
        object.insert(.bool(isWell), at: "ready")
        object.insert(store.health.readiness, at: "log")
        return JSONValue.object(object).response(isWell ? .ok : .serviceUnavailable)
    }
}
