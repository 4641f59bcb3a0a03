import CaseRecords
import Casework
import JSON
import Sessions

/// What a signature is over: enough to make the same record again, byte by byte.
package struct Signing: Sendable, Hashable {
    let author: SeatID
    let moment: Timestamp
    let head: ContactRecord.LogHead
    /// SHA-256 of the canonical text, in hex.
    let hash: String

    var json: JSONValue {
        [
            "author": .string(author.text), "moment": .integer(moment.milliseconds),
            "size": .integer(Int64(clamping: head.size)), "root": .string(head.root),
            "hash": .string(hash),
        ]
    }

    init(author: SeatID, moment: Timestamp, head: ContactRecord.LogHead, hash: String) {
        self.author = author
        self.moment = moment
        self.head = head
        self.hash = hash
    }

    /// Reads what `json` wrote; nil for anything else.
    init?(json: JSONValue) {
        guard let author = json["author"]?.string.flatMap({ SeatID($0) }),
            let moment = json["moment"]?.integer,
            let size = json["size"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let root = json["root"]?.string, let hash = json["hash"]?.string
        else { return nil }
        self.init(
            author: author,
            moment: Timestamp(milliseconds: moment),
            head: ContactRecord.LogHead(size: size, root: root),
            hash: hash
        )
    }
}
