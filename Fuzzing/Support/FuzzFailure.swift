/// Ends the process with a message that libFuzzer prints above the input; `precondition` would be silent here, since
/// fuzzers are built with optimisation.
package func require(_ isTrue: Bool, _ fact: @autoclosure () -> String) {
    guard isTrue else { fatalError("broken: \(fact())") }
}
