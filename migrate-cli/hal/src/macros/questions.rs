//! Which sort of thing each macro is, and its value: a few rounds of questions to the vendor's compiler. What a round answers
//! is not asked again.

use migrate_model::hal::MacroKind;

use super::types::types;
use crate::ask::{Answers, ask};
use crate::error::HalError;
use crate::hal::Hal;
use crate::parse::{Shape, Type};
use crate::view::Reader;

/// What is known of a macro in the end.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) kind: MacroKind,
    pub(super) value: Option<String>,
    pub(super) ty: Option<String>,
    pub(super) reason: String,
}

/// `__builtin_classify_type`: what GCC and clang agree on.
const VOID: u64 = 0;
const POINTER: u64 = 5;
const REAL: u64 = 8;

/// Asks about all macros; the answers are in their order.
pub(super) fn ask_all(hal: &Hal, reader: &Reader, names: &[&str]) -> Result<Vec<Answer>, HalError> {
    let mut found: Vec<Option<Answer>> = vec![None; names.len()];
    let classes = classes(hal, names)?;
    let expressions: Vec<(usize, &str)> =
        names.iter().enumerate().filter(|(i, _)| classes.class[*i].is_some()).map(|(i, n)| (i, *n)).collect();
    let types = types(hal, reader, &expressions)?;
    values(hal, names, &classes.class, &types, &mut found)?;
    pieces(hal, names, &mut found)?;
    let refused = |(index, answer): (usize, Option<Answer>)| {
        answer.unwrap_or_else(|| Answer {
            kind: MacroKind::Unresolved,
            value: None,
            ty: None,
            reason: format!("the vendor's compiler says: {}", classes.refused[index].as_deref().unwrap_or("nothing")),
        })
    };
    Ok(found.into_iter().enumerate().map(refused).collect())
}

struct Classes {
    class: Vec<Option<u64>>,
    refused: Vec<Option<String>>,
}

/// Whether each is an expression, and of which class; nothing has to be constant for that.
fn classes(hal: &Hal, names: &[&str]) -> Result<Classes, HalError> {
    let line =
        |(i, name): (usize, &&str)| format!("const unsigned char migrate_class_{i} = __builtin_classify_type({name});");
    let lines: Vec<String> = names.iter().enumerate().map(line).collect();
    let answers = ask(&hal.vendor, &hal.includes(), &lines)?;
    let values = answers.image.variables("migrate_class_");
    let class = (0..names.len()).map(|i| Some(answers.image.number(values.get(&i.to_string())?))).collect();
    let refused = (0..names.len()).map(|i| answers.refused.get(&i).cloned()).collect();
    Ok(Classes { class, refused })
}

fn values(
    hal: &Hal,
    names: &[&str],
    classes: &[Option<u64>],
    types: &std::collections::HashMap<usize, Type>,
    found: &mut [Option<Answer>],
) -> Result<(), HalError> {
    let is_text = |i: &usize| matches!(types.get(i).map(|t| &t.shape), Some(Shape::Array { .. }));
    let line = |(i, name): (usize, &&str)| match classes[i] {
        None | Some(VOID) => String::new(),
        Some(POINTER) if is_text(&i) => format!("const char migrate_value_{i}[] = {name};"),
        Some(POINTER) => format!("const unsigned long long migrate_value_{i} = (__UINTPTR_TYPE__)({name});"),
        Some(REAL) => format!("const double migrate_value_{i} = ({name});"),
        Some(_) => format!("const unsigned long long migrate_value_{i} = ({name});"),
    };
    let lines: Vec<String> = names.iter().enumerate().map(line).collect();
    let answers = ask(&hal.vendor, &hal.includes(), &lines)?;
    let values = answers.image.variables("migrate_value_");
    for (i, class) in classes.iter().enumerate() {
        let Some(class) = class else { continue };
        let ty = types.get(&i);
        let bytes = values.get(&i.to_string());
        found[i] = Some(match (*class, bytes) {
            (VOID, _) => shim(MacroKind::Statement, ty, "it does something and has no value: a shim"),
            (_, None) => shim(MacroKind::Expression, ty, "its value is known when the program runs: a shim"),
            (POINTER, Some(bytes)) if is_text(&i) => Answer {
                kind: MacroKind::Text,
                value: Some(format!("{:?}", String::from_utf8_lossy(bytes.strip_suffix(&[0]).unwrap_or(bytes)))),
                ty: spelled(ty),
                reason: "a constant text".into(),
            },
            (POINTER, Some(bytes)) => address(&answers, bytes, ty),
            (REAL, Some(bytes)) => Answer {
                kind: MacroKind::Float,
                value: Some(format!("{:?}", real(answers.image.number(bytes), bytes.len()))),
                ty: spelled(ty),
                reason: "a constant number".into(),
            },
            (_, Some(bytes)) => integer(answers.image.number(bytes), ty),
        });
    }
    Ok(())
}

fn shim(kind: MacroKind, ty: Option<&Type>, reason: &str) -> Answer {
    Answer { kind, value: None, ty: spelled(ty), reason: reason.into() }
}

fn spelled(ty: Option<&Type>) -> Option<String> {
    ty.map(|ty| ty.spelling.clone())
}

fn real(bits: u64, size: usize) -> f64 {
    if size == 4 {
        u32::try_from(bits).map_or(f64::NAN, |bits| f64::from(f32::from_bits(bits)))
    } else {
        f64::from_bits(bits)
    }
}

fn address(answers: &Answers, bytes: &[u8], ty: Option<&Type>) -> Answer {
    let what = ty.and_then(Type::pointee).map_or_else(|| "memory".to_owned(), |to| format!("`{}`", to.bare()));
    Answer {
        kind: MacroKind::Address,
        value: Some(format!("{:#x}", answers.image.number(bytes))),
        ty: spelled(ty),
        reason: format!("a constant address of {what}"),
    }
}

/// The value in the type that the expression has: it was widened to 64 bits with its sign.
fn integer(widened: u64, ty: Option<&Type>) -> Answer {
    let is_signed = !matches!(ty.map(|t| &t.shape), Some(Shape::Integer { signed: false, .. }));
    let value = if is_signed { widened.cast_signed().to_string() } else { widened.to_string() };
    Answer { kind: MacroKind::Integer, value: Some(value), ty: spelled(ty), reason: "a constant number".into() }
}

/// A question about one macro by its number, and what it is if the compiler takes that.
type Round = (fn(usize, &str) -> String, MacroKind, &'static str);

/// What is no expression: types, pieces of declarations, statements.
fn pieces(hal: &Hal, names: &[&str], found: &mut [Option<Answer>]) -> Result<(), HalError> {
    let rounds: [Round; 7] = [
        (|i, m| format!("typedef {m} migrate_piece_{i};"), MacroKind::Alias, "another name of a type"),
        (|i, m| format!("{m} int migrate_piece_{i}(void);"), MacroKind::Syntax, "it stands in front of declarations"),
        (|i, m| format!("extern {m} int migrate_piece_{i};"), MacroKind::Syntax, "it stands in front of declarations"),
        (|i, m| format!("extern int migrate_piece_{i} {m};"), MacroKind::Syntax, "it stands behind declarations"),
        (|i, m| format!("void migrate_piece_{i}(void) {{ {m} (\"\"); }}"), MacroKind::Syntax, "it begins assembly"),
        (|i, m| format!("static void migrate_piece_{i}(void) {{ {m}; }}"), MacroKind::Statement, "a statement: a shim"),
        (
            |i, m| format!("int migrate_piece_{i}[] = {m};"),
            MacroKind::Syntax,
            "it initialises something, and has no value of its own",
        ),
    ];
    for (question, kind, reason) in rounds {
        let open: Vec<usize> = (0..names.len()).filter(|i| found[*i].is_none()).collect();
        if open.is_empty() {
            break;
        }
        let lines: Vec<String> = open.iter().map(|i| question(*i, names[*i])).collect();
        let answers = ask(&hal.vendor, &hal.includes(), &lines)?;
        for (_, index) in open.into_iter().enumerate().filter(|(line, _)| !answers.refused.contains_key(line)) {
            found[index] = Some(Answer { kind, value: None, ty: None, reason: reason.into() });
        }
    }
    Ok(())
}
