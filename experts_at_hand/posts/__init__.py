"""Which posts to fund: what a further post at each base, or hosted by a setting, brings.

Posts that a plan decided on, and teams that it named, are in its outcome; `decision_words` and
`continuity_words` say them.

`next_post` plans again with one post more, for every place that it could be at; `in_order` puts
several one after another; `price_range` says
what one more hour brings and how far that holds; `written` puts the answers into tables.
"""

from experts_at_hand.posts.continuity_words import continuity_lines
from experts_at_hand.posts.decision_words import decision_lines
from experts_at_hand.posts.in_order import PostsInOrder, posts_in_order
from experts_at_hand.posts.next_post import next_posts
from experts_at_hand.posts.price_range import PriceRange, price_ranges
from experts_at_hand.posts.ranked import NextPost, NextPosts
from experts_at_hand.posts.written import (
    next_post_values,
    write_next_posts,
    write_posts_in_order,
    write_price_ranges,
)
from experts_at_hand.posts.years import YearPlan, YearsPlan, plan_years

__all__ = [
    "NextPost",
    "NextPosts",
    "PostsInOrder",
    "PriceRange",
    "YearPlan",
    "YearsPlan",
    "continuity_lines",
    "decision_lines",
    "next_post_values",
    "next_posts",
    "plan_years",
    "posts_in_order",
    "price_ranges",
    "write_next_posts",
    "write_posts_in_order",
    "write_price_ranges",
]
