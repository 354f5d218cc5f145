//! What runs and what does not: constant conditions, code behind calls that never return, and what may throw.

use clang_sys::*;

use super::Walk;
use super::body::{Body, Context, has_initialiser, is_expression};
use crate::clang::Cursor;

/// Functions of compilers and of the standard library that do not return, whatever their headers declare.
const NEVER_RETURN: [&str; 9] = [
    "__builtin_unreachable",
    "__builtin_trap",
    "__builtin_abort",
    "abort",
    "exit",
    "_exit",
    "_Exit",
    "quick_exit",
    "terminate",
];

impl Walk<'_> {
    /// Statements behind one that never ends are not compiled, unless something jumps there.
    pub(super) fn block(&mut self, c: Cursor, body: &Body) {
        let start = self.push_children(c);
        let mut dead = false;
        for i in start..self.stack.len() {
            let k = self.stack[i];
            if dead && !has_label(k) {
                continue;
            }
            self.expr(k, body, Context::default());
            dead = self.never_returns(k);
        }
        self.stack.truncate(start);
    }

    /// A statement after which nothing runs: a call of a function that does not return, or a block or loop that ends so.
    pub(super) fn never_returns(&mut self, c: Cursor) -> bool {
        match c.kind() {
            CXCursor_CallExpr => c.referenced().is_some_and(|f| self.is_noreturn(f)),
            CXCursor_UnexposedExpr | CXCursor_ParenExpr | CXCursor_DoStmt => {
                let start = self.push_children(c);
                let first = self.stack.get(start).copied();
                self.stack.truncate(start);
                first.is_some_and(|k| self.never_returns(k))
            }
            CXCursor_CompoundStmt => {
                let start = self.push_children(c);
                let end = self.stack.len();
                let mut never = false;
                for i in start..end {
                    let k = self.stack[i];
                    never = (never && !has_label(k)) || self.never_returns(k);
                }
                self.stack.truncate(start);
                never && !contains_break(c)
            }
            _ => false,
        }
    }

    fn is_noreturn(&mut self, f: Cursor) -> bool {
        if let Some(known) = self.noreturn.get(&f.id()) {
            return *known;
        }
        let name = f.spelling();
        let answer = match f.kind() {
            CXCursor_FunctionDecl | CXCursor_CXXMethod => {
                NEVER_RETURN.contains(&name.as_str()) || {
                    let mut attributes = false;
                    f.each(|k| attributes |= (CXCursor_UnexposedAttr..500).contains(&k.kind()));
                    attributes && f.pretty().contains("noreturn")
                }
            }
            _ => false,
        };
        self.noreturn.insert(f.id(), answer);
        answer
    }

    /// `if` and `?:`: a branch behind a constant condition is not compiled, even without optimisation.
    pub(super) fn branches(&mut self, c: Cursor, body: &Body, x: Context) {
        let start = self.push_children(c);
        let kids: Vec<Cursor> = self.stack[start..].to_vec();
        self.stack.truncate(start);
        let condition = kids.iter().position(|k| is_expression(k.kind()));
        let value = condition.and_then(|i| self.constant(kids[i]));
        for (i, k) in kids.iter().enumerate() {
            let skipped = match (value, condition) {
                (Some(0), Some(at)) => i == at + 1,
                (Some(_), Some(at)) => i == at + 2,
                _ => false,
            };
            let context = if Some(i) == condition { Context::default() } else { x };
            if !skipped {
                self.expr(*k, body, context);
            }
        }
    }

    /// The value of a condition that is made of constants only.
    pub(super) fn constant(&mut self, c: Cursor) -> Option<i64> {
        if self.is_constant_expression(c, 0) { c.evaluate_int() } else { None }
    }

    fn is_constant_expression(&mut self, c: Cursor, depth: usize) -> bool {
        if depth > 6 {
            return false;
        }
        match c.kind() {
            CXCursor_IntegerLiteral | CXCursor_CXXBoolLiteralExpr | CXCursor_CharacterLiteral | CXCursor_UnaryExpr => {
                true
            }
            CXCursor_DeclRefExpr => c.referenced().is_some_and(|v| match v.kind() {
                CXCursor_EnumConstantDecl | CXCursor_NonTypeTemplateParameter => true,
                CXCursor_VarDecl => v.ty().is_const() && has_initialiser(v),
                _ => false,
            }),
            CXCursor_UnexposedExpr
            | CXCursor_ParenExpr
            | CXCursor_UnaryOperator
            | CXCursor_BinaryOperator
            | CXCursor_CXXStaticCastExpr
            | CXCursor_CXXFunctionalCastExpr
            | CXCursor_CStyleCastExpr => {
                let start = self.push_children(c);
                let end = self.stack.len();
                let mut all = end > start;
                for i in start..end {
                    let k = self.stack[i];
                    all = all
                        && (matches!(k.kind(), CXCursor_TypeRef | CXCursor_NamespaceRef)
                            || self.is_constant_expression(k, depth + 1));
                }
                self.stack.truncate(start);
                all
            }
            _ => false,
        }
    }
}

/// Something may jump into the statement.
fn has_label(c: Cursor) -> bool {
    match c.kind() {
        CXCursor_LabelStmt | CXCursor_CaseStmt | CXCursor_DefaultStmt => true,
        CXCursor_LambdaExpr => false,
        _ => {
            let mut found = false;
            c.each(|k| found = found || has_label(k));
            found
        }
    }
}

/// Something may leave the block by another way than its end.
fn contains_break(c: Cursor) -> bool {
    match c.kind() {
        CXCursor_BreakStmt | CXCursor_ContinueStmt | CXCursor_GotoStmt | CXCursor_ReturnStmt => true,
        CXCursor_LambdaExpr => false,
        _ => {
            let mut found = false;
            c.each(|k| found = found || contains_break(k));
            found
        }
    }
}

/// Something in it may throw: it calls, allocates or throws.
pub(super) fn may_throw(c: Cursor) -> bool {
    match c.kind() {
        CXCursor_CXXNewExpr | CXCursor_CXXThrowExpr | CXCursor_CXXDynamicCastExpr => true,
        CXCursor_CallExpr if c.referenced().is_none_or(|f| !is_noexcept(f)) => true,
        CXCursor_LambdaExpr => false,
        _ => {
            let mut found = false;
            c.each(|k| found = found || may_throw(k));
            found
        }
    }
}

fn is_noexcept(f: Cursor) -> bool {
    matches!(
        f.ty().exception_spec(),
        CXCursor_ExceptionSpecificationKind_DynamicNone
            | CXCursor_ExceptionSpecificationKind_BasicNoexcept
            | CXCursor_ExceptionSpecificationKind_NoThrow
    )
}
