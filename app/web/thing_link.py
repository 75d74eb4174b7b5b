"""Where a thing has its page; what has none stands on the page of its kind, or in the overview."""

from collections.abc import Mapping

from app.web.paths import Paths

_ON_ITS_INDEX = ("indicator", "risk", "external_dependency", "parliamentary_commitment")


def thing_link(
    paths: Paths, kind: str, id: int, slug: str, query: Mapping[str, object] | None = None, code: str = ""
) -> str:
    """The address of a thing; `code` is that of an action line."""
    asked = dict(query or {})
    if kind in ("deliverable", "decision"):  # a decision has the number of its deliverable
        return paths("deliverable.show", asked, deliverable_id=id)
    if kind == "project":
        return paths("project.show", asked, project_id=id)
    if kind == "action_line" and code:
        return paths("action_line.show", asked, slug=slug, code=code)
    if kind in _ON_ITS_INDEX and paths.has(f"{kind}.index"):
        return paths(f"{kind}.index", asked, slug=slug) + f"#{kind.replace('_', '-')}-{id}"
    return paths("overview.show", asked, slug=slug)
