"""Time and memory (`python -m benchmarks`), accuracy (`python -m benchmarks.scores`, `python -m benchmarks.reader`)."""
