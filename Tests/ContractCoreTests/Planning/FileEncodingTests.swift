import Testing

@testable import ContractCore

struct FileEncodingTests {
    private func suite(_ files: String) -> PlannedSuite { PlannedSuite("vocabulary: v\nfiles:\n\(files)") }

    @Test func `a text is written in the encoding that it asks for`() {
        let suite = suite(
            """
              plain: {text: "aü"}
              same: {text: "aü", encoding: utf-8}
              wide: {text: "aü😀", encoding: utf-16}
              narrow: {text: "aü", encoding: iso-8859-1}

            """)
        #expect(suite.mistakes == [])
        #expect(
            ["plain", "same", "wide", "narrow"].map { suite.suite.vocabulary.files[$0]?.bytes ?? [] } == [
                [0x61, 0xC3, 0xBC], [0x61, 0xC3, 0xBC],
                [0xFE, 0xFF, 0, 0x61, 0, 0xFC, 0xD8, 0x3D, 0xDE, 0], [0x61, 0xFC],
            ])
    }

    @Test func `an encoding that there is not, or that cannot write a text, is a mistake`() {
        #expect(
            suite(
                """
                  unknown: {text: "a", encoding: utf-7}
                  outside: {text: "😀", encoding: iso-8859-1}
                  long: {text: {repeat: a, times: 2}, encoding: utf-16}

                """
            ).mistakes == [
                "1.yaml:3:34: there is no encoding 'utf-7'",
                "1.yaml:4:19: this content cannot be written in iso-8859-1",
                "1.yaml:5:16: this content cannot be written in utf-16",
            ])
    }

    @Test func `a unit comes as often as it is to come`() {
        let suite = suite(
            """
              none: {bytes: {repeat: abc, times: 0}}
              one: {bytes: {repeat: abc, times: 1}}
              five: {bytes: {repeat: abc, times: 5}}
              letters: {bytes: {repeat: a, times: 4}}
              nothing: {bytes: {repeat: "", times: 4}}

            """)
        #expect(
            ["none", "one", "five", "letters", "nothing"].map {
                String(decoding: suite.suite.vocabulary.files[$0]?.bytes ?? [1], as: UTF8.self)
            }
                == ["", "abc", "abcabcabcabcabc", "aaaa", ""])
    }
}
