# DOC_LINK: {{pattern.doc_id}}
# Pattern: {{pattern.name}} ({{pattern.id}})
# Version: {{pattern.version}}
{{#if pattern.origin}}
# Taken over from: {{pattern.origin}}
{{/if}}
{{#each pattern.purpose}}
# {{this}}
{{/each}}

param(
    [Parameter(Mandatory = $true)]
    [string]$InstancePath,

    # A script with a function for each step, or for each of its actions.
    [string]$HandlersPath,

    # Hold the instance against its schema, and stop.
    [switch]$CheckOnly
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'PatternRuntime.psm1') -Force

$Pattern = @{
    PatternId = '{{pattern.id}}'
    DocId     = '{{pattern.doc_id}}'
    Name      = '{{pattern.name}}'
    Version   = '{{pattern.version}}'
    Schema    = Join-Path $PSScriptRoot '{{pattern.schema_from_here}}'
    Steps     = @(
{{#each pattern.steps}}
        @{
            StepId      = '{{id}}'
            Description = '{{description}}'
            Actions     = @({{#each actions}}'{{this}}'{{#if (not @last)}}, {{/if}}{{/each}})
            OnError     = '{{on_error}}'
        }
{{/each}}
    )
}

exit (Invoke-Pattern -Pattern $Pattern -InstancePath $InstancePath -HandlersPath $HandlersPath -CheckOnly:$CheckOnly)
