internal import ETL

extension Schema {
    /// The places of columns of any type that a transformer names.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` for a column that is missing, doubled or the one for unknown
    ///   fields.
    func anyPlaces(of names: [String], for transformer: String) throws(ETLError) -> [Int] {
        var places: [Int] = []
        for name in names {
            guard name != Self.extraName else {
                throw .transform(
                    transformer, "the column \(name) is not a transform's to change",
                    advice: "Set quality.unknown_fields to keep, drop or fail.", subject: name)
            }
            places.append(try place(of: name, besides: places, for: transformer))
        }
        return places
    }

    /// The place of one column that a transformer names beside `earlier` ones.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` for a column that is missing, or among the earlier ones.
    func place(of name: String, besides earlier: [Int], for transformer: String) throws(ETLError) -> Int {
        let place = try place(of: name, for: transformer)
        guard !earlier.contains(place) else {
            throw .transform(
                transformer, "the column \(name) is named twice", advice: "Name it once.", subject: name)
        }
        return place
    }

    /// The place of a column that a transformer or an expectation names.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` if there is none.
    func place(of name: String, for stage: String) throws(ETLError) -> Int {
        if let place = index(of: name) { return place }
        throw .transform(
            stage, "there is no column called \(name)",
            advice: "The columns are \(names.joined(separator: ", ")).", subject: name)
    }

    /// Adds a column at a place.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` if its name is none, or taken.
    mutating func add(_ field: Field, at place: Int, for transformer: String) throws(ETLError) {
        try checkNewName(field.name, among: names, for: transformer)
        fields.insert(field, at: place)
    }

    /// Refuses a name that is none for a column, or that another column has: lakes don't tell names apart by case.
    func checkNewName(_ name: String, among taken: [String], for transformer: String) throws(ETLError) {
        guard name != Self.extraName else {
            throw .transform(
                transformer, "the name \(name) is kept for fields that the definition lacks",
                advice: "Choose another name.", subject: name)
        }
        guard !name.isEmpty, name.utf8.count <= Self.longestName, name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else {
            throw .transform(
                transformer, "a column's name is empty, too long or holds a control character",
                advice: "Choose another name.", subject: name)
        }
        if let other = taken.first(where: { $0.lowercased() == name.lowercased() }) {
            let alike = other == name ? "" : ", and lakes don't tell it from \(name)"
            throw .transform(
                transformer, "a column called \(other) is there already\(alike)",
                advice: "Choose another name, or drop that column before.", subject: name)
        }
    }

    /// The place behind all columns but the one for unknown fields.
    var end: Int { index(of: Self.extraName) ?? fields.count }

    private static let longestName = 200
}

extension ETLError {
    /// A transformer or an expectation that was asked for what it cannot do.
    static func transform(_ stage: String, _ message: String, advice: String, subject: String? = nil) -> ETLError {
        ETLError(.configuration, scope: .report, "\(stage): \(message)", advice: advice, subject: subject)
    }
}

/// Some of the columns, perhaps in another order; no row is touched.
struct ChosenColumns: BoundTransformer {
    let output: Schema
    private let places: [Int]

    init(_ places: [Int], of schema: Schema, for transformer: String) throws {
        self.places = places
        var output = schema
        output.fields = places.map { schema.fields[$0] }
        if let time = schema.eventTime, output.index(of: time) == nil { output.eventTime = nil }
        // The column for unknown fields is nothing that anybody asked for.
        guard output.fields.contains(where: { $0.name != Schema.extraName }) else {
            throw ETLError.transform(transformer, "no column is left", advice: "Keep at least one.")
        }
        self.output = output
    }

    func apply(to batch: inout RecordBatch) {
        batch.columns = places.map { batch.columns[$0] }
        batch.schema = output
    }
}
