//! C++ types and signatures as data, so that later stages need no compiler to reason about them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A C++ type as it is written in a declaration, with sugar kept where it names something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum TypeExpr {
    /// A fundamental type: `void`, `bool`, `char`, `unsigned long`, …
    Builtin {
        /// Spelling as the compiler prints it.
        name: String,
    },
    /// `T*`
    Pointer {
        /// What it points to.
        to: Box<TypeExpr>,
    },
    /// `T&` or `T&&`
    Reference {
        /// What it refers to.
        to: Box<TypeExpr>,
        /// `true` for `T&&`.
        #[serde(default, skip_serializing_if = "is_false")]
        rvalue: bool,
    },
    /// `const T`, `volatile T`
    Qualified {
        /// The unqualified type.
        of: Box<TypeExpr>,
        /// `const`
        #[serde(default, skip_serializing_if = "is_false")]
        is_const: bool,
        /// `volatile`
        #[serde(default, skip_serializing_if = "is_false")]
        is_volatile: bool,
    },
    /// A class, enum, typedef or alias, with the arguments if it is an instance of a template.
    Named {
        /// Qualified name without template arguments; for types from outside of the project without inline namespaces
        /// too, as `std::basic_string` whatever the library's ABI.
        name: String,
        /// USR of the declaration (libclang's identifier, stable between translation units).
        usr: String,
        /// `class`, `enum` or `alias`.
        what: NamedKind,
        /// Template arguments, empty for ordinary types.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        args: Vec<TypeArg>,
        /// What an alias stands for, without aliases in it; absent where a row of `types` says it (`underlying`), that is
        /// for aliases of the project that are no members of templates.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        canonical: Option<Box<TypeExpr>>,
        /// For instances of templates and what is nested in them: C++ that names the type from the global namespace, with
        /// all arguments. Absent where C++ has no name for it (lambdas, unnamed namespaces).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spelling: Option<String>,
    },
    /// `T[n]`, or `T[]` without a size.
    Array {
        /// Element type.
        of: Box<TypeExpr>,
        /// Number of elements, if it is written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        len: Option<u64>,
    },
    /// A function type, as in `void (int)`.
    Function {
        /// Parameters and result.
        signature: Box<FunctionType>,
    },
    /// `R C::*`
    MemberPointer {
        /// The member's type.
        to: Box<TypeExpr>,
        /// The class.
        class: Box<TypeExpr>,
    },
    /// What depends on a template parameter, or has no other form here: the compiler's spelling.
    Other {
        /// Spelling as the compiler prints it.
        spelling: String,
    },
}

/// What a [`TypeExpr::Named`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NamedKind {
    /// A class, struct or union.
    Class,
    /// An enum, scoped or not.
    Enum,
    /// A typedef or alias.
    Alias,
}

/// One argument of a class template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TypeArg {
    /// A type argument.
    Type(TypeExpr),
    /// Anything else (a value, a template, a pack), which libclang's C interface does not spell out for types; the
    /// `spelling` of the instance has it.
    NonType,
}

/// Parameters and result of a function type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct FunctionType {
    /// Result type.
    pub result: TypeExpr,
    /// Parameter types in order.
    pub params: Vec<TypeExpr>,
    /// C variadic (`...`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub variadic: bool,
}

/// One parameter of a declared function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Param {
    /// Name as written, empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Declared type.
    pub ty: TypeExpr,
    /// The default argument as it is written in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// The signature of a declared function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Signature {
    /// Result type (`void` for constructors and destructors).
    pub result: TypeExpr,
    /// Parameters in order, without the object.
    pub params: Vec<Param>,
    /// C variadic (`...`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub variadic: bool,
    /// `const` member function.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_const: bool,
    /// `&` or `&&` behind the parameters of a member function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ref_qualifier: Option<RefQualifier>,
    /// The promise not to throw.
    #[serde(default, skip_serializing_if = "Noexcept::is_unspecified")]
    pub noexcept: Noexcept,
}

/// `&` or `&&` behind the parameters of a member function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefQualifier {
    /// `&`
    Lvalue,
    /// `&&`
    Rvalue,
}

/// What a declaration says about exceptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Noexcept {
    /// Nothing is said: it may throw (destructors may not).
    #[default]
    Unspecified,
    /// `noexcept`, `noexcept(true)` or `throw()`.
    Yes,
    /// `noexcept(…)` with a condition that depends on something.
    Conditional,
    /// `throw(A, B)`, `noexcept(false)` or `throw(...)`.
    No,
}

impl Noexcept {
    /// Nothing is said about exceptions.
    #[must_use]
    pub fn is_unspecified(&self) -> bool {
        *self == Noexcept::Unspecified
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if passes a reference")]
pub(crate) fn is_false(b: &bool) -> bool {
    !*b
}
