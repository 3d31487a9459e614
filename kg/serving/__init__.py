"""The endpoint: SPARQL 1.1 Protocol, Graph Store HTTP Protocol, linked data and the explorer's pages over one store.

`server.serve` runs it. The process that speaks HTTP never touches the store: every job on it (`jobs`) is done by a worker process
(`worker`) that can be killed, which is the only way to stop a query of the embedded engine.
"""
