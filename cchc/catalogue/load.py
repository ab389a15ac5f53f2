"""Read one catalogue file against its schema. In: a YAML file of this folder, or of a room that has its own. Out: a checked, frozen object.

Every file has a schema that forbids unknown keys, so that a misspelt field is an error and never silently ignored.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from cchc.errors import CatalogueError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(BaseModel):
    """Base of all catalogue schemas: unknown keys are errors, entries never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FilledIn(Entry):
    """Base of those that people fill in: a field that is left blank is one that is not given."""

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, fields: Any) -> Any:
        return {k: v for k, v in fields.items() if v not in ("", None)} if isinstance(fields, dict) else fields


Schema = TypeVar("Schema", bound=Entry)


@functools.cache
def read_catalogue(name: str, schema: type[Schema], home: str = "cchc.catalogue") -> Schema:
    """The catalogue file `name` ("counts.yaml", "forms/hai-cap/phu_luc.yaml"), or a file like it of another room, validated.

    Raises CatalogueError naming file and field.
    """
    text = files(home).joinpath(name).read_text(encoding="utf-8")
    try:
        return schema.model_validate(yaml.load(text, Loader=_LOADER))
    except (yaml.YAMLError, ValidationError) as error:
        raise CatalogueError(f"{home.replace('.', '/')}/{name}: {error}") from error
