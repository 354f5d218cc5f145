//! The module `rules` in Rust: the language of rules, and what its values give with each other.
//!
//! [`lexer`], [`parser`] and [`literal`] know nothing of C++; what is here is the border: C++ expressions and values. The
//! engine that runs rules, and what walks expressions, stay in C++.

pub mod lexer;
pub mod literal;
pub mod parser;

use std::ffi::CStr;

use codec::value::Value;
use rules_bridge::cxx::UniquePtr;
use rules_bridge::facade::{Module, Thrown};
use rules_bridge::gateway::codec::ValueKind;
use rules_bridge::gateway::rules as cpp;
use rules_bridge::gateway::rules::binary_expr::Op;
use rules_bridge::gateway::rules::{Expr, Scalar};

use lexer::Operator;
use literal::{Failure, Literal};
use parser::Build;

/// What C++ calls.
pub struct Rules;

impl Module for Rules {
    fn binary_expr_op_text(op: Op) -> &'static CStr {
        const TEXTS: [&CStr; 13] = [c"||", c"&&", c"==", c"!=", c"<", c"<=", c">", c">=", c"+", c"-", c"*", c"/", c"%"];
        usize::try_from(op.0).ok().and_then(|at| TEXTS.get(at).copied()).expect("there is no such operator")
    }

    fn parse_expression(text: &[u8]) -> Result<UniquePtr<Expr>, Thrown> {
        parser::expression(text, &mut Nodes).map_err(misread)
    }

    fn parse_actions(text: &[u8]) -> Result<Vec<UniquePtr<cpp::CallExpr>>, Thrown> {
        let actions = parser::actions(text, &mut Nodes).map_err(misread)?;
        Ok(actions.into_iter().map(|(name, arguments)| call(name, arguments)).collect())
    }

    fn add(a: &Scalar, b: &Scalar) -> Result<UniquePtr<Scalar>, Thrown> {
        answer(literal::add(value(a), value(b)))
    }

    fn subtract(a: &Scalar, b: &Scalar) -> Result<UniquePtr<Scalar>, Thrown> {
        answer(literal::subtract(value(a), value(b)))
    }

    fn multiply(a: &Scalar, b: &Scalar) -> Result<UniquePtr<Scalar>, Thrown> {
        answer(literal::multiply(value(a), value(b)))
    }

    fn divide(a: &Scalar, b: &Scalar) -> Result<UniquePtr<Scalar>, Thrown> {
        answer(literal::divide(value(a), value(b)))
    }

    fn remainder(a: &Scalar, b: &Scalar) -> Result<UniquePtr<Scalar>, Thrown> {
        answer(literal::remainder(value(a), value(b)))
    }

    fn negated(a: &Scalar) -> Result<UniquePtr<Scalar>, Thrown> {
        answer(literal::negated(value(a)))
    }

    fn loosely_equal(a: &Scalar, b: &Scalar) -> bool {
        literal::loosely_equal(value(a), value(b))
    }

    fn less_than(a: &Scalar, b: &Scalar) -> Result<bool, Thrown> {
        literal::less(value(a), value(b)).map_err(failed)
    }
}

/// Makes expressions of C++.
struct Nodes;

impl Build for Nodes {
    type Expr = UniquePtr<Expr>;

    fn literal(&mut self, value: Literal) -> UniquePtr<Expr> {
        cpp::LiteralExpr::into_expr(cpp::LiteralExpr::new(&made(&value)))
    }

    fn variable(&mut self, name: &[u8]) -> UniquePtr<Expr> {
        cpp::VariableExpr::into_expr(cpp::VariableExpr::new(name))
    }

    fn unary(&mut self, sign: u8, operand: UniquePtr<Expr>) -> UniquePtr<Expr> {
        cpp::UnaryExpr::into_expr(cpp::UnaryExpr::new(sign, operand))
    }

    fn binary(&mut self, operator: Operator, left: UniquePtr<Expr>, right: UniquePtr<Expr>) -> UniquePtr<Expr> {
        cpp::BinaryExpr::into_expr(cpp::BinaryExpr::new(Op(operator as u32), left, right))
    }

    fn conditional(
        &mut self,
        condition: UniquePtr<Expr>,
        yes: UniquePtr<Expr>,
        no: UniquePtr<Expr>,
    ) -> UniquePtr<Expr> {
        cpp::ConditionalExpr::into_expr(cpp::ConditionalExpr::new(condition, yes, no))
    }

    fn call(&mut self, name: &[u8], arguments: Vec<UniquePtr<Expr>>) -> UniquePtr<Expr> {
        cpp::CallExpr::into_expr(call(name, arguments))
    }
}

fn call(name: &[u8], arguments: Vec<UniquePtr<Expr>>) -> UniquePtr<cpp::CallExpr> {
    let mut call = cpp::CallExpr::new(name);
    call.pin_mut().set_args(arguments);
    call
}

fn misread(error: lexer::Error) -> Thrown {
    Thrown::ParseError(cpp::ParseError::new(error.position, &error.message))
}

fn failed(why: Failure) -> Thrown {
    Thrown::EvalError(cpp::EvalError::new(why.as_bytes()))
}

fn answer(result: Result<Literal, Failure>) -> Result<UniquePtr<Scalar>, Thrown> {
    result.map(|value| made(&value)).map_err(failed)
}

/// A value of C++.
fn value(of: &Scalar) -> Value<'_> {
    let of = of.as_value();
    match of.kind() {
        ValueKind::K_INT => Value::Int(of.as_int()),
        ValueKind::K_DOUBLE => Value::Double(of.as_double()),
        ValueKind::K_BOOL => Value::Bool(of.as_bool()),
        ValueKind::K_TEXT => Value::Text(of.as_text()),
        _ => Value::None,
    }
}

/// The same value in C++.
fn made(value: &Literal) -> UniquePtr<Scalar> {
    match value {
        Literal::None => Scalar::new(),
        Literal::Int(value) => Scalar::from_i64(*value),
        Literal::Double(value) => Scalar::from_f64(*value),
        Literal::Bool(value) => Scalar::from_bool(*value),
        Literal::Text(text) => Scalar::from_bytes(text).expect("C++ has memory for it"),
    }
}
