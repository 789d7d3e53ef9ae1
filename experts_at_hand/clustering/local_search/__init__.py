"""Clusters changed while that helps: trees cut, borders settled, clusters recombined."""
