@main
struct ContactBroker {
    static func main() {}
}
