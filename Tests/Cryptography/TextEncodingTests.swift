import Cryptography
import Testing

@Suite struct `Bytes as text` {
    @Test(arguments: [
        // RFC 4648 section 10.
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `base 64 gives the known texts`(bytes: String, text: String) {
        #expect(Base64.encode(Array(bytes.utf8)) == text)
        #expect(Base64.decode(text) == Array(bytes.utf8))
        let url = String(text.prefix { $0 != "=" })
        #expect(Base64.encode(Array(bytes.utf8), .url) == url)
        #expect(Base64.decode(url, .url) == Array(bytes.utf8))
    }

    @Test func `the two alphabets differ in two digits, and neither reads the other's`() {
        let bytes: [UInt8] = [0xFB, 0xFF, 0xBF]
        #expect(Base64.encode(bytes) == "+/+/")
        #expect(Base64.encode(bytes, .url) == "-_-_")
        #expect(Base64.decode("-_-_") == nil && Base64.decode("+/+/", .url) == nil)
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zm9v=", "Zm 9v", "Zm9v\n", "Zh==", "Zm9=",
        "Zg==Zg==", "Zg=a",
        "Zm9vé", "Z\0==",
    ])
    func `base 64 is read in one form only`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `whatever is written is read again`() {
        for count in 0..<70 {
            let bytes = RandomBytes.system(count)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64.decode(Base64.encode(bytes, .url), .url) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: ["0", "0g", "AB", "0x", " 00", "é"])
    func `hexadecimal is read in one form only`(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
