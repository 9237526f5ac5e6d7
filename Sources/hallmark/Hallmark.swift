@main
struct Hallmark {
    static func main() {}
}
