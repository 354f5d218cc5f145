//! C declarations as plain data: nothing of libclang leaves this module.

mod body;
mod condition;
mod decl;
mod ty;

pub(crate) use body::{Bodies, Body, Memory, close, read_bodies};
pub(crate) use condition::Term;
pub(crate) use decl::read;
pub(crate) use ty::{Shape, Type, bare};

use std::collections::HashMap;

use migrate_model::finding::Span;

/// Everything that the headers of a HAL declare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    /// Functions by name.
    pub(crate) functions: Vec<Function>,
    /// Structs and unions, in the order of their definitions.
    pub(crate) records: Vec<Record>,
    /// Enums, in the order of their definitions.
    pub(crate) enums: Vec<Enum>,
    /// Names of types, functions and variables: what an alias may stand for.
    pub(crate) names: HashMap<String, &'static str>,
    /// Where macros are defined, for the HAL's own headers.
    pub(crate) macros: HashMap<String, Span>,
    /// Errors that libclang reports, with their places.
    pub(crate) errors: Vec<(String, Span)>,
}

/// A function.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) result: Type,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) is_variadic: bool,
    /// Its body is in a header, and each object has a copy.
    pub(crate) is_inline: bool,
    /// The comment above it, without markers.
    pub(crate) doc: String,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) ty: Type,
}

/// A struct or union.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// As C code names it: a typedef, or `struct tag`.
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Direct members; those of unnamed structs in it count as its own.
    pub(crate) fields: Vec<Field>,
}

/// A member.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: Type,
    /// Bits of a bit-field.
    pub(crate) bits: Option<u32>,
}

/// An enum.
#[derive(Clone, Debug)]
pub(crate) struct Enum {
    /// As C code names it; empty if nothing does.
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Names and values.
    pub(crate) values: Vec<(String, i64)>,
}

impl Function {
    /// Its declaration on one line.
    pub(crate) fn signature(&self) -> String {
        let parameters: Vec<String> = self.parameters.iter().map(|p| p.ty.declare(&p.name)).collect();
        let mut list = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
        if self.is_variadic {
            list.push_str(", …");
        }
        format!("{}({list})", self.result.declare(&self.name))
    }
}
