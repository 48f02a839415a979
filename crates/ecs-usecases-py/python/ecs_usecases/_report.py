"""Reports of runs."""

from __future__ import annotations

from . import _native

__all__ = ["Report"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Report:
    """What happened in a run, and how it ended: as a page, a picture, or a summary.

    It is data: what `to_json` gives can be kept, and `Report(text)` is the report again. A notebook shows the page.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """The report of this JSON text."""
        self._text = text

    def to_html(self) -> str:
        """A page that needs nothing else: no script, no font, no network."""
        return _native.render_report(self._text, "html")

    def to_svg(self) -> str:
        """Only the picture of the time line."""
        return _native.render_report(self._text, "svg")

    def to_markdown(self) -> str:
        """A summary for a pull request or a chat."""
        return _native.render_report(self._text, "markdown")

    def to_json(self) -> str:
        """All that it has, as JSON text."""
        return self._text

    def to_dict(self) -> dict[str, Any]:
        """All that it has, as it is on the wire."""
        wire: dict[str, Any] = _native.loads(self._text)
        return wire

    def _repr_html_(self) -> str:
        # In a frame of its own, so that neither the page nor the notebook changes the other's style.
        from html import escape

        style = "width:100%;height:640px;border:0;resize:vertical"
        return f'<iframe sandbox style="{style}" title="Report of a run" srcdoc="{escape(self.to_html())}"></iframe>'

    def __repr__(self) -> str:
        wire = self.to_dict()
        return f"<Report of {wire.get('use_case') or 'a run'}, {wire.get('run_id') or 'without events'}>"

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)
