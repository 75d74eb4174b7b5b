"""The forms of a page as a browser sees them, with their fields, what stands in them and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urljoin

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
    return _read(html, address).forms


def posted_forms_of(html: str, address: str) -> list[Form]:
    """Those of them that change something."""
    return [form for form in forms_of(html, address) if form.method == "post"]


def links_of(html: str, address: str) -> Iterator[str]:
    """Where the links of a page lead to, as addresses on the same host."""
    for link in _read(html, address).links:
        whole = urljoin(address, link)
        if whole.startswith("/") and not whole.startswith("//"):
            yield whole.partition("#")[0]


def messages_of(html: str) -> dict[str, str]:
    """What is said to be wrong, by the name of the control that is marked so and points at the message."""
    page, messages = _read(html, "/"), {}
    for name, id in page.wrong:
        if id in page.ids and id.endswith("-error"):
            messages[name] = html.partition(f'id="{id}"')[2].partition("</p>")[0]
    return messages


@dataclass(slots=True)
class _Open:
    """The form that is being read."""

    form: Form
    fields: list[Field] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    """Where htmx sends the same fields, while somebody types."""


class _Page(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.wrong: list[tuple[str, str]] = []
        self._open: _Open | None = None
        self._elsewhere: dict[str, list[Field]] = {}
        self._by_id: dict[str, int] = {}
        self._control: Field | None = None
        self._of: str | None = None
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.ids.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self._open = _Open(Form(action, given.get("method", "get").lower(), ()))
            self._by_id[given.get("id", "")] = len(self.forms)
        if self._open is not None and given.get("data-hx-post"):
            self._open.also.append(urljoin(self.address, given["data-hx-post"]))
        if tag in ("input", "textarea", "select") and given.get("name") and "disabled" not in given:
            self._control_begins(tag, given)
        elif tag == "option" and self._control is not None and "disabled" not in given:
            self._option(given)

    def _control_begins(self, tag: str, given: dict[str, str]) -> None:
        if given.get("aria-invalid") == "true":
            for by in given.get("aria-describedby", "").split():
                self.wrong.append((given["name"], by))
        kind = given.get("type", "text") if tag == "input" else tag
        control = Field(given["name"], kind, is_required="required" in given, is_fixed="readonly" in given)
        self._of = given.get("form")
        if tag == "input":
            value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
            is_sent = kind not in ("checkbox", "radio") or "checked" in given
            self._keep(replace(control, values=(value,) if is_sent else (), choices=(value,)))
        else:
            self._control, self._text = control, [] if tag == "textarea" else None

    def _option(self, given: dict[str, str]) -> None:
        assert self._control is not None
        value, now = given.get("value", ""), self._control
        chosen = (value,) if "selected" in given else now.values
        self._control = replace(now, choices=(*now.choices, value), values=chosen)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select") and self._control is not None:
            control, self._control = self._control, None
            if self._text is not None:
                # A browser leaves out the first line end of a text field.
                control, self._text = replace(control, values=("".join(self._text).removeprefix("\n"),)), None
            elif not control.values:
                control = replace(control, values=control.choices[:1])
            self._keep(control)
        elif tag == "form" and self._open is not None:
            form = replace(self._open.form, fields=tuple(self._open.fields))
            also = [one for one in dict.fromkeys(self._open.also) if one != form.action]
            self.forms += [form, *(replace(form, action=one, method="post") for one in also)]
            self._open = None

    def _keep(self, control: Field) -> None:
        if self._of is not None:
            self._elsewhere.setdefault(self._of, []).append(control)
        elif self._open is not None:
            self._open.fields.append(control)

    def whole(self) -> "_Page":
        """The forms with the controls that stand outside them and name them."""
        for id, controls in self._elsewhere.items():
            at = self._by_id.get(id)
            if at is not None:
                self.forms[at] = replace(self.forms[at], fields=(*self.forms[at].fields, *controls))
        return self


def _read(html: str, address: str) -> _Page:
    page = _Page(address)
    page.feed(html)
    return page.whole()
