//! Conditions of branches that compare a member of the first parameter with a constant.

use clang_sys::*;
use migrate_clang::Cursor;
use migrate_model::hal::Comparison;

use super::body::peel;

/// `handle->member op value`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Term {
    /// From the handle, `Init.Width`.
    pub(crate) member: String,
    pub(crate) op: Comparison,
    pub(crate) value: i64,
}

/// What holds in the branch of a condition, and in the other one. What is no such comparison is left out, so that less is
/// said and nothing wrong.
pub(super) fn terms(condition: Cursor, handle: Option<usize>) -> (Vec<Term>, Vec<Term>) {
    let Some(handle) = handle else { return Default::default() };
    let mut all = Vec::new();
    let is_whole = conjunction(condition, handle, &mut all);
    let otherwise = match &all[..] {
        [one] if is_whole => vec![Term { op: one.op.negated(), ..one.clone() }],
        _ => Vec::new(),
    };
    (all, otherwise)
}

/// Adds the terms of `a && b && …`; whether nothing was left out.
fn conjunction(condition: Cursor, handle: usize, out: &mut Vec<Term>) -> bool {
    let condition = peel(condition);
    if condition.kind() != CXCursor_BinaryOperator {
        return false;
    }
    let [left, right] = condition.children()[..] else { return false };
    if condition.binary_operator() == CXBinaryOperator_LAnd {
        return [left, right].map(|side| conjunction(side, handle, out)) == [true; 2];
    }
    let term = || {
        let op = comparison(condition.binary_operator())?;
        Some(Term { member: path(left, handle)?, op, value: right.evaluate_int()? })
    };
    term().map(|term| out.push(term)).is_some()
}

fn comparison(operator: CXBinaryOperatorKind) -> Option<Comparison> {
    Some(match operator {
        CXBinaryOperator_EQ => Comparison::Equal,
        CXBinaryOperator_NE => Comparison::NotEqual,
        CXBinaryOperator_LT => Comparison::Less,
        CXBinaryOperator_LE => Comparison::LessOrEqual,
        CXBinaryOperator_GT => Comparison::Greater,
        CXBinaryOperator_GE => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

/// `handle->a.b` is `a.b`; a second pointer on the way is none.
fn path(expression: Cursor, handle: usize) -> Option<String> {
    let expression = peel(expression);
    if expression.kind() != CXCursor_MemberRefExpr {
        return None;
    }
    let base = peel(*expression.children().first()?);
    let name = expression.spelling();
    match base.kind() {
        CXCursor_DeclRefExpr => (base.referenced()?.id() == handle).then_some(name),
        _ if base.ty().canonical().kind() == CXType_Pointer => None,
        _ => Some(format!("{}.{name}", path(base, handle)?)),
    }
}
