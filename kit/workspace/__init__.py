"""A trainer's own workspace: making it, what goes over the kit in it, and keeping up with the kit.

Nothing here ever changes an own file unasked; what is changed was kept in `.vorige` first.
"""
