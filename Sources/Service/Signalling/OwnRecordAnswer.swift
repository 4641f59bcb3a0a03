package import JSON
package import Sessions

/// `GET /api/own-record`: a carer reads the record of her own supervision.
package struct OwnRecordAnswer: Equatable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// The worker is still writing.
        case writing
        /// Signed by the worker; the carer may read it and sign.
        case ready
        /// Signed by both.
        case signed
    }

    package var state: State
    package var session: SessionSummary
    /// By their shown name.
    package var worker: String
    /// Empty while it is being written.
    package var sections: [RecordAnswer.Section]
    package var view: CarersView?
    package var words: String?

    package init(
        state: State,
        session: SessionSummary,
        worker: String,
        sections: [RecordAnswer.Section] = [],
        view: CarersView? = nil,
        words: String? = nil
    ) {
        self.state = state
        self.session = session
        self.worker = worker
        self.sections = sections
        self.view = view
        self.words = words
    }

    package var json: JSONValue {
        .members([
            "state": .string(state.rawValue), "session": session.json, "worker": .string(worker),
            "sections": .array(sections.map(\.json)), "view": .text(view?.rawValue),
            "words": .text(words),
        ])
    }
}
