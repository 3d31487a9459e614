"""The documentation, and what makes a part of it from the sources (`python -m docs.generate`)."""
