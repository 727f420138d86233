"""A Spec as YAML that people maintain: canonical, and read back as the same Spec. Reads no file."""

from microref.emit.spec_yaml.document import Layout, document_text, spec_files
from microref.emit.spec_yaml.remarks import Remark, Remarkable, no_remark

__all__ = ["Layout", "Remark", "Remarkable", "document_text", "no_remark", "spec_files"]
