"""The pages that are made from the sources, one maker a file."""
