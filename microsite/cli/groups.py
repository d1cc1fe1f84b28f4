"""What all commands with commands of their own have in common."""

from __future__ import annotations

import click


class Group(click.Group):
    """Its help says the whole first sentence of each command, on as many lines as it takes; click's cuts it to one line."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(1_000)) for name in self.list_commands(ctx)])
