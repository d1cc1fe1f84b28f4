"""What is the same on many pages is made once: the tag `{% cache %}` of templates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup


class Fragments(Extension):
    """`{% cache KEY, … %} … {% endcache %}`: what is between is made once for each key, for all pages of a language. The key is all that it
    depends on beside the language."""

    tags = {"cache"}  # noqa: RUF012 - as Jinja has it

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        place = nodes.Const((parser.name, parser.free_identifier(line).name))
        key = nodes.Tuple([place, parser.parse_tuple()], "load")
        body = parser.parse_statements(("name:endcache",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_once", [nodes.Name("fragments", "load"), key]), [], [], body).set_lineno(line)

    def _once(self, fragments: dict[Any, Markup], key: Any, caller: Callable[[], Markup]) -> Markup:
        if key not in fragments:
            fragments[key] = caller()
        return fragments[key]
