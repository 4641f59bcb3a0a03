import Cedar
import Foundation
import JSON

/// The command: arguments and files in, lines out.
extension PolicyBatch {
    /// Why nothing could be decided at all.
    enum Failure: Error {
        case usage
        case input(String)
    }

    /// - Parameter arguments: those behind `policy batch`.
    /// - Returns: 0 if every request was decided, 2 for wrong arguments, 3 if some input could not be
    ///   read or the output not be written.
    package static func run(arguments: [String]) -> Int32 {
        do throws(Failure) {
            let (aspect, rest) = aspect(arguments)
            if rest.count == 1, let path = rest.first, !path.hasPrefix("-") {
                return try run(cases: path, aspect)
            }
            return try write(answers(try input(arguments))) ? 0 : 3
        } catch {
            switch error {
            case .usage:
                complain(usage)
                return 2
            case .input(let sentence):
                complain(sentence)
                return 3
            }
        }
    }

    /// What is asked, and the arguments without it.
    private static func aspect(_ arguments: [String]) -> (Aspect, [String]) {
        switch arguments.first {
        case "--conformance": (.conformance, Array(arguments.dropFirst()))
        case "--syntax": (.syntax, Array(arguments.dropFirst()))
        case _: (.decisions, arguments)
        }
    }

    private static func run(cases path: String, _ aspect: Aspect) throws(Failure) -> Int32 {
        var isDecided = true
        for line in try contents(of: path).split(separator: UInt8(ascii: "\n")) {
            isDecided = try write(answers(line: line, aspect)) && isDecided
        }
        return isDecided ? 0 : 3
    }

    // MARK: Input

    static func input(_ arguments: [String]) throws(Failure) -> Input {
        var values: [String: String] = [:]
        guard arguments.count.isMultiple(of: 2) else { throw .usage }
        for start in stride(from: 0, to: arguments.count, by: 2) {
            guard options.contains(arguments[start]),
                values.updateValue(arguments[start + 1], forKey: arguments[start]) == nil
            else { throw .usage }
        }
        guard let directory = values["--policies"], let requestsPath = values["--requests"] else {
            throw .usage
        }
        let files = try policyFiles(in: directory)
        let schemaText = try values["--schema"].map { path throws(Failure) in
            (path: path, text: try text(of: path))
        }
        let entities = try values["--entities"].map(json) ?? []
        guard let requests = try json(requestsPath).array else {
            throw .input("\(requestsPath): Expected an array of requests.")
        }
        let began = ContinuousClock.now
        do throws(CedarError) {
            let schema = try schemaText.map { file throws(CedarError) in
                try Schema.parse(file.text, file: file.path)
            }
            let policies = try PolicySet.parse(files, idsFromAnnotations: true)
            let isValid = isValid(policies, schema)
            let loadTime = ContinuousClock.now - began
            return Input(
                policies: policies,
                schema: schema,
                entities: try Entities(json: entities, schema: schema),
                requests: requests,
                isValid: isValid,
                loadTime: loadTime
            )
        } catch {
            throw .input(error.description)
        }
    }

    /// The files of a directory that end in `.cedar`, in order of their names.
    private static func policyFiles(in directory: String) throws(Failure) -> [PolicySet.File] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw .input("\(directory): The directory cannot be read.")
        }
        var files: [PolicySet.File] = []
        for name in names.filter({ $0.hasSuffix(".cedar") }).sorted() {
            files.append(PolicySet.File(name: name, text: try text(of: "\(directory)/\(name)")))
        }
        guard !files.isEmpty else { throw .input("\(directory): There are no .cedar files.") }
        return files
    }

    private static func contents(of path: String) throws(Failure) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .input("\(path): The file cannot be read.")
        }
        return [UInt8](data)
    }

    private static func text(of path: String) throws(Failure) -> String {
        guard let text = String(validating: try contents(of: path), as: UTF8.self) else {
            throw .input("\(path): The file is not in UTF-8.")
        }
        return text
    }

    private static func json(_ path: String) throws(Failure) -> JSONValue {
        let bytes = try contents(of: path)
        do throws(JSONError) {
            return try JSONParser.parse(bytes, limits: .file)
        } catch {
            throw .input("\(path): The file is not JSON: \(error).")
        }
    }

    // MARK: Output

    /// True if all of them are decisions.
    private static func write(_ answers: [Answer]) throws(Failure) -> Bool {
        let lines = answers.flatMap { JSONWriter.bytes($0.json) + [UInt8(ascii: "\n")] }
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(lines))
        } catch {
            throw .input("The output cannot be written.")
        }
        return answers.allSatisfy(\.isDecided)
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data("\(sentence)\n".utf8))
    }

    private static let options: Set<String> = [
        "--policies", "--schema", "--entities", "--requests",
    ]

    private static let usage = """
        usage: contact-broker policy batch [--conformance | --syntax] FILE.jsonl
               contact-broker policy batch --policies DIR --requests FILE [--schema FILE] \
        [--entities FILE]

        A case's policies are Cedar, or Cedar's JSON policy format. --conformance tells whether its entities
        and requests are as its schema says, --syntax gives its policies in that JSON format.
        """
}
