"""The sandbox of a project that has templates of its own: what they do is bounded too.

Jinja2's sandbox keeps a template from what is not its own, not from working for ever:
`{{ "x" * 10**9 }}`, two loops of `range(100000)` in each other, a macro that calls itself
twice. So everything that a template does is counted, in units of about a microsecond: each
round of a loop, each call, and what values weigh that go in and come out. What can make
much of little (`*`, `center`, `replace`, ...) is judged before it is done. Counting is the
same on every machine, which a limit of time is not.

The templates of Microref are not changed and cost no more, as they do no more than the spec
has parts; a project without templates never comes here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from itertools import islice
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.compiler import generate
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedFormatter
from jinja2.utils import Namespace, pass_context
from jinja2.visitor import NodeTransformer

from microref.emit.rst import growth
from microref.emit.rst.growth import LARGEST, SHIFT, TooMuchError, weight
from microref.emit.rst.sandbox import Loader, Sandbox

WORK = 2_000_000
"""Units that may be spent on one page: some seconds on a slow machine."""
_LARGEST_TEMPLATE = 256 * 1024

# Names that no template can write.
_STEP, _KEPT, _PRINTED = "\0step", "\0kept", "\0printed"


class Account:
    """What may still be spent."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = WORK

    def open(self) -> None:
        """Begin with a new page."""
        self._left = WORK

    def spend(self, units: int) -> None:
        """Count some work; raises TooMuchError when it is too much."""
        self._left -= units
        if self._left < 0:
            raise TooMuchError("the template does not come to an end, or takes far too long")


class Bounded(Sandbox):
    """A sandbox that counts what the templates of a project do."""

    intercepted_binops = frozenset(growth.OF_OPERATORS)

    def __init__(self, load: Loader, theirs: Container[str], render: Callable[[Any], str]) -> None:
        """`theirs` are the names of the project's templates; `render` is the filter `rst`."""
        super().__init__(load)
        self.account = account = Account()
        self._theirs = theirs
        filters: dict[str, Any] = dict(self.filters)
        for name, function in filters.items():
            before = growth.OF_FILTERS.get(name)
            self.filters[name] = _counted(function, account, before, name in growth.SLOW_FILTERS)
        for name, function in self.tests.items():
            self.tests[name] = _counted(function, account)

        def rendered(part: Any) -> str:
            text = render(part)
            account.spend(1 + (len(text) >> SHIFT))
            return text

        @pass_context
        def step(_context: Context, units: int) -> None:
            account.spend(units)

        @pass_context
        def kept(_context: Context, value: Any) -> Any:
            account.spend(weight(value))
            return value

        @pass_context
        def printed(_context: Context, value: Any) -> str:
            account.spend(weight(value))
            if type(value) is str:
                return value
            text = str(value)
            account.spend(len(text) >> SHIFT)
            return text

        self.filters |= {_STEP: step, _KEPT: kept, _PRINTED: printed, "rst": rendered}
        self.globals["namespace"] = _Namespace

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation on two values that may be texts or lists."""
        self.account.spend(weight(left) + weight(right))
        growth.OF_OPERATORS[operator](left, right)
        result = super().call_binop(context, operator, left, right)
        self.account.spend(weight(result))
        return result

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """A call of a macro, of a method, or of a function that templates have."""
        account = __self.account
        account.spend(1 + sum(map(weight, args)) + sum(map(weight, kwargs.values())))
        text = getattr(__obj, "__self__", None)
        if isinstance(text, str):
            account.spend(weight(text))
            before = growth.OF_METHODS.get(__obj.__name__)
            if before is not None:
                args = tuple(_listed(arg, account) for arg in args)
                before(text, *args, **kwargs)
        result = super().call(__context, __obj, *args, **kwargs)
        if not isinstance(result, range):
            account.spend(weight(result))
        return result

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        barred = any(
            isinstance(obj, kind) and attr in names for kind, names in growth.BARRED.items()
        )
        return not barred and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`format` of a text, which the sandbox replaces; its fields are bounded here."""
        if super().wrap_str_format(value) is None:
            return None
        formatter = _Formatter(self)

        def wrapper(*args: Any, **kwargs: Any) -> str:
            if value.__name__ == "format_map":
                kwargs, args = dict(args[0]), ()
            return formatter.vformat(value.__self__, args, kwargs)

        return wrapper

    def compile(
        self,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: Any = False,
        defer_init: bool = False,
    ) -> Any:
        """To code; what cannot be, for its size or its depth, is a fault of the template."""
        if isinstance(source, str) and len(source) > _LARGEST_TEMPLATE and name in self._theirs:
            message = f"the template is longer than {_LARGEST_TEMPLATE // 1024} KiB"
            raise TemplateSyntaxError(message, 1, name, filename)
        return super().compile(source, name, filename, raw, defer_init)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        if name not in self._theirs:
            return super()._generate(source, name, filename, defer_init)
        _Counting(self).visit(source)
        # Not optimized: what is constant would be computed while nobody counts.
        code = generate(source, self, name, filename, defer_init=defer_init, optimized=False)
        assert code is not None
        return code


class _Namespace(Namespace):
    """A namespace that does not print what it holds, which may be itself."""

    def __repr__(self) -> str:
        return "<Namespace>"


class _Formatter(SandboxedFormatter):
    """Formats fields of a bounded size."""

    _env: Bounded

    def format_field(self, value: Any, format_spec: str) -> Any:
        if any(len(digits) > 4 for digits in re.findall("[0-9]+", format_spec)):
            raise growth.number_too_large()
        self._env.account.spend(weight(value))
        text = super().format_field(value, format_spec)
        self._env.account.spend(1 + len(text) >> SHIFT)
        return text


def _listed(value: Any, account: Account) -> Any:
    """What gives its items one by one as a list, as it could give them for ever."""
    if not isinstance(value, Iterator) or isinstance(value, LoopContext):
        return value
    items = []
    for item in islice(value, LARGEST + 1):
        account.spend(1)
        items.append(item)
    return items


def _counted(
    function: Any,
    account: Account,
    before: Callable[..., None] | None = None,
    slow: bool = False,
) -> Callable[..., Any]:
    """A filter or a test that counts what goes in and what comes out."""
    passes = hasattr(function, "jinja_pass_arg")

    def counted(*args: Any, **kwargs: Any) -> Any:
        own, given = args[:passes], [_listed(arg, account) for arg in args[passes:]]
        units = 1 + sum(map(weight, given)) + sum(map(weight, kwargs.values()))
        account.spend(units << SHIFT if slow else units)
        if before is not None:
            before(*given, **kwargs)
        result = function(*own, *given, **kwargs)
        account.spend(weight(result))
        return result

    if passes:
        counted.jinja_pass_arg = function.jinja_pass_arg  # type: ignore[attr-defined]
    return counted


class _Counting(NodeTransformer):
    """Puts the counting into a template that was parsed."""

    def __init__(self, environment: Bounded) -> None:
        self._environment = environment

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if node.test is None:
            node.body.insert(0, self._step(node, 1))
        else:  # items that it refuses cost as well
            one = nodes.Const(1, lineno=node.lineno)
            step = nodes.Not(self._filter(one, _STEP, node), lineno=node.lineno)
            node.test = nodes.And(step, node.test, lineno=node.lineno)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.body.insert(0, self._step(node, 1))
        return node

    visit_CallBlock = visit_Block = visit_Template = visit_Macro  # noqa: N815

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802
        self.generic_visit(node)
        fixed = sum(len(part.data) for part in node.nodes if isinstance(part, nodes.TemplateData))
        node.nodes = [
            part if isinstance(part, nodes.TemplateData) else self._filter(part, _PRINTED, node)
            for part in node.nodes
        ]
        return [self._step(node, 1 + (fixed >> SHIFT)), node]

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        printed = self._filter(None, _PRINTED, node)
        block = nodes.FilterBlock([node], printed, lineno=node.lineno)
        block.set_environment(self._environment)
        return block

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        # A filter may give what is no text, and then fail far from the line.
        node.filter = self._filter(node.filter, _PRINTED, node)
        return node

    def visit_Concat(self, node: nodes.Expr) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return self._filter(node, _KEPT, node)

    visit_List = visit_Dict = visit_Concat  # noqa: N815

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        return self.generic_visit(node) if node.ctx != "load" else self.visit_Concat(node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        slices = isinstance(node.arg, nodes.Slice)
        return self.visit_Concat(node) if slices else self.generic_visit(node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = self._filter(node.expr, _KEPT, node)
        for operand in node.ops:
            operand.expr = self._filter(operand.expr, _KEPT, node)
        return node

    def _step(self, node: nodes.Node, units: int) -> nodes.Node:
        step = self._filter(nodes.Const(units, lineno=node.lineno), _STEP, node)
        return nodes.ExprStmt(step, lineno=node.lineno, environment=self._environment)

    def _filter(self, value: nodes.Expr | None, name: str, node: nodes.Node) -> nodes.Filter:
        line = node.lineno if value is None else value.lineno
        made = nodes.Filter(value, name, [], [], None, None, lineno=line)
        made.set_environment(self._environment)
        return made
