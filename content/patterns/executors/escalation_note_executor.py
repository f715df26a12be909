# DOC_LINK: DOC-ESCALATION-NOTE-001
# Executes escalation_note (PAT-ESCALATION-NOTE-001).
def note(invoice: str, attempts: list[str], path: str) -> str:
    """What was tried, oldest first, and who takes over."""
    tried = [f"{number}. {result}" for number, result in enumerate(attempts, 1)]
    return "\n".join([f"{invoice}: {len(attempts)} tried", *tried, f"Taken over by {path}."])


def execute(inputs: dict) -> dict:
    """Runs an instance."""
    return {"note": note(inputs["invoice"], inputs["attempts"], inputs["path"])}
