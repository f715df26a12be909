import Patterns
import SourceText
import Testing

@Suite struct `The recipe of a generation` {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var testDescription: String { message }
  }

  static let cases = [
    Case(text: "- a\n", message: "expected a mapping with the key \"phases\""),
    Case(text: "phases: []\n", message: "the specification lists no phase"),
    Case(
      text: "phases:\n  - {phase: 1, groups: [schema]}\n", message: "there is no group \"schema\""),
    Case(text: "phases:\n  - {phase: 2, groups: [schemas]}\n", message: "expected phase 1 here"),
    Case(
      text: "phases:\n  - {phase: 1, groups: [schemas, schemas]}\n",
      message: "the group \"schemas\" is listed a second time"),
    Case(
      text: "phases:\n  - {phase: 1, groups: [{group: schemas, validations: [sytax_check]}]}\n",
      message: "there is no validation \"sytax_check\""),
    Case(
      text: "phases:\n  - {phase: 1, groups: [{validations: []}]}\n",
      message: "a group needs its name"),
    Case(
      text: "execution_strategy: {batch_size: 0}\nphases:\n  - {phase: 1, groups: [tests]}\n",
      message: "a batch has from 1 to 1000 files"),
    Case(
      text: "doc_id_derivation: PAT\nphases:\n  - {phase: 1, groups: [tests]}\n",
      message: "there is no derivation \"PAT\""),
    Case(
      text: "phasen:\n  - {phase: 1, groups: [tests]}\n", message: "\"phasen\" is not a key here"),
  ]

  @Test(arguments: cases) func `what is not understood is said`(_ example: Case) {
    let (_, faults) = PatternRecipe.read(SourceFile(path: "recipe.yaml", text: example.text))
    #expect(faults.map(\.summary).contains(example.message))
  }

  @Test func `the built-in one has the four phases`() throws {
    let recipe = try SmallRegistry.templates().recipe
    #expect(recipe.phases.map(\.number) == [1, 2, 3, 4])
    #expect(recipe.batchSize == 10)
    #expect(Set(recipe.phases.flatMap(\.groups).map(\.kind)) == Set(GroupKind.allCases))
  }
}
