"""The servers: the only part of the kit that knows tornado, Voila and JupyterLab."""

import sys

# jsonschema compiles a grammar for international web addresses on import (1.5 s) for one format
# check that nothing here asks for. Without that optional part it simply leaves the check out.
sys.modules.setdefault("rfc3987_syntax", None)
