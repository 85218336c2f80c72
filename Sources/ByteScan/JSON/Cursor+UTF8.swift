extension Cursor {
    /// Whether the bytes of a range are well-formed UTF-8 (Unicode, table 3-7).
    func isUTF8(_ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        let end = range.upperBound
        while at < end {
            // Letters with accents take two bytes: words of such and of ASCII are looked at as a whole.
            if at &+ 8 <= limit {
                var word = unsafe Wide.load(base, at)
                // What lies behind the text counts as ASCII.
                if end &- at < 8 { word &= (1 &<< UInt64(truncatingIfNeeded: 8 &* (end &- at))) &- 1 }
                let taken = Wide.pairedBytes(word)
                at &+= taken
                if taken != 0 { continue }
            }
            let lead = byte(at)
            if lead < 0x80 {
                at &+= 1
            } else if lead &- 0xC2 < 0x1E {
                guard at &+ 1 < end, isContinuation(at &+ 1) else { return false }
                at &+= 2
            } else if lead &- 0xE0 < 0x10 {
                guard at &+ 2 < end, isContinuation(at &+ 1), isContinuation(at &+ 2) else { return false }
                // E0 would spell what two bytes can, ED half of a surrogate pair.
                if lead == 0xE0, byte(at &+ 1) < 0xA0 { return false }
                if lead == 0xED, byte(at &+ 1) > 0x9F { return false }
                at &+= 3
            } else {
                guard lead &- 0xF0 < 5, at &+ 3 < end else { return false }
                guard isContinuation(at &+ 1), isContinuation(at &+ 2), isContinuation(at &+ 3) else { return false }
                // F0 would spell what three bytes can, F4 what lies beyond Unicode.
                if lead == 0xF0, byte(at &+ 1) < 0x90 { return false }
                if lead == 0xF4, byte(at &+ 1) > 0x8F { return false }
                at &+= 4
            }
        }
        return true
    }

    @inline(__always)
    private func isContinuation(_ index: Int) -> Bool { byte(index) & 0xC0 == 0x80 }
}
