internal import ETL

extension ReportDefinition {
    /// Something that keeps a definition from making sense.
    package struct Mistake: Sendable, Equatable {
        /// The part of the definition at fault.
        package enum Place: Sendable, Equatable {
            /// The value of a key of the definition, as a file spells it.
            case key(String)
            /// The field at this index.
            case field(Int)
            /// The parameter at this index.
            case parameter(Int)
        }

        /// Where it is.
        package var place: Place
        /// What is wrong, for people.
        package var message: String
    }

    /// All that keeps the definition from making sense, in the order in which its parts stand.
    package var mistakes: [Mistake] {
        (nameMistakes + grainMistakes + fieldMistakes + parameterMistakes + flattenMistakes)
            .map { Mistake(place: $0.0, message: $0.1) }
    }

    private typealias Finding = (Mistake.Place, String)

    private var nameMistakes: [Finding] {
        let isSafe = name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
        guard !isSafe || !(0x61...0x7A).contains(name.utf8.first ?? 0) else { return [] }
        return [(.key("name"), "the name of a report is small letters, digits and '_', a letter first")]
    }

    private var grainMistakes: [Finding] {
        var findings: [Finding] = []
        switch grain {
        case .event where eventTime == nil:
            findings.append((.key("grain"), "an event has a time of its own: name its field as 'event_time'"))
        case .total where eventTime != nil:
            findings.append((.key("event_time"), "rows that are totals have no time of their own"))
        case .bucket(let seconds) where seconds < 1 || Self.daySeconds % seconds != 0:
            findings.append((.key("bucket_seconds"), "a day must be a whole number of buckets"))
        default:
            break
        }
        if let eventTime {
            let form = fields.first { $0.name == eventTime }?.form
            if form == nil {
                findings.append((.key("event_time"), "there is no field called '\(eventTime)'"))
            } else if form != .timestamp, form != .day {
                findings.append((.key("event_time"), "the form of '\(eventTime)' must be timestamp or day"))
            }
        } else if rowDay == .window, grain == .event {
            findings.append((.key("row_day"), "without 'event_time' there is nothing that a window could differ from"))
        }
        if let daysPerCall, daysPerCall < 1 {
            findings.append((.key("days_per_call"), "a call covers one day or more"))
        }
        return findings
    }

    private var fieldMistakes: [Finding] {
        guard !fields.isEmpty else { return [(.key("fields"), "a report has one field or more")] }
        let stamps = isStamped ? [Self.windowStart, Self.windowEnd] : []
        let keys = fields.map(\.name).filter(Partition.keys.contains)
        let hiddenNames = Dictionary(
            keys.map { (Partition.columnName($0), $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        return fields.enumerated().flatMap { index, field -> [Finding] in
            if field.name.isEmpty { return [(.field(index), "a field has a name")] }
            if !seen.insert(field.name).inserted { return [(.field(index), "the field '\(field.name)' stands twice")] }
            if field.name == Schema.extraName || stamps.contains(field.name) {
                return [(.field(index), "'\(field.name)' is a column that the program adds")]
            }
            if let hidden = hiddenNames[field.name] {
                return [(.field(index), "'\(field.name)' is the column that '\(hidden)' is written as")]
            }
            return []
        }
    }

    private var parameterMistakes: [Finding] {
        var seen: Set<String> = ["api", "date_ini", "date_end"]
        return parameters.enumerated().flatMap { index, parameter -> [Finding] in
            if parameter.name.isEmpty { return [(.parameter(index), "a parameter has a name")] }
            if !seen.insert(parameter.name).inserted {
                return [(.parameter(index), "the parameter '\(parameter.name)' is in the request already")]
            }
            if let value = parameter.defaultValue, !parameter.accepts(value) {
                return [(.parameter(index), "'\(parameter.name)' doesn't accept its own default '\(value)'")]
            }
            return []
        }
    }

    private var flattenMistakes: [Finding] {
        let names = fields.map(\.name)
        switch flatten {
        case .list(let key, _) where key.isEmpty || names.contains(key):
            return [(.key("flatten"), "the list is taken apart, so '\(key)' can be no field")]
        case .object(let column) where !names.contains(column):
            return [(.key("flatten"), "there is no field called '\(column)' to take the keys")]
        default:
            return []
        }
    }
}
