//! What is compared: one number each, as an expression of C and as one of Rust.

use std::collections::HashMap;

use migrate_model::finding::Span;
use migrate_model::hal::LeftOut;

use super::shapes::Shapes;
use crate::ask::ask;
use crate::error::HalError;
use crate::hal::Hal;
use crate::image::Image;
use crate::parse::{Api, Enum, Record, Shape};

/// A number that both compilers must agree about.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// A type, `type.member`, or a value of an enum.
    pub(super) subject: String,
    /// `size`, `alignment`, `offset`, `member size`, `enum size`, `enum value`, `bit position`, `bit width`.
    pub(super) kind: &'static str,
    /// Where it is declared.
    pub(super) span: Span,
    /// As C has it; empty where C has no constant expression for it.
    pub(super) c: String,
    /// As Rust has it, an `i128`.
    pub(super) rust: String,
    /// What the vendor's compiler says.
    pub(super) vendor: i128,
}

/// All facts with a value, and what is left out.
pub(super) struct Table {
    pub(super) facts: Vec<Fact>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) records: u64,
    pub(super) enums: u64,
}

/// A question and what to make of its answer.
struct Open {
    fact: Fact,
    question: Question,
}

enum Question {
    /// A constant expression.
    Number(String),
    /// An object in which a bit-field has all bits set; the wanted thing is the first of them, or how many there are. It is
    /// the member that the field lies in, with its offset beside it: all registers of a chip together may take a gigabyte.
    Bits { object: String, wants_first: bool },
}

/// Asks the vendor's compiler about everything that Rust declares as well.
pub(super) fn table(hal: &Hal, api: &Api, shapes: &Shapes) -> Result<Table, HalError> {
    let mut asker = Asker { api, shapes, open: Vec::new(), left_out: Vec::new(), records: 0, enums: 0 };
    api.records.iter().for_each(|record| asker.record(record));
    api.enums.iter().for_each(|e| asker.enumeration(e));
    asker.by_value();
    let Asker { open, mut left_out, records, enums, .. } = asker;
    let lines: Vec<String> = open.iter().enumerate().map(|(i, o)| line(i, &o.question)).collect();
    let answers = ask(&hal.vendor, &hal.includes(), &lines)?;
    let values = answers.image.variables("migrate_fact_");
    let mut facts = Vec::with_capacity(open.len());
    for (index, open) in open.into_iter().enumerate() {
        let value = values.get(&index.to_string()).and_then(|bytes| {
            let offset = values.get(&format!("{index}{OFFSET}")).map(|bytes| i128::from(answers.image.number(bytes)));
            value(&answers.image, bytes, offset, &open.question)
        });
        match value {
            Some(vendor) => facts.push(Fact { vendor, ..open.fact }),
            None => {
                let said = answers.refused.get(&index).map_or("no answer", String::as_str);
                let name = format!("{} ({})", open.fact.subject, open.fact.kind);
                left_out.push(LeftOut { name, reason: format!("the vendor's compiler says: {said}") });
            }
        }
    }
    // Silence is no agreement.
    if facts.is_empty() && !left_out.is_empty() {
        return Err(HalError::build(format!(
            "`{}` answers none of {} questions about the layout of types; the first: {}: {}",
            hal.vendor.program.display(),
            left_out.len(),
            left_out[0].name,
            left_out[0].reason
        ))
        .help("flags that change what an object file holds do that: -flto, -S, -E"));
    }
    Ok(Table { facts, left_out, records, enums })
}

/// Behind the name of an object with a bit-field: where it lies in its struct, in bytes.
const OFFSET: &str = "_at";

fn line(index: usize, question: &Question) -> String {
    match question {
        Question::Number(expression) => format!("const long long migrate_fact_{index} = (long long)({expression});"),
        Question::Bits { object, .. } => object.replace("NAME", &format!("migrate_fact_{index}")),
    }
}

fn value(image: &Image, bytes: &[u8], offset: Option<i128>, question: &Question) -> Option<i128> {
    let first = || {
        let (at, byte) = bytes.iter().enumerate().find(|(_, byte)| **byte != 0)?;
        Some((offset? + at as i128) * 8 + i128::from(byte.trailing_zeros()))
    };
    match question {
        Question::Number(_) => Some(i128::from(image.number(bytes).cast_signed())),
        // Bits are counted from the lowest of the first byte, which only means something where that comes first.
        Question::Bits { .. } if !image.is_little_endian() => None,
        Question::Bits { wants_first: true, .. } => first(),
        Question::Bits { wants_first: false, .. } => Some(bytes.iter().map(|b| i128::from(b.count_ones())).sum()),
    }
}

struct Asker<'a> {
    api: &'a Api,
    shapes: &'a Shapes,
    open: Vec<Open>,
    left_out: Vec<LeftOut>,
    records: u64,
    enums: u64,
}

/// How Rust names what C calls `struct tag`.
fn rust_type(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

impl Asker<'_> {
    fn number(&mut self, subject: &str, kind: &'static str, span: &Span, c: String, rust: String) {
        let fact = Fact { subject: subject.to_owned(), kind, span: span.clone(), c: c.clone(), rust, vendor: 0 };
        self.open.push(Open { fact, question: Question::Number(c) });
    }

    fn leave_out(&mut self, name: String, reason: &str) {
        self.left_out.push(LeftOut { name, reason: reason.to_owned() });
    }

    fn record(&mut self, record: &Record) {
        let (name, ty) = (record.name.as_str(), rust_type(&record.name));
        if !self.shapes.has_record(ty) {
            return self.leave_out(name.to_owned(), "the bindings do not have it");
        }
        self.records += 1;
        let span = &record.span;
        self.number(name, "size", span, format!("sizeof({name})"), format!("size_of::<{ty}>() as i128"));
        self.number(name, "alignment", span, format!("_Alignof({name})"), format!("align_of::<{ty}>() as i128"));
        for field in &record.fields {
            let subject = format!("{name}.{}", field.name);
            match field.bits {
                Some(_) => self.bits(record, ty, &field.name, &subject),
                None => self.member(record, ty, &field.name, &subject, &field.ty.shape),
            }
        }
    }

    fn member(&mut self, record: &Record, ty: &str, field: &str, subject: &str, shape: &Shape) {
        let (name, span) = (record.name.as_str(), &record.span);
        let Some(path) = self.shapes.member(ty, field) else {
            return self.leave_out(subject.to_owned(), "the bindings have no member of this name");
        };
        self.number(
            subject,
            "offset",
            span,
            format!("__builtin_offsetof({name}, {field})"),
            format!("offset_of!({ty}, {path}) as i128"),
        );
        if matches!(shape, Shape::Array { len: None | Some(0), .. }) {
            // An array without a length has an offset and no size.
            return;
        }
        let size = format!("size_behind(|it: *const {ty}| unsafe {{ &raw const (*it).{path} }})");
        self.number(subject, "member size", span, format!("sizeof((({name}*)0)->{field})"), size);
    }

    fn bits(&mut self, record: &Record, ty: &str, field: &str, subject: &str) {
        let Some((storage, at, width)) = self.shapes.bits(ty, field) else {
            return self.leave_out(subject.to_owned(), "the bindings do not have this bit-field");
        };
        let name = &record.name;
        let object = match field.rsplit_once('.') {
            Some((within, field)) => format!(
                "const __typeof__((({name} *)0)->{within}) NAME = {{ .{field} = -1 }}; \
                 const long long NAME{OFFSET} = __builtin_offsetof({name}, {within});"
            ),
            None => format!("const {name} NAME = {{ .{field} = -1 }}; const long long NAME{OFFSET} = 0;"),
        };
        let rust = [
            ("bit position", format!("(offset_of!({ty}, {storage}) * 8 + {at}) as i128"), true),
            ("bit width", format!("{width}"), false),
        ];
        for (kind, rust, wants_first) in rust {
            let fact = Fact {
                subject: subject.to_owned(),
                kind,
                span: record.span.clone(),
                c: String::new(),
                rust,
                vendor: 0,
            };
            self.open.push(Open { fact, question: Question::Bits { object: object.clone(), wants_first } });
        }
    }

    fn enumeration(&mut self, e: &Enum) {
        let ty = rust_type(&e.name);
        if !e.name.is_empty() {
            if self.shapes.has_type(ty) {
                self.enums += 1;
                self.number(
                    &e.name,
                    "enum size",
                    &e.span,
                    format!("sizeof({})", e.name),
                    format!("size_of::<{ty}>() as i128"),
                );
            } else {
                self.leave_out(e.name.clone(), "the bindings do not have it");
            }
        }
        for (value, _) in &e.values {
            match self.shapes.value(ty, value) {
                Some(path) => self.number(value, "enum value", &e.span, value.clone(), format!("{path} as i128")),
                None => self.leave_out(value.clone(), "the bindings do not have this value"),
            }
        }
    }

    /// Structs that functions take or return by value have to be whole in Rust: every byte of them belongs to a member that
    /// was compared, else registers and stack may be used in another way.
    fn by_value(&mut self) {
        let known: HashMap<&str, &Record> = self.api.records.iter().map(|r| (r.name.as_str(), r)).collect();
        let mut by_value: Vec<(&str, &str, &Span)> = Vec::new();
        for function in &self.api.functions {
            for ty in function.parameters.iter().map(|p| &p.ty).chain([&function.result]) {
                if let Shape::Record(name) = &ty.shape {
                    by_value.push((&function.name, name, &function.span));
                }
            }
        }
        for (function, name, span) in by_value {
            let subject = format!("{name} by value in {function}");
            let is_whole = known.get(name).is_some_and(|r| {
                r.fields.iter().all(|f| match f.bits {
                    Some(_) => self.shapes.bits(rust_type(name), &f.name).is_some(),
                    None => self.shapes.member(rust_type(name), &f.name).is_some(),
                })
            });
            if is_whole {
                let ty = rust_type(name);
                let c = format!("sizeof({name}) * 256 + _Alignof({name})");
                self.number(
                    &subject,
                    "by value",
                    span,
                    c,
                    format!("(size_of::<{ty}>() * 256 + align_of::<{ty}>()) as i128"),
                );
            } else {
                self.leave_out(subject, "the bindings do not have all of its members");
            }
        }
    }
}
