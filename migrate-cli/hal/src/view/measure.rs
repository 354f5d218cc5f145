//! Sizes and signs, read from an object file of the vendor's compiler. Nothing of it is run.

use migrate_model::hal::View;

use crate::ask::{Answers, ask};
use crate::error::HalError;
use crate::vendor::Vendor;

/// What is measured: the key under which the answer is found, and a constant expression.
const QUESTIONS: [(&str, &str); 11] = [
    ("enum_small", "sizeof(enum migrate_small)"),
    ("enum_medium", "sizeof(enum migrate_medium)"),
    ("char_signed", "(char)-1 < 0"),
    ("int", "sizeof(int)"),
    ("long", "sizeof(long)"),
    ("pointer", "sizeof(void*)"),
    ("wchar", "sizeof(__WCHAR_TYPE__)"),
    ("double", "sizeof(double)"),
    ("long_double", "sizeof(long double)"),
    ("long_long_align", "__builtin_offsetof(struct { char c; long long t; }, t)"),
    ("double_align", "__builtin_offsetof(struct { char c; double t; }, t)"),
];

/// A call with floating-point arguments is here so that objects say how they are passed.
const PREAMBLE: &str = "enum migrate_small { MIGRATE_SMALL = 1 };\n\
                        enum migrate_medium { MIGRATE_MEDIUM = 300 };\n\
                        float migrate_float(float a, float b) { return a + b; }\n";

pub(super) fn measure(vendor: &Vendor) -> Result<View, HalError> {
    // The HAL's own folders and macros have no say in this.
    let bare = Vendor { preprocessor: Vec::new(), ..vendor.clone() };
    let lines: Vec<String> = QUESTIONS
        .iter()
        .map(|(key, value)| format!("const unsigned long long migrate_view_{key} = {value};"))
        .collect();
    let answers = ask(&bare, PREAMBLE, &lines)?;
    let values = answers.image.variables("migrate_view_");
    let number =
        |key: &str| values.get(key).map(|bytes| answers.image.number(bytes)).ok_or_else(|| unanswered(key, &answers));
    let conventions = answers.image.conventions();
    Ok(View {
        machine: first_line(&bare.run(&["-dumpmachine"], "")?.stdout),
        version: first_line(&bare.run(&["--version"], "")?.stdout),
        object: conventions.machine,
        enum_small: number("enum_small")?,
        enum_medium: number("enum_medium")?,
        char_signed: number("char_signed")? != 0,
        int: number("int")?,
        long: number("long")?,
        pointer: number("pointer")?,
        wchar: number("wchar")?,
        double: number("double")?,
        long_double: number("long_double")?,
        long_long_align: number("long_long_align")?,
        double_align: number("double_align")?,
        floats: conventions.floats,
        ..View::default()
    })
}

fn unanswered(key: &str, answers: &Answers) -> HalError {
    let said = answers.refused.values().next().map_or("nothing", String::as_str);
    HalError::build(format!("the vendor's compiler does not say what `{key}` is: {said}"))
        .help("a GCC or a clang is expected")
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}
