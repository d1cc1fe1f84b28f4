"""Pictures in docs/, of which the site makes the sizes that its pages show."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from microsite.model.base import Model
from microsite.model.fields import PictureFile, Title, picture_file


class Picture(Model):
    """A picture, of which pages show sizes made by the site; its file itself, with what it says of camera and place, is not published."""

    file: PictureFile
    """A JPEG, PNG, WebP or AVIF in `docs/`; 1,600 pixels are wide enough."""
    alt: Title | None = None
    """What is to be seen, for those who do not see it; a person's name stands beside the picture, and is enough."""

    @model_validator(mode="before")
    @classmethod
    def _file_alone(cls, value: Any) -> Any:
        return {"file": picture_file(value)} if isinstance(value, str) else value
