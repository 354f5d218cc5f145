//! C++ spellings of types and texts of signatures.

use migrate_crossing::Book;
use migrate_model::types::{FunctionType, NamedKind, Signature, TypeArg, TypeExpr};

/// A spelling that compiles at global scope, aliases resolved where that is possible; `None` for what has no name.
pub(crate) fn spell(ty: &TypeExpr, book: &Book<'_>) -> Option<String> {
    Some(match ty {
        _ if migrate_crossing::is_va_list(ty) => "std::va_list".to_owned(),
        TypeExpr::Builtin { name } => name.clone(),
        TypeExpr::Qualified { of, is_const, is_volatile } => {
            let inner = spell(of, book)?;
            let words = match (is_const, is_volatile) {
                (true, true) => "const volatile",
                (true, false) => "const",
                _ => "volatile",
            };
            format!("{inner} {words}")
        }
        TypeExpr::Pointer { to } => match resolved(to, book) {
            TypeExpr::Function { signature } => function(signature, "(*)", book)?,
            TypeExpr::Array { .. } => return None,
            other => format!("{}*", spell(other, book)?),
        },
        TypeExpr::Reference { to, rvalue } => match resolved(to, book) {
            TypeExpr::Function { .. } | TypeExpr::Array { .. } => return None,
            other => format!("{}{}", spell(other, book)?, if *rvalue { "&&" } else { "&" }),
        },
        TypeExpr::Array { of, .. } => format!("{}*", spell(of, book)?),
        TypeExpr::Function { signature } => function(signature, "", book)?,
        TypeExpr::MemberPointer { .. } => return None,
        TypeExpr::Other { spelling } => spelling.clone(),
        TypeExpr::Named { name, what: NamedKind::Alias, .. } => match book.alias(ty) {
            Some(to) => return spell(to, book),
            None => format!("::{name}"),
        },
        TypeExpr::Named { name, args, spelling, .. } => match spelling {
            Some(s) => format!("::{}", s.trim_start_matches("::")),
            None if args.is_empty() => format!("::{name}"),
            None => {
                let args: Option<Vec<String>> = args
                    .iter()
                    .map(|a| match a {
                        TypeArg::Type(t) => spell(t, book),
                        _ => None,
                    })
                    .collect();
                format!("::{name}<{}>", args?.join(", "))
            }
        },
    })
}

/// What stands behind aliases.
fn resolved<'t>(ty: &'t TypeExpr, book: &Book<'t>) -> &'t TypeExpr {
    match ty {
        TypeExpr::Named { what: NamedKind::Alias, .. } => book.alias(ty).map_or(ty, |to| resolved(to, book)),
        _ => ty,
    }
}

fn function(signature: &FunctionType, middle: &str, book: &Book<'_>) -> Option<String> {
    let mut params = signature.params.iter().map(|p| spell(p, book)).collect::<Option<Vec<_>>>()?;
    if signature.variadic {
        params.push("...".to_owned());
    }
    Some(format!("{} {middle}({})", spell(&signature.result, book)?, params.join(", ")))
}

/// A spelling behind which the name of a parameter can stand.
pub(crate) fn before_name(ty: &TypeExpr, book: &Book<'_>) -> Option<String> {
    spell(ty, book).map(|s| if s.contains("(*") { format!("Type<{s}>") } else { s })
}

/// The same without references and `const` at the top: what a value of the parameter's type is.
pub(crate) fn value(ty: &TypeExpr, book: &Book<'_>) -> Option<String> {
    match ty {
        TypeExpr::Reference { to, .. } => value(to, book),
        TypeExpr::Qualified { of, .. } => value(of, book),
        TypeExpr::Named { what: NamedKind::Alias, .. } => match book.alias(ty) {
            Some(to) => value(to, book),
            None => spell(ty, book),
        },
        other => spell(other, book),
    }
}

/// What a pointer or reference parameter refers to, without `const`.
pub(crate) fn target(ty: &TypeExpr, book: &Book<'_>) -> Option<String> {
    match ty {
        TypeExpr::Pointer { to } | TypeExpr::Reference { to, .. } => match &**to {
            TypeExpr::Pointer { .. } => spell(to, book),
            other => value(other, book),
        },
        TypeExpr::Array { of, .. } => value(of, book),
        TypeExpr::Qualified { of, .. } => target(of, book),
        TypeExpr::Named { what: NamedKind::Alias, .. } => target(book.alias(ty)?, book),
        _ => None,
    }
}

/// A signature for people, as in `int (const char *, int = 0) const`.
pub(crate) fn signature(s: &Signature) -> String {
    let params: Vec<String> = s
        .params
        .iter()
        .map(|p| {
            let ty = readable(&p.ty);
            let name = if p.name.is_empty() { String::new() } else { format!(" {}", p.name) };
            let default = p.default.as_ref().map_or_else(String::new, |d| format!(" = {d}"));
            format!("{ty}{name}{default}")
        })
        .collect();
    let tail = if s.variadic { ", ..." } else { "" };
    let constant = if s.is_const { " const" } else { "" };
    format!("{} ({}{tail}){constant}", readable(&s.result), params.join(", "))
}

fn readable(ty: &TypeExpr) -> String {
    match ty {
        TypeExpr::Builtin { name } => name.clone(),
        TypeExpr::Pointer { to } => format!("{} *", readable(to)),
        TypeExpr::Reference { to, rvalue } => format!("{} {}", readable(to), if *rvalue { "&&" } else { "&" }),
        TypeExpr::Qualified { of, is_const, .. } => {
            format!("{}{}", if *is_const { "const " } else { "volatile " }, readable(of))
        }
        TypeExpr::Named { name, args, spelling, .. } => match spelling {
            Some(s) => s.clone(),
            None if args.is_empty() => name.clone(),
            None => {
                let args: Vec<String> =
                    args.iter().map(|a| if let TypeArg::Type(t) = a { readable(t) } else { "…".to_owned() }).collect();
                format!("{name}<{}>", args.join(", "))
            }
        },
        TypeExpr::Array { of, len } => format!("{}[{}]", readable(of), len.map_or_else(String::new, |l| l.to_string())),
        TypeExpr::Function { signature } => {
            let params: Vec<String> = signature.params.iter().map(readable).collect();
            format!("{} ({})", readable(&signature.result), params.join(", "))
        }
        TypeExpr::MemberPointer { to, class } => format!("{} {}::*", readable(to), readable(class)),
        TypeExpr::Other { spelling } => spelling.clone(),
    }
}
