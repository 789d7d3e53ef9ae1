"""A menu of clusterings: methods and numbers of clusters tried, told apart and measured."""

from experts_at_hand.comparison.likeness import adjusted_rand_index, moved_settings
from experts_at_hand.menu.candidates import candidates, menu_methods, menu_names
from experts_at_hand.menu.choices import Choice, Menu, menu_of
from experts_at_hand.menu.counts import counts_of
from experts_at_hand.menu.written import menu_values, write_menu

__all__ = [
    "Choice",
    "Menu",
    "adjusted_rand_index",
    "candidates",
    "counts_of",
    "menu_methods",
    "menu_names",
    "menu_of",
    "menu_values",
    "moved_settings",
    "write_menu",
]
