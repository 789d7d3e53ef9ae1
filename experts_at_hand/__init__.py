"""Plan fair access to therapists across clustered schools, nurseries and colleges.

A tour in one page
------------------
A *local area* has *settings* (nurseries, schools, colleges) with need, and *teams* with hours.
`travel` turns places into minutes, `clustering` groups settings, `allocation` shares the hours out
by linear programming so that access is fair and travel is small, `metrics` measures the result,
and `comparison` sets scenarios against a baseline. The folder listing is the pipeline.
"""

__version__ = "0.1.0"
