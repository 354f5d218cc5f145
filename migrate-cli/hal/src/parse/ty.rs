//! Types.

use clang_sys::*;
use migrate_clang::Ty;

/// A type as it is written, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Type {
    /// As it is written, `uint8_t *`.
    pub(crate) spelling: String,
    /// Without aliases.
    pub(crate) shape: Shape,
}

/// What a type comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Void,
    Bool,
    /// Size in bytes.
    Integer {
        size: u64,
        signed: bool,
    },
    Float,
    /// Its name.
    Enum(String),
    /// Its name.
    Record(String),
    Pointer {
        to: Box<Type>,
        constant: bool,
        volatile: bool,
    },
    /// A pointer to a function.
    Function,
    Array {
        of: Box<Type>,
        len: Option<u64>,
    },
    Other,
}

impl Type {
    pub(super) fn read(ty: Ty) -> Type {
        Type { spelling: ty.spelling(), shape: shape(ty, 0) }
    }

    /// The type of an expression: what `written` comes to, spelled without `typeof`.
    pub(crate) fn of(canonical: Ty, written: Ty) -> Type {
        let spelled = written.spelling();
        let spelling = if spelled.contains("typeof") { canonical.spelling() } else { spelled };
        Type { spelling, shape: shape(canonical, 0) }
    }

    /// `spelling name`, with the star at the name.
    pub(crate) fn declare(&self, name: &str) -> String {
        let blank = if name.is_empty() || self.spelling.ends_with('*') { "" } else { " " };
        format!("{}{blank}{name}", self.spelling)
    }

    /// What it points to; `None` if it is no pointer to data.
    pub(crate) fn pointee(&self) -> Option<&Type> {
        match &self.shape {
            Shape::Pointer { to, .. } => Some(to),
            _ => None,
        }
    }

    /// It points to what nobody may change through it.
    pub(crate) fn points_to_const(&self) -> bool {
        matches!(self.shape, Shape::Pointer { constant: true, .. })
    }

    pub(crate) fn is_integer(&self) -> bool {
        matches!(self.shape, Shape::Integer { .. })
    }

    /// The name without qualifiers: `const x_t` is `x_t`.
    pub(crate) fn bare(&self) -> &str {
        bare(&self.spelling)
    }
}

/// A spelling without leading qualifiers.
pub(crate) fn bare(spelling: &str) -> &str {
    let mut rest = spelling.trim();
    while let Some(shorter) = ["const ", "volatile ", "restrict "].iter().find_map(|q| rest.strip_prefix(q)) {
        rest = shorter.trim_start();
    }
    rest.trim_end_matches(" const").trim_end_matches(" volatile")
}

/// Types may lead back to themselves through pointers; deeper than this nobody looks.
const DEPTH: usize = 4;

fn shape(ty: Ty, depth: usize) -> Shape {
    let canonical = ty.canonical();
    match canonical.kind() {
        CXType_Void => Shape::Void,
        CXType_Bool => Shape::Bool,
        CXType_Float | CXType_Double | CXType_LongDouble | CXType_Half | CXType_Float16 => Shape::Float,
        CXType_Enum => Shape::Enum(bare(&named(ty)).to_owned()),
        CXType_Record => Shape::Record(bare(&named(ty)).to_owned()),
        CXType_Pointer => pointer(ty, depth),
        CXType_ConstantArray | CXType_IncompleteArray | CXType_VariableArray => Shape::Array {
            of: Box::new(Type {
                spelling: canonical.element().spelling(),
                shape: shape(canonical.element(), depth + 1),
            }),
            len: canonical.array_len(),
        },
        kind => integer(kind, canonical),
    }
}

/// The name of a struct or enum, typedef before tag: what C code would write.
fn named(ty: Ty) -> String {
    let spelled = ty.spelling();
    if spelled.contains('*') || spelled.contains('(') { ty.canonical().spelling() } else { spelled }
}

fn pointer(ty: Ty, depth: usize) -> Shape {
    let written = ty.pointee();
    // An alias of a pointer has no pointee of its own.
    let pointee = if written.is_valid() { written } else { ty.canonical().pointee() };
    if matches!(pointee.canonical().kind(), CXType_FunctionProto | CXType_FunctionNoProto) {
        return Shape::Function;
    }
    if depth >= DEPTH {
        return Shape::Other;
    }
    Shape::Pointer {
        constant: pointee.canonical().is_const(),
        volatile: pointee.canonical().is_volatile(),
        to: Box::new(Type { spelling: pointee.spelling(), shape: shape(pointee, depth + 1) }),
    }
}

fn integer(kind: CXTypeKind, ty: Ty) -> Shape {
    let signed = match kind {
        CXType_Char_S | CXType_SChar | CXType_Short | CXType_Int | CXType_Long | CXType_LongLong | CXType_WChar => true,
        CXType_Char_U | CXType_UChar | CXType_UShort | CXType_UInt | CXType_ULong | CXType_ULongLong => false,
        _ => return Shape::Other,
    };
    ty.size().map_or(Shape::Other, |size| Shape::Integer { size, signed })
}
