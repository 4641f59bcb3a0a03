extension CivilZone {
    /// The first moment of `day` at which local clocks show that hour, or else what comes next.
    ///
    /// Nil if there is no such day or hour.
    package func firstMoment(on day: CivilDate, hour: Int) -> Timestamp? {
        for minute in stride(from: hour * 60, to: 24 * 60, by: 15) {
            let found = moment(on: day, hour: minute / 60, minute: minute % 60)
            if let found { return found }
        }
        return nil
    }
}
