//! Cursors: the nodes of libclang's view of a program.

use clang_sys::*;

use super::{File, Ty, text};

/// A node.
#[derive(Clone, Copy)]
pub struct Cursor(pub CXCursor);

/// `CXCursor_FirstInvalid` to `CXCursor_LastInvalid` of the C header.
const INVALID_KINDS: std::ops::RangeInclusive<CXCursorKind> = 70..=73;

/// A resolved position.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub file: Option<File>,
    pub line: u32,
    pub column: u32,
    pub offset: u32,
}

// SAFETY of this module: a `Cursor` is only made from a live unit and never outlives it.
impl Cursor {
    pub fn kind(self) -> CXCursorKind {
        self.0.kind
    }

    pub fn is_null(self) -> bool {
        self.0.kind == CXCursor_InvalidFile || self.0.data[0].is_null() && self.0.data[1].is_null()
    }

    /// The node if there is one.
    pub fn some(self) -> Option<Cursor> {
        let invalid = INVALID_KINDS.contains(&self.0.kind);
        (!invalid && !self.is_null()).then_some(self)
    }

    /// Identity of a declaration within its unit; redeclarations differ, see [`Cursor::canonical`].
    pub fn id(self) -> usize {
        self.0.data[0] as usize
    }

    pub fn spelling(self) -> String {
        text(unsafe { clang_getCursorSpelling(self.0) })
    }

    pub fn usr(self) -> String {
        text(unsafe { clang_getCursorUSR(self.0) })
    }

    pub fn mangling(self) -> String {
        text(unsafe { clang_Cursor_getMangling(self.0) })
    }

    /// All symbols of a constructor or destructor (and the thunks of a virtual method).
    pub fn manglings(self) -> Vec<String> {
        unsafe {
            let set = clang_Cursor_getCXXManglings(self.0);
            if set.is_null() {
                return Vec::new();
            }
            let out = (0..(*set).Count as usize)
                .map(|i| {
                    let p = clang_getCString(*(*set).Strings.add(i));
                    if p.is_null() { String::new() } else { std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned() }
                })
                .collect();
            clang_disposeStringSet(set);
            out
        }
    }

    pub fn pretty(self) -> String {
        unsafe {
            let policy = clang_getCursorPrintingPolicy(self.0);
            clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1);
            let out = text(clang_getCursorPrettyPrinted(self.0, policy));
            clang_PrintingPolicy_dispose(policy);
            out
        }
    }

    /// The comment that documents it, with its markers.
    pub fn raw_comment(self) -> Option<String> {
        let s = text(unsafe { clang_Cursor_getRawCommentText(self.0) });
        (!s.is_empty()).then_some(s)
    }

    /// Where the comment that documents it starts.
    pub fn comment_place(self) -> Place {
        unsafe { place(clang_getRangeStart(clang_Cursor_getCommentRange(self.0))) }
    }

    pub fn brief(self) -> Option<String> {
        let s = text(unsafe { clang_Cursor_getBriefCommentText(self.0) });
        (!s.is_empty()).then_some(s)
    }

    pub fn referenced(self) -> Option<Cursor> {
        Cursor(unsafe { clang_getCursorReferenced(self.0) }).some()
    }

    pub fn definition(self) -> Option<Cursor> {
        Cursor(unsafe { clang_getCursorDefinition(self.0) }).some()
    }

    pub fn is_definition(self) -> bool {
        unsafe { clang_isCursorDefinition(self.0) != 0 }
    }

    pub fn canonical(self) -> Cursor {
        Cursor(unsafe { clang_getCanonicalCursor(self.0) })
    }

    pub fn semantic_parent(self) -> Option<Cursor> {
        Cursor(unsafe { clang_getCursorSemanticParent(self.0) }).some()
    }

    /// What it is written in: for a friend the class that names it, not its namespace.
    pub fn lexical_parent(self) -> Option<Cursor> {
        Cursor(unsafe { clang_getCursorLexicalParent(self.0) }).some()
    }

    /// The template that this is an instance or specialisation of.
    pub fn template(self) -> Option<Cursor> {
        Cursor(unsafe { clang_getSpecializedCursorTemplate(self.0) }).some()
    }

    /// The kind that a template cursor's entity has.
    pub fn template_kind(self) -> CXCursorKind {
        unsafe { clang_getTemplateCursorKind(self.0) }
    }

    pub fn linkage(self) -> CXLinkageKind {
        unsafe { clang_getCursorLinkage(self.0) }
    }

    pub fn storage(self) -> CX_StorageClass {
        unsafe { clang_Cursor_getStorageClass(self.0) }
    }

    pub fn is_inlined(self) -> bool {
        unsafe { clang_Cursor_isFunctionInlined(self.0) != 0 }
    }

    pub fn is_dynamic_call(self) -> bool {
        unsafe { clang_Cursor_isDynamicCall(self.0) != 0 }
    }

    pub fn is_virtual(self) -> bool {
        unsafe { clang_CXXMethod_isVirtual(self.0) != 0 }
    }

    pub fn is_pure(self) -> bool {
        unsafe { clang_CXXMethod_isPureVirtual(self.0) != 0 }
    }

    pub fn is_static_method(self) -> bool {
        unsafe { clang_CXXMethod_isStatic(self.0) != 0 }
    }

    pub fn is_const_method(self) -> bool {
        unsafe { clang_CXXMethod_isConst(self.0) != 0 }
    }

    pub fn is_defaulted(self) -> bool {
        unsafe { clang_CXXMethod_isDefaulted(self.0) != 0 }
    }

    /// `= delete`. libclang has the question for members only; of other functions it says that every use is an error.
    pub fn is_deleted(self) -> bool {
        unsafe {
            clang_CXXMethod_isDeleted(self.0) != 0
                || self.kind() == CXCursor_FunctionDecl
                    && clang_getCursorAvailability(self.0) == CXAvailability_NotAvailable
        }
    }

    pub fn is_explicit(self) -> bool {
        unsafe { clang_CXXMethod_isExplicit(self.0) != 0 }
    }

    pub fn is_copy_assignment(self) -> bool {
        unsafe { clang_CXXMethod_isCopyAssignmentOperator(self.0) != 0 }
    }

    pub fn is_move_assignment(self) -> bool {
        unsafe { clang_CXXMethod_isMoveAssignmentOperator(self.0) != 0 }
    }

    pub fn is_default_constructor(self) -> bool {
        unsafe { clang_CXXConstructor_isDefaultConstructor(self.0) != 0 }
    }

    pub fn is_copy_constructor(self) -> bool {
        unsafe { clang_CXXConstructor_isCopyConstructor(self.0) != 0 }
    }

    pub fn is_move_constructor(self) -> bool {
        unsafe { clang_CXXConstructor_isMoveConstructor(self.0) != 0 }
    }

    pub fn is_mutable_field(self) -> bool {
        unsafe { clang_CXXField_isMutable(self.0) != 0 }
    }

    pub fn is_abstract_record(self) -> bool {
        unsafe { clang_CXXRecord_isAbstract(self.0) != 0 }
    }

    pub fn is_inline_namespace(self) -> bool {
        unsafe { clang_Cursor_isInlineNamespace(self.0) != 0 }
    }

    pub fn is_scoped_enum(self) -> bool {
        unsafe { clang_EnumDecl_isScoped(self.0) != 0 }
    }

    pub fn is_virtual_base(self) -> bool {
        unsafe { clang_isVirtualBase(self.0) != 0 }
    }

    pub fn access(self) -> CX_CXXAccessSpecifier {
        unsafe { clang_getCXXAccessSpecifier(self.0) }
    }

    pub fn tls(self) -> CXTLSKind {
        unsafe { clang_getCursorTLSKind(self.0) }
    }

    pub fn bit_width(self) -> Option<u32> {
        u32::try_from(unsafe { clang_getFieldDeclBitWidth(self.0) }).ok()
    }

    pub fn field_offset(self) -> Option<u64> {
        u64::try_from(unsafe { clang_Cursor_getOffsetOfField(self.0) }).ok()
    }

    pub fn enum_value(self) -> i64 {
        unsafe { clang_getEnumConstantDeclValue(self.0) }
    }

    pub fn enum_value_unsigned(self) -> u64 {
        unsafe { clang_getEnumConstantDeclUnsignedValue(self.0) }
    }

    pub fn enum_type(self) -> Ty {
        Ty(unsafe { clang_getEnumDeclIntegerType(self.0) })
    }

    pub fn typedef_target(self) -> Ty {
        Ty(unsafe { clang_getTypedefDeclUnderlyingType(self.0) })
    }

    pub fn ty(self) -> Ty {
        Ty(unsafe { clang_getCursorType(self.0) })
    }

    pub fn num_args(self) -> i32 {
        unsafe { clang_Cursor_getNumArguments(self.0) }
    }

    pub fn arg(self, i: u32) -> Cursor {
        Cursor(unsafe { clang_Cursor_getArgument(self.0, i) })
    }

    pub fn num_template_args(self) -> i32 {
        unsafe { clang_Cursor_getNumTemplateArguments(self.0) }
    }

    pub fn template_arg_kind(self, i: u32) -> CXTemplateArgumentKind {
        unsafe { clang_Cursor_getTemplateArgumentKind(self.0, i) }
    }

    pub fn template_arg_type(self, i: u32) -> Ty {
        Ty(unsafe { clang_Cursor_getTemplateArgumentType(self.0, i) })
    }

    pub fn template_arg_value(self, i: u32) -> i64 {
        unsafe { clang_Cursor_getTemplateArgumentValue(self.0, i) }
    }

    pub fn binary_operator(self) -> CXBinaryOperatorKind {
        unsafe { clang_getCursorBinaryOperatorKind(self.0) }
    }

    pub fn unary_operator(self) -> CXUnaryOperatorKind {
        unsafe { clang_getCursorUnaryOperatorKind(self.0) }
    }

    pub fn is_function_like_macro(self) -> bool {
        unsafe { clang_Cursor_isMacroFunctionLike(self.0) != 0 }
    }

    pub fn is_builtin_macro(self) -> bool {
        unsafe { clang_Cursor_isMacroBuiltin(self.0) != 0 }
    }

    pub fn included_file(self) -> Option<File> {
        let f = unsafe { clang_getIncludedFile(self.0) };
        (!f.is_null()).then_some(File(f))
    }

    pub fn overridden(self) -> Vec<Cursor> {
        unsafe {
            let (mut list, mut n) = (std::ptr::null_mut(), 0);
            clang_getOverriddenCursors(self.0, &mut list, &mut n);
            if list.is_null() {
                return Vec::new();
            }
            let out = (0..n as usize).map(|i| Cursor(*list.add(i))).collect();
            clang_disposeOverriddenCursors(list);
            out
        }
    }

    /// The candidates of an overloaded name in a template.
    pub fn overloaded(self) -> Vec<Cursor> {
        let n = unsafe { clang_getNumOverloadedDecls(self.0) };
        (0..n).map(|i| Cursor(unsafe { clang_getOverloadedDecl(self.0, i) })).collect()
    }

    /// The value of a constant integer expression.
    pub fn evaluate_int(self) -> Option<i64> {
        unsafe {
            let r = clang_Cursor_Evaluate(self.0);
            if r.is_null() {
                return None;
            }
            let out = (clang_EvalResult_getKind(r) == CXEval_Int).then(|| clang_EvalResult_getAsLongLong(r));
            clang_EvalResult_dispose(r);
            out
        }
    }

    pub fn extent(self) -> CXSourceRange {
        unsafe { clang_getCursorExtent(self.0) }
    }

    /// Where it stands; for what a macro made, where the macro is used.
    pub fn place(self) -> Place {
        place(unsafe { clang_getCursorLocation(self.0) })
    }

    /// First and last position, where macros are used.
    pub fn range(self) -> (Place, Place) {
        let e = self.extent();
        unsafe { (place(clang_getRangeStart(e)), place(clang_getRangeEnd(e))) }
    }

    /// Calls `f` for each child in order.
    pub fn each(self, mut f: impl FnMut(Cursor)) {
        extern "C" fn visit<F: FnMut(Cursor)>(c: CXCursor, _: CXCursor, data: CXClientData) -> CXChildVisitResult {
            // SAFETY: `data` is the closure below, alive during the call. A panic must not cross libclang.
            let f = unsafe { &mut *data.cast::<F>() };
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| f(Cursor(c)))) {
                Ok(()) => CXChildVisit_Continue,
                Err(_) => std::process::abort(),
            }
        }
        fn trampoline<F: FnMut(Cursor)>(c: CXCursor, f: &mut F) {
            unsafe { clang_visitChildren(c, visit::<F>, std::ptr::from_mut(f).cast()) };
        }
        trampoline(self.0, &mut f);
    }

    /// The children in order.
    pub fn children(self) -> Vec<Cursor> {
        let mut out = Vec::new();
        self.each(|c| out.push(c));
        out
    }
}

fn place(location: CXSourceLocation) -> Place {
    let (mut file, mut line, mut column, mut offset) = (std::ptr::null_mut(), 0, 0, 0);
    // SAFETY: the location belongs to a live unit.
    unsafe { clang_getExpansionLocation(location, &mut file, &mut line, &mut column, &mut offset) };
    Place { file: (!file.is_null()).then_some(File(file)), line, column, offset }
}
