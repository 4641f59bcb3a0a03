/// What a value holds, where an operation is made for one type only.
extension Value {
    func asBool() throws(EvaluationError.Reason) -> Bool {
        guard case .bool(let value) = self else { throw mismatch(.bool) }
        return value
    }

    func asLong() throws(EvaluationError.Reason) -> Int64 {
        guard case .long(let value) = self else { throw mismatch(.long) }
        return value
    }

    func asString() throws(EvaluationError.Reason) -> String {
        guard case .string(let value) = self else { throw mismatch(.string) }
        return value
    }

    func asEntity() throws(EvaluationError.Reason) -> EntityUID {
        guard case .entity(let value) = self else { throw mismatch(.entity) }
        return value
    }

    func asSet() throws(EvaluationError.Reason) -> Set<Value> {
        guard case .set(let value) = self else { throw mismatch(.set) }
        return value
    }

    func asDecimal() throws(EvaluationError.Reason) -> Decimal {
        guard case .decimal(let value) = self else { throw mismatch(.decimal) }
        return value
    }

    func asIPAddress() throws(EvaluationError.Reason) -> IPAddress {
        guard case .ipAddress(let value) = self else { throw mismatch(.ipAddress) }
        return value
    }

    func asDatetime() throws(EvaluationError.Reason) -> Datetime {
        guard case .datetime(let value) = self else { throw mismatch(.datetime) }
        return value
    }

    func asDuration() throws(EvaluationError.Reason) -> Duration {
        guard case .duration(let value) = self else { throw mismatch(.duration) }
        return value
    }

    private func mismatch(_ expected: Kind) -> EvaluationError.Reason {
        .typeMismatch(expected: expected.rawValue, found: kind.rawValue)
    }
}
