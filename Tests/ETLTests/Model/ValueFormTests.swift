import ETL
import Foundation
import Testing

@Suite struct ValueFormTests {
    @Test(arguments: ["free_text", "a_form_of_another_program"])
    func isWrittenAndReadAsThePlainWord(word: String) throws {
        let json = Data("[\"\(word)\"]".utf8)
        let forms = try JSONDecoder().decode([ValueForm].self, from: json)
        #expect(forms == [ValueForm(word)])
        #expect(try JSONEncoder().encode(forms) == json)
        #expect("\(forms[0])" == word && forms[0].rawValue == word)
    }

    @Test func aDefinitionWithoutAFormIsOfText() throws {
        let field = try JSONDecoder().decode(FieldDefinition.self, from: Data(#"{"name":"a"}"#.utf8))
        #expect(field.form == .text)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(FieldDefinition.self, from: Data(#"{"name":"a","form":7}"#.utf8))
        }
    }
}
