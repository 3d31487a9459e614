"""What `kg.export` writes, each kind in a file of its own, and which part of a store it writes."""
