// Activities: what workflows ask of the world, done.
//
// Comes in:  contracts of Workflows with their requests, a configuration.
// Goes out:  a table for the host; branches, commits and proposals; reports of tools; answers of agents.
// Refuses:   to believe an agent, a tool, a branch or a server; to do an effect twice.
//
//   Course/   one attempt at an activity: signs of life, the end when nobody waits, failures
//   Agents/   whom a question goes to, and what an answer has to pass
//   Forge/    branches, commits, pull requests: a folder of this machine, or GitHub
//   Tools/    configured commands on a fresh copy of a branch, with limits
//   Network/  requests over HTTP
