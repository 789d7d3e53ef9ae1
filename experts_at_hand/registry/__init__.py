"""What can be chosen, by name: protocols, the registries, and the one strict door for values.

`protocols` is one page with what each kind of choice must be able to do and the registries
themselves, `registry` keeps parts by name, and `validation` lets values in or says what is wrong
with them.
"""

from experts_at_hand.registry.registry import Registry

__all__ = ["Registry"]
