import Casework
import Sessions

/// What came after signing, on the record's own page.
extension RecordAdditions {
    /// A line for the record's face: whoever reads it knows at once that there is more.
    var notice: HTMLText {
        guard !addenda.isEmpty else { return "" }
        let count = addenda.count == 1 ? "One addendum" : "\(addenda.count) addenda"
        return """
            <p class="late"><strong>\(count) since it was signed:</strong> at the end of this record, before how \
            it can be checked.</p>
            """
    }

    /// Nothing where nothing was added.
    var html: HTMLText {
        guard !isEmpty else { return "" }
        return """
            <section class="additions" aria-labelledby="additions">
            <h2 id="additions">Since it was signed</h2>
            <p class="how">The record above is as it was signed. What stands here was added later, each by whoever \
            is named, and is theirs.</p>
            \(addenda.enumerated().map(part))
            \(checks.map(part))
            </section>

            """
    }

    private func part(_ number: Int, _ item: Item<Addendum>) -> HTMLText {
        let late: HTMLText =
            isLate(item.value)
            ? "<p class=\"late\"><strong>Written late:</strong> more than 24 hours after the session.</p>"
            : ""
        return """
            <h3>Addendum \(String(number + 1)), by \(author(item.value.by))</h3>
            \(late)
            <p>\(moment(item.at))\(entry(item.entry))</p>
            <p dir="auto">Why: \(item.value.reason)</p>
            <blockquote dir="auto">\(item.value.text)</blockquote>
            <p class="source">Fingerprint <code>\(item.value.hash)</code>, after <code>\(item.value.previous)</code></p>

            """
    }

    private func part(_ check: Item<RecordCheck>) -> HTMLText {
        """
        <h3>Manager’s check, by \(author(check.value.by))</h3>
        <p>\(moment(check.at))\(entry(check.entry))</p>
        <p dir="auto">\(names.official(check.value.by)) \(check.value.words)</p>

        """
    }

    private func entry(_ number: UInt64) -> HTMLText {
        " <span class=\"entry\"><span class=\"unseen\">log entry </span>\(String(number))</span>"
    }
}
