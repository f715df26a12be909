# Says which files state another doc_id than their pattern's, and which ids have not the format of
# ID-SYS-101. Exit codes: 0 none, 1 some, 2 there is nothing to check.

param(
    # The folder that holds patterns/.
    [string]$Root = (Split-Path -Parent $PSScriptRoot)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'PatternRegistry.psm1') -Force

$Entries = Get-PatternEntry -Root $Root
$Faults = [System.Collections.Generic.List[string]]::new()
$Checked = 0

foreach ($Entry in $Entries) {
    $Own = if ($Entry.ContainsKey('doc_id')) { $Entry.doc_id } else { '' }
    if ($Own -cnotmatch '^[A-Z0-9]+(-[A-Z0-9]+)*$') { $Faults.Add("$($Entry['pattern_id']): '$Own' has not the format of ID-SYS-101") }
    $Paths = @('spec_path', 'schema_path', 'executor_path' | ForEach-Object { Get-PatternPath $Root $Entry $_ })
    $Paths += @(Get-TestFile $Root $Entry) + @(Get-ExampleFile $Root $Entry)
    foreach ($Path in $Paths | Where-Object { $_ -and (Test-Path -LiteralPath $_ -PathType Leaf) }) {
        $Checked += 1
        $Id = Get-StatedDocId $Path
        if (-not $Id) { $Faults.Add("${Path}: states no doc_id") }
        elseif ($Id -cne $Own) { $Faults.Add("${Path}: states $Id, expected $Own") }
    }
}

$Faults
'{0} files of {1} patterns checked, {2} faults' -f $Checked, @($Entries).Count, $Faults.Count
if ($Checked -eq 0) { exit 2 }
exit $(if ($Faults.Count -gt 0) { 1 } else { 0 })
