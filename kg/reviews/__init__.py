"""What people decide about contradictions and actors: found again after a re-build, put in force, listed, taken home."""
