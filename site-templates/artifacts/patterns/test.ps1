# DOC_LINK: {{pattern.doc_id}}
# Tests of: {{pattern.name}} ({{pattern.id}})

BeforeDiscovery {
    $Examples = @(Get-ChildItem (Join-Path $PSScriptRoot '{{pattern.examples_from_tests}}') -Filter 'instance_*.json' |
            ForEach-Object { @{ Path = $_.FullName; Name = $_.BaseName } })
    $Required = @('doc_id', 'pattern_id', 'inputs')
}

Describe '{{pattern.name}}' {
    BeforeAll {
        $Executor = Join-Path $PSScriptRoot '{{pattern.executor_from_tests}}'
        $Example = Join-Path $PSScriptRoot '{{pattern.examples_from_tests}}instance_minimal.json'
        $Steps = @({{#each pattern.steps}}'{{id}}'{{#if (not @last)}}, {{/if}}{{/each}})

        function Invoke-Executor {
            param([string]$Instance, [string]$Handlers, [switch]$CheckOnly)
            $Arguments = @('-NoProfile', '-File', $Executor, '-InstancePath', $Instance)
            if ($Handlers) { $Arguments += @('-HandlersPath', $Handlers) }
            if ($CheckOnly) { $Arguments += '-CheckOnly' }
            $Text = & pwsh @Arguments 2>$null
            $Account = if ($Text) { ($Text -join "`n") | ConvertFrom-Json }
            return @{ Code = $LASTEXITCODE; Account = $Account }
        }

        function Get-Handlers {
            param([string]$Failing)
            $Lines = foreach ($Step in $Steps) {
                $Body = if ($Step -eq $Failing) { 'throw ''as planned''' } else { '$null' }
                'function global:' + ($Step -replace '\W', '_') + ' { param($Inputs) ' + $Body + ' }'
            }
            $Path = Join-Path $TestDrive 'handlers.ps1'
            Set-Content -LiteralPath $Path -Value $Lines
            return $Path
        }
    }

    It 'says whose it is' {
        (Get-Content -LiteralPath $Executor -TotalCount 1) | Should -BeExactly '# DOC_LINK: {{pattern.doc_id}}'
    }

    It 'demands an instance' {
        (Get-Command $Executor).Parameters['InstancePath'].Attributes.Mandatory | Should -Contain $true
    }

    It 'accepts <Name>' -ForEach $Examples {
        (Invoke-Executor -Instance $Path -CheckOnly).Code | Should -Be 0
    }

    It 'refuses an instance without <_>' -ForEach $Required {
        $Instance = Get-Content -LiteralPath $Example -Raw | ConvertFrom-Json
        $Instance.PSObject.Properties.Remove($_)
        $Path = Join-Path $TestDrive 'instance.json'
        Set-Content -LiteralPath $Path -Value ($Instance | ConvertTo-Json -Depth 16)
        (Invoke-Executor -Instance $Path).Code | Should -Be 2
    }

    It 'refuses an instance of another pattern' {
        $Instance = Get-Content -LiteralPath $Example -Raw | ConvertFrom-Json
        $Instance.pattern_id = 'PAT-OF-SOMEBODY-ELSE-999'
        $Path = Join-Path $TestDrive 'foreign.json'
        Set-Content -LiteralPath $Path -Value ($Instance | ConvertTo-Json -Depth 16)
        (Invoke-Executor -Instance $Path).Code | Should -Be 2
    }

    It 'claims no step that nobody has written' {
        $Run = Invoke-Executor -Instance $Example
        $Run.Code | Should -Be 3
        @($Run.Account.steps.status | Sort-Object -Unique) | Should -Be @('not_executed')
    }

    It 'takes the steps of the specification in their order' {
        $Run = Invoke-Executor -Instance $Example -Handlers (Get-Handlers)
        $Run.Code | Should -Be 0
        @($Run.Account.steps.step_id) | Should -Be $Steps
        @($Run.Account.steps.status | Sort-Object -Unique) | Should -Be @('succeeded')
    }

    It 'ends with a step that fails' {
        $Run = Invoke-Executor -Instance $Example -Handlers (Get-Handlers -Failing $Steps[0])
        $Run.Code | Should -Be 1
        $Run.Account.steps[0].status | Should -Be 'failed'
        @($Run.Account.steps | Select-Object -Skip 1 | ForEach-Object { $_.status } | Sort-Object -Unique) |
            Should -Not -Contain 'succeeded'
    }
}
