//! C++ types and signatures as people write them.

use migrate_model::types::{FunctionType, Noexcept, Param, RefQualifier, Signature, TypeArg, TypeExpr};

/// `name(char* dst, unsigned int v) const noexcept`, with the result in front unless it is a constructor or destructor.
#[must_use]
pub fn function(name: &str, s: &Signature, with_result: bool) -> String {
    let mut params: Vec<String> = s.params.iter().map(param).collect();
    if s.variadic {
        params.push("...".to_owned());
    }
    let mut text = format!("{name}({})", params.join(", "));
    if s.is_const {
        text.push_str(" const");
    }
    text.push_str(match s.ref_qualifier {
        Some(RefQualifier::Lvalue) => " &",
        Some(RefQualifier::Rvalue) => " &&",
        None => "",
    });
    text.push_str(match s.noexcept {
        Noexcept::Yes => " noexcept",
        Noexcept::Conditional => " noexcept(…)",
        Noexcept::No => " noexcept(false)",
        Noexcept::Unspecified => "",
    });
    if with_result { declare(&s.result, &text) } else { text }
}

fn param(p: &Param) -> String {
    let text = declare(&p.ty, &p.name);
    match &p.default {
        Some(value) => format!("{text} = {value}"),
        None => text,
    }
}

/// A declaration: the type around the name, which may be empty.
#[must_use]
pub fn declare(ty: &TypeExpr, name: &str) -> String {
    match ty {
        TypeExpr::Builtin { name: n } | TypeExpr::Other { spelling: n } => spaced(n, name),
        TypeExpr::Named { name: n, args, .. } => spaced(&format!("{n}{}", arguments(args)), name),
        TypeExpr::Pointer { to } => behind(to, "*", name),
        TypeExpr::Reference { to, rvalue } => behind(to, if *rvalue { "&&" } else { "&" }, name),
        TypeExpr::MemberPointer { to, class } => behind(to, &format!("{}::*", declare(class, "")), name),
        TypeExpr::Qualified { of, is_const, is_volatile } => {
            let words = [(*is_const, "const"), (*is_volatile, "volatile")];
            let words: Vec<&str> = words.into_iter().filter(|(on, _)| *on).map(|(_, w)| w).collect();
            let words = words.join(" ");
            match **of {
                // The qualifier of a pointer stands behind the `*`.
                TypeExpr::Pointer { .. } | TypeExpr::MemberPointer { .. } => {
                    declare(of, &spaced(&format!(" {words}"), name))
                }
                _ => format!("{words} {}", declare(of, name)),
            }
        }
        TypeExpr::Array { of, len } => {
            declare(of, &format!("{name}[{}]", len.map_or_else(String::new, |n| n.to_string())))
        }
        TypeExpr::Function { signature } => declare(&signature.result, &format!("{name}{}", parameters(signature))),
    }
}

fn behind(to: &TypeExpr, mark: &str, name: &str) -> String {
    match to {
        TypeExpr::Array { .. } | TypeExpr::Function { .. } => declare(to, &format!("({mark}{name})")),
        // The mark belongs to the type: `char* dst`.
        _ => {
            let inner = declare(to, "");
            spaced(&format!("{inner}{mark}"), name)
        }
    }
}

fn spaced(ty: &str, name: &str) -> String {
    let glued = name.is_empty() || name.starts_with(['[', ' ']);
    if glued { format!("{ty}{name}") } else { format!("{ty} {name}") }
}

fn parameters(f: &FunctionType) -> String {
    let mut params: Vec<String> = f.params.iter().map(|p| declare(p, "")).collect();
    if f.variadic {
        params.push("...".to_owned());
    }
    format!("({})", params.join(", "))
}

fn arguments(args: &[TypeArg]) -> String {
    if args.is_empty() {
        return String::new();
    }
    let all: Vec<String> = args
        .iter()
        .map(|a| match a {
            TypeArg::Type(ty) => declare(ty, ""),
            TypeArg::NonType => "…".to_owned(),
        })
        .collect();
    format!("<{}>", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin(name: &str) -> TypeExpr {
        TypeExpr::Builtin { name: name.into() }
    }

    fn pointer(to: TypeExpr) -> TypeExpr {
        TypeExpr::Pointer { to: Box::new(to) }
    }

    fn constant(of: TypeExpr) -> TypeExpr {
        TypeExpr::Qualified { of: Box::new(of), is_const: true, is_volatile: false }
    }

    fn function_type(result: TypeExpr, params: Vec<TypeExpr>) -> TypeExpr {
        TypeExpr::Function { signature: Box::new(FunctionType { result, params, variadic: false }) }
    }

    #[test]
    fn types_read_as_written() {
        let array = TypeExpr::Array { of: Box::new(builtin("int")), len: Some(3) };
        let cases = [
            (pointer(constant(builtin("char"))), "const char* x"),
            (constant(pointer(builtin("char"))), "char* const x"),
            (array.clone(), "int x[3]"),
            (pointer(array), "int (*x)[3]"),
            (pointer(function_type(builtin("void"), vec![builtin("int")])), "void (*x)(int)"),
            (TypeExpr::Reference { to: Box::new(builtin("int")), rvalue: true }, "int&& x"),
        ];
        for (ty, text) in cases {
            assert_eq!(declare(&ty, "x"), text);
        }
        assert_eq!(declare(&constant(pointer(builtin("char"))), ""), "char* const");
    }

    #[test]
    fn functions_read_as_written() {
        let s = Signature {
            result: pointer(builtin("char")),
            params: vec![
                Param { name: "dst".into(), ty: pointer(builtin("char")), default: None },
                Param { name: String::new(), ty: builtin("int"), default: Some("3".into()) },
            ],
            variadic: true,
            is_const: true,
            ref_qualifier: None,
            noexcept: Noexcept::Yes,
        };
        assert_eq!(function("a::f", &s, true), "char* a::f(char* dst, int = 3, ...) const noexcept");
        assert_eq!(function("a::f", &s, false), "a::f(char* dst, int = 3, ...) const noexcept");
    }
}
