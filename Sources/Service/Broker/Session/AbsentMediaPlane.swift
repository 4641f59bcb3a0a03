package import Media
package import Transport

/// No media server: every start is lost, with the sentence that says what to install.
package final class AbsentMediaPlane: MediaPlane {
    private let loss: MediaLoss
    private let loop: EventLoop
    private let tell: MediaEventHandler

    package init(_ loss: MediaLoss, loop: EventLoop, tell: @escaping MediaEventHandler) {
        self.loss = loss
        self.loop = loop
        self.tell = tell
    }

    package func perform(_ order: MediaOrder, loop: isolated EventLoop) {
        switch order {
        case .start: self.loop.post { [loss, tell] in tell(.lost(loss), $0) }
        case .join, .publish, .answer, .open, .close, .remove, .end: break
        }
    }
}
