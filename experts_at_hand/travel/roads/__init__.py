"""Road links -> minutes and miles along the fastest way.

`file` reads links (`attributes` their columns, `one_way` their signs), `speeds` gives each class
its speed, `meeting` finds where links meet, `junctions` joins them to a `graph`, `snapping` finds
the road at each place's door, `shortest_paths` measures, and `network` is the model that a scenario
chooses.
"""
