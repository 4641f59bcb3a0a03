import Sessions

/// The story as a page to keep and to print.
extension Chronology {
    package var html: String {
        let days = days.map { day -> HTMLText in
            let lines = day.sentences.map { line -> HTMLText in "<p dir=\"auto\">\(line)</p>\n" }
            let words = day.childsWords.map { text -> HTMLText in
                "<p>This is what you said:</p><blockquote dir=\"auto\">\(text)</blockquote>"
            }
            let message = day.message.map { message -> HTMLText in
                """
                <p>\(message.from) wrote this to you:</p>\
                <blockquote dir="auto">\(message.text)</blockquote>
                """
            }
            return """
                <section class="day"><h2>\(day.title)</h2>
                \(lines)\(words ?? "")\(message ?? "")</section>

                """
        }
        let nothing: HTMLText = days.isEmpty ? "<p>There is nothing to tell yet.</p>" : ""
        return PrintedPage(
            title: "\(name)’s family time",
            body: """
                <header>
                <p class="kind">For \(name)</p>
                <h1>Your family time</h1>
                <p class="how">This is about the times when you were going to see your family on a \
                screen: what happened, and when it did not happen, why. It comes from what was written \
                down at the time. If you remember it another way, that matters too: your social worker \
                can add your words.</p>
                </header>
                \(days)\(nothing)
                \(feelings)
                """
        ).html
    }

    /// How it was over time, against what it was for.
    private var feelings: HTMLText {
        let parts = purposes.map { purpose -> HTMLText in
            let rows = purpose.checkIns.map { day in
                [day.title, Self.words(day.before), Self.words(day.after)]
            }
            let faces: HTMLText =
                rows.isEmpty
                ? "<p>You were not asked how you felt, or you did not want to say. Both are all right.</p>"
                : PrintedPage.table(
                    "The faces that you chose",
                    columns: ["Day", "Before", "Afterwards"],
                    rows: rows
                )
            return """
                <p>It was for this: <q dir="auto">\(purpose.text)</q></p>
                \(faces)
                """
        }
        return parts.isEmpty
            ? ""
            : "<section class=\"day\"><h2>What it was for, and how you felt</h2>\n\(parts)</section>"
    }

    private static func words(_ feeling: Feeling?) -> String { feeling?.words ?? "not said" }
}
