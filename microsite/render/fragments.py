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

    def parse(self, parser: Parser) -> list[nodes.Node]:
        line = next(parser.stream).lineno
        place = nodes.Const((parser.name, parser.free_identifier(line).name))
        key = parser.free_identifier(line)
        set_key = nodes.Assign(key, nodes.Tuple([place, parser.parse_tuple()], "load")).set_lineno(line)
        body = parser.parse_statements(("name:endcache",), drop_needle=True)
        fragments = nodes.Name("fragments", "load")
        make = nodes.CallBlock(self.call_method("_kept", [fragments, key]), [], [], body)
        take = nodes.Output([nodes.Getitem(fragments, key, "load")])
        return [set_key, nodes.If(nodes.Compare(key, [nodes.Operand("in", fragments)]), [take], [], [make]).set_lineno(line)]

    def _kept(self, fragments: dict[Any, Any], key: Any, caller: Callable[[], Markup]) -> Markup:
        made: Markup = fragments.setdefault(key, caller())
        return made
