"""Time, memory and accuracy. `python -m benchmarks` measures ratios within one run; `python -m benchmarks.scores` measures accuracy."""
