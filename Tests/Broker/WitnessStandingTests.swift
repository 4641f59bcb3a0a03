import Broker
import Cryptography
import Testing
import TransparencyLog

/// No witness and no clock: what comes in, and what is to be done.
@Suite struct `How the log stands with a witness` {
    private var standing = WitnessStanding(
        pauses: WitnessPauses(
            afterSuccess: .seconds(10),
            afterFailures: [.seconds(5), .seconds(60)]
        )
    )

    private func checkpoint(_ size: UInt64) -> Checkpoint {
        let root = MerkleTree.leafHash(Array("\(size)".utf8))
        return Checkpoint(origin: "log.example", size: size, root: root)
    }

    private func next(_ seconds: Int) -> WitnessStanding.Step {
        standing.next(at: .seconds(seconds))
    }

    private mutating func take(_ answer: WitnessStanding.Answer, _ seconds: Int) {
        standing.take(answer, at: .seconds(seconds))
    }

    @Test mutating func `asks for what is new, and not more often than it should`() {
        standing.sign(4)
        #expect(next(0) == .ask(from: 0, root: nil))
        take(.cosigned(checkpoint(4), time: 99), 1)
        #expect(next(1) == .rest && standing.state == .well && standing.time == 99)
        standing.sign(6)
        standing.sign(9)
        #expect(next(3) == .wait(.seconds(8)))
        #expect(next(11) == .ask(from: 4, root: checkpoint(4).root))
        #expect(standing.unseen == 5)
    }

    @Test mutating func `asks without a pause when the log ends, and not again if that fails`() {
        standing.sign(4)
        take(.cosigned(checkpoint(4), time: 99), 1)
        standing.sign(6)
        standing.hurry()
        #expect(next(2) == .ask(from: 4, root: checkpoint(4).root))
        take(.failed(.timedOut), 2)
        #expect(next(2) == .wait(.seconds(5)))
    }

    @Test mutating func `asks once after each start, also with nothing new`() {
        standing.remember(checkpoint(4), time: 99)
        standing.sign(4)
        #expect(next(0) == .ask(from: 4, root: checkpoint(4).root))
        take(.cosigned(checkpoint(4), time: 120), 0)
        #expect(next(100) == .rest)
    }

    @Test mutating func `lets a witness that is away alone, longer and longer, and tries on`() {
        standing.sign(4)
        take(.failed(.notConnected), 0)
        #expect(standing.state == .away && next(1) == .wait(.seconds(4)))
        standing.sign(5)
        #expect(next(4) == .wait(.seconds(1)))
        #expect(next(5) == .ask(from: 0, root: nil))
        for turn in 0..<3 {
            take(.failed(.status(503)), 100 * turn)
            #expect(next(100 * turn) == .wait(.seconds(60)))
        }
        take(.cosigned(checkpoint(5), time: 1), 400)
        #expect(standing.state == .well && next(400) == .rest)
        take(.failed(.timedOut), 500)
        #expect(next(500) == .wait(.seconds(5)))
    }

    @Test mutating func `begins where the witness says that it is, twice and not for ever`() {
        standing.sign(9)
        take(.seen(4), 0)
        #expect(next(0) == .ask(from: 4, root: nil) && standing.trouble == nil)
        take(.cosigned(checkpoint(9), time: 1), 0)
        standing.sign(12)
        // It has lost what it had.
        take(.seen(0), 20)
        #expect(next(20) == .ask(from: 0, root: nil))
        take(.seen(7), 20)
        take(.seen(8), 20)
        #expect(standing.trouble == .status(409) && next(20) == .wait(.seconds(5)))
    }

    @Test mutating func `says that the log was put back when the witness has seen more`() {
        standing.sign(9)
        take(.seen(12), 0)
        #expect(standing.trouble == .shrunk(seen: 12) && standing.state == .contradicted)
        #expect(
            standing.sentence(of: "w.example").contains(
                "has seen 12 entries of this log, and there are 9"
            )
        )
        // It is asked on: somebody may find the newer folder.
        #expect(next(5) == .ask(from: 0, root: nil))
        take(.failed(.changed(seen: 4)), 5)
        #expect(standing.state == .contradicted && next(5) == .wait(.seconds(60)))
    }
}
