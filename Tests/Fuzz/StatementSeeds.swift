/// Documents that state figures, show programs, samples and names.
let statementSeeds = [
  """
  # Plan

  **Scope:**
  - 9 schema files
  - 4 sidecar files
  - 2 tests

  ```
  PHASE 1: Core
  ├── Generate 5 schemas
  └── Generate 4 schema sidecar files
  a.py # 10 lines
  ```

  **Total:** ~100 lines

  | Phase | Time | Files |
  |---|---|---|
  | Phase 1: Core | 30 min | 9 |
  | Total | 2.5 hrs | 14 |

  ## Schemas (3 files)

  **Files:**
  - a (2 files)

  1. Look (2-3 minutes)
  2. Fix (30 sec)
  Duration: 6 minutes

  Required fields: id, name. Every id matches [A-Z]+(-[0-9]+)*

  ```json
  {"required": ["id"], "properties": {"id": {"pattern": "^[A-Z]$"}}} // more
  ```
  """,
  """
  ```python
  class Pay:
      async def run(self, key):
          policy = RetryPolicy(maximum_attempts=3, initial_interval=timedelta(minutes=5))
          for turn in range(3):
              pay(idempotency_key=f"{key}_{turn}", retry_policy=policy)
              if bad:
                  break
              await sleep(self.delay(turn))
          return Result(turns=3)

      def delay(self, n):
          return min(timedelta(seconds=30) * (2 ** n), 600)

  def test_a(bank):
      \"""Expected: only 1 letter\"""
      bank.state.return_value = PAID
      assert run() == "x"
      bank.charge.assert_not_called()
  # Wait 1: 5 min
  # Wait 2: 10 min
  # Total: 15 min
  ```

  ```powershell
  $steps = @{
  }
  foreach ($s in $steps.Keys) { & $steps[$s]; $failed++ }
  if (-not $DryRun) {
  }
  Write-Host "✓"
  ```

  **Signals**
  - `pause()` `p/1_a.md` `p/1_b.md` PHASE-PAY-1 PHASE-PAY-02

  - Overall confidence: 0.88 when confidence >= 70%
  """,
  "from a.b import (\n  C as D,\n)\n@workflow.signal\ndef stop(self): ...\nx.signal(\"stop\")\n",
]

let statementTokens = [
  "```python\n", "```json\n", "```\n", "|", "Total", "(", ")", "[", "]", "range(", "sleep(", "**",
  "timedelta(", "-1", "99999999999999999999", "1e308", "×", "├── ", "# ", "\n", "    ", "def ",
  "return ", "if ", "while True:\n", ".get(", "\"", "`", "Confidence: 0.5", " min", "%", ">= ",
]
