"""What builds, seeds, measures and locally runs the system; never shipped."""
