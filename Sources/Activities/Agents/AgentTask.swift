import Orchestration
import Workflows

/// What each activity wants of an agent, in words: the request goes along, and the answer is JSON.
enum AgentTask {
  private static let files = #"an object of whole file contents by relative path"#

  /// What is asked for, by the name of the activity.
  static let words: [String: String] = [
    AgentActivities.createDesign.name: """
    Design what the request asks for. Answer: {"architecture": text, "components": [text], \
    "dependencies": [text], "file_structure": {path: purpose}, "test_strategy": text}
    """,
    AgentActivities.createIssues.name: """
    Break the design down into issues. Answer: [{"id": text, "title": text, "description": text, \
    "component": text, "files_to_modify": [path], "dependencies": [id], \
    "estimated_complexity": text}]
    """,
    AgentActivities.generateCode.name: """
    Solve the issue. Answer: {"issue_id": its id, "files": F, "tests": F, "description": text}, \
    where F is \(files)
    """,
    AgentActivities.reviewCode.name: """
    Mend the patches. Answer: the list of patches in the same order, each {"issue_id": id, \
    "files": F, "tests": F, "description": text}, where F is \(files)
    """,
    AgentActivities.diagnoseIssue.name: """
    Find the cause of the incident. Answer: {"agent_id": as in the request, "root_cause": text, \
    "root_cause_key": a few words or null, "confidence": 0 to 1, "evidence": [text], \
    "suggested_fix": text, "estimated_impact": text}
    """,
    AgentActivities.generateFix.name: """
    Mend the cause. Answer: {"description": text, "files": F}, where F is \(files)
    """,
    AgentActivities.generatePostmortem.name: """
    Write down what happened, for people. Answer: {"title": text, "body": Markdown}
    """,
    AgentActivities.analyzeCodebase.name: """
    Say what the migration will meet. Answer: {"summary": text, "files_affected": [path], \
    "patterns": [text], "complexity": text}
    """,
    AgentActivities.createMigrationPlan.name: """
    Plan the migration. Answer: {"name": text, "description": text, "source_pattern": text, \
    "target_pattern": text, "steps": [{"id": text, "description": text, \
    "files_to_change": [path], "changes": {path: text}, "dependencies": [id], \
    "validation_criteria": {name: text}, "rollback_changes": {path: text}}], \
    "estimated_duration_hours": number, "risk_level": text}
    """,
    AgentActivities.generateMigrationStep.name: """
    Make the changes of the step. Answer: {"files": F}, where F is \(files)
    """,
    AgentActivities.runAgent.name: """
    Do what the prompt says. Answer: {"files": F, "changes": [{"path": path, "kind": "rename", \
    "import", "type", "doc_lint" or "behaviour", "description": text}], "explanation": text}, \
    where F is \(files)
    """,
    AgentActivities.giveOpinion.name: """
    Say whether the answer is right. Answer: {"reviewer": as in the request, \
    "agrees": true or false, "notes": [text]}
    """,
  ]
}
