/// Reads a list of expectations.
struct ExpectationReader {
    let context: ReadingContext
    /// The columns that may be named; nil when it isn't known which there are.
    let columns: ColumnScope?

    /// Nil, with diagnostics, when one of them is wrong; empty when the key is absent.
    func read(_ node: YAMLNode?, of key: KeyShape) -> [ExpectationSpec]? {
        guard let node else { return [] }
        guard let items = context.items(node, of: key) else { return nil }
        let item = KeyShape(key.name, .mapping(ExpectationKeys.shape), summary: key.summary, example: key.example)
        let expectations = items.map { expectation($0, of: item) }
        let complete = expectations.compactMap { $0 }
        return complete.count == expectations.count ? complete : nil
    }

    private func expectation(_ node: YAMLNode, of key: KeyShape) -> ExpectationSpec? {
        guard let reader = MappingReader(node, of: key, shape: ExpectationKeys.shape, context: context) else {
            return nil
        }
        if let keys = keys(reader, ExpectationKeys.notNull, NotNullKeys.shape) {
            return spec(keys, fields(keys).map { .notNull(fields: $0) })
        }
        if let keys = keys(reader, ExpectationKeys.unique, UniqueKeys.shape) {
            return spec(keys, fields(keys).map { .unique(fields: $0) })
        }
        if let keys = keys(reader, ExpectationKeys.accepted, AcceptedKeys.shape) { return spec(keys, accepted(keys)) }
        if let keys = keys(reader, ExpectationKeys.range, RangeKeys.shape) { return spec(keys, range(keys)) }
        if let keys = keys(reader, ExpectationKeys.rowCount, RowCountKeys.shape) {
            let within = keys.value(RowCountKeys.within)
            let weeks = keys.value(RowCountKeys.weeks)
            guard let within, let weeks else { return nil }
            return spec(keys, .rowCount(within: within, weeks: weeks))
        }
        return nil
    }

    private func keys(_ reader: MappingReader, _ key: KeyShape, _ shape: MappingShape) -> MappingReader? {
        reader.node(key).flatMap { MappingReader($0, of: key, shape: shape, context: context) }
    }

    private func spec(_ reader: MappingReader, _ kind: ExpectationSpec.Kind?) -> ExpectationSpec? {
        let action = reader.value(ExpectationKeys.action)
        guard let kind, let action else { return nil }
        return ExpectationSpec(kind: kind, action: action)
    }

    private func accepted(_ reader: MappingReader) -> ExpectationSpec.Kind? {
        let field = field(reader)
        guard let node = reader.node(AcceptedKeys.values), let items = context.items(node, of: AcceptedKeys.values)
        else { return nil }
        let item = KeyShape("values", .text, summary: AcceptedKeys.values.summary, example: AcceptedKeys.values.example)
        var values: [String] = []
        for node in items {
            guard let scalar = context.scalar(node, of: item) else { continue }
            if values.contains(scalar.text) {
                context.error("values: \(scalar.shown) stands twice in the list", at: scalar.place)
            } else {
                values.append(scalar.text)
            }
        }
        guard let field, values.count == items.count else { return nil }
        if field.type == .json {
            context.error("field: \(field.scalar.shown) holds JSON objects, not single values", at: field.scalar.place)
            return nil
        }
        return .accepted(field: field.scalar.text, values: values)
    }

    private func range(_ reader: MappingReader) -> ExpectationSpec.Kind? {
        let field = field(reader)
        let bounds = [RangeKeys.min, RangeKeys.max].map { setting in
            reader.scalar(setting).map { (scalar: $0, text: context.parse($0, as: setting)) }
        }
        guard let first = bounds.compactMap({ $0 }).first else {
            if reader.node(RangeKeys.min.shape) == nil, reader.node(RangeKeys.max.shape) == nil {
                context.error("range needs 'min' or 'max', such as `min: 0`", at: reader.place)
            }
            return nil
        }
        guard let field, bounds.allSatisfy({ $0 == nil || $0?.text != nil }) else { return nil }
        var isRight = true
        for bound in bounds.compactMap({ $0 }) {
            if let complaint = field.complaint(of: bound.text ?? "") {
                context.error("range: \(field.scalar.shown) \(complaint)", at: bound.scalar.place)
                isRight = false
            }
        }
        let isNumber = RangeLimit.isNumber(first.text ?? "")
        if isRight, let low = bounds[0]?.text, let high = bounds[1]?.text, let place = bounds[0]?.scalar.place {
            if isNumber != RangeLimit.isNumber(high) {
                context.error("range: min and max are not of one kind", at: place)
                return nil
            }
            if !isNumber, low.prefix(min(low.count, high.count)) > high.prefix(min(low.count, high.count)) {
                context.error("range: min is above max", at: place)
                return nil
            }
            if isNumber, let low = Double(low), let high = Double(high), low > high {
                context.error("range: min is above max", at: place)
                return nil
            }
        }
        return isRight ? .range(field: field.scalar.text, min: bounds[0]?.text, max: bounds[1]?.text) : nil
    }

    private func fields(_ reader: MappingReader) -> [String]? {
        guard let node = reader.node(ExpectationKeys.fields),
            let items = context.items(node, of: ExpectationKeys.fields)
        else { return nil }
        let item = KeyShape("fields", .field, summary: ExpectationKeys.fields.summary, example: "[conn_id]")
        var fields: [String] = []
        for node in items {
            guard let scalar = context.scalar(node, of: item),
                columns?.find(scalar, "fields", context) != nil
                    || columns == nil
            else { continue }
            if fields.contains(scalar.text) {
                context.error("fields: \(scalar.shown) stands twice in the list", at: scalar.place)
            } else {
                fields.append(scalar.text)
            }
        }
        return fields.count == items.count ? fields : nil
    }

    private func field(_ reader: MappingReader) -> NamedColumn? {
        guard let node = reader.node(ExpectationKeys.field),
            let scalar = context.scalar(node, of: ExpectationKeys.field)
        else { return nil }
        guard let columns else { return NamedColumn(scalar: scalar, type: nil) }
        return columns.find(scalar, "field", context)
    }
}

/// A column that an expectation names.
struct NamedColumn {
    let scalar: ScalarValue
    /// Nil when it isn't known.
    let type: ReportVocabulary.ColumnType?

    /// Why a bound is none for the column; nil if it is one.
    func complaint(of bound: String) -> String? {
        guard let type else { return nil }
        let isNumber = RangeLimit.isNumber(bound)
        switch type {
        case .integer, .decimal: return isNumber ? nil : "holds numbers; write a number"
        case .timestamp: return isNumber ? "holds times; write a day or a time, such as 2026-10-01 08:00:00" : nil
        case .day: return bound.utf8.count == 10 && !isNumber ? nil : "holds days; write a day, such as 2026-10-01"
        case .text, .json: return "holds no numbers, days or times"
        }
    }
}
