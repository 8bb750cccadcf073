"""Who may ask and what a page may do: the token, the Host check and the Content-Security-Policy.

Bound to 127.0.0.1, one token per run, cookies that no other site can send, and pages that can
reach nothing but this server. What is not listed here is refused.
"""

from __future__ import annotations

import json

from jupyter_server.auth.identity import PasswordIdentityProvider
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

_ONLY_HERE = "default-src 'none'; base-uri 'none'; object-src 'none'; form-action 'self'; "
PAGE_POLICY = _ONLY_HERE + (
    "script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'"
)
"""For the kit's own pages: no inline script at all."""

VOILA_POLICY = _ONLY_HERE + (
    "script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:*; worker-src 'self' blob:; "
    "frame-src 'self'; frame-ancestors 'self'"
)
"""For what Voila draws: its own page has inline script; still nothing but this server."""

ONLY_SEEN = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For a file of media/: a drawing may hold script, and here nothing of it runs."""

LAB_POLICY = VOILA_POLICY.replace("blob:;", "blob: 'unsafe-eval';", 1)
"""For JupyterLab, which checks its settings with code it writes itself."""

HEADERS = {
    "Content-Security-Policy": VOILA_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

LOCKED = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>Gesprekskit</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/kit/tokens.css">
<link rel="stylesheet" href="/kit/app.css"><main class="locked"><h1>{title}</h1><p>{text}</p></main>
"""


class Identity(PasswordIdentityProvider):
    """One token, no names: whoever has it is simply the one at this laptop."""

    def __init__(self, **given):
        super().__init__(**given)
        self.cookie_options = {"samesite": "Strict", "httponly": True}

    def generate_anonymous_user(self, handler):
        """A user without a name that could end up in a file."""
        from jupyter_server.auth.identity import User

        return User("gesprekskit", "gesprekskit", "gesprekskit", "", None)


class Closed(JupyterHandler):
    """The base of our handlers: token or cookie, right Host, Dutch answers, nothing technical."""

    async def prepare(self):
        await super().prepare(_redirect_to_login=False)

    def get_login_url(self) -> str:
        raise web.HTTPError(403)

    @property
    def content_security_policy(self) -> str:
        return PAGE_POLICY

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Content-Security-Policy", PAGE_POLICY)
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def write_error(self, status_code: int, **more: object) -> None:
        """An error as a calm Dutch page, or as JSON where a script asked."""
        title, text = _said(status_code)
        if self.request.path.startswith("/api/"):
            self.set_header("Content-Type", "application/json; charset=utf-8")
            self.finish(json.dumps({"ok": False, "message": f"{title}. {text}"}))
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(LOCKED.format(title=title, text=text))


class Nothing(Closed):
    """Everything that is not there."""

    async def prepare(self):
        await super().prepare()
        raise web.HTTPError(404)


def _said(status: int) -> tuple[str, str]:
    if status in (401, 403):
        return (
            "Deze pagina is op slot",
            "Open Gesprekskit met het adres dat bij het starten in beeld kwam.",
        )
    if status == 404:
        return "Deze pagina is er niet", "Ga terug naar het begin van Gesprekskit."
    if status in (400, 413):
        return "Dit kon niet", "Probeer het nog een keer."
    return "Er ging iets mis", "Je bewaarde woorden staan veilig. Laad de pagina opnieuw."
