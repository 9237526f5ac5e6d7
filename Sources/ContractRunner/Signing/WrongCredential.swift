/// Makes credentials that look right and are wrong.
enum WrongCredential {
    /// A text of the same length and make in which every ASCII letter and digit is another one.
    static func of(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(other(scalar)) }
        return String(result)
    }

    private static func other(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "a"..."y", "A"..."Y", "0"..."8": Unicode.Scalar(scalar.value + 1) ?? scalar
        case "z": "a"
        case "Z": "A"
        case "9": "0"
        default: scalar
        }
    }
}
