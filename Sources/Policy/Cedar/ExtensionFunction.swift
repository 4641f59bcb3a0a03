/// The functions and methods of the extension types.
enum ExtensionFunction: String, Sendable {
    case decimal, ip, datetime, duration
    case lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual
    case isIpv4, isIpv6, isLoopback, isMulticast, isInRange
    case offset, durationSince, toDate, toTime
    case toMilliseconds, toSeconds, toMinutes, toHours, toDays

    /// Written `name(argument)` and not `receiver.name(argument)`.
    var isConstructor: Bool {
        switch self {
        case .decimal, .ip, .datetime, .duration: true
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isIpv4, .isIpv6,
            .isLoopback, .isMulticast, .isInRange, .offset, .durationSince, .toDate, .toTime,
            .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays:
            false
        }
    }

    /// How many arguments it takes, the receiver among them.
    var arity: Int {
        switch self {
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isInRange, .offset,
            .durationSince:
            2
        case .decimal, .ip, .datetime, .duration, .isIpv4, .isIpv6, .isLoopback, .isMulticast,
            .toDate, .toTime, .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays:
            1
        }
    }

    /// The value of a call.
    func callAsFunction(_ arguments: [Value]) throws(EvaluationError.Reason) -> Value {
        guard arguments.count == arity, let first = arguments.first, let last = arguments.last
        else { throw .wrongArgumentCount(function: rawValue, arguments: arguments.count) }
        return try self(first, last)
    }

    /// The value of a call with the right number of arguments; `last` is `first` where there is one.
    func callAsFunction(
        _ first: Value,
        _ last: Value
    ) throws(EvaluationError.Reason) -> Value {
        switch self {
        case .decimal: return try construct(first, Value.Decimal.init, Value.decimal)
        case .ip: return try construct(first, Value.IPAddress.init, Value.ipAddress)
        case .datetime: return try construct(first, Value.Datetime.init, Value.datetime)
        case .duration: return try construct(first, Value.Duration.init, Value.duration)
        case .lessThan: return .bool(try first.asDecimal() < last.asDecimal())
        case .lessThanOrEqual: return .bool(try first.asDecimal() <= last.asDecimal())
        case .greaterThan: return .bool(try first.asDecimal() > last.asDecimal())
        case .greaterThanOrEqual: return .bool(try first.asDecimal() >= last.asDecimal())
        case .isIpv4: return .bool(try first.asIPAddress().version == .v4)
        case .isIpv6: return .bool(try first.asIPAddress().version == .v6)
        case .isLoopback: return .bool(try first.asIPAddress().isLoopback)
        case .isMulticast: return .bool(try first.asIPAddress().isMulticast)
        case .isInRange: return .bool(try first.asIPAddress().isInRange(last.asIPAddress()))
        case .offset:
            return try held(first.asDatetime().offset(by: last.asDuration()), Value.datetime)
        case .durationSince:
            return try held(first.asDatetime().durationSince(last.asDatetime()), Value.duration)
        case .toDate: return try held(first.asDatetime().date, Value.datetime)
        case .toTime: return .duration(try first.asDatetime().time)
        case .toMilliseconds: return .long(try first.asDuration().milliseconds)
        case .toSeconds: return .long(try first.asDuration().seconds)
        case .toMinutes: return .long(try first.asDuration().minutes)
        case .toHours: return .long(try first.asDuration().hours)
        case .toDays: return .long(try first.asDuration().days)
        }
    }

    private func construct<Payload>(
        _ argument: Value,
        _ read: (String) -> Payload?,
        _ wrap: (Payload) -> Value
    ) throws(EvaluationError.Reason) -> Value {
        let text = try argument.asString()
        guard let payload = read(text) else {
            throw .malformedExtensionValue(function: rawValue, argument: text)
        }
        return wrap(payload)
    }

    private func held<Payload>(
        _ payload: Payload?,
        _ wrap: (Payload) -> Value
    ) throws(EvaluationError.Reason) -> Value {
        guard let payload else { throw .overflow }
        return wrap(payload)
    }
}
