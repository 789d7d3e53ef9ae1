"""Colours of the UK Government Analysis Function: told apart in print and by colour-blind readers.

At most four categories, never colour alone, 3:1 between neighbours (Analysis Function, "Data
visualisation: colours", 2024).
"""

DARK_BLUE = "#12436D"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"
DARK_GREY = "#3D3D3D"
PALE_GREY = "#BFBFBF"
LIGHT_PURPLE = "#A285D1"

CATEGORIES = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE)
