import Foundation
import Journal
import Storage
import TransparencyLog

/// `log witness` and `log cosign`: both sides of a witness (C2SP tlog-witness), by files.
///
/// The request is what a witness on the network takes too: `curl --data-binary @NAME.request URL/add-checkpoint`.
extension LogCommand {
    static func witness(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--key", "--old", "--to"])
        let verifierKey = try key(try arguments.required("--key"))
        guard let old = UInt64(try arguments.required("--old")) else { throw .usage }
        let name = try arguments.required("--to")
        let request: WitnessRequest
        do throws(JournalError) {
            request = try WitnessRequest(from: old, logIn: arguments.directory, key: verifierKey)
        } catch {
            if case .noSuchEntry = error {
                throw .input("The log’s checkpoint is over fewer than \(old) entries.")
            }
            throw failure(error, arguments.directory)
        }
        try write(request.bytes, to: name + ".request")
        try write(request.note, to: name + ".note")
        print("Give \(name).request to the witness, and add its answer to \(name).note.")
        return 0
    }

    static func cosign(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--key", "--witness", "--name"])
        let verifierKey = try key(try arguments.required("--key"))
        let bytes = try contents(of: arguments.directory)
        let home = try arguments.required("--witness")
        guard let request = try? WitnessRequest(parsing: bytes) else {
            throw .verdict(words(.malformed))
        }
        let time = UInt64(max(0, Date.now.timeIntervalSince1970))
        let answer: Result<[UInt8], WitnessRequest.Refusal>
        do throws(StorageError) {
            let witness = try Witness.open(in: home, name: arguments["--name"])
            if witness.isNew {
                complain("A new witness. Its public key: \(witness.verifierKey.text)")
            }
            answer = try witness.cosign(request, log: verifierKey, time: time)
        } catch {
            throw .input("The witness in \(home): \(error).")
        }
        switch answer {
        case .failure(let refusal): throw .verdict(words(refusal))
        case .success(let line):
            FileHandle.standardOutput.write(Data(line))
            return 0
        }
    }

    private static func words(_ refusal: WitnessRequest.Refusal) -> String {
        let refused = "Not signed."
        return switch refusal {
        case .malformed: "\(refused) The request cannot be read."
        case .notSigned: "\(refused) The log’s key has not signed this checkpoint."
        case .wrongStart(let seen):
            "\(refused) This witness saw \(seen) entries: make the request with --old \(seen)."
        case .shrunk(let seen):
            "\(refused) This witness saw \(seen) entries, and now there are fewer: the log was cut or put back."
        case .inconsistent(let seen):
            "\(refused) The first \(seen) entries are not those that this witness saw: the log was changed."
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let url = URL(fileURLWithPath: path)
        do throws(StorageError) {
            try Directory(url.deletingLastPathComponent().path)
                .writeDurably(bytes, to: url.lastPathComponent)
        } catch { throw .input("\(path): \(error).") }
    }
}
