import ContractCore
import Testing

struct JSONPathErrorTests {
    @Test func `a broken query is refused with its kind and place`() {
        for (query, kind, offset) in Self.broken {
            #expect(Self.error(of: query).map { "\($0.kind) \($0.offset)" } == "\(kind) \(offset)", "\(query)")
        }
    }

    static let broken: [(String, JSONPathError.Kind, Int)] = [
        // Frame and segments.
        ("", .unexpectedEnd, 0),
        (" $", .unexpectedCharacter, 0),
        ("$ ", .unexpectedCharacter, 1),
        ("$.a\n", .unexpectedCharacter, 3),
        ("@.a", .unexpectedCharacter, 0),
        ("a", .unexpectedCharacter, 0),
        ("$a", .unexpectedCharacter, 1),
        ("$.", .unexpectedEnd, 2),
        ("$..", .unexpectedEnd, 3),
        ("$...a", .unexpectedCharacter, 3),
        ("$. a", .unexpectedCharacter, 2),
        ("$.. a", .unexpectedCharacter, 3),
        ("$.1a", .unexpectedCharacter, 2),
        ("$.-a", .unexpectedCharacter, 2),
        ("$.a-b", .unexpectedCharacter, 3),
        ("$.'a'", .unexpectedCharacter, 2),
        ("$.[0]", .unexpectedCharacter, 2),
        ("$.a b", .unexpectedCharacter, 3),
        ("$.\u{1F600}é!", .unexpectedCharacter, 4),
        ("$.$", .unexpectedCharacter, 2),
        ("$.**", .unexpectedCharacter, 3),
        // Brackets.
        ("$[", .unexpectedEnd, 2),
        ("$[]", .unexpectedCharacter, 2),
        ("$[0", .unexpectedEnd, 3),
        ("$[0,]", .unexpectedCharacter, 4),
        ("$[,0]", .unexpectedCharacter, 2),
        ("$[0 1]", .unexpectedCharacter, 4),
        ("$[a]", .unexpectedCharacter, 2),
        ("$[0]]", .unexpectedCharacter, 4),
        ("$[$.a]", .unexpectedCharacter, 2),
        ("$[\u{A0}0]", .unexpectedCharacter, 2),
        ("$[\u{B}0]", .unexpectedCharacter, 2),
        // Integers.
        ("$[01]", .unexpectedCharacter, 2),
        ("$[-0]", .unexpectedCharacter, 2),
        ("$[-01]", .unexpectedCharacter, 2),
        ("$[-]", .unexpectedCharacter, 3),
        ("$[- 1]", .unexpectedCharacter, 3),
        ("$[+1]", .unexpectedCharacter, 2),
        ("$[1.0]", .unexpectedCharacter, 3),
        ("$[1e1]", .unexpectedCharacter, 3),
        ("$[9007199254740992]", .numberOutOfRange, 2),
        ("$[-9007199254740992]", .numberOutOfRange, 2),
        ("$[0:99999999999999999999999999999999]", .numberOutOfRange, 4),
        ("$[::-99999999999999999999999999999999]", .numberOutOfRange, 4),
        ("$[1:2:3:4]", .unexpectedCharacter, 7),
        ("$[1:a]", .unexpectedCharacter, 4),
        ("$[::00]", .unexpectedCharacter, 4),
        ("$[:-0]", .unexpectedCharacter, 3),
        // Strings.
        ("$['a", .unexpectedEnd, 2),
        ("$[\"a']", .unexpectedEnd, 2),
        ("$['a'b']", .unexpectedCharacter, 5),
        ("$['\t']", .unexpectedCharacter, 3),
        ("$['\u{0}']", .unexpectedCharacter, 3),
        (#"$['\"']"#, .invalidEscape, 3),
        (#"$["\'"]"#, .invalidEscape, 3),
        (#"$['\a']"#, .invalidEscape, 3),
        (#"$['\x41']"#, .invalidEscape, 3),
        (#"$['\U0041']"#, .invalidEscape, 3),
        (#"$['\u004']"#, .invalidEscape, 3),
        (#"$['\u{41}']"#, .invalidEscape, 3),
        (#"$['\u+041']"#, .invalidEscape, 3),
        (#"$['\ud800']"#, .invalidEscape, 3),
        (#"$['é\udc00']"#, .invalidEscape, 4),
        (#"$['\ud800\u0041']"#, .invalidEscape, 3),
        (#"$['\ud800\ud800']"#, .invalidEscape, 3),
        (#"$['a\"#, .unexpectedEnd, 5),
        // Filters.
        ("$[?]", .unexpectedCharacter, 3),
        ("$[?", .unexpectedEnd, 3),
        ("$[?a]", .unexpectedCharacter, 3),
        ("$[?@.a=1]", .unexpectedCharacter, 6),
        ("$[?@.a===1]", .unexpectedCharacter, 8),
        ("$[?@.a<>1]", .unexpectedCharacter, 7),
        ("$[?@.a&@.b]", .unexpectedCharacter, 6),
        ("$[?@.a|@.b]", .unexpectedCharacter, 6),
        ("$[?@.a and @.b]", .unexpectedCharacter, 7),
        ("$[?@.a&&]", .unexpectedCharacter, 8),
        ("$[?||@.a]", .unexpectedCharacter, 3),
        ("$[?(@.a]", .unexpectedCharacter, 7),
        ("$[?@.a)]", .unexpectedCharacter, 6),
        ("$[?()]", .unexpectedCharacter, 4),
        ("$[?!!@.a]", .unexpectedCharacter, 4),
        ("$[?!@.a==1]", .unexpectedCharacter, 7),
        ("$[?(@.a)==1]", .unexpectedCharacter, 8),
        ("$[?@.a==1==2]", .unexpectedCharacter, 9),
        ("$[?@.a==(1)]", .unexpectedCharacter, 8),
        ("$[?@.a==[1]]", .unexpectedCharacter, 8),
        ("$[?@.a=={}]", .unexpectedCharacter, 8),
        ("$[?@.a=~'a']", .unexpectedCharacter, 6),
        ("$[?@.a in @.b]", .unexpectedCharacter, 7),
        ("$[?@.a+1==2]", .unexpectedCharacter, 6),
        ("$[?@.a==True]", .unexpectedCharacter, 8),
        ("$[?@.a==nil]", .unexpectedCharacter, 8),
        ("$[?@.a==undefined]", .unexpectedCharacter, 8),
        ("$[?@.a==01]", .unexpectedCharacter, 9),
        ("$[?@.a==1.]", .unexpectedCharacter, 8),
        ("$[?@.a==.5]", .unexpectedCharacter, 8),
        ("$[?@.a==+1]", .unexpectedCharacter, 8),
        ("$[?@.a==1e]", .unexpectedCharacter, 8),
        ("$[?@.a==-]", .unexpectedCharacter, 8),
        ("$[?@.a==0x10]", .unexpectedCharacter, 9),
        ("$[?true]", .notTestable, 3),
        ("$[?'a']", .notTestable, 3),
        ("$[?1]", .notTestable, 3),
        ("$[?@.a&&null]", .notTestable, 8),
        ("$[?!1]", .notTestable, 4),
        ("$[?@.*==1]", .notComparable, 3),
        ("$[?1==@..a]", .notComparable, 6),
        ("$[?@[0,1]==1]", .notComparable, 3),
        ("$[?@[0:1]<1]", .notComparable, 3),
        ("$[?$[?@]!=1]", .notComparable, 3),
        // Functions.
        ("$[?length(@)]", .notTestable, 3),
        ("$[?!count(@.*)]", .notTestable, 4),
        ("$[?value(@)&&@.a]", .notTestable, 3),
        ("$[?match(@,'a')==true]", .notComparable, 3),
        ("$[?1==search(@,'a')]", .notComparable, 6),
        ("$[?length()==1]", .wrongArgument, 3),
        ("$[?length(@,@)==1]", .wrongArgument, 12),
        ("$[?length(@.*)==1]", .wrongArgument, 10),
        ("$[?length(@.a==1)==1]", .unexpectedCharacter, 13),
        ("$[?length((@.a))==1]", .wrongArgument, 10),
        ("$[?length(!@.a)==1]", .wrongArgument, 10),
        ("$[?length(match(@,'a'))==1]", .wrongArgument, 10),
        ("$[?count(1)==1]", .wrongArgument, 9),
        ("$[?count('a')==1]", .wrongArgument, 9),
        ("$[?count(value(@))==1]", .wrongArgument, 9),
        ("$[?value('a')==1]", .wrongArgument, 9),
        ("$[?match(@.a)]", .wrongArgument, 3),
        ("$[?match(@.a,'a','b')]", .wrongArgument, 17),
        ("$[?match(@.*,'a')]", .wrongArgument, 9),
        ("$[?search(@,@..a)]", .wrongArgument, 12),
        ("$[?length(@,)==1]", .wrongArgument, 12),
        ("$[?length(,)==1]", .unexpectedCharacter, 10),
        ("$[?length(@==1]", .unexpectedCharacter, 11),
        ("$[?length (@)==1]", .unexpectedCharacter, 9),
        ("$[?Length(@)==1]", .unexpectedCharacter, 3),
        ("$[?size(@)==1]", .unknownFunction, 3),
        ("$[?true(@)==1]", .unknownFunction, 3),
        ("$[?_f(@)==1]", .unexpectedCharacter, 3),
        ("$.length()", .unexpectedCharacter, 8),
        ("length($)", .unexpectedCharacter, 0),
    ]

    @Test func `a hundred thousand levels end with an error`() {
        for part in ["(", "!(", "length(", "@[?", "$..[?"] {
            #expect(Self.error(of: "$[?" + String(repeating: part, count: 100_000))?.kind == .tooDeep)
        }
        let inside = JSONPath.deepest - 1
        #expect(Self.error(of: "$[?" + String(repeating: "(", count: inside) + "@" + String(repeating: ")", count: inside) + "]") == nil)
    }

    @Test func `messages say what was found and what was expected`() {
        let table = [
            ("", "the query ends, expected '$' at the start of a query"),
            ("$.a ", "found a space, expected '.', '..' or '[' or the end of the query"),
            ("$..", "the query ends, expected a name, '*' or '[' behind '..'"),
            ("$[01]", "found an integer with a leading zero"),
            ("$[9007199254740992]", "found an integer outside -(2^53)+1 to (2^53)-1"),
            ("$['\u{1}']", "found U+0001, expected no unescaped control character in a string"),
            ("$[?@.a=1]", "found '=', expected ',' or ']' behind a selector"),
            ("$[?@.*==1]", "a query that may find several nodes is compared, expected one of names and indices only"),
            ("$[?size(@)==1]", "'size' is no function, expected one of length, count, match, search, value"),
            ("$[?length(@.*)==1]", "argument 1 of length() does not fit, expected a value or a query for at most one node"),
            ("$[?count (@.*)==1]", "found a space, expected '(' right behind count"),
        ]
        for (query, message) in table { #expect(Self.error(of: query)?.message == message) }
        #expect(Self.error(of: "$[]")?.description == "character 3: found ']', expected a name in quotes, '*', an index, a slice or '?'")
    }

    static func error(of query: String) -> JSONPathError? {
        do throws(JSONPathError) {
            _ = try JSONPath(query)
            return nil
        } catch {
            return error
        }
    }
}
