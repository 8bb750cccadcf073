"""What participants see: which pictures a step has, and how each picture is drawn."""
