"""The use cases: load, check, build, schema, for every surface and users' Python. Prints nothing.

Faults of the user's files come back as diagnostics. A wrong call, such as an
operation that does not exist, raises CallError; an output folder that cannot be
read or written raises OutputFault. Only `build`, `apply`, `apply_fixes`, `import_reference`
and `init_project` write.
"""

from microref.adoption import ImportOptions
from microref.api.building import BuildPlan, apply, build, origin, plan_build, titled_pages
from microref.api.checking import CheckResult, check, check_at
from microref.api.findings import find_kind, kinds, selection
from microref.api.fixing import FixPlan, apply_fixes, plan_fixes
from microref.api.history import ChangedOperation, NoteLine, VersionHistory, history
from microref.api.making import ImportResult, import_reference, init_project
from microref.api.messages import (
    MessageSchema,
    SampleInfo,
    editor_schema,
    samples,
    schema,
    validator,
)
from microref.api.page_facts import PageFacts, page_facts
from microref.api.projects import faults_of_reading, has_spec, load
from microref.calls import CallError
from microref.derive.choose import MessageChoice
from microref.derive.code_facts import CodeFacts
from microref.derive.row_facts import ListFacts, RowFacts
from microref.derive.site_facts import SiteFacts
from microref.output import OutputFault
from microref.project import Project
from microref.report.selection import Selection
from microref.starter import Started

__all__ = [
    "BuildPlan",
    "CallError",
    "ChangedOperation",
    "CheckResult",
    "CodeFacts",
    "FixPlan",
    "ImportOptions",
    "ImportResult",
    "ListFacts",
    "MessageChoice",
    "MessageSchema",
    "NoteLine",
    "OutputFault",
    "PageFacts",
    "Project",
    "RowFacts",
    "SampleInfo",
    "Selection",
    "SiteFacts",
    "Started",
    "VersionHistory",
    "apply",
    "apply_fixes",
    "build",
    "check",
    "check_at",
    "editor_schema",
    "faults_of_reading",
    "find_kind",
    "has_spec",
    "history",
    "import_reference",
    "init_project",
    "kinds",
    "load",
    "origin",
    "page_facts",
    "plan_build",
    "plan_fixes",
    "samples",
    "schema",
    "selection",
    "titled_pages",
    "validator",
]
