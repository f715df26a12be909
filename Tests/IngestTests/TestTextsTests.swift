import TestSupport
import Testing
import TraceModel

@testable import Ingest

/// What the texts of tests say of recorded results.
@Suite struct `The text of a test` {
  private static let texts = [
    "tests/test_pay.py": """
    import unittest
    import tests.kit.base
    from shared import Case, Kept, test_lent
    from tests.kit import base as kit
    from .kit.base import Base, Once as Other, test_brought

    def test_once():
        assert pay() == pay()
        test_data = 1

    # def test_commented(): pass
    '''
    def test_quoted(): pass
    '''
    async def test_async(): pass

    @cases(1, 2)
    def test_cased(value): pass

    @pytest.mark.parametrize("a", [
    1, 2])
    def test_marked(a): pass

    for name in NAMES:
        make("test_made_" + name)
    if WIDE:
        def test_wide(): pass

    class TestOwn(unittest.TestCase):
        def test_own(self): pass
        test_other_way = test_once
        class TestInner:
            def test_inner(self): pass
    class TestBelow(TestOwn): pass
    class TestTaken(Kept):
        pass
    class TestLent(Base): pass
    class TestFar(kit.Base, tests.kit.base.Once): pass
    class TestLoop(TestLoop): pass
    class TestTwo(Base,
        Other): pass

    @sizes
    class TestSum:
        def test_sum(self): pass
    """,
    "tests/kit/base.py": """
    class Base(unittest.TestCase):
        def test_base(self): pass
    class Once:
        def test_once_more(self): pass
    def test_brought(): pass
    """,
    "tests/test_whole.py": "from tests.kit.base import *\n",
    "tests/test_all.py": "from shared import *\n",
    "tests/test_open.py": "for name in NAMES: globals()[name] = case(name)\n",
    "java/test/com/acme/PayTest.java": "class PayTest {}\nclass RefundTest {}\n",
    "kotlin/test/Keys.kt": "class KeyTest\n",
  ]

  private static func loss(_ facts: TestFacts) -> TestTexts.Loss? {
    var texts = TestTexts(TestFiles(Set(Self.texts.keys))) { Self.texts[$0].map { Array($0.utf8) } }
    return texts.loss(of: facts) { _ in false }
  }

  private static func facts(_ owner: String, _ name: String) -> TestFacts {
    var facts = TestFacts(outcome: .passed)
    (facts.className, facts.name) = (owner.isEmpty ? "tests.test_pay" : owner, name)
    return facts
  }

  @Test(arguments: [
    ("", "test_once"), ("", "test_once[1-a.b]"), ("", "test_async"), ("", "test_wide"),
    ("", "test_cased_0_eur"), ("", "test_cased1"), ("", "pays once"), ("", "test_brought"),
    ("tests.test_pay.TestOwn", "test_own"), ("tests.test_pay.TestOwn", "test_other_way"),
    ("tests.test_pay.TestOwn.TestInner", "test_inner"), ("TestOwn", "test_own"),
    ("other.TestPay", "test_gone"), ("tests.test_pay.TestBelow", "test_own"),
    ("tests.test_pay.TestLent", "test_base"), ("tests.test_pay.TestFar", "test_base"),
    ("tests.test_pay.TestFar", "test_once_more"), ("tests.test_pay.TestTwo", "test_once_more"),
    ("tests.test_pay.Other", "test_once_more"), ("tests.test_pay.TestSum_0_small", "test_sum"),
    ("tests.test_whole", "test_brought"),
  ]) func `holds it`(_ owner: String, _ name: String) {
    #expect(Self.loss(Self.facts(owner, name)) == nil)
  }

  @Test(arguments: [
    ("", "test_once_0_eur"), ("", "test_made_up"), ("", "test_cased_eur"), ("", "test_quoted"),
    ("", "test_data"), ("", "test_own"), ("", "test_lent"),
    ("tests.test_pay.TestTaken", "test_from_elsewhere"), ("tests.test_pay.Case", "test_any"),
    ("tests.test_pay.TestOwn.TestOther", "test_any"), ("tests.test_pay.TestSum", "test_any"),
    ("tests.test_pay.TestLoop", "test_any"),
    ("tests.test_all", "test_anything"), ("tests.test_open", "test_anything"),
  ]) func `may have it from elsewhere`(_ owner: String, _ name: String) {
    #expect(Self.loss(Self.facts(owner, name)) == .unsure)
  }

  @Test(arguments: [
    ("", "test_twice"), ("", "test_onc"), ("", "test_once_more"), ("", "test_commented"),
    ("", "test_data_is_kept"), ("", "test_marked_eur"),
    ("tests.test_pay.TestOwn", "test_other[x]"), ("tests.test_pay.TestOwn", "test_wide"),
    ("tests.test_pay.TestOwn", "test_inner"), ("tests.test_pay.TestGone", "test_once"),
    ("tests.test_pay.TestBelow", "test_gone"), ("tests.test_pay.TestLent", "test_gone"),
    ("tests.test_pay.TestTwo", "test_gone"), ("tests.test_whole", "test_gone"),
  ]) func `has lost it`(_ owner: String, _ name: String) {
    var facts = Self.facts(owner, name)
    let file = owner == "tests.test_whole" ? "tests/test_whole.py" : "tests/test_pay.py"
    let loss = TestTexts.Loss.sure("a test that \u{201C}\(file)\u{201D} does not hold any more")
    #expect(Self.loss(facts) == loss)
    facts.file = file
    #expect(Self.loss(facts) == loss)
  }

  /// A report may name the file that defines a test, and the class that has inherited it.
  @Test func `is found in the file of a base`() {
    var facts = Self.facts("tests.test_pay.TestLent", "test_base")
    facts.file = "tests/kit/base.py"
    #expect(Self.loss(facts) == nil)
    facts.name = "test_gone"
    #expect(Self.loss(facts) != nil)
  }

  @Test(arguments: [
    ("com.acme.RefundTest", true), ("com.acme.KeyTest", true), ("com.acme.GoneTest", false),
  ]) func `may hold a class of another name`(_ name: String, _ isThere: Bool) {
    var facts = TestFacts(outcome: .passed)
    facts.className = name
    #expect((Self.loss(facts) == nil) == isThere)
  }

  /// Blocks, classes, bases and words without end.
  @Test(
    arguments: [
      (0..<20_000).map { String(repeating: " ", count: $0 % 200) + "class A\($0):\n" }.joined(),
      "class A(" + (0..<100_000).map { "B\($0)," }.joined() + "): pass\n",
      (0..<20_000).map { "class A\($0)(A\(($0 + 1) % 20_000)): pass\n" }.joined(),
      String(repeating: "[", count: 500_000), String(repeating: "\"", count: 500_001),
      "def test" + String(repeating: "_0", count: 250_000) + "(): pass\n",
      "class " + String(repeating: "A", count: 250_000) + ":\n"
        + String(repeating: "  def test_a(): pass\n", count: 10_000),
    ]) func `is read in the time of its size`(_ text: String)
  {
    var texts = TestTexts(TestFiles(["tests/test_big.py"])) { _ in Array(text.utf8) }
    let work = secondsOfWork {
      for number in 0..<200 {
        for owner in ["tests.test_big", "tests.test_big.A\(number)"] {
          let name = "test_none" + String(repeating: "_\(number)", count: 40)
          _ = texts.loss(of: Self.facts(owner, name)) { _ in false }
        }
      }
    }
    #expect(work < 60)
    #expect(texts.loss(of: Self.facts("tests.test_big", "test_none\u{301}")) { _ in false } != nil)
  }
}
