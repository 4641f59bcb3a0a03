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
                """
        ).html
    }
}
