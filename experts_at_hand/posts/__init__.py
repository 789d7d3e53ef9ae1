"""Which posts to fund: what a further post at each base, or hosted by a setting, brings.

`next_post` plans again with one post more, for every place that it could be at; `written` puts the
answers into a table.
"""

from experts_at_hand.posts.next_post import NextPost, NextPosts, next_posts
from experts_at_hand.posts.written import next_post_values, write_next_posts

__all__ = ["NextPost", "NextPosts", "next_post_values", "next_posts", "write_next_posts"]
