import ByteScan
import ETL
import Engine
import FlatFiles
import PipelineFile
import Transforms
import Wolkvox

/// What shapes the files of one report of one source: two days of the same recipe were made in the same way.
struct Recipe {
    /// Raised when the program types or writes the same values in another way than before.
    static let typingRules = 1

    let definition: ReportDefinition
    let report: ReportSpec
    let source: SourceSpec
    /// The transforms that concern the report's columns, in order.
    let transforms: [any ConfiguredTransformer]
    let load: LoadSpec
    let quality: QualitySpec

    /// A fingerprint of all of it, which says nothing of the keys in it.
    var fingerprint: String {
        var ingredients = StageIdentity()
        ingredients.add("typing", "\(Self.typingRules)")
        add(definition, to: &ingredients)
        for parameter in report.parameters {
            ingredients.add(parameter.name, [parameter.list?.name ?? ""] + parameter.values)
        }
        ingredients.add("zone", [source.timeZone, source.decimalSeparator?.rawValue ?? ""])
        if source.ends != .inclusive { ingredients.add("ends", source.ends.rawValue) }
        ingredients.add("quality", [quality.onInvalid.rawValue, quality.unknownFields.rawValue])
        for transform in transforms { ingredients.add(transform.identity) }
        add(load, to: &ingredients)
        return ingredients.fingerprint
    }

    private func add(_ definition: ReportDefinition, to ingredients: inout StageIdentity) {
        var grain = [definition.grain.word.rawValue]
        if case .bucket(let seconds) = definition.grain { grain.append("\(seconds)") }
        ingredients.add(definition.name, grain)
        ingredients.add("time", [definition.eventTime ?? "", definition.rowDay.rawValue])
        for field in definition.fields { ingredients.add(field.name, field.form.rawValue) }
        switch definition.flatten {
        case .list(let key, let prefix): ingredients.add("list", [key, prefix])
        case .object(let column): ingredients.add("object", column)
        case nil: break
        }
    }

    private func add(_ load: LoadSpec, to ingredients: inout StageIdentity) {
        ingredients.add("gzip", "\(load.form.gzipLevel)")
        ingredients.add(load.form.format.name, load.form.emptyDays.rawValue)
    }
}
