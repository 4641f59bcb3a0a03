internal import CSystem

/// Compares tokens and codes in a time that depends on their lengths only.
package func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    unsafe left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
