"""What can stand under microsite in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as options

from microsite.localize.labels import PART_KEYS
from microsite.render.assets import ACCENT


class Given(options.Type[str]):
    """An option that may be left out, and not left empty."""

    def validate(self, value: object) -> str:
        if value is None:
            raise base.ValidationError("It has no value; put quotes around one that begins with #, or delete the line")
        given: str = super().validate(value)
        return given


class Options(base.Config):
    session = options.Type(str, default="data/session.yml")
    locales = options.Type(dict, default={})
    accent = Given(str, default=ACCENT)
    without = options.ListOfItems(options.Choice(tuple(PART_KEYS)), default=[])
    edit_url = options.Type(str, default="")
    trusted_files = options.ListOfItems(options.Type(str), default=[])
    pdf = options.Type(bool, default=False)
    offline = options.Type(bool, default=True)
