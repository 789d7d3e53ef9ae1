"""Who is next to whom: on the map of places, or through drawn areas that share a border."""
