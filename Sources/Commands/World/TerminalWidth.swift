import Foundation

/// How many columns a terminal has.
enum TerminalWidth {
    private static let usual = 80

    /// The columns of the terminal that a descriptor leads to; what the environment says, or 80, where there is none.
    static func columns(of descriptor: Int32, _ environment: [String: String]) -> Int {
        measured(of: descriptor) ?? environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? usual
    }

    /// The columns of the terminal that a descriptor leads to, or nil if it leads elsewhere.
    static func measured(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
