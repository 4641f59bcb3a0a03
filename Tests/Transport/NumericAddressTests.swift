import Testing
import Transport

@Suite struct `A numeric address` {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.9.9.9",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.0.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::8.8.8.8",
        "fc00::1", "fd12::1", "fe80::1", "ff02::1", "2001::1", "2001:1ff::1", "2001:db8::1",
        "2002:7f00:1::", "3fff::1", "fec0::1", "4000::1",
    ])
    func `inside a network, or nowhere, is not public`(text: String) throws {
        #expect(try !#require(NumericAddress(text)).isPublic)
    }

    @Test(arguments: [
        "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2a00:1450::1",
        "2606:4700::1", "2003::1",
    ])
    func `beside those ranges is public`(text: String) throws {
        #expect(try #require(NumericAddress(text)).isPublic)
    }

    @Test func `is read in one form only, and written so that it can be connected to`() throws {
        for text in ["", "1", "127.1", "0x7f.0.0.1", "2130706433", "localhost", "1.2.3.4.5", "::g"]
        {
            #expect(NumericAddress(text) == nil, "\(text)")
        }
        for text in ["8.8.8.8", "2a00:1450::1", "::ffff:127.0.0.1"] {
            let address = try #require(NumericAddress(text))
            #expect(NumericAddress(address.description) == address)
        }
    }

    @Test func `is what the resolver makes of a name`() {
        #expect(NumericAddress.addresses(of: "127.0.0.1").map(\.description) == ["127.0.0.1"])
        // Forms that only a resolver reads come out as what they are, so that they can be looked at.
        #expect(NumericAddress.addresses(of: "2130706433").allSatisfy { !$0.isPublic })
        #expect(NumericAddress.addresses(of: "no such host").isEmpty)
    }
}
