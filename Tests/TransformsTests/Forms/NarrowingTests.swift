import ByteScan
import ETL
import Settings
import Testing
import Transforms

@Suite struct NarrowingTests {
    private let columns = ["a", "b"]

    @Test func aTransformIsNarrowedToTheColumnsThatThereAre() {
        let mask = Mask(fields: ["b", "c"], keepFirst: 1, keepLast: 2).narrowed(to: columns)
        #expect(mask?.identity == Mask(fields: ["b"], keepFirst: 1, keepLast: 2).identity)
        #expect(Trim(fields: ["c"]).narrowed(to: columns) == nil)
        #expect(Split(field: "c", by: "-", into: ["x"]).narrowed(to: columns) == nil)
        #expect(Where(.all([.isNull("a"), .isNull("c")])).narrowed(to: columns) == nil)
        #expect(Where(.isNull("a")).narrowed(to: columns)?.identity == Where(.isNull("a")).identity)
        let rename = Rename([(from: "c", to: "d"), (from: "a", to: "e")]).narrowed(to: columns)
        #expect(rename?.identity == Rename([(from: "a", to: "e")]).identity)
        let constant = Constant(field: "c", value: "1", kind: .integer)
        #expect(constant.narrowed(to: [])?.identity == constant.identity)
    }

    /// What every transform does to columns is in its identity: narrowed to others it is another one.
    @Test(arguments: TransformForm.all.map(\.key.name)) func everyTransformIsNamedOnce(name: String) {
        #expect(TransformForm.all.count { $0.key.name == name } == 1)
    }

    @Test func aKeyIsPartOfTheIdentityByItsFingerprintAlone() {
        let one = Hash(fields: ["a"], key: "the-first-of-two-keys")
        let two = Hash(fields: ["a"], key: "the-second-of-two-keys")
        #expect(one.identity != two.identity)
        #expect(!one.identity.text.contains("the-first"))
    }

    /// Lengths stand before all parts, so no text can imitate the border between two.
    @Test func noTwoListsOfPartsReadTheSame() {
        let identities = [
            StageIdentity("a", ["b", "c"]), StageIdentity("a", ["b1:c"]), StageIdentity("a", ["bc"]),
            StageIdentity("ab", ["c"]), StageIdentity("a", ["b"]), StageIdentity("a", ["c", "b"]),
        ]
        #expect(Set(identities).count == identities.count)
    }
}
