import ETL

extension ETLError {
    /// What to do next, with the keys of the pipeline file and the flags of the program.
    var shownAdvice: String { remedy?.words ?? advice }

    /// The error with that advice.
    var shown: ETLError {
        var shown = self
        shown.advice = shownAdvice
        return shown
    }
}

extension ETLError.Remedy {
    /// What to do, in the words of the program.
    var words: String {
        switch self {
        case .serverZone: "Set the source's time_zone to the zone of the server's clock, and run again"
        case .transforms: "Check the transforms of the pipeline file"
        case .narrowerRequest:
            "Narrow the report by a parameter if it has one, and ask wolkvox for the rest of the day"
        case .unknownFields: "Set quality.unknown_fields to keep or drop to commit the day all the same"
        case .invalidRows: "Set quality.on_invalid to quarantine to commit the rest and look at those rows"
        case .moreInQuarantine: "If that is right for this report, raise quality.max_quarantined"
        case .freshStart: "Run again with --fresh; if it stays so, report it as a fault of the program"
        case .newerRun: "Use that version, or drop the unfinished run with --fresh"
        case .foreignDay: "Write to another folder (load.to), or make the day this pipeline's own with --take-over"
        case .outsideLink: "Remove the link, or write to the place it leads to (load.to)"
        case .readOnlyOutput:
            "The place is read-only: write elsewhere (load.to) or mount it writable, then run again"
        }
    }
}

extension LakeProblem {
    /// What is wrong and where, with the command that puts it right.
    var sentence: String {
        guard let renaming else { return description }
        return "\(self): if the source was renamed, run `wolkvox-etl relocate \(renaming.directory) --source "
            + "\(renaming.old)=\(renaming.new)`"
    }
}
