/// How long a session waits for somebody who has not come, from the planned start (domain.md section 10).
package enum Lateness {
    /// For a family member: later is not held (edge cases E18 and E19).
    package static let grace = Duration.seconds(15 * 60)
    /// For an interpreter, while another is looked for (edge case E21).
    package static let interpreterGrace = Duration.seconds(10 * 60)
}
