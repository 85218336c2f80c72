/// Returns a number with its noun: `1 day`, `1,200 days`.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number.grouped) \(number == 1 ? noun : plural ?? noun + "s")"
}
