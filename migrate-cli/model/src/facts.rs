//! Rows of the fact index, as `migrate facts KIND` prints them: one JSON object a line.
//!
//! Paths start at the source root; what lies outside of it is absolute. Lines and columns count from 1.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::types::{Signature, TypeExpr, is_false};

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Extent {
    /// First line.
    pub line: u32,
    /// First column in bytes.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column behind the last character.
    pub end_column: u32,
}

/// Kinds of linker symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SymbolKind {
    /// A function outside of classes, friends included.
    Function,
    /// A member function, static or not, operators included.
    Method,
    /// A constructor.
    Constructor,
    /// A destructor.
    Destructor,
    /// A conversion function.
    Conversion,
    /// A variable at namespace scope or a static data member.
    Variable,
    /// The virtual table of a class.
    Vtable,
}

/// Linkage in the sense of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Linkage {
    /// Visible to other TUs.
    External,
    /// Static, or in an unnamed namespace.
    Internal,
    /// A local entity.
    None,
}

/// Access in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// `public`
    Public,
    /// `protected`
    Protected,
    /// `private`
    Private,
}

/// A linker symbol: one row each, also for each variant of a constructor or destructor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Symbol {
    /// The name that the linker sees.
    pub mangled: String,
    /// Qualified name, without parameters.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Where it is written: the definition if there is one, else the first declaration. A strong definition from a
    /// textual include without a source extension belongs to the TU's main file.
    pub file: String,
    /// First line there.
    pub line: u32,
    /// Linkage in the sense of the language.
    pub linkage: Linkage,
    /// A definition was seen.
    pub defined: bool,
    /// Written `inline`, `constexpr` or in its class: weak in objects.
    #[serde(default, skip_serializing_if = "is_false")]
    pub inline: bool,
    /// Made by the compiler.
    #[serde(default, skip_serializing_if = "is_false")]
    pub implicit: bool,
    /// An instance of a template (full specialisations are not).
    #[serde(default, skip_serializing_if = "is_false")]
    pub template: bool,
    /// Weak by an attribute.
    #[serde(default, skip_serializing_if = "is_false")]
    pub weak: bool,
    /// The textual include that holds a definition which belongs to the TU's main file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_in: Option<String>,
    /// The rest of what is known about the declaration.
    #[serde(flatten)]
    pub about: SymbolAbout,
}

/// What a declaration says beyond its linker symbol.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SymbolAbout {
    /// libclang's identifier of the entity, the same in every TU.
    pub usr: String,
    /// Where it stands.
    #[serde(default)]
    pub extent: Extent,
    /// File of the first declaration, if that is another one (usually the header).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_in: Option<String>,
    /// Line of the first declaration, if that is another place. Overloads stand in the order of
    /// (`declared_in` or `file`, `declared_line` or `line`), whatever the order of their definitions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_line: Option<u32>,
    /// Signature of a function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Type of a variable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeExpr>,
    /// USR of the class around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Access in that class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// Virtual, also by overriding.
    #[serde(default, rename = "virtual", skip_serializing_if = "is_false")]
    pub is_virtual: bool,
    /// Pure virtual.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pure: bool,
    /// `static` member, or `static` at namespace scope.
    #[serde(default, rename = "static", skip_serializing_if = "is_false")]
    pub is_static: bool,
    /// `explicit` constructor or conversion.
    #[serde(default, skip_serializing_if = "is_false")]
    pub explicit: bool,
    /// `= default`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub defaulted: bool,
    /// `= delete`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deleted: bool,
    /// `constexpr` function.
    #[serde(default, rename = "constexpr", skip_serializing_if = "is_false")]
    pub is_constexpr: bool,
    /// `consteval` function: it has no code that could be called.
    #[serde(default, rename = "consteval", skip_serializing_if = "is_false")]
    pub is_consteval: bool,
    /// A hidden friend: declared in classes only, so that its callers find it by the types of its arguments alone.
    #[serde(default, rename = "friend", skip_serializing_if = "is_false")]
    pub is_friend: bool,
    /// USR of the class that declares a hidden friend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub friend_of: Option<String>,
    /// USRs of the classes that name it as a friend, hidden or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub friends: Vec<String>,
    /// `constexpr` variable, or with internal linkage by `const`.
    #[serde(default, rename = "const", skip_serializing_if = "is_false")]
    pub is_const: bool,
    /// `thread_local`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub thread_local: bool,
    /// Its initialiser runs code before `main`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub dynamic_init: bool,
    /// `extern "C"`: the name is not mangled.
    #[serde(default, skip_serializing_if = "is_false")]
    pub c_name: bool,
    /// Of an instance or specialisation of a function template: its arguments, `<int>`; as they were written, if it was
    /// asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arguments: Option<String>,
    /// USRs of the functions that it overrides directly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<String>,
    /// First paragraph of the comment above it (or behind it on its line).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
    /// The whole comment without its markers, line by line, if it says more than `brief`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// Kinds of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefKind {
    /// A direct call.
    Call,
    /// A call that is dispatched at run time; it names the static callee and needs no linker symbol.
    VirtualCall,
    /// A call that nobody wrote: implicit constructors, destructors, conversions, default arguments.
    ImplicitCall,
    /// The address of a function is taken.
    Address,
    /// A variable is read.
    Read,
    /// A variable is written.
    Write,
    /// A variable is named in another way (bound to a reference, address taken).
    Use,
    /// The vtable of a class refers to this function, or a constructor to the vtable.
    Vtable,
    /// A type is named.
    Type,
    /// A template is instantiated.
    Instantiate,
    /// A virtual function overrides this one.
    Override,
    /// A macro is expanded.
    Macro,
    /// Seen in an object file only (link tier).
    Link,
}

/// A reference, counted: all uses of one kind from one function (or file) to one entity are one row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Ref {
    /// File in which the reference is written.
    pub from_file: String,
    /// Linker symbol of the function or variable around it; absent at namespace scope and in templates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What kind of reference it is.
    pub kind: RefKind,
    /// Linker symbol of the entity, when the reference makes the object need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// USR of the entity, empty for what is known by its linker symbol only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_usr: String,
    /// Qualified name of the entity.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_name: String,
    /// File that defines it, else the file that declares it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_file: Option<String>,
    /// Number of places.
    pub count: u64,
    /// Line of the first place.
    #[serde(default)]
    pub line: u32,
}

/// Kinds of types and other entities that the linker does not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TypeKind {
    /// `class`
    Class,
    /// `struct`
    Struct,
    /// `union`
    Union,
    /// An enum, scoped or not.
    Enum,
    /// A typedef or alias.
    Alias,
    /// A class template, or a partial specialisation of one.
    ClassTemplate,
    /// A function template.
    FunctionTemplate,
    /// An alias template.
    AliasTemplate,
    /// A concept.
    Concept,
}

/// A type or template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Type {
    /// libclang's identifier.
    pub usr: String,
    /// Qualified name.
    pub name: String,
    /// What it is.
    pub kind: TypeKind,
    /// For specialisations of class templates and what is nested in them: C++ that names the type from the global
    /// namespace, with all arguments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spelling: Option<String>,
    /// Where it is defined, else declared.
    pub file: String,
    /// Where it stands.
    pub extent: Extent,
    /// A definition was seen (always true for aliases).
    pub defined: bool,
    /// USR of the class around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Access in that class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// Size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Alignment in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub align: Option<u64>,
    /// Plain old data.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pod: bool,
    /// Copies, moves and destroys by copying bytes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub trivially_copyable: bool,
    /// Has virtual functions.
    #[serde(default, skip_serializing_if = "is_false")]
    pub polymorphic: bool,
    /// Has pure virtual functions.
    #[serde(default, rename = "abstract", skip_serializing_if = "is_false")]
    pub is_abstract: bool,
    /// `final`.
    #[serde(default, rename = "final", skip_serializing_if = "is_false")]
    pub is_final: bool,
    /// Scoped enum (`enum class`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub scoped: bool,
    /// In an unnamed namespace or a function: no other TU can name it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub local: bool,
    /// Base classes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<Base>,
    /// Non-static data members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Enumerators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enumerators: Vec<Enumerator>,
    /// The type of an enum's values, or what an alias stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub underlying: Option<TypeExpr>,
    /// Template parameters as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<String>,
    /// Signature of a function template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Public constructors of bases that a using-declaration makes its own, apart from those that copy and move.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inherited: Vec<Inherited>,
    /// Names of the member functions of a class template and of classes inside of one, which have no rows of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
    /// First paragraph of the comment above it (or behind it on its line).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<String>,
    /// The whole comment without its markers, line by line, if it says more than `brief`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// A base class.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Base {
    /// The base.
    pub ty: TypeExpr,
    /// Access of the inheritance.
    pub access: Access,
    /// Virtual inheritance.
    #[serde(default, rename = "virtual", skip_serializing_if = "is_false")]
    pub is_virtual: bool,
}

/// A constructor of a base that a using-declaration makes a class's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Inherited {
    /// Identifier of the base's constructor.
    pub usr: String,
    /// Its signature.
    pub signature: Signature,
}

/// A non-static data member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// Its name, empty for unnamed bit-fields and unions.
    pub name: String,
    /// Its type.
    pub ty: TypeExpr,
    /// Access in its class.
    pub access: Access,
    /// Offset from the start of the object in bits, when the layout is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_bits: Option<u64>,
    /// Width of a bit-field in bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bit_width: Option<u32>,
    /// `mutable`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub mutable: bool,
    /// The comment above it (or behind it on its line) without its markers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// An enumerator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Enumerator {
    /// Its name.
    pub name: String,
    /// Its value, written in decimal (it may need 65 bits).
    pub value: String,
    /// The comment above it (or behind it on its line) without its markers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// A macro that a project file defines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Macro {
    /// Its name.
    pub name: String,
    /// Where it is defined.
    pub file: String,
    /// Where it stands.
    pub extent: Extent,
    /// Takes arguments.
    #[serde(default, skip_serializing_if = "is_false")]
    pub function_like: bool,
    /// What it is replaced by, as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// An `#include`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Include {
    /// The file that holds the directive.
    pub from: String,
    /// What is written between the quotes or brackets.
    pub spelled: String,
    /// The file that was read; absent if it was not found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Line of the directive.
    pub line: u32,
    /// Written with `<…>`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub angled: bool,
    /// The `#if` conditions around it, outermost first, without include guards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
}

/// Kinds of places in the code that matter to a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// `throw`; the detail is the type.
    Throw,
    /// `catch`; the detail is the type, `...` for all.
    Catch,
    /// `new`; the detail is the type.
    New,
    /// `delete`; the detail is the type.
    Delete,
    /// `reinterpret_cast`; the detail is the target type.
    ReinterpretCast,
    /// `const_cast`; the detail is the target type.
    ConstCast,
    /// `dynamic_cast`; the detail is the target type.
    DynamicCast,
    /// C-style cast between pointers or from integers to pointers; the detail is the target type.
    CStyleCast,
    /// Arithmetic on pointers; the detail is the operator.
    PointerArithmetic,
    /// `memcpy`, `malloc` and their like; the detail is the function.
    RawMemory,
    /// A C variadic function is declared or called, or `va_arg` used; the detail is the function.
    Varargs,
    /// `goto`, direct or computed.
    Goto,
    /// Inline assembly.
    Asm,
    /// `setjmp`, `longjmp` and their like; the detail is the function.
    NonLocalJump,
    /// Threads, atomics, locks, condition variables; the detail is the type or function.
    Thread,
    /// A mutable variable with static storage; the detail is its name.
    Global,
    /// An initialiser that runs before `main`; the detail is the variable.
    StaticInit,
}

/// A place (or several of one kind in one function) that matters to a migration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// File.
    pub file: String,
    /// What it is.
    pub kind: SiteKind,
    /// Type, function or name, by kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Linker symbol of the function around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// First place.
    pub line: u32,
    /// Column of the first place.
    pub column: u32,
    /// Number of places.
    pub count: u64,
}

/// A CMake target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// `STATIC_LIBRARY`, `EXECUTABLE`, … as CMake says.
    pub kind: String,
    /// Its sources, from the source root, sorted.
    pub sources: Vec<String>,
    /// Targets that it depends on.
    pub depends: Vec<String>,
}

/// A file of the codebase, or one that it reads from elsewhere in the project's surroundings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct File {
    /// Path from the source root; absolute outside of it.
    pub path: String,
    /// Has a compile command.
    pub source: bool,
    /// Number of line breaks.
    pub lines: u64,
    /// BLAKE3 hash of its bytes, in hexadecimal.
    pub hash: String,
    /// Number of distinct compile commands that have it as main file.
    #[serde(default)]
    pub variants: u64,
}
