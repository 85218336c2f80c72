import ETL
import PipelineFile
import Testing

@Suite struct ReasonTests {
    @Test func aTestMayNameEveryReasonOfQuarantine() {
        #expect(
            Set(QuarantineReason.allCases.map(\.rawValue)) == Set(Rejection.Reason.allCases.map(\.rawValue)))
    }
}
