//! Types.

use clang_sys::*;

use super::{Cursor, text};

/// A type of a TU.
#[derive(Clone, Copy)]
pub struct Ty(pub CXType);

// SAFETY of this module: a `Ty` is only made from a live unit and never outlives it.
impl Ty {
    pub fn kind(self) -> CXTypeKind {
        self.0.kind
    }

    /// Identity of a canonical type with its qualifiers, within its unit.
    pub fn id(self) -> usize {
        self.0.data[0] as usize
    }

    pub fn is_valid(self) -> bool {
        self.0.kind != CXType_Invalid
    }

    pub fn spelling(self) -> String {
        text(unsafe { clang_getTypeSpelling(self.0) })
    }

    pub fn canonical(self) -> Ty {
        Ty(unsafe { clang_getCanonicalType(self.0) })
    }

    pub fn pointee(self) -> Ty {
        Ty(unsafe { clang_getPointeeType(self.0) })
    }

    pub fn declaration(self) -> Cursor {
        Cursor(unsafe { clang_getTypeDeclaration(self.0) })
    }

    pub fn element(self) -> Ty {
        Ty(unsafe { clang_getArrayElementType(self.0) })
    }

    pub fn array_len(self) -> Option<u64> {
        u64::try_from(unsafe { clang_getArraySize(self.0) }).ok()
    }

    pub fn result(self) -> Ty {
        Ty(unsafe { clang_getResultType(self.0) })
    }

    pub fn args(self) -> Vec<Ty> {
        let n = unsafe { clang_getNumArgTypes(self.0) };
        (0..n.max(0)).map(|i| Ty(unsafe { clang_getArgType(self.0, i as _) })).collect()
    }

    pub fn is_variadic(self) -> bool {
        unsafe { clang_isFunctionTypeVariadic(self.0) != 0 }
    }

    pub fn exception_spec(self) -> i32 {
        unsafe { clang_getExceptionSpecificationType(self.0) }
    }

    pub fn ref_qualifier(self) -> CXRefQualifierKind {
        unsafe { clang_Type_getCXXRefQualifier(self.0) }
    }

    pub fn is_const(self) -> bool {
        unsafe { clang_isConstQualifiedType(self.0) != 0 }
    }

    /// A constant, or an array of constants: the canonical type of one has their `const` itself.
    pub fn holds_constants(self) -> bool {
        self.is_const() || self.canonical().is_const()
    }

    pub fn is_volatile(self) -> bool {
        unsafe { clang_isVolatileQualifiedType(self.0) != 0 }
    }

    pub fn unqualified(self) -> Ty {
        Ty(unsafe { clang_getUnqualifiedType(self.0) })
    }

    pub fn is_pod(self) -> bool {
        unsafe { clang_isPODType(self.0) != 0 }
    }

    pub fn size(self) -> Option<u64> {
        u64::try_from(unsafe { clang_Type_getSizeOf(self.0) }).ok()
    }

    pub fn align(self) -> Option<u64> {
        u64::try_from(unsafe { clang_Type_getAlignOf(self.0) }).ok()
    }

    pub fn class_type(self) -> Ty {
        Ty(unsafe { clang_Type_getClassType(self.0) })
    }

    pub fn named(self) -> Ty {
        Ty(unsafe { clang_Type_getNamedType(self.0) })
    }

    /// Template arguments; an entry is not valid where the argument is no type.
    pub fn template_args(self) -> Vec<Ty> {
        let n = unsafe { clang_Type_getNumTemplateArguments(self.0) };
        (0..n.max(0)).map(|i| Ty(unsafe { clang_Type_getTemplateArgumentAsType(self.0, i as _) })).collect()
    }

    /// Non-static data members, also those of implicit instances of class templates.
    pub fn fields(self) -> Vec<Cursor> {
        extern "C" fn visit(c: CXCursor, data: CXClientData) -> CXVisitorResult {
            // SAFETY: `data` is the vector below.
            unsafe { (*data.cast::<Vec<Cursor>>()).push(Cursor(c)) };
            CXVisit_Continue
        }
        let mut out: Vec<Cursor> = Vec::new();
        unsafe { clang_Type_visitFields(self.0, visit, std::ptr::from_mut(&mut out).cast()) };
        out
    }

    /// Without arrays around it and qualifiers on it, canonical.
    pub fn core(self) -> Ty {
        let mut t = self.canonical();
        while matches!(
            t.kind(),
            CXType_ConstantArray | CXType_IncompleteArray | CXType_VariableArray | CXType_DependentSizedArray
        ) {
            t = t.element().canonical();
        }
        t
    }

    /// A class, struct or union by value (through aliases).
    pub fn record(self) -> Option<Cursor> {
        let core = self.core();
        (core.kind() == CXType_Record).then(|| core.declaration())
    }
}
