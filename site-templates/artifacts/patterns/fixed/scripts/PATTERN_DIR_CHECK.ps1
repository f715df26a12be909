# Holds patterns/ against PAT-CHECK-001-v2, requirement by requirement, and says PASS or FAIL by id.
# Exit codes: 0 every binding requirement is met, 1 one is not, 2 there is no index to read.

param(
    # The folder that holds patterns/.
    [string]$Root = (Split-Path -Parent $PSScriptRoot),

    # Every reason, and not only how many.
    [switch]$Detailed
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'PatternRegistry.psm1') -Force

$Results = [ordered]@{}
$Should = @('023', '031', '043', '051', '063')
$Folders = @('registry', 'specs', 'schemas', 'executors', 'examples', 'tests')
$Keys = [ordered]@{ spec_path = 'specs'; schema_path = 'schemas'; executor_path = 'executors'; test_path = 'tests'; example_dir = 'examples' }

function Add-Check {
    param([string]$Number, [bool]$Passed, [string]$Reason)
    $Id = "PAT-CHECK-001-$Number"
    if (-not $Results.Contains($Id)) { $Results[$Id] = @{ Checked = 0; Reasons = [System.Collections.Generic.List[string]]::new() } }
    $Results[$Id].Checked += 1
    if (-not $Passed) { $Results[$Id].Reasons.Add($Reason) }
}

function Test-File {
    param([hashtable]$Entry, [string]$Key, [string]$Number, [string]$Name)
    $Path = Get-PatternPath $Root $Entry $Key
    $Passed = $Path -and (Test-Path -LiteralPath $Path -PathType Leaf) -and (Split-Path -Leaf $Path) -like $Name -and
        $Entry[$Key] -match "^patterns[\\/]$($Keys[$Key])[\\/]"
    Add-Check $Number ([bool]$Passed) "$($Entry.pattern_id): $Key does not lead to $Name below patterns/$($Keys[$Key])/"
    if ($Path -and (Test-Path -LiteralPath $Path -PathType Leaf)) { return $Path }
    return $null
}

function Test-SameId {
    param([hashtable]$Entry, [string]$Path, [string]$HasNumber, [string]$SameNumber)
    $Id = Get-StatedDocId $Path
    Add-Check $HasNumber ([bool]$Id) "$($Entry.pattern_id): $Path states no doc_id"
    if ($Id) { Add-Check $SameNumber ($Id -ceq $Entry.doc_id) "$($Entry.pattern_id): $Path states $Id" }
    return $Id
}

function Test-NoAbsolutePath {
    param([hashtable]$Entry, [string]$Path, [string]$Number)
    $Found = Select-String -LiteralPath $Path -Pattern '["''\s]([A-Za-z]:[\\/]|/(home|Users|tmp|var|etc)/)' -Quiet
    Add-Check $Number (-not $Found) "$($Entry.pattern_id): $Path names an absolute path"
}

function Test-Entry {
    param([hashtable]$Entry)
    $Missing = @('doc_id', 'pattern_id', 'name', 'version', 'status') + @($Keys.Keys) |
        Where-Object { -not $Entry.ContainsKey($_) -or -not $Entry[$_] }
    Add-Check '011' (@($Missing).Count -eq 0) "$($Entry['pattern_id']): the entry lacks $($Missing -join ', ')"
    foreach ($Field in 'doc_id', 'name', 'pattern_id') { if (-not $Entry.ContainsKey($Field)) { $Entry[$Field] = '' } }
    Add-Check '012' ($Entry.doc_id -cmatch '^[A-Z0-9]+(-[A-Z0-9]+)*$') "$($Entry.pattern_id): $($Entry.doc_id) has not the format"
    foreach ($Key in $Keys.Keys) {
        $Text = if ($Entry.ContainsKey($Key)) { $Entry[$Key] } else { '' }
        Add-Check '013' ($Text -match "^patterns[\\/]$($Keys[$Key])[\\/]") "$($Entry.pattern_id): $Key leads elsewhere"
    }
    $Same = @($Entries | Where-Object { $_.ContainsKey('doc_id') -and $_.doc_id -eq $Entry.doc_id }).Count
    Add-Check '014' ($Entry.doc_id -and $Same -eq 1) "$($Entry.pattern_id): has no doc_id of its own"
}

function Test-Pattern {
    param([hashtable]$Entry)
    $Ids = [System.Collections.Generic.List[string]]::new()
    $Spec = Test-File $Entry 'spec_path' '020' "$($Entry.name).pattern.yaml"
    if ($Spec) {
        $Text = Get-Content -LiteralPath $Spec -Raw
        foreach ($Field in 'doc_id', 'pattern_id', 'name', 'version', 'role', 'schema_ref', 'executor_ref') {
            Add-Check '021' ($Text -match "(?m)^${Field}:\s*\S") "$($Entry.pattern_id): the specification lacks $Field"
        }
        $Id = Get-StatedDocId $Spec
        if ($Id) { Add-Check '022' ($Id -ceq $Entry.doc_id) "$($Entry.pattern_id): $Spec states $Id"; $Ids.Add($Id) }
        Test-NoAbsolutePath $Entry $Spec '023'
    }
    $Schema = Test-File $Entry 'schema_path' '030' "$($Entry.name).schema.json"
    if ($Schema) {
        $Id = Test-SameId $Entry $Schema '031' '033'
        $Sidecar = $Schema -replace '\.json$', '.id.yaml'
        $Beside = (Test-Path -LiteralPath $Sidecar) -and (Get-StatedDocId $Sidecar)
        Add-Check '032' ($Id -or $Beside) "$($Entry.pattern_id): neither schema nor sidecar states a doc_id"
        if ($Id) { $Ids.Add($Id) }
    }
    $Executor = Test-File $Entry 'executor_path' '040' "$($Entry.name)_executor.*"
    if ($Executor) {
        $Id = Test-SameId $Entry $Executor '041' '042'
        if ($Id) { $Ids.Add($Id) }
        Test-NoAbsolutePath $Entry $Executor '043'
    }
    $Examples = Get-ExampleFile $Root $Entry
    Add-Check '050' ($Examples.Count -gt 0) "$($Entry.pattern_id): there is no example"
    $Tests = Get-TestFile $Root $Entry
    Add-Check '060' ($Tests.Count -gt 0) "$($Entry.pattern_id): there is no test"
    foreach ($Path in $Examples) { $Id = Test-SameId $Entry $Path '051' '052'; if ($Id) { $Ids.Add($Id) } }
    foreach ($Path in $Tests) { $Id = Test-SameId $Entry $Path '061' '062'; if ($Id) { $Ids.Add($Id) } }
    Add-Check '070' (@($Ids | Sort-Object -Unique).Count -eq 1) "$($Entry.pattern_id): its files do not state one doc_id"
}

Add-Check '001' (Test-Path -LiteralPath (Join-Path $Root 'patterns') -PathType Container) 'there is no patterns/'
foreach ($Folder in $Folders) {
    Add-Check '002' (Test-Path -LiteralPath (Join-Path $Root "patterns/$Folder") -PathType Container) "there is no patterns/$Folder/"
}
$HasIndex = Test-Path -LiteralPath (Join-Path $Root 'patterns/registry/PATTERN_INDEX.yaml') -PathType Leaf
Add-Check '010' $HasIndex 'there is no index'
$Entries = if ($HasIndex) { Get-PatternEntry -Root $Root } else { @() }
foreach ($Entry in $Entries) { Test-Entry $Entry }
foreach ($Entry in $Entries) { Test-Pattern $Entry }

$Failed = 0
foreach ($Id in $Results.Keys) {
    $Result = $Results[$Id]
    $Passed = $Result.Reasons.Count -eq 0
    if (-not $Passed -and $Should -notcontains $Id.Substring(14)) { $Failed += 1 }
    '{0} {1} ({2} of {3})' -f $(if ($Passed) { 'PASS' } else { 'FAIL' }), $Id, ($Result.Checked - $Result.Reasons.Count), $Result.Checked
    if ($Detailed) { $Result.Reasons | ForEach-Object { "  $_" } }
}
''
'{0} patterns, {1} requirements checked, {2} binding ones not met' -f @($Entries).Count, $Results.Count, $Failed
if (@($Entries).Count -eq 0) { exit 2 }
exit $(if ($Failed -gt 0) { 1 } else { 0 })
