import Testing
import TraceModel

@testable import Ingest

/// What the texts of tests say of recorded results.
@Suite struct `The text of a test` {
  private static let texts = [
    "tests/test_pay.py": """
    import unittest
    from shared import Case, Kept

    def test_once():
        assert pay() == pay()

    for name in NAMES:
        make("test_made_" + name)

    class TestOwn(unittest.TestCase):
        def test_own(self): pass

    class TestTaken(Kept):
        pass
    """,
    "tests/test_all.py": "from shared import *\n",
    "java/test/com/acme/PayTest.java": "class PayTest {}\nclass RefundTest {}\n",
    "kotlin/test/Keys.kt": "class KeyTest\n",
  ]

  private static func loss(_ facts: TestFacts) -> String? {
    var texts = TestTexts { Self.texts[$0].map { Array($0.utf8) } }
    return texts.loss(of: facts, TestFiles(Set(Self.texts.keys))) { _ in false }
  }

  @Test(arguments: [
    ("tests.test_pay", "test_once"), ("tests.test_pay", "test_once[1-a.b]"),
    ("tests.test_pay", "test_once_0_eur"), ("tests.test_pay", "test_made_up"),
    ("tests.test_pay.TestOwn", "test_own"), ("tests.test_pay.TestTaken", "test_from_elsewhere"),
    ("tests.test_pay", "pays once"), ("tests.test_all", "test_anything"),
  ]) func `holds it, or may have it from elsewhere`(_ owner: String, _ name: String) {
    var facts = TestFacts(outcome: .passed)
    (facts.className, facts.name) = (owner, name)
    #expect(Self.loss(facts) == nil)
  }

  @Test(arguments: [
    ("tests.test_pay", "test_twice"), ("tests.test_pay", "test_onc"),
    ("tests.test_pay.TestOwn", "test_other[x]"), ("tests.test_pay.TestGone", "test_other"),
  ]) func `has lost it`(_ owner: String, _ name: String) {
    var facts = TestFacts(outcome: .passed)
    (facts.className, facts.name) = (owner, name)
    #expect(
      Self.loss(facts) == "a test that \u{201C}tests/test_pay.py\u{201D} does not hold any more")
    facts.file = "tests/test_pay.py"
    #expect(Self.loss(facts) != nil)
  }

  @Test(arguments: [
    ("com.acme.RefundTest", true), ("com.acme.KeyTest", true), ("com.acme.GoneTest", false),
  ]) func `may hold a class of another name`(_ name: String, _ isThere: Bool) {
    var facts = TestFacts(outcome: .passed)
    facts.className = name
    #expect((Self.loss(facts) == nil) == isThere)
  }
}
