"""Every workflow for real, on a small git repository: its agents are scripted, nothing else is.

  world      the folder, the worker, the verbs of the program, the forge as git and files show it
  people     what people do beside the machine
  feature, quality, incidents, monitoring, migration, modules, publishing: the chapters, each with what has to come of it

The project that is worked on lies in `project`, what agents answer in `agents`, who does what in
`site.yaml`. `python -m demonstration` runs all chapters.
"""
