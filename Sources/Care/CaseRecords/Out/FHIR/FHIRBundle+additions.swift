import Casework
import JSON
import Sessions

/// Addenda as documents of their own, which append to the record (DocumentReference.relatesTo).
extension FHIRBundle {
    var addenda: [JSONValue] {
        guard let additions = document.additions else { return [] }
        return additions.addenda.enumerated().map { number, item in
            resource("DocumentReference", "\(session.id.text)-addendum-\(number + 1)") {
                [
                    "identifier": [identifier("sha256", item.value.hash)],
                    "status": "current", "docStatus": "final",
                    "type": concept("Addendum to the record: \(session.plan.kind.words)"),
                    "subject": subject, "date": .string(item.value.at.rfc3339),
                    "author": [who(item.value.by)],
                    "description": .string(item.value.reason),
                    "relatesTo": [
                        [
                            "code": "appends",
                            "target": reference("DocumentReference", session.id.text),
                        ]
                    ],
                    "content": [["attachment": attachment("application/json", "json")]],
                    "context": ["encounter": [reference("Encounter", session.id.text)]],
                ]
            }
        }
    }
}
