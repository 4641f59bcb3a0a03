/// Why a request was refused: stable codes, the same over WebSocket and HTTP.
package enum ErrorCode: String, CaseIterable, Error, Sendable {
    /// Not a message of this protocol, or a member is missing, of another type, or too long.
    case malformedMessage
    case unknownType
    /// The session is in another phase.
    case notNow
    /// A policy said no; the message is that policy's sentence, fit for this role.
    case notAllowed
    /// The one answer to every wrong, used, expired, unknown or barred link.
    case linkNotUsable
    case seatNotKnown
    /// The seat is in use on another device.
    case secondDevice
    case tooMany
    case alreadyPublished
    /// The session is paused, and nothing about media changes in a pause.
    case held
    /// The journal took no entry, so nothing was changed.
    case journalFailed
    /// The record can't be signed yet.
    case recordIncomplete

    /// The sentence shown when there is no better one.
    package var sentence: String {
        switch self {
        case .malformedMessage: "This page sent something we could not read. Please reload it."
        case .unknownType: "This page asked for something we do not know. Please reload it."
        case .notNow: "That can't be done at this moment."
        case .notAllowed: "That is not allowed at this moment."
        case .linkNotUsable: "This link can't be used now. Please ring your social worker."
        case .seatNotKnown: "This page has lost its place. Please open your link again."
        case .secondDevice: "This place is already open on another device."
        case .tooMany: "That was too often. Please wait a moment."
        case .alreadyPublished: "Your camera is already on."
        case .held: "The session is paused."
        case .journalFailed: "This could not be written down, so nothing was changed."
        case .recordIncomplete: "The record is not complete yet."
        }
    }

    /// The HTTP status that goes with it.
    package var status: Int {
        switch self {
        case .malformedMessage, .unknownType: 400
        case .notAllowed, .linkNotUsable, .seatNotKnown: 403
        case .notNow, .secondDevice, .alreadyPublished, .held, .recordIncomplete: 409
        case .tooMany: 429
        case .journalFailed: 503
        }
    }
}
