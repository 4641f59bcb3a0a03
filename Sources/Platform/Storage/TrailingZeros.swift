internal import Glibc

/// How many bytes there are up to the last one that is not zero.
///
/// Space taken ahead is zeros by the megabyte, so this compares by blocks.
package func countWithoutTrailingZeros(_ bytes: [UInt8]) -> Int {
    let block = [UInt8](repeating: 0, count: 4096)
    var count = bytes.count
    unsafe bytes.withUnsafeBytes { bytes in
        while count >= block.count,
            let start = unsafe bytes.baseAddress?.advanced(by: count - block.count),
            unsafe memcmp(start, block, block.count) == 0
        {
            count -= block.count
        }
    }
    while count > 0, bytes[count - 1] == 0 { count -= 1 }
    return count
}
