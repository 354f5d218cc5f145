//! What `migrate hal` says about a vendor's C HAL.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Span};

mod bench;

pub use bench::{
    BenchFigure, BenchFigureName, BenchSymbol, FirmwareBench, ForbiddenSymbol, GatedImage, HalBench, LibrarySymbol,
    StackPath, SymbolGate, SymbolKind,
};

/// Version of the documents of `migrate hal`; fields are only added within a version.
pub const SCHEMA_VERSION: u32 = 1;
/// Name of the document of `migrate hal scan`.
pub const SCAN_SCHEMA: &str = "migrate.hal.scan";
/// Name of the schema of [`HalGenerate`].
pub const GENERATE_SCHEMA: &str = "migrate.hal.generate";
/// Name of the document of `migrate hal check`.
pub const CHECK_SCHEMA: &str = "migrate.hal.check";
/// Name of the document of `migrate hal test`.
pub const TEST_SCHEMA: &str = "migrate.hal.test";
/// Name of the document of `migrate hal bench`.
pub const BENCH_SCHEMA: &str = "migrate.hal.bench";

/// How the vendor's compiler lays out what every program is made of. Sizes and alignments are in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct View {
    /// What the compiler calls its target, such as `arm-none-eabi`.
    pub machine: String,
    /// First line of what it says about its version.
    pub version: String,
    /// Architecture, word size and byte order of its objects.
    pub object: String,
    /// Size of an enum whose values fit into one byte.
    pub enum_small: u64,
    /// Size of an enum that needs two bytes.
    pub enum_medium: u64,
    /// `char` has a sign.
    pub char_signed: bool,
    /// Size of `int`.
    pub int: u64,
    /// Size of `long`.
    pub long: u64,
    /// Size of a pointer.
    pub pointer: u64,
    /// Size of `wchar_t`.
    pub wchar: u64,
    /// Size of `double`.
    pub double: u64,
    /// Size of `long double`.
    pub long_double: u64,
    /// Alignment of `long long` in a struct.
    pub long_long_align: u64,
    /// Alignment of `double` in a struct.
    pub double_align: u64,
    /// How floating-point arguments are passed.
    pub floats: String,
    /// Macros that it predefines with the flags of the HAL.
    pub macros: u64,
    /// Folders of system headers, in order.
    pub include_dirs: Vec<String>,
    /// What libclang is told, so that it sees the same.
    pub clang: Vec<String>,
}

/// The answer of `migrate hal scan`: schema `migrate.hal.scan`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HalScan {
    /// `migrate.hal.scan`
    pub schema: String,
    /// 1
    pub schema_version: u32,
    /// Name of the HAL in `migrate.toml`.
    pub name: String,
    /// Where its sources come from, such as `crate some-hal-sys 0.4.0`.
    pub from: String,
    /// Rust target of the firmware.
    pub target: String,
    /// The view of the vendor's compiler.
    pub view: View,
    /// Counts.
    pub counts: HalCounts,
    /// Status types: what functions return to say how it went.
    pub statuses: Vec<StatusType>,
    /// Handles: structs that stand for a peripheral.
    pub handles: Vec<HandleType>,
    /// Every function that the HAL's own headers declare, in the order of their names.
    pub functions: Vec<HalFunction>,
    /// Every macro that the HAL's own headers define, in the order of their names.
    pub macros: Vec<HalMacro>,
    /// What went wrong, and what it costs.
    pub findings: Vec<Finding>,
    /// Wall time in seconds.
    pub seconds: f64,
}

/// Counts of a scan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HalCounts {
    /// Functions, static inlines included.
    pub functions: u64,
    /// Static inline functions among them.
    pub inlines: u64,
    /// Functions that a rule classifies.
    pub classified: u64,
    /// Functions by class, in the order of the classes' names.
    pub classes: Vec<Count>,
    /// Functions by what will be generated.
    pub generated: Vec<Count>,
    /// Macros without parameters.
    pub object_macros: u64,
    /// Those of them with a value, a shim or a reason why there is neither.
    pub object_macros_resolved: u64,
    /// Macros with parameters.
    pub function_macros: u64,
    /// Macros by kind.
    pub macro_kinds: Vec<Count>,
}

/// A word and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// The word.
    pub name: String,
    /// How often.
    pub count: u64,
}

/// A type that functions return to say how it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatusType {
    /// Its name in C.
    pub name: String,
    /// The code that means success, by name if it has one.
    pub ok: String,
    /// All codes that are known, `NAME = VALUE`.
    pub codes: Vec<String>,
    /// Functions that return it.
    pub functions: u64,
}

/// A struct that stands for a peripheral or a driver's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HandleType {
    /// Its name in C.
    pub name: String,
    /// What it is: `state` of a driver, or the `registers` of a peripheral.
    pub kind: HandleKind,
    /// Functions that bring one into use.
    pub init: Vec<String>,
    /// Functions that take one out of use.
    pub deinit: Vec<String>,
    /// Function pointers in it: where callbacks can be registered.
    pub callbacks: Vec<String>,
    /// Functions that take one.
    pub functions: u64,
}

/// Kinds of handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandleKind {
    /// A struct in memory that the caller owns.
    State,
    /// The registers of a peripheral, at an address.
    Registers,
    /// A number or enum that names a peripheral.
    Number,
}

/// What a function is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Brings a handle or a part of the device into use.
    Init,
    /// Takes it out of use.
    Deinit,
    /// Moves data and returns when that is done.
    Blocking,
    /// Starts something that goes on in interrupts.
    Interrupt,
    /// Starts something that DMA does.
    Dma,
    /// Moves data; whether it waits depends on how the driver was brought into use.
    Transfer,
    /// The HAL calls it; firmware may define it.
    Callback,
    /// Tells the HAL which function to call.
    CallbackRegistration,
    /// What the interrupt vector calls, or what that has to call.
    Isr,
    /// Says something and changes nothing that matters.
    Getter,
    /// Changes how something works, starts or stops it.
    Control,
    /// Waits.
    Wait,
    /// Computes from its arguments alone, or is one instruction of the processor.
    Pure,
    /// No rule says what it is.
    Unclassified,
}

impl Class {
    /// The word that people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Init => "init",
            Class::Deinit => "deinit",
            Class::Blocking => "blocking",
            Class::Interrupt => "interrupt",
            Class::Dma => "dma",
            Class::Transfer => "transfer",
            Class::Callback => "callback",
            Class::CallbackRegistration => "callback registration",
            Class::Isr => "isr",
            Class::Getter => "getter",
            Class::Control => "control",
            Class::Wait => "wait",
            Class::Pure => "pure",
            Class::Unclassified => "unclassified",
        }
    }
}

/// What will be generated for a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Generates {
    /// A safe function.
    Safe,
    /// An `unsafe` one with a written contract.
    Unsafe,
    /// The declaration only; firmware defines it.
    Override,
    /// Nothing beyond the declaration of the `-sys` crate.
    Declaration,
    /// Nothing.
    Nothing,
}

impl Generates {
    /// The word that people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Generates::Safe => "safe",
            Generates::Unsafe => "unsafe",
            Generates::Override => "override",
            Generates::Declaration => "declaration",
            Generates::Nothing => "nothing",
        }
    }
}

/// A function of a HAL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HalFunction {
    /// Its name.
    pub name: String,
    /// Its declaration in C, on one line.
    pub signature: String,
    /// Where it is declared, from the sources.
    pub span: Span,
    /// What it is for.
    pub class: Class,
    /// The rule that says so; empty if none does.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// What will be generated.
    pub generates: Generates,
    /// Why that, and under which contract.
    pub because: String,
    /// It is a static inline function, reached through a shim that the vendor's compiler makes.
    #[serde(default)]
    pub inline: bool,
    /// The HAL defines it as a weak symbol.
    #[serde(default)]
    pub weak: bool,
    /// The sources that `sources` names define it; `None` where they were not compiled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defined: Option<bool>,
    /// The parameter that says which peripheral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
    /// The type that says how it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Memory that it reads or writes, with its length.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buffers: Vec<Buffer>,
    /// The parameter that limits how long it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<String>,
    /// Parameters that are functions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub callbacks: Vec<String>,
    /// The other function of the pair: what undoes it, or what it undoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<String>,
}

/// The parameter that says which peripheral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Handle {
    /// Its name.
    pub parameter: String,
    /// What it points to, or its type.
    pub ty: String,
    /// What that is.
    pub kind: HandleKind,
}

/// A pointer and the length of what it points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Buffer {
    /// The parameter that is the pointer.
    pub pointer: String,
    /// The parameter that is the length.
    pub length: String,
    /// Who reads, who writes.
    pub direction: Direction,
    /// Why that.
    pub direction_by: String,
    /// Bytes of one unit of the length; `None` where the declaration and its text do not agree.
    pub unit: Option<u64>,
    /// Why that.
    pub unit_by: String,
    /// Settings of the handle with which the length counts larger units, so that it must be refused then: all terms of one
    /// of these lists hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wide_when: Vec<Vec<GuardTerm>>,
}

/// A member of a handle compared with a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct GuardTerm {
    /// From the handle, `Init.Width`.
    pub member: String,
    /// How.
    pub op: Comparison,
    /// The number.
    pub value: i64,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Comparison {
    /// `==`
    #[serde(rename = "==")]
    Equal,
    /// `!=`
    #[serde(rename = "!=")]
    NotEqual,
    /// `<`
    #[serde(rename = "<")]
    Less,
    /// `<=`
    #[serde(rename = "<=")]
    LessOrEqual,
    /// `>`
    #[serde(rename = ">")]
    Greater,
    /// `>=`
    #[serde(rename = ">=")]
    GreaterOrEqual,
}

impl Comparison {
    /// As C and Rust write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }

    /// What holds where this does not.
    #[must_use]
    pub fn negated(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::GreaterOrEqual => Comparison::Less,
        }
    }
}

/// Who reads and who writes a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The function reads it.
    In,
    /// The function writes it.
    Out,
    /// Nothing says.
    Unknown,
}

/// What a macro stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MacroKind {
    /// A whole number.
    Integer,
    /// A floating-point number.
    Float,
    /// A text.
    Text,
    /// The address of a peripheral or other memory, with the type of what is there.
    Address,
    /// An expression that only a running device can answer: a shim.
    Expression,
    /// A statement: a shim.
    Statement,
    /// Another name of a function, variable or type.
    Alias,
    /// Nothing: it is only asked whether it is defined.
    Flag,
    /// A piece of syntax: attributes, qualifiers, specifiers.
    Syntax,
    /// With parameters: a shim on request, for argument types that a person gives.
    Function,
    /// Nothing of these; the reason is with it.
    Unresolved,
}

impl MacroKind {
    /// The word that people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            MacroKind::Integer => "integer",
            MacroKind::Float => "float",
            MacroKind::Text => "text",
            MacroKind::Address => "address",
            MacroKind::Expression => "expression",
            MacroKind::Statement => "statement",
            MacroKind::Alias => "alias",
            MacroKind::Flag => "flag",
            MacroKind::Syntax => "syntax",
            MacroKind::Function => "function",
            MacroKind::Unresolved => "unresolved",
        }
    }
}

/// A macro of a HAL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HalMacro {
    /// Its name.
    pub name: String,
    /// Where it is defined, from the sources.
    pub span: Span,
    /// What it stands for.
    pub kind: MacroKind,
    /// Its value, as Rust would write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Its type in C.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// What will be generated, or why nothing.
    pub reason: String,
}

/// The answer of `migrate hal check`: schema `migrate.hal.check`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HalCheck {
    /// `migrate.hal.check`
    pub schema: String,
    /// 1
    pub schema_version: u32,
    /// Name of the HAL in `migrate.toml`.
    pub name: String,
    /// Rust target of the firmware.
    pub target: String,
    /// What was asserted.
    pub counts: CheckCounts,
    /// What does not agree.
    pub disagreements: Vec<Disagreement>,
    /// The same as findings.
    pub findings: Vec<Finding>,
    /// Seconds of reading the headers and making the bindings.
    pub parse_seconds: f64,
    /// Seconds of the gate: both compilers.
    pub gate_seconds: f64,
}

/// What the layout gate asserts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckCounts {
    /// Structs and unions.
    pub records: u64,
    /// Enums.
    pub enums: u64,
    /// Assertions that Rust's compiler was given.
    pub rust: u64,
    /// Assertions that the vendor's compiler was given.
    pub vendor: u64,
    /// Assertions by what they say.
    pub kinds: Vec<Count>,
    /// Types and members that were left out, with the reasons.
    pub left_out: Vec<LeftOut>,
}

/// What the gate says nothing about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// The type or member.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// A fact that the two compilers see differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Disagreement {
    /// Whose: a type, a member (`type.member`), a value of an enum.
    pub subject: String,
    /// Which fact: `size`, `alignment`, `offset`, `value`, `bits`, `floats`, `machine`.
    pub fact: String,
    /// What the vendor's compiler has.
    pub vendor: String,
    /// What Rust has.
    pub rust: String,
}

/// The answer of `migrate hal test`: schema `migrate.hal.test`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HalTest {
    /// `migrate.hal.test`
    pub schema: String,
    /// 1
    pub schema_version: u32,
    /// Names of the tests that are selected, in the order of the file.
    pub selected: Vec<String>,
    /// What each of them did; empty with `--list`.
    pub tests: Vec<FirmwareTest>,
    /// Seconds of building the images.
    pub build_seconds: f64,
    /// Seconds of running all tests, several at once.
    pub run_seconds: f64,
}

/// What a firmware image did on an emulated board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FirmwareTest {
    /// Name of the test.
    pub name: String,
    /// The board.
    pub board: String,
    /// The program.
    pub image: String,
    /// How it ended.
    pub end: FirmwareEnd,
    /// What the serial line said, with `\n`, `\"` and `\xNN` for what is no plain character.
    pub said: String,
    /// Seconds of wall time.
    pub seconds: f64,
    /// Why the test fails; empty if it passes.
    pub failures: Vec<String>,
}

/// How a firmware image ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FirmwareEnd {
    /// By itself, with this exit status.
    Exit(i32),
    /// It was still running when its time was over.
    TimeOut,
    /// The emulator ended by a signal.
    Killed,
}

/// The answer of `migrate hal generate`: schema `migrate.hal.generate`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HalGenerate {
    /// `migrate.hal.generate`
    pub schema: String,
    /// 1
    pub schema_version: u32,
    /// Name of the HAL in `migrate.toml`.
    pub name: String,
    /// Rust target of the firmware.
    pub target: String,
    /// The crates.
    pub packages: Vec<String>,
    /// Counts.
    pub counts: GenerateCounts,
    /// Traits of embedded-hal and embedded-io that types have.
    pub traits: Vec<GeneratedTrait>,
    /// Traits that could have been, and why they are not.
    pub no_traits: Vec<LeftOut>,
    /// What each function became, in the order of their names.
    pub functions: Vec<GeneratedFunction>,
    /// What is only declared, and what is not even that.
    pub left_out: Vec<LeftOut>,
    /// What went wrong, and what it costs.
    pub findings: Vec<Finding>,
    /// Folder of the crates, from the working directory.
    pub dir: String,
    /// Files that are not as they would be written, with `--check` or `--dry-run`.
    pub stale: Vec<String>,
    /// Files that were written or removed.
    pub written: Vec<String>,
    /// Seconds of making the text.
    pub seconds: f64,
}

/// Counts of what was generated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GenerateCounts {
    /// Functions of the HAL that are called by safe Rust.
    pub safe: u64,
    /// Those of them that move data or wait, and return when that is done.
    pub safe_blocking: u64,
    /// Safe ones by class, in the order of the classes' names.
    pub safe_classes: Vec<Count>,
    /// Safe ones that look at the handle's settings first, because the size of units depends on them.
    pub guarded: u64,
    /// Functions that are `unsafe` with a contract.
    pub r#unsafe: u64,
    /// Callbacks that can be set at run time.
    pub callbacks: u64,
    /// Callbacks that firmware may define.
    pub overrides: u64,
    /// Functions that are only declared.
    pub declared: u64,
    /// Inline functions and macros that a C function stands for.
    pub shims: u64,
    /// Traits that types have, each type counted.
    pub traits: u64,
}

/// A trait that a type has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GeneratedTrait {
    /// Its path.
    pub name: String,
    /// The type, from the crate.
    pub of: String,
}

/// What a function became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GeneratedFunction {
    /// Its name in C.
    pub name: String,
    /// Its path in Rust, from the crate.
    pub rust: String,
    /// What it is for.
    pub class: Class,
    /// Nothing is left for the caller to promise.
    pub safe: bool,
    /// Why.
    pub reason: String,
    /// What the caller promises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contract: Vec<String>,
}
