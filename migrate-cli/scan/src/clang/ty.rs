//! Types.

use clang_sys::*;

use super::{Cursor, text};

/// A type of a TU.
#[derive(Clone, Copy)]
pub(crate) struct Ty(pub(crate) CXType);

// SAFETY of this module: a `Ty` is only made from a live unit and never outlives it.
impl Ty {
    pub(crate) fn kind(self) -> CXTypeKind {
        self.0.kind
    }

    /// Identity of a canonical type with its qualifiers, within its unit.
    pub(crate) fn id(self) -> usize {
        self.0.data[0] as usize
    }

    pub(crate) fn is_valid(self) -> bool {
        self.0.kind != CXType_Invalid
    }

    pub(crate) fn spelling(self) -> String {
        text(unsafe { clang_getTypeSpelling(self.0) })
    }

    pub(crate) fn canonical(self) -> Ty {
        Ty(unsafe { clang_getCanonicalType(self.0) })
    }

    pub(crate) fn pointee(self) -> Ty {
        Ty(unsafe { clang_getPointeeType(self.0) })
    }

    pub(crate) fn declaration(self) -> Cursor {
        Cursor(unsafe { clang_getTypeDeclaration(self.0) })
    }

    pub(crate) fn element(self) -> Ty {
        Ty(unsafe { clang_getArrayElementType(self.0) })
    }

    pub(crate) fn array_len(self) -> Option<u64> {
        u64::try_from(unsafe { clang_getArraySize(self.0) }).ok()
    }

    pub(crate) fn result(self) -> Ty {
        Ty(unsafe { clang_getResultType(self.0) })
    }

    pub(crate) fn args(self) -> Vec<Ty> {
        let n = unsafe { clang_getNumArgTypes(self.0) };
        (0..n.max(0)).map(|i| Ty(unsafe { clang_getArgType(self.0, i as _) })).collect()
    }

    pub(crate) fn is_variadic(self) -> bool {
        unsafe { clang_isFunctionTypeVariadic(self.0) != 0 }
    }

    pub(crate) fn exception_spec(self) -> i32 {
        unsafe { clang_getExceptionSpecificationType(self.0) }
    }

    pub(crate) fn ref_qualifier(self) -> CXRefQualifierKind {
        unsafe { clang_Type_getCXXRefQualifier(self.0) }
    }

    pub(crate) fn is_const(self) -> bool {
        unsafe { clang_isConstQualifiedType(self.0) != 0 }
    }

    /// A constant, or an array of constants: the canonical type of one has their `const` itself.
    pub(crate) fn holds_constants(self) -> bool {
        self.is_const() || self.canonical().is_const()
    }

    pub(crate) fn is_volatile(self) -> bool {
        unsafe { clang_isVolatileQualifiedType(self.0) != 0 }
    }

    pub(crate) fn unqualified(self) -> Ty {
        Ty(unsafe { clang_getUnqualifiedType(self.0) })
    }

    pub(crate) fn is_pod(self) -> bool {
        unsafe { clang_isPODType(self.0) != 0 }
    }

    pub(crate) fn size(self) -> Option<u64> {
        u64::try_from(unsafe { clang_Type_getSizeOf(self.0) }).ok()
    }

    pub(crate) fn align(self) -> Option<u64> {
        u64::try_from(unsafe { clang_Type_getAlignOf(self.0) }).ok()
    }

    pub(crate) fn class_type(self) -> Ty {
        Ty(unsafe { clang_Type_getClassType(self.0) })
    }

    pub(crate) fn named(self) -> Ty {
        Ty(unsafe { clang_Type_getNamedType(self.0) })
    }

    /// Template arguments; an entry is not valid where the argument is no type.
    pub(crate) fn template_args(self) -> Vec<Ty> {
        let n = unsafe { clang_Type_getNumTemplateArguments(self.0) };
        (0..n.max(0)).map(|i| Ty(unsafe { clang_Type_getTemplateArgumentAsType(self.0, i as _) })).collect()
    }

    /// Non-static data members, also those of implicit instances of class templates.
    pub(crate) fn fields(self) -> Vec<Cursor> {
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
    pub(crate) fn core(self) -> Ty {
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
    pub(crate) fn record(self) -> Option<Cursor> {
        let core = self.core();
        (core.kind() == CXType_Record).then(|| core.declaration())
    }
}
