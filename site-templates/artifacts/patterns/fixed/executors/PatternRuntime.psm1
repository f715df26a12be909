# Runs instances of patterns: reads one strictly, holds it against its schema, takes the steps in their
# order, and says what became of each.
#
# What a step does is written by hand, as functions named after the step or after one of its actions, in
# a script that -HandlersPath names. A step for which nobody has written one is not executed, and a run
# with such a step has not succeeded.
#
# Exit codes: 0 succeeded, 1 a step failed, 2 the instance is refused, 3 steps were not executed.

Set-StrictMode -Version Latest

function Read-StrictJson {
    param([string]$Path)
    if (-not (Test-Path -LiteralPath $Path -PathType Leaf)) {
        throw [System.IO.FileNotFoundException]::new("there is no file $Path")
    }
    $Text = [System.IO.File]::ReadAllText($Path, [System.Text.UTF8Encoding]::new($false, $true))
    $Options = [System.Text.Json.JsonDocumentOptions]::new()
    $Options.MaxDepth = 64
    return [System.Text.Json.JsonDocument]::Parse($Text, $Options).RootElement
}

function Test-JsonType {
    param($Value, [string]$Type)
    $Kind = $Value.ValueKind.ToString()
    switch ($Type) {
        'string' { return $Kind -eq 'String' }
        'boolean' { return $Kind -eq 'True' -or $Kind -eq 'False' }
        'array' { return $Kind -eq 'Array' }
        'object' { return $Kind -eq 'Object' }
        'number' { return $Kind -eq 'Number' }
        'integer' { return $Kind -eq 'Number' -and $Value.GetDouble() % 1 -eq 0 }
        default { return $true }
    }
}

function Get-Member-OrNull {
    param($Object, [string]$Name)
    $Found = [System.Text.Json.JsonElement]::new()
    if ($Object.ValueKind.ToString() -eq 'Object' -and $Object.TryGetProperty($Name, [ref]$Found)) {
        return $Found
    }
    return $null
}

function Get-CountProblem {
    param($Schema, [int]$Count, [string]$At, [string]$What, [string]$Things)
    $Least = Get-Member-OrNull $Schema "min$What"
    $Most = Get-Member-OrNull $Schema "max$What"
    if ($null -ne $Least -and $Count -lt $Least.GetInt32()) {
        "${At}: $Count $Things, expected at least $($Least.GetInt32())"
    }
    if ($null -ne $Most -and $Count -gt $Most.GetInt32()) {
        "${At}: $Count $Things, expected at most $($Most.GetInt32())"
    }
}

function Get-ObjectProblem {
    param($Schema, $Value, [string]$At)
    $Members = Get-Member-OrNull $Schema 'properties'
    $Required = Get-Member-OrNull $Schema 'required'
    if ($null -ne $Required) {
        foreach ($Name in $Required.EnumerateArray()) {
            if ($null -eq (Get-Member-OrNull $Value $Name.GetString())) {
                "${At}: $($Name.GetString()) is missing"
            }
        }
    }
    $Others = Get-Member-OrNull $Schema 'additionalProperties'
    $IsClosed = $null -ne $Others -and $Others.ValueKind.ToString() -eq 'False'
    $Seen = @{}
    foreach ($Member in $Value.EnumerateObject()) {
        if ($Seen.ContainsKey($Member.Name)) { "${At}: $($Member.Name) stands there twice" }
        $Seen[$Member.Name] = $true
        $Rule = if ($null -ne $Members) { Get-Member-OrNull $Members $Member.Name }
        if ($null -ne $Rule) {
            Get-InstanceProblem -Schema $Rule -Value $Member.Value -At "$At.$($Member.Name)"
        }
        elseif ($IsClosed) {
            "${At}: $($Member.Name) is not known"
        }
    }
}

function Get-ListProblem {
    param($Schema, $Value, [string]$At)
    Get-CountProblem $Schema $Value.GetArrayLength() $At 'Items' 'elements'
    $Items = Get-Member-OrNull $Schema 'items'
    if ($null -eq $Items) { return }
    $Index = 0
    foreach ($Element in $Value.EnumerateArray()) {
        Get-InstanceProblem -Schema $Items -Value $Element -At "$At[$Index]"
        $Index += 1
    }
}

function Get-ScalarProblem {
    param($Schema, $Value, [string]$At)
    $Const = Get-Member-OrNull $Schema 'const'
    if ($null -ne $Const -and $Const.GetRawText() -cne $Value.GetRawText()) {
        "${At}: expected $($Const.GetRawText())"
    }
    $Choices = Get-Member-OrNull $Schema 'enum'
    if ($null -ne $Choices) {
        $Texts = @($Choices.EnumerateArray() | ForEach-Object { $_.GetRawText() })
        if ($Texts -cnotcontains $Value.GetRawText()) { "${At}: expected one of $($Texts -join ', ')" }
    }
    if ($Value.ValueKind.ToString() -eq 'String') {
        Get-CountProblem $Schema ($Value.GetString().Length) $At 'Length' 'characters'
        $Pattern = Get-Member-OrNull $Schema 'pattern'
        if ($null -ne $Pattern -and $Value.GetString() -cnotmatch $Pattern.GetString()) {
            "${At}: does not fit $($Pattern.GetString())"
        }
    }
    if ($Value.ValueKind.ToString() -eq 'Number') {
        $Least = Get-Member-OrNull $Schema 'minimum'
        $Most = Get-Member-OrNull $Schema 'maximum'
        if ($null -ne $Least -and $Value.GetDouble() -lt $Least.GetDouble()) { "${At}: too small" }
        if ($null -ne $Most -and $Value.GetDouble() -gt $Most.GetDouble()) { "${At}: too large" }
    }
}

function Get-InstanceProblem {
    param($Schema, $Value, [string]$At = 'instance')
    $Type = Get-Member-OrNull $Schema 'type'
    if ($null -ne $Type -and -not (Test-JsonType $Value $Type.GetString())) {
        return "${At}: expected $($Type.GetString()), found $($Value.ValueKind)"
    }
    Get-ScalarProblem $Schema $Value $At
    switch ($Value.ValueKind.ToString()) {
        'Object' { Get-ObjectProblem $Schema $Value $At }
        'Array' { Get-ListProblem $Schema $Value $At }
    }
}

# A function of the handlers' own file; what the shell has by itself is nobody's.
function Get-Handler {
    param([string]$Text)
    $Name = $Text -replace '\W', '_'
    return Get-Command -Name $Name -CommandType Function -ErrorAction Ignore |
        Where-Object { $_.Name -eq $Name -and $script:HandlersFile -and $_.ScriptBlock.File -eq $script:HandlersFile }
}

function Get-StepHandler {
    param([hashtable]$Step)
    $Own = Get-Handler $Step.StepId
    if ($Own) { return @($Own) }
    $Found = @($Step.Actions | ForEach-Object { Get-Handler $_ })
    if ($Found.Count -eq $Step.Actions.Count) { return $Found }
    return @()
}

function Invoke-Step {
    param([hashtable]$Step, $Inputs)
    $Account = [ordered]@{ step_id = $Step.StepId; description = $Step.Description }
    $Handlers = @(Get-StepHandler $Step)
    if ($Handlers.Count -eq 0) {
        $Account.status = 'not_executed'
        $Account.message = 'nobody has written what it does'
        return $Account
    }
    try {
        foreach ($Handler in $Handlers) { $null = & $Handler $Inputs }
        $Account.status = 'succeeded'
    }
    catch {
        $Account.status = 'failed'
        $Account.message = $_.Exception.Message
        $Undo = if ($Step.OnError) { Get-Handler $Step.OnError }
        if ($Undo) { $Account.on_error = Invoke-Undo $Undo $Inputs }
    }
    return $Account
}

function Invoke-Undo {
    param($Undo, $Inputs)
    try {
        $null = & $Undo $Inputs
        return 'succeeded'
    }
    catch {
        return "failed: $($_.Exception.Message)"
    }
}

function Invoke-Pattern {
    param([hashtable]$Pattern, [string]$InstancePath, [string]$HandlersPath, [switch]$CheckOnly)
    try {
        $Instance = Read-StrictJson $InstancePath
        $Problems = @(Get-InstanceProblem -Schema (Read-StrictJson $Pattern.Schema) -Value $Instance)
    }
    catch {
        $Problems = @($_.Exception.Message)
    }
    foreach ($Problem in $Problems) { [Console]::Error.WriteLine("${InstancePath}: $Problem") }
    if ($Problems.Count -gt 0) { return 2 }
    if ($CheckOnly) { return 0 }
    $script:HandlersFile = $null
    if ($HandlersPath) {
        try {
            $script:HandlersFile = (Resolve-Path -LiteralPath $HandlersPath).ProviderPath
            . $script:HandlersFile
        }
        catch {
            [Console]::Error.WriteLine("${HandlersPath}: $($_.Exception.Message)")
            return 2
        }
    }
    $Inputs = $Instance.GetProperty('inputs')
    $HasFailed = $false
    $Steps = @(foreach ($Step in $Pattern.Steps) {
            if ($HasFailed) {
                [ordered]@{ step_id = $Step.StepId; description = $Step.Description; status = 'skipped' }
            }
            else {
                $Account = Invoke-Step $Step $Inputs
                $HasFailed = $Account.status -eq 'failed'
                $Account
            }
        })
    $IsWhole = @($Steps | Where-Object { $_.status -ne 'succeeded' }).Count -eq 0
    $Status = if ($HasFailed) { 'failed' } elseif ($IsWhole -and $Steps.Count -gt 0) { 'succeeded' } else { 'incomplete' }
    $Result = [ordered]@{
        pattern_id = $Pattern.PatternId
        doc_id     = $Pattern.DocId
        version    = $Pattern.Version
        status     = $Status
        steps      = $Steps
    }
    [Console]::Out.WriteLine(($Result | ConvertTo-Json -Depth 8))
    switch ($Status) {
        'succeeded' { return 0 }
        'failed' { return 1 }
        default { return 3 }
    }
}

Export-ModuleMember -Function @('Invoke-Pattern', 'Get-InstanceProblem', 'Read-StrictJson')
