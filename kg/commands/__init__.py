"""The commands, one file a family. Each has `add(commands)`, which declares them, and a function that runs each."""
