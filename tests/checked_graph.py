"""A small graph in which a claim is checked and made again: the prime minister says what a bridge cost, an economist says
otherwise, and the prime minister and a colleague say it once more. An opponent denies it too."""

from __future__ import annotations

from datetime import date

from kg import iris, rdf
from kg.model import Actor, Links, Role
from kg.store import Store
from tests.small_graph import ACTORS, ARNE, LEADER, MERK, TEXTS, VOSS, Desk, relation

MOLL = iris.actor("Rita Moll")
ECONOMIST = Role(label="economist", of="Sudrey College", role_class="expert")
FOUR, NINE = "the bridge cost four million", "the bridge cost nine million"

ARTICLES = {
    "bridge-1": (date(2031, 3, 10), f"Dana Voss said {FOUR}."),
    "bridge-2": (date(2031, 3, 11), f"Economist Rita Moll said {NINE}. Tomas Arne, the leader, said it was dearer than that."),
    "bridge-3": (date(2031, 3, 14), f"Dana Voss insisted {FOUR}. Ilan Merk agreed it was four million."),
}


def fill_checked(store: Store) -> Store:
    """Writes the graph."""
    ACTORS.setdefault(MOLL, Actor(iri=MOLL, name="Rita Moll", types=("Person",)))
    for key, (day, text) in ARTICLES.items():
        TEXTS.setdefault(key, ("The Courier", day, text))
    one, two, three = (Desk(key) for key in ARTICLES)
    claim = one.say(VOSS, "said", FOUR)
    check = two.say(MOLL, "said", NINE, role=ECONOMIST)
    denial = two.say(ARNE, "leader, said", "it was dearer than that", role=LEADER)
    again = three.say(VOSS, "insisted", FOUR)
    echo = three.say(MERK, "agreed", "it was four million")
    point = "what the bridge cost"
    relations = [
        relation("contradicts", claim, check, "numeric", point, 0.9),
        relation("contradicts", claim, denial, "denial", point, 0.8),
        relation("contradicts", check, again, "numeric", point, 0.9),
        relation("agrees", claim, again, "same_claim", point, 0.9),
        relation("agrees", claim, echo, "same_claim", point, 0.9),
    ]
    everybody = [VOSS, MOLL, ARNE, MERK]
    extractions = (one.done(everybody), two.done(everybody), three.done(everybody))
    graphs = {rdf.article_graph(x.article.id): rdf.article_quads(x, fingerprint=x.article.id) for x in extractions}
    store.replace({**graphs, rdf.links_graph(): rdf.links_quads(Links(), relations, state="1")})
    for rule in rdf.rules():
        store.update(rule)
    return store
