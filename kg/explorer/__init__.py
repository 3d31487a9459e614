"""The explorer: the graph as pages for people, made on the server, with packaged assets and nothing from elsewhere.

`kg.explorer.app.respond` answers a path; whoever serves it sends `kg.explorer.app.POLICY` with every page.
"""
