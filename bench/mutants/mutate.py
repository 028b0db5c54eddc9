"""The small changes that could be made to a module, as a slip of the hand might: pure, on its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """One change of one module."""

    file: str
    """POSIX path under the project's root."""
    where: str
    """The function it stands in, with its classes; empty outside of any."""
    first: int
    """Line of that function's first decorator or `def`; 0 outside."""
    line: int
    start: int
    """Offset in the text, in characters."""
    end: int
    was: str
    now: str

    def apply(self, text: str) -> str:
        """Return the module's text with the change."""
        return text[: self.start] + self.now + text[self.end :]


_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_GIVES_NOTHING = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


def mutants(text: str, file: str) -> list[Mutant]:
    """Return every change of the module that is tried, in the order of the text."""
    return sorted(_Finder(text, file).find(), key=lambda mutant: (mutant.start, mutant.end, mutant.now))


class _Finder:
    """Walks a module; knows which function it is in."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._lines = text.splitlines()

    def find(self) -> Iterator[Mutant]:
        """Yield the changes."""
        yield from self._body(ast.parse(self._text).body, "", 0)

    def _body(self, statements: list[ast.stmt], where: str, first: int) -> Iterator[Mutant]:
        for statement in statements:
            yield from self._statement(statement, where, first)

    def _statement(self, node: ast.stmt, where: str, first: int) -> Iterator[Mutant]:
        if _is_left_alone(node):
            return
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = f"{where}.{node.name}".lstrip(".")
            begins = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            for default in (*node.args.defaults, *(each for each in node.args.kw_defaults if each)):
                yield from self._expression(default, where, first)
            yield from self._body(node.body, inside, first or begins)
        elif isinstance(node, ast.ClassDef):
            yield from self._body(node.body, f"{where}.{node.name}".lstrip("."), first)
        else:
            yield from self._plain(node, where, first)

    def _plain(self, node: ast.stmt, where: str, first: int) -> Iterator[Mutant]:
        if where and isinstance(node, _GIVES_NOTHING):
            yield self._change(node, "pass", where, first)
        if where and isinstance(node, ast.Return) and node.value and not _is_none(node.value):
            yield self._change(node, "return None", where, first)
        if isinstance(node, ast.If | ast.While) and isinstance(
            node.test, ast.Name | ast.Call | ast.Attribute
        ):
            yield self._change(node.test, f"not {ast.unparse(node.test)}", where, first)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                yield from self._statement(child, where, first)
            elif isinstance(child, ast.ExceptHandler | ast.match_case):
                yield from self._body(child.body, where, first)
            elif isinstance(child, ast.withitem):
                yield from self._expression(child.context_expr, where, first)
            elif isinstance(child, ast.expr) and child is not getattr(node, "annotation", None):
                yield from self._expression(child, where, first)

    def _expression(self, node: ast.expr, where: str, first: int) -> Iterator[Mutant]:
        if isinstance(node, ast.JoinedStr):
            return  # what stands inside has no place of its own before Python 3.12
        for replacement in _replacements(node):
            yield self._change(node, replacement, where, first)
        for child in _expressions_in(node):
            yield from self._expression(child, where, first)

    def _change(self, node: ast.expr | ast.stmt, now: str, where: str, first: int) -> Mutant:
        start = self._offset(node.lineno, node.col_offset)
        end = self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        was = " ".join(self._text[start:end].split())
        return Mutant(self._file, where, first, node.lineno, start, end, was, now)

    def _offset(self, line: int, column: int) -> int:
        """Return the place in the text; `ast` counts columns in bytes."""
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)


def _replacements(node: ast.expr) -> Iterator[str]:
    """Yield what an expression may be replaced by, in parentheses where it needs them."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operator in _COMPARISONS[type(node.ops[0])]:
            yield f"({ast.unparse(ast.Compare(node.left, [operator()], node.comparators))})"
    elif isinstance(node, ast.Compare):
        for place, old in enumerate(node.ops):
            operators = [*node.ops[:place], _COMPARISONS[type(old)][0](), *node.ops[place + 1 :]]
            yield f"({ast.unparse(ast.Compare(node.left, operators, node.comparators))})"
    elif isinstance(node, ast.BoolOp):
        other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        yield f"({ast.unparse(ast.BoolOp(other, node.values))})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield f"({ast.unparse(node.operand)})"
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield f"({ast.unparse(ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right))})"
    elif isinstance(node, ast.IfExp):
        yield f"({ast.unparse(ast.IfExp(node.test, node.orelse, node.body))})"
    elif isinstance(node, ast.Constant):
        yield from _constants(node.value)


def _constants(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int | float):
        yield str(value + 1)


def _expressions_in(node: ast.AST) -> Iterator[ast.expr]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield child
        elif isinstance(child, ast.comprehension | ast.keyword):
            yield from _expressions_in(child)


def _is_left_alone(node: ast.stmt) -> bool:
    """Whether nothing a test could notice stands in a statement: imports, docstrings, what types alone see."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
