"""One file a method: the word in the scenario file is its name."""
