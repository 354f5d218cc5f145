//! Operators as Rust's traits.

use crate::catalogue::{Entry, Form};
use crate::generate::Attempt;
use crate::thunk::Thunk;

/// A binary operator: C++ symbol, trait, method.
const ARITHMETIC: [(&str, &str, &str); 10] = [
    ("+", "Add", "add"),
    ("-", "Sub", "sub"),
    ("*", "Mul", "mul"),
    ("/", "Div", "div"),
    ("%", "Rem", "rem"),
    ("&", "BitAnd", "bitand"),
    ("|", "BitOr", "bitor"),
    ("^", "BitXor", "bitxor"),
    ("<<", "Shl", "shl"),
    (">>", "Shr", "shr"),
];

/// An operator that can be called without `unsafe`, of the class or beside it.
struct Operator<'t> {
    symbol: &'t str,
    /// The Rust function.
    path: String,
    /// The object as its first argument.
    this: &'static str,
    /// It only reads the object.
    reads: bool,
    /// Types of the other arguments.
    params: &'t [String],
    result: &'t str,
}

/// The traits that the bound operators of a type allow. `free` are the functions that stand in no class.
pub(crate) fn implement(entry: &Entry, methods: &[&Attempt<'_>], free: &[&Attempt<'_>]) -> String {
    let mut out = deref(entry, methods);
    let shown = display(entry, free);
    if let Some(shown) = &shown {
        out.push_str(shown);
    }
    if entry.form == Form::Opaque {
        out.push_str(&debug(entry, shown.is_some()));
    }
    out.extend(methods.iter().filter_map(|a| into_iterator(entry, a)));
    if matches!(entry.form, Form::Enum(_)) {
        return out;
    }
    let operators = operators(entry, methods, free);
    let mut done: Vec<String> = Vec::new();
    let texts = operators.iter().filter_map(|o| operator(entry, o)).chain(conversions(entry, methods));
    for (key, text) in texts.chain(partial_order(entry, &operators)) {
        if !done.contains(&key) {
            done.push(key);
            out.push_str(&text);
            out.push('\n');
        }
    }
    out
}

/// Lets a `for` loop go through an object.
fn into_iterator(entry: &Entry, a: &Attempt<'_>) -> Option<String> {
    let thunk =
        a.thunk.as_ref().ok().filter(|t| t.safe && t.shape.object == Some(true) && a.call.elements.is_some())?;
    let item = thunk.shape.result.strip_prefix("crate::support::Items<'a, ")?.strip_suffix('>')?;
    Some(format!(
        "impl<'a> IntoIterator for &'a {0} {{\ntype Item = {item};\ntype IntoIter = crate::support::Items<'a, {item}>;\n\n\
         fn into_iter(self) -> Self::IntoIter {{ self.{1}() }}\n}}\n\n",
        entry.name, thunk.rust_name
    ))
}

/// Leads to the first base class.
fn deref(entry: &Entry, methods: &[&Attempt<'_>]) -> String {
    let up = |a: &&Attempt<'_>| {
        a.thunk
            .as_ref()
            .is_ok_and(|t| a.call.base && t.shape.object == Some(true) && t.shape.result.starts_with("&'a "))
    };
    let Some(thunk) = methods.iter().copied().find(up).and_then(|a| a.thunk.as_ref().ok()) else {
        return String::new();
    };
    let target = thunk.shape.result.trim_start_matches("&'a ");
    format!(
        "impl core::ops::Deref for {0} {{\ntype Target = {target};\n\nfn deref(&self) -> &{target} {{ self.{1}() }}\n}}\n\n",
        entry.name, thunk.rust_name
    )
}

/// The path of a function that stands in no class.
fn path(thunk: &Thunk) -> String {
    let modules: String = thunk.module.iter().map(|m| format!("{m}::")).collect();
    format!("crate::{modules}{}", thunk.rust_name)
}

/// How a value of the type is given where a parameter has this type.
fn given(entry: &Entry, param: &str) -> Option<&'static str> {
    let path = entry.path();
    match param.strip_prefix('&') {
        Some(referred) if referred == path => Some("self"),
        None if param == path && entry.form != Form::Opaque => Some("*self"),
        _ => None,
    }
}

fn operators<'t>(entry: &Entry, methods: &[&'t Attempt<'_>], free: &[&'t Attempt<'_>]) -> Vec<Operator<'t>> {
    let usable = |a: &&'t Attempt<'_>| {
        let thunk = a.thunk.as_ref().ok().filter(|t| t.safe && !t.shape.throws)?;
        Some((a.call.operator()?, thunk))
    };
    let members = methods.iter().filter_map(usable).map(|(symbol, thunk)| Operator {
        symbol,
        path: format!("{}::{}", entry.name, thunk.rust_name),
        this: "self",
        reads: thunk.shape.object == Some(true),
        params: &thunk.shape.params,
        result: &thunk.shape.result,
    });
    let beside = free.iter().filter_map(usable).filter_map(|(symbol, thunk)| {
        let (first, params) = thunk.shape.params.split_first()?;
        let this = given(entry, first)?;
        Some(Operator { symbol, path: path(thunk), this, reads: true, params, result: &thunk.shape.result })
    });
    members.chain(beside).collect()
}

/// The trait of one operator, with what tells it from others.
fn operator(entry: &Entry, operator: &Operator<'_>) -> Option<(String, String)> {
    let Operator { symbol, path, this, reads, params, result } = operator;
    let name = &entry.name;
    let one = match params {
        [p] => Some(p.as_str()),
        _ => None,
    };
    let itself = one.and_then(|p| given(entry, p));
    let lives = !result.contains('\'');
    let value = *reads && lives && !result.is_empty();
    let unary = |tr: &str, method: &str| {
        format!(
            "impl core::ops::{tr} for &{name} {{\ntype Output = {result};\nfn {method}(self) -> {result} {{ {path}({this}) }}\n}}\n"
        )
    };
    match (*symbol, one) {
        ("==", Some(_)) => {
            let other = itself?.replace("self", "other");
            let fits = *reads && *result == "bool" && entry.form == Form::Opaque;
            let text = format!(
                "impl PartialEq for {name} {{\nfn eq(&self, other: &Self) -> bool {{ {path}({this}, {other}) }}\n}}\n"
            );
            fits.then(|| ("eq".to_owned(), text))
        }
        ("!", None) if params.is_empty() && value => Some(("not".to_owned(), unary("Not", "not"))),
        ("-", None) if params.is_empty() && value => Some(("neg".to_owned(), unary("Neg", "neg"))),
        ("[]", Some(p)) if *reads && !p.contains('&') => {
            let target = result.strip_prefix("&'a ")?;
            let text = format!(
                "impl core::ops::Index<{p}> for {name} {{\ntype Output = {target};\nfn index(&self, index: {p}) -> &{target} {{ {path}({this}, index) }}\n}}\n"
            );
            Some((format!("index {p}"), text))
        }
        (_, Some(p)) => {
            let (generic, p) =
                if p.starts_with('&') { ("<'b>", p.replacen('&', "&'b ", 1)) } else { ("", p.to_owned()) };
            if let Some((_, tr, f)) = ARITHMETIC.iter().find(|o| o.0 == *symbol) {
                let text = format!(
                    "impl{generic} core::ops::{tr}<{p}> for &{name} {{\ntype Output = {result};\nfn {f}(self, other: {p}) -> {result} {{ {path}({this}, other) }}\n}}\n"
                );
                return (value && !p.contains("dyn ")).then(|| (format!("{tr} {p}"), text));
            }
            let (_, tr, f) = symbol.strip_suffix('=').and_then(|s| ARITHMETIC.iter().find(|o| o.0 == s))?;
            let text = format!(
                "impl{generic} core::ops::{tr}Assign<{p}> for core::pin::Pin<&mut {name}> {{\nfn {f}_assign(&mut self, other: {p}) {{ {path}(self.as_mut(), other); }}\n}}\n"
            );
            (!reads && entry.form == Form::Opaque).then(|| (format!("{tr}Assign {p}"), text))
        }
        _ => None,
    }
}

/// `PartialOrd` needs `<` and `==`.
fn partial_order(entry: &Entry, operators: &[Operator<'_>]) -> Option<(String, String)> {
    let compares = |symbol: &str| {
        operators.iter().find(|o| {
            let other = matches!(o.params, [p] if given(entry, p).is_some());
            o.symbol == symbol && o.reads && o.result == "bool" && other && entry.form == Form::Opaque
        })
    };
    let (less, _) = (compares("<")?, compares("==")?);
    let (name, path) = (&entry.name, &less.path);
    let text = format!(
        "impl PartialOrd for {name} {{\nfn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {{\n\
         if self == other {{\nSome(core::cmp::Ordering::Equal)\n}} else if {path}(self, other) {{\nSome(core::cmp::Ordering::Less)\n\
         }} else if {path}(other, self) {{\nSome(core::cmp::Ordering::Greater)\n}} else {{\nNone\n}}\n}}\n}}\n"
    );
    Some(("partial_cmp".to_owned(), text))
}

/// What writes an object to a `std::ostream`.
fn display(entry: &Entry, free: &[&Attempt<'_>]) -> Option<String> {
    free.iter().find_map(|a| {
        let thunk = a.thunk.as_ref().ok().filter(|t| t.safe && a.call.operator() == Some("<<"))?;
        let [out, object] = &thunk.shape.params[..] else { return None };
        let this = given(entry, object).filter(|_| out == "&mut dyn std::io::Write")?;
        Some(format!(
            "/// As C++ writes it; what is not UTF-8 is replaced.\nimpl core::fmt::Display for {} {{\n\
             fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{\n\
             crate::support::display(f, |out| {}(out, {this}).map(drop))\n}}\n}}\n\n",
            entry.name,
            path(thunk)
        ))
    })
}

/// What a class of C++ can say of its objects.
fn debug(entry: &Entry, shown: bool) -> String {
    let name = &entry.name;
    let body = match shown {
        true => format!("write!(f, \"{name}({{self}})\")"),
        false => format!("f.debug_struct(\"{name}\").finish_non_exhaustive()"),
    };
    format!(
        "impl core::fmt::Debug for {name} {{\nfn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{\n{body}\n}}\n}}\n\n"
    )
}

/// Conversion operators as `From`. A `bool` says something about an object, so it is no conversion of it.
fn conversions(entry: &Entry, methods: &[&Attempt<'_>]) -> impl Iterator<Item = (String, String)> {
    methods.iter().filter_map(move |a| {
        let thunk = a.thunk.as_ref().ok().filter(|t| t.safe && !t.shape.throws)?;
        let converts = crate::api::last_name(&a.call.name).starts_with("operator ")
            && thunk.shape.object == Some(true)
            && thunk.shape.params.is_empty();
        let (name, to) = (&entry.name, thunk.shape.result.as_str());
        if !converts || to.is_empty() || to == "bool" || to.contains('*') || to == format!("&'a {}", entry.path()) {
            return None;
        }
        let (generic, from) =
            if to.contains("'a") { ("<'a>", format!("&'a {name}")) } else { ("", format!("&{name}")) };
        let text = format!(
            "impl{generic} From<{from}> for {to} {{\nfn from(object: {from}) -> Self {{ {name}::{}(object) }}\n}}\n",
            thunk.rust_name
        );
        Some((format!("From {to}"), text))
    })
}
