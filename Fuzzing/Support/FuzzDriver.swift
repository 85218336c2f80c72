import Foundation

/// What is done with one input; the answer is always 0.
package typealias FuzzTest = @convention(c) (UnsafePointer<UInt8>, Int) -> CInt

/// Hands mutated inputs to a test until libFuzzer, which reads the program's own arguments, has had enough; does not return.
package func fuzz(_ test: FuzzTest) -> Never {
    var count = CommandLine.argc
    var words = unsafe CommandLine.unsafeArgv
    unsafe exit(runDriver(&count, &words, test))
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>, _ test: FuzzTest
) -> CInt
