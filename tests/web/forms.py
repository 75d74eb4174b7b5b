"""The forms of a page as a browser sees them, with their fields, what stands in them and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from urllib.parse import urljoin

from lxml import html as markup

_CONTROLS = ("input", "textarea", "select")
_TYPED = frozenset({"text", "search", "email", "url", "tel", "password", "number", "date"})


@dataclass(frozen=True, slots=True)
class Field:
    """One control; `values` are those that it would send as it stands, `choices` those that it offers."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_fixed: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether somebody types in it."""
        return not self.is_fixed and (self.kind in _TYPED or self.kind == "textarea")


@dataclass(frozen=True, slots=True)
class Form:
    """One form: where it goes, and its fields in the order of the page."""

    action: str
    method: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The first control of this name."""
        return next(one for one in self.fields if one.name == name)

    @property
    def typed(self) -> tuple[Field, ...]:
        """The fields in which somebody types."""
        return tuple(one for one in self.fields if one.is_typed)

    def filled(self) -> dict[str, str]:
        """What a browser sends if nobody types anything, of each name the last value."""
        return {name: values[-1] for name, values in self.sent().items()}

    def sent(self, **typed: str) -> dict[str, list[str]]:
        """What a browser sends, with some fields typed over."""
        values: dict[str, list[str]] = {}
        for one in self.fields:
            values.setdefault(one.name, []).extend(one.values)
        return {name: found for name, found in (values | {n: [t] for n, t in typed.items()}).items() if found}


def forms_of(html: str, address: str) -> list[Form]:
    """Every form of a page that stands at this address."""
    page = _parse(html)
    by_id = {form.get("id"): form for form in page.iter("form")}
    elsewhere: dict[markup.HtmlElement, list[Field]] = {}
    for control in page.iter(*_CONTROLS):
        if "form" in control.attrib and (owner := by_id.get(control.get("form"))) is not None:
            elsewhere.setdefault(owner, []).extend(_read_field(control))
    return list(chain.from_iterable(_read_form(form, address, elsewhere) for form in page.iter("form")))


def posted_forms_of(html: str, address: str) -> list[Form]:
    """Those of them that change something."""
    return [form for form in forms_of(html, address) if form.method == "post"]


def links_of(html: str, address: str) -> Iterator[str]:
    """Where the links of a page lead to, as addresses on the same host."""
    for link in _parse(html).iter("a"):
        whole = urljoin(address, link.get("href")) if "href" in link.attrib else ""
        if whole.startswith("/") and not whole.startswith("//"):
            yield whole.partition("#")[0]


def messages_of(html: str) -> dict[str, str]:
    """What is said to be wrong, by the name of the control that is marked so and points at the message."""
    page, messages = _parse(html), {}
    wrong = [control for control in page.iter(*_CONTROLS) if control.get("aria-invalid") == "true"]
    ids = {element.get("id") for element in page.iter()} if wrong else set()
    for control in wrong:
        for id in control.get("aria-describedby", "").split():
            if id in ids and id.endswith("-error"):
                messages[control.get("name", "")] = html.partition(f'id="{id}"')[2].partition("</p>")[0]
    return messages


def _read_form(
    form: markup.HtmlElement, address: str, elsewhere: dict[markup.HtmlElement, list[Field]]
) -> list[Form]:
    """A form with its controls, and as often as htmx sends these somewhere else while somebody types."""
    inside = [control for control in form.iter(*_CONTROLS) if "form" not in control.attrib]
    fields = (*chain.from_iterable(map(_read_field, inside)), *elsewhere.get(form, ()))
    action = urljoin(address, form.get("action") or address)
    read = Form(action, form.get("method", "get").lower(), fields)
    also = [urljoin(address, to) for one in form.iter() if (to := one.get("data-hx-post"))]
    return [
        read,
        *(replace(read, action=to, method="post") for to in dict.fromkeys(also) if to != action),
    ]


def _read_field(control: markup.HtmlElement) -> list[Field]:
    """What a control sends; nothing without a name, or when nobody may change it."""
    if not control.get("name") or "disabled" in control.attrib:
        return []
    kind = control.get("type", "text") if control.tag == "input" else control.tag
    field = Field(
        control.get("name"),
        kind,
        is_required="required" in control.attrib,
        is_fixed="readonly" in control.attrib,
    )
    if control.tag == "textarea":
        # A browser leaves out the first line end of a text field.
        return [replace(field, values=(control.text_content().removeprefix("\n"),))]
    if control.tag == "select":
        options = [option for option in control.iter("option") if "disabled" not in option.attrib]
        choices = tuple(option.get("value", "") for option in options)
        chosen = [option.get("value", "") for option in options if "selected" in option.attrib]
        return [replace(field, values=tuple(chosen[-1:]) or choices[:1], choices=choices)]
    is_ticked = kind not in ("checkbox", "radio") or "checked" in control.attrib
    value = control.get("value", "on" if kind in ("checkbox", "radio") else "")
    return [replace(field, values=(value,) if is_ticked else (), choices=(value,))]


@lru_cache(maxsize=4)
def _parse(html: str) -> markup.HtmlElement:
    """The elements of a page, whose forms, links and messages are often read one after the other."""
    return markup.document_fromstring(html or "<p></p>")
