import ArgumentParser
import ETL

/// The languages that a page can be written in.
enum PageLanguage: String, CaseIterable, ExpressibleByArgument, Sendable {
    case en, es
}

/// The words of a page that stand in its template.
enum PageWord: String, CaseIterable {
    case title, made, days, days_to, last_run, last_good_run, never, rows, quarantined, target, todo, nothing_to_do
    case commands_where, foreign_note, reports, report, source, there, empty, gaps, latest, legend, calendar, rows_a_day
    case usual_band, day, state, not_there, as_table, month, quarantine, quarantine_none, reason, field, example, drift
    case drift_none, change, first_day, calls, quota, left, quota_unknown, calls_a_day, runs, runs_none, run, started
    case took, exit, partitions, failures, failures_none, mend, mended, tool, quarantine_some, skip, damaged_records
    case fill_unknown

    /// In both languages.
    var texts: (en: String, es: String) {
        switch self {
        case .title: ("Coverage", "Cobertura")
        case .made: ("Made (UTC)", "Generado (UTC)")
        case .days: ("Days", "Días")
        case .days_to: ("to", "a")
        case .last_run: ("Last run", "Última ejecución")
        case .last_good_run: ("Last run that ended well", "Última ejecución sin fallos")
        case .never: ("never", "nunca")
        case .rows: ("Rows", "Filas")
        case .quarantined: ("In quarantine", "En cuarentena")
        case .target: ("Target", "Destino")
        case .todo: ("What to do", "Qué hacer")
        case .nothing_to_do: ("Nothing: every day is there.", "Nada: están todos los días.")
        case .commands_where: ("Run these in", "Ejecútelos en")
        case .foreign_note:
            (
                "Foreign days belong to another server or pipeline: write to another folder, or take them over with run --take-over.",
                "Los días ajenos son de otro servidor u otro pipeline: escriba en otra carpeta o tómelos con run --take-over."
            )
        case .reports: ("Reports", "Reportes")
        case .report: ("Report", "Reporte")
        case .source: ("Source", "Fuente")
        case .there: ("There", "Presentes")
        case .empty: ("Empty", "Vacíos")
        case .gaps: ("Not as they should be", "No como deben estar")
        case .latest: ("Latest day there", "Último día presente")
        case .legend: ("Legend", "Leyenda")
        case .calendar: ("Calendar", "Calendario")
        case .rows_a_day: ("Rows a day", "Filas por día")
        case .usual_band: ("light: the usual band of that weekday", "claro: la franja usual de ese día de la semana")
        case .day: ("Day", "Día")
        case .state: ("State", "Estado")
        case .not_there: ("Days that are not as they should be", "Días que no están como deben")
        case .as_table: ("As a table", "Como tabla")
        case .month: ("Month", "Mes")
        case .quarantine: ("Quarantine", "Cuarentena")
        case .quarantine_none:
            ("No row of these days is in quarantine.", "Ninguna fila de estos días está en cuarentena.")
        case .reason: ("Reason", "Motivo")
        case .field: ("Field", "Campo")
        case .example: ("Example (digits as 9, letters as x)", "Ejemplo (dígitos como 9, letras como x)")
        case .drift: ("Differences from the definitions", "Diferencias con las definiciones")
        case .drift_none: ("Answers were as the definitions say.", "Las respuestas fueron como dicen las definiciones.")
        case .change: ("Difference", "Diferencia")
        case .first_day: ("First day", "Primer día")
        case .calls: ("Calls", "Llamadas a la API")
        case .quota: ("Allowed a day", "Permitidas por día")
        case .left: ("Left after the last run", "Restantes tras la última ejecución")
        case .quota_unknown: ("not set", "sin definir")
        case .calls_a_day: ("Calls a day (UTC)", "Llamadas por día (UTC)")
        case .runs: ("Runs", "Ejecuciones")
        case .runs_none: ("No run is recorded for these days.", "No hay ejecuciones registradas en estos días.")
        case .run: ("Run", "Ejecución")
        case .started: ("Started (UTC)", "Inicio (UTC)")
        case .took: ("Took", "Duró")
        case .exit: ("Exit code", "Código")
        case .partitions: ("Days by outcome", "Días por resultado")
        case .failures: ("Last failures", "Últimos fallos")
        case .failures_none: ("No run failed.", "Ninguna ejecución falló.")
        case .mend: ("This asks for the days again:", "Esto vuelve a pedir los días:")
        case .mended: ("Since then all of these days were made.", "Desde entonces se completaron todos esos días.")
        case .tool: ("Made by", "Generado con")
        case .quarantine_some:
            (
                "Reasons are counted for the newest days only:",
                "Los motivos se cuentan solo en los días más recientes:"
            )
        case .skip: ("Skip to what to do", "Ir a qué hacer")
        case .damaged_records:
            ("Run records that are damaged and were passed over:", "Registros dañados que se omitieron:")
        case .fill_unknown:
            (
                "No run record names the pipeline file of:", "Ningún registro nombra el archivo de pipeline de:"
            )
        }
    }
}

/// Words, numbers and sentences of a page in one language.
struct PageText: Sendable {
    let language: PageLanguage

    func word(_ english: String, _ spanish: String) -> String { language == .en ? english : spanish }

    /// A word of the template.
    subscript(_ word: PageWord) -> String { self.word(word.texts.en, word.texts.es) }

    /// All words of the template.
    var words: [String: String] {
        Dictionary(uniqueKeysWithValues: PageWord.allCases.map { ($0.rawValue, self[$0]) })
    }

    /// The number with its thousands marked.
    func number(_ number: Int) -> String {
        language == .en ? number.grouped : number.grouped.replacing(",", with: ".")
    }

    func days(_ count: Int) -> String {
        "\(number(count)) \(count == 1 ? word("day", "día") : word("days", "días"))"
    }

    /// A state of a day.
    func state(_ status: DayStatus.Status) -> String {
        guard language == .es else { return status.rawValue }
        return switch status {
        case .there: "presente"
        case .empty: "vacío"
        case .open: "abierto"
        case .suspect: "dudoso"
        case .stale: "desactualizado"
        case .foreign: "ajeno"
        case .damaged: "dañado"
        case .missing: "faltante"
        case .failed: "fallido"
        }
    }

    /// How many days are in a state.
    func counted(_ count: Int, _ status: DayStatus.Status) -> String {
        "\(number(count)) \(state(status))\(language == .es && count != 1 ? "s" : "")"
    }

    /// How many of some days are in each state.
    func states(of days: [DayStatus]) -> String {
        let counts = Dictionary(grouping: days, by: \.status)
        return DayStatus.Status.allCases.compactMap { status in counts[status].map { counted($0.count, status) } }
            .joined(separator: ", ")
    }

    /// How days of a run ended.
    func outcomes(_ counts: [String: Int]) -> String {
        guard language == .es else { return RunsTable.outcomes(counts) }
        let spanish: KeyValuePairs = [
            "committed": "guardados", "resumed": "retomados", "skipped": "omitidos", "suspect": "dudosos",
            "left": "pendientes", "failed": "fallidos",
        ]
        let parts = spanish.compactMap { outcome, name in counts[outcome].map { "\(number($0)) \(name)" } }
        return parts.isEmpty ? "ninguno" : parts.joined(separator: ", ")
    }

    /// How long ago something was.
    func age(_ seconds: Int64) -> String {
        let ago: String
        switch seconds {
        case ..<7200: ago = TimeText.duration(max(0, seconds) / 60 * 60)
        case ..<172_800: ago = "\(seconds / 3600) h"
        default: ago = days(Int(seconds / 86_400))
        }
        return word("\(ago) before this page was made", "\(ago) antes de generar esta página")
    }
}
