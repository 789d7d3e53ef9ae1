"""Fastest ways, against networkx."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.travel.roads.shortest_paths import Arcs, fastest_paths

arcs = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 30), st.integers(1, 900)),
    max_size=30,
)


@budget(max_examples=100)
@given(arcs)
def test_fastest_paths_equal_those_of_networkx(drawn: list[tuple[int, int, int, int]]) -> None:
    """Directed, with parallel arcs, loops and arcs of no time; of equal times the shortest."""
    a, b, time, length = np.array(drawn, dtype=np.int64).reshape(-1, 4).T
    found = fastest_paths(
        Arcs(nodes=8, origin=a, target=b, minutes=time.astype(float), metres=length.astype(float)),
        np.arange(8),
    )
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(8))
    for u, v, t, m in drawn:
        graph.add_edge(u, v, both=t * 1_000_000 + m)
    for u, ways in nx.all_pairs_dijkstra_path_length(graph, weight="both"):
        for v in range(8):
            if v in ways:
                assert divmod(ways[v], 1_000_000) == (round(found[0][u, v]), round(found[1][u, v]))
            else:
                assert np.isinf(found[0][u, v])
