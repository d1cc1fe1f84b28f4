"""What templates receive is what template_values.py says they do."""

from __future__ import annotations

from typing import NamedTuple

import jinja2.meta
import pytest
from jinja2 import nodes

from microsite.model import docstrings
from microsite.render.edit_page import EditValues
from microsite.render.pages import environment
from microsite.render.standalone import ScreenValues
from microsite.render.template_values import NotFoundValues, TemplateValues
from microsite.render.theme import Theme
from microsite.render.unpacking import MovedValues, NoteValues

THEME = Theme.below(None)
BARE_HEAD = "parts/bare-head.html"
OF_404 = ("404.html", "parts/not-found.html", BARE_HEAD)
OF_ARCHIVES = ("moved.html", "parts/newer-session.html")
FROM_JINJA = {"_", "gettext", "ngettext"}
WITHIN_404 = {"entries"}
"""What 404.html gives to each of its sections beside the names that are everywhere."""


def used(names: tuple[str, ...]) -> set[str]:
    """The names in templates that neither these nor those that include them set themselves."""
    env = environment(THEME)
    parsed = [env.parse(env.loader.get_source(env, name)[0]) for name in names]  # type: ignore[union-attr]
    stored = {name.name for template in parsed for name in template.find_all(nodes.Name) if name.ctx == "store"}
    stored |= {each.target for template in parsed for each in template.find_all(nodes.Import)}
    stored |= {name for template in parsed for each in template.find_all(nodes.FromImport) for name in each.names if isinstance(name, str)}
    return set().union(*map(jinja2.meta.find_undeclared_variables, parsed)) - stored - FROM_JINJA


TEMPLATES = tuple(
    name for name in THEME.names("") if name.endswith(".html") and name not in ("screen.html", "edit.html", *OF_404, *OF_ARCHIVES)
)


@pytest.mark.parametrize(
    ("values", "templates", "more"),
    [
        pytest.param(TemplateValues, TEMPLATES, set(), id="pages"),
        pytest.param(ScreenValues, ("screen.html", BARE_HEAD), set(), id="screen.html"),
        pytest.param(EditValues, ("edit.html", BARE_HEAD), set(), id="edit.html"),
        pytest.param(NotFoundValues, OF_404, WITHIN_404, id="404.html"),
        pytest.param(MovedValues, (*OF_ARCHIVES[:1], BARE_HEAD), set(), id="moved.html"),
        pytest.param(NoteValues, OF_ARCHIVES[1:], set(), id="newer-session.html"),
    ],
)
def test_each_name_is_given_used_and_explained(values: type[NamedTuple], templates: tuple[str, ...], more: set[str]) -> None:
    """No template asks for a name that is not there, no name is there for nothing, and each has its sentence."""
    fields = set(values._fields)
    included = used(templates) - more
    assert included - fields == set()
    assert fields - included == set()
    assert set(docstrings.of_fields(values)) == fields
