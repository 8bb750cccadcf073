"""What of Voila is open in JupyterLab: the page of one notebook, and the files it is drawn with.

Imported at the first preview only, because Voila costs time to load.
"""

from __future__ import annotations

import gettext

from jinja2 import Environment, FileSystemLoader
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import FileFindHandler
from tornado.web import Application, HTTPError
from traitlets.config import Config
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths, collect_template_paths
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import get_voila_labextensions_path

from kit.server.app import EXTENSIONS
from kit.server.closed import Farewell, TemplateFile
from kit.server.pages import Asset
from kit.server.security import VOILA_POLICY, Nothing


class Preview(TornadoVoilaHandler):
    """A notebook of the folder as Voila draws it; what is hidden there is not there here."""

    async def prepare(self):
        await super().prepare(_redirect_to_login=False)

    async def get(self, path: str = ""):
        hidden = await ensure_async(self.contents_manager.is_hidden(path))
        if hidden or not path.endswith(".ipynb"):
            raise HTTPError(404)
        await super().get(path)

    def get_login_url(self) -> str:
        raise HTTPError(403)

    @property
    def content_security_policy(self) -> str:
        return VOILA_POLICY


def application(web_app: Application, template: str) -> Application:
    """The addresses of the preview, with the settings and the kernels of JupyterLab's server."""
    voila = VoilaConfiguration(
        config=Config(),
        template=template,
        extension_allowlist=EXTENSIONS,
        file_allowlist=[],
        allow_template_override="NO",
        allow_theme_override="NO",
        show_tracebacks=True,
    )
    names = (["voila", "nbconvert"], template)
    templates = collect_template_paths(*names)
    pages = Environment(
        loader=FileSystemLoader(templates), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    pages.install_gettext_translations(gettext.NullTranslations(), newstyle=False)
    told = Config({"VoilaExporter": {"language_code": "nl"}})
    given = {"config": told, "template_paths": templates, "voila_configuration": voila}
    labextensions = {"path": get_voila_labextensions_path(), "no_cache_paths": ["/"]}
    return Application(
        [
            (r"/voila/render/(.*)", Preview, given),
            (r"/voila/templates/(.*)", TemplateFile),
            (
                r"/voila/static/(.*)",
                MultiStaticFileHandler,
                {"paths": collect_static_paths(*names)},
            ),
            (r"/voila/labextensions/(.*)", FileFindHandler, labextensions),
            (r"/voila/api/shutdown/(.*)", Farewell),
            (r"/kit/([\w.-]+)", Asset),
        ],
        **web_app.settings | {"voila_jinja2_env": pages, "default_handler_class": Nothing},
    )
