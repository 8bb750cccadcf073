"""How fast and light the kit is, beside a bare Voila notebook or a bare loop in the same run."""
