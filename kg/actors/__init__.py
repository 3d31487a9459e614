"""Who is who in one article: mentions, names, roles, coreference, bodies. The stage `resolve` puts them together."""
