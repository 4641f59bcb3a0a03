import Foundation
import Glibc
import Testing
import Transport

@Suite(.timeLimit(.minutes(5))) struct `A child process` {
    @Test func `dies with the thread that started it`() async throws {
        let (stream, continuation) = AsyncStream<ChildProcess?>.makeStream()
        Thread {
            let child = try? ChildProcess(
                path: "/bin/sleep",
                arguments: ["60"],
                output: "/dev/null"
            )
            // Until the program runs, what is to happen at the thread's end is not arranged.
            while let child, !isRunning("sleep", child.pid) { usleep(1_000) }
            continuation.yield(child)
        }.start()
        let started = await stream.first { _ in true }
        let child = try #require(started ?? nil)
        #expect(await isGone(child.pid))
    }

    @Test func `tells its end once, with its status`() async throws {
        let loop = try EventLoop()
        loop.start()
        for (program, status) in [("/bin/true", 0), ("/bin/false", 1)] as [(String, Int32)] {
            let (stream, continuation) = AsyncStream<Int32>.makeStream()
            loop.post { loop in
                let child = try? ChildProcess(
                    path: program,
                    arguments: [],
                    output: "/dev/null"
                )
                child?.watch(on: loop) { status, _ in continuation.yield(status) }
            }
            #expect(await stream.first { _ in true } == status)
        }
    }

    @Test func `gets nothing of our environment`() async throws {
        #expect(try await output(of: "/usr/bin/env").isEmpty)
    }

    @Test func `gets no descriptor of ours`() async throws {
        // Not close-on-exec.
        let leak = dup(2)
        defer { close(leak) }
        // The last is the list's own.
        #expect(try await output(of: "/bin/ls", "/proc/self/fd") == "0\n1\n2\n3\n")
    }

    func output(of program: String, _ arguments: String...) async throws -> String {
        let file = NSTemporaryDirectory() + "child-\(UInt32.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let loop = try EventLoop()
        loop.start()
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        loop.post { loop in
            let child = try? ChildProcess(path: program, arguments: arguments, output: file)
            child?.watch(on: loop) { status, _ in continuation.yield(status) }
        }
        #expect(await stream.first { _ in true } == 0)
        return try String(contentsOfFile: file, encoding: .utf8)
    }
}

private func isRunning(_ name: String, _ pid: Int32) -> Bool {
    (try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)) == name + "\n"
}
