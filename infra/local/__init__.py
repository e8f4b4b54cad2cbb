"""The cloud on a developer's machine: template.yaml, deployed to MiniStack and to processes."""
