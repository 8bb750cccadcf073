"""Own content as one file to give away, and such a file looked through before it comes in.

What comes from elsewhere is not trusted: every name, size and line of code is looked at first,
nothing that is there is overwritten, and what was brought in can be taken out again.
"""
