"""A part of the report: a heading, a paragraph, a table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """Cells are texts; the first row of `rows` names the columns."""

    title: str
    text: str
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """Return the section as Markdown."""
        head, *body = self.rows
        lines = [head, ["---"] * len(head), *body]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"## {self.title}\n\n{self.text}\n\n{table}\n"
