"""The forms of a page, as a browser reads and sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """A field by its name: what stands in it, and what a list offers."""

    name: str
    kind: str
    value: str = ""
    is_sent: bool = True
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form that is sent to an address."""

    action: str
    fields: list[Field] = field(default_factory=list)

    def filled(self) -> dict[str, str]:
        """What a browser would send if nobody typed anything."""
        return {one.name: one.value for one in self.fields if one.is_sent}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._outside: list[tuple[str, Field]] = []
        self._by_id: dict[str, Form] = {}
        self._form: Form | None = None
        self._field: Field | None = None

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        name = attributes.get("name", "")
        if tag == "form" and attributes.get("method") == "post":
            self._form = Form(attributes["action"])
            self.forms.append(self._form)
            self._by_id[attributes.get("id", "")] = self._form
        elif tag == "input" and name and "form" in attributes:
            self._outside.append((attributes["form"], _input(name, attributes)))
        elif self._form is None:
            return
        elif tag == "input" and name:
            self._form.fields.append(_input(name, attributes))
        elif tag in ("select", "textarea") and name:
            self._field = Field(name, tag)
            self._form.fields.append(self._field)
        elif tag == "option" and self._field is not None:
            self._field.options.append(attributes.get("value", ""))
            if "selected" in attributes or len(self._field.options) == 1:
                self._field.value = attributes.get("value", "")

    def handle_data(self, data):
        if self._field is not None and self._field.kind == "textarea":
            self._field.value += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag in ("select", "textarea"):
            self._field = None

    def close(self):
        """A field that stands outside its form names it by its id."""
        super().close()
        for of, one in self._outside:
            self._by_id[of].fields.append(one)


def _input(name: str, attributes: dict[str, str]) -> Field:
    kind = attributes.get("type", "text")
    is_sent = kind not in ("checkbox", "radio") or "checked" in attributes
    return Field(name, kind, attributes.get("value", "on" if kind == "checkbox" else ""), is_sent)


def forms_of(page: str) -> list[Form]:
    """Every form of a page that changes something."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms
