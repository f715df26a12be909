# Reads a registry of patterns: the entries of its index, and the doc_id that each file states.
# Written for indexes of the usual form: one key a line, entries that begin with a dash.

Set-StrictMode -Version Latest

function ConvertFrom-Scalar {
    param([string]$Text)
    $Text = $Text.Trim()
    if ($Text -match '^"(.*)"') { return $Matches[1] }
    if ($Text -match "^'(.*)'") { return $Matches[1] }
    return ($Text -replace '\s+#.*$', '').Trim()
}

function Get-PatternEntry {
    param([Parameter(Mandatory = $true)][string]$Root)
    $Entries = [System.Collections.Generic.List[hashtable]]::new()
    $Entry = $null
    $Inside = $false
    $Column = -1
    foreach ($Line in Get-Content -LiteralPath (Join-Path $Root 'patterns/registry/PATTERN_INDEX.yaml')) {
        if ($Line -match '^patterns:') { $Inside = $true; continue }
        if ($Inside -and $Line -match '^[A-Za-z_]') { $Inside = $false }
        if (-not $Inside) { continue }
        if ($Line -match '^(\s*)-\s+(\w+):\s*(.*)$') {
            if ($Column -lt 0) { $Column = $Matches[1].Length }
            if ($Matches[1].Length -ne $Column) { continue }
            $Entry = @{}
            $Entries.Add($Entry)
            $Entry[$Matches[2]] = ConvertFrom-Scalar $Matches[3]
        }
        elseif ($null -ne $Entry -and $Line -match '^(\s+)(\w+):\s*(.*)$') {
            if ($Matches[1].Length -eq $Column + 2) { $Entry[$Matches[2]] = ConvertFrom-Scalar $Matches[3] }
        }
    }
    return , $Entries
}

function Get-PatternPath {
    param([string]$Root, [hashtable]$Entry, [string]$Key)
    if (-not $Entry.ContainsKey($Key) -or -not $Entry[$Key]) { return $null }
    return Join-Path $Root ($Entry[$Key] -replace '\\', '/')
}

function Get-StatedDocId {
    param([Parameter(Mandatory = $true)][string]$Path)
    if ($Path -match '\.json$') {
        $Document = Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json -AsHashtable
        if ($Document.ContainsKey('properties') -and $Document.properties.ContainsKey('doc_id')) {
            $Rule = $Document.properties.doc_id
            if ($Rule.ContainsKey('const')) { return $Rule.const }
        }
        if ($Document.ContainsKey('doc_id')) { return $Document.doc_id }
        return $null
    }
    $Pattern = if ($Path -match '\.ya?ml$') { '^doc_id:\s*["'']?([^\s"''#]+)' } else { '#\s*DOC_LINK:\s*(\S+)' }
    foreach ($Line in Get-Content -LiteralPath $Path -TotalCount 60) {
        if ($Line -match $Pattern) { return $Matches[1] }
    }
    return $null
}

function Get-ExampleFile {
    param([string]$Root, [hashtable]$Entry)
    $Folder = Get-PatternPath $Root $Entry 'example_dir'
    if (-not $Folder -or -not (Test-Path -LiteralPath $Folder -PathType Container)) { return @() }
    return @(Get-ChildItem -LiteralPath $Folder -Filter '*.json' | ForEach-Object { $_.FullName })
}

function Get-TestFile {
    param([string]$Root, [hashtable]$Entry)
    $Folder = Join-Path $Root 'patterns/tests'
    $Found = @(Get-ChildItem -Path (Join-Path $Folder "test_$($Entry.name)_*") -File -ErrorAction SilentlyContinue |
            ForEach-Object { $_.FullName })
    $Named = Get-PatternPath $Root $Entry 'test_path'
    if ($Named -and (Test-Path -LiteralPath $Named -PathType Leaf) -and $Found -notcontains $Named) { $Found += $Named }
    return @($Found)
}

Export-ModuleMember -Function @('Get-PatternEntry', 'Get-PatternPath', 'Get-StatedDocId', 'Get-ExampleFile', 'Get-TestFile')
