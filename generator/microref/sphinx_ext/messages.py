"""Warnings of the extension, in the form of Sphinx. Decides nothing about what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

__all__ = ["warn"]

logger = logging.getLogger(__name__)


def warn(subtype: str, place: str | Node, message: str, *words: object) -> None:
    """Warn of something at a place; a project can suppress it as `microref.<subtype>`."""
    logger.warning(message, *words, location=place, type="microref", subtype=subtype)
