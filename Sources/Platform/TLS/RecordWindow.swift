internal import CSystem

/// Where one TLS step reads ciphertext from and writes it to.
///
/// Lent to the connection's own BIO for the length of a call: no buffer is kept per connection,
/// and nothing points into a loop.
@unsafe
struct RecordWindow {
    var input: UnsafeRawBufferPointer
    var output: [UInt8]

    /// The BIO type whose data pointer is a `RecordWindow`.
    static func makeMethod() -> OpaquePointer {
        let type = BIO_get_new_index() | BIO_TYPE_SOURCE_SINK
        let method: OpaquePointer = unsafe BIO_meth_new(type, "window")
        unsafe BIO_meth_set_create(method) { bio in
            unsafe BIO_set_init(bio, 1)
            return 1
        }
        unsafe BIO_meth_set_read(method) { bio, target, count in
            unsafe csystem_bio_clear_retry(bio)
            let window = unsafe BIO_get_data(bio)?.assumingMemoryBound(to: RecordWindow.self)
            if let window = unsafe window, unsafe !window.pointee.input.isEmpty {
                return unsafe window.pointee.read(.init(start: target, count: Int(count)))
            }
            unsafe csystem_bio_retry_read(bio)
            return -1
        }
        unsafe BIO_meth_set_write(method) { bio, source, count in
            unsafe csystem_bio_clear_retry(bio)
            let window = unsafe BIO_get_data(bio)?.assumingMemoryBound(to: RecordWindow.self)
            let bytes = unsafe UnsafeRawBufferPointer(start: source, count: Int(count))
            unsafe window?.pointee.output.append(contentsOf: bytes)
            return unsafe window == nil ? -1 : count
        }
        unsafe BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return unsafe method
    }

    private mutating func read(_ target: UnsafeMutableRawBufferPointer) -> Int32 {
        let taken = unsafe input.prefix(target.count)
        unsafe target.copyBytes(from: taken)
        unsafe input = UnsafeRawBufferPointer(rebasing: input.dropFirst(taken.count))
        return unsafe Int32(taken.count)
    }
}
