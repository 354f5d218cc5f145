//! libclang's types as data.

use clang_sys::*;
use migrate_model::types::{FunctionType, NamedKind, Noexcept, Param, RefQualifier, Signature, TypeArg, TypeExpr};

use super::Walk;
use super::decl::in_template;
use super::entity::is_instance;
use crate::clang::{Cursor, Ty};

/// Types nest through template arguments; deeper than this they are kept as text.
const MAX_DEPTH: usize = 12;
/// `CXType_FirstBuiltin` to `CXType_LastBuiltin` of the C header.
const BUILTIN_KINDS: std::ops::RangeInclusive<CXTypeKind> = 2..=40;

/// How facts name the declaration of a type.
#[derive(Clone)]
pub(super) struct TypeIdentity {
    name: String,
    usr: String,
    /// It has a row of its own that says what it is.
    listed: bool,
    /// An instance of a template, or nested in one.
    instance: bool,
}

impl Walk<'_> {
    /// A declared type.
    pub(super) fn type_expr(&mut self, ty: Ty) -> TypeExpr {
        self.type_expr_at(ty, 0)
    }

    fn type_expr_at(&mut self, ty: Ty, depth: usize) -> TypeExpr {
        if depth > MAX_DEPTH || !ty.is_valid() {
            return TypeExpr::Other { spelling: ty.spelling() };
        }
        let (is_const, is_volatile) = (ty.is_const(), ty.is_volatile());
        let bare = if is_const || is_volatile { ty.unqualified() } else { ty };
        let inner = self.unqualified_type(bare, depth);
        if is_const || is_volatile { TypeExpr::Qualified { of: Box::new(inner), is_const, is_volatile } } else { inner }
    }

    fn unqualified_type(&mut self, ty: Ty, depth: usize) -> TypeExpr {
        let next = depth + 1;
        match ty.kind() {
            CXType_Pointer => TypeExpr::Pointer { to: Box::new(self.type_expr_at(ty.pointee(), next)) },
            CXType_LValueReference => {
                TypeExpr::Reference { to: Box::new(self.type_expr_at(ty.pointee(), next)), rvalue: false }
            }
            CXType_RValueReference => {
                TypeExpr::Reference { to: Box::new(self.type_expr_at(ty.pointee(), next)), rvalue: true }
            }
            CXType_Elaborated => self.type_expr_at(ty.named(), depth),
            CXType_Record => self.named_type(ty, NamedKind::Class, next),
            CXType_Enum => self.named_type(ty, NamedKind::Enum, next),
            CXType_Typedef => self.named_type(ty, NamedKind::Alias, next),
            CXType_ConstantArray | CXType_IncompleteArray | CXType_VariableArray => TypeExpr::Array {
                of: Box::new(self.type_expr_at(ty.element(), next)),
                len: if ty.kind() == CXType_ConstantArray { ty.array_len() } else { None },
            },
            CXType_FunctionProto | CXType_FunctionNoProto => TypeExpr::Function {
                signature: Box::new(FunctionType {
                    result: self.type_expr_at(ty.result(), next),
                    params: ty.args().into_iter().map(|a| self.type_expr_at(a, next)).collect(),
                    variadic: ty.is_variadic(),
                }),
            },
            CXType_MemberPointer => TypeExpr::MemberPointer {
                to: Box::new(self.type_expr_at(ty.pointee(), next)),
                class: Box::new(self.type_expr_at(ty.class_type(), next)),
            },
            k if BUILTIN_KINDS.contains(&k) => TypeExpr::Builtin { name: ty.spelling() },
            _ => self.sugar(ty, depth),
        }
    }

    /// `auto`, template specialisations written in the source, attributes: what they stand for, if that is a class.
    fn sugar(&mut self, ty: Ty, depth: usize) -> TypeExpr {
        let canonical = ty.canonical();
        if canonical.kind() != ty.kind() && canonical.kind() != CXType_Unexposed {
            return self.type_expr_at(canonical, depth + 1);
        }
        TypeExpr::Other { spelling: ty.spelling() }
    }

    fn named_type(&mut self, ty: Ty, what: NamedKind, depth: usize) -> TypeExpr {
        let decl = ty.declaration();
        let args = if what == NamedKind::Alias {
            Vec::new()
        } else {
            ty.template_args()
                .into_iter()
                .map(|a| if a.is_valid() { TypeArg::Type(self.type_expr_at(a, depth)) } else { TypeArg::NonType })
                .collect()
        };
        let identity = self.type_identity(decl);
        let canonical =
            if what == NamedKind::Alias && !identity.listed { self.canonical_type(ty.canonical()) } else { None };
        let spelling = if !args.is_empty() || identity.instance { global_spelling(ty.canonical()) } else { None };
        let TypeIdentity { name, usr, .. } = identity;
        TypeExpr::Named { name, usr, what, args, canonical, spelling }
    }

    /// What an alias stands for, if that does not depend on a template parameter.
    fn canonical_type(&mut self, ty: Ty) -> Option<Box<TypeExpr>> {
        if let Some(known) = self.canonical_types.get(&ty.id()) {
            return known.clone();
        }
        let expr = match self.type_expr_at(ty, 0) {
            TypeExpr::Other { .. } => None,
            expr => Some(Box::new(expr)),
        };
        self.canonical_types.insert(ty.id(), expr.clone());
        expr
    }

    /// How a type's declaration is named; an instance of a template is named as its template.
    fn type_identity(&mut self, decl: Cursor) -> TypeIdentity {
        if let Some(known) = self.type_names.get(&decl.id()) {
            return known.clone();
        }
        let named = decl.template().unwrap_or(decl);
        let instance = is_instance(decl);
        let project = self.file(decl.place()).is_some_and(|f| f.project);
        let out = TypeIdentity {
            name: self.qualified_name(named),
            usr: named.usr(),
            listed: project && !instance && !in_template(decl),
            instance,
        };
        self.type_names.insert(decl.id(), out.clone());
        out
    }

    /// The signature of a function cursor.
    pub(super) fn signature(&mut self, c: Cursor) -> Signature {
        let ty = c.ty();
        let params = self.parameters(c);
        Signature {
            result: match c.kind() {
                CXCursor_Constructor | CXCursor_Destructor => TypeExpr::Builtin { name: "void".to_owned() },
                _ => self.type_expr(ty.result()),
            },
            params,
            variadic: ty.is_variadic(),
            is_const: c.is_const_method(),
            ref_qualifier: match ty.ref_qualifier() {
                CXRefQualifier_LValue => Some(RefQualifier::Lvalue),
                CXRefQualifier_RValue => Some(RefQualifier::Rvalue),
                _ => None,
            },
            noexcept: noexcept(ty.exception_spec()),
        }
    }

    fn parameters(&mut self, c: Cursor) -> Vec<Param> {
        let params: Vec<Cursor> = match c.num_args() {
            n if n >= 0 => (0..n).map(|i| c.arg(i.unsigned_abs())).collect(),
            _ => c.children().into_iter().filter(|k| k.kind() == CXCursor_ParmDecl).collect(),
        };
        params
            .into_iter()
            .map(|p| Param { name: p.spelling(), ty: self.type_expr(p.ty()), default: self.default_argument(p) })
            .collect()
    }

    /// The text behind `=` of a parameter.
    fn default_argument(&mut self, param: Cursor) -> Option<String> {
        let (start, end) = param.range();
        let bytes = self.unit.contents(start.file?);
        let text = bytes.get(start.offset as usize..end.offset as usize)?;
        let at = text.iter().position(|b| *b == b'=')?;
        let text = String::from_utf8_lossy(&text[at + 1..]);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }
}

/// C++ that names a canonical type wherever it stands; `None` if it has no name.
pub(super) fn global_spelling(ty: Ty) -> Option<String> {
    let spelling = ty.spelling();
    let nameless = ["(anonymous", "(unnamed", "(lambda"].iter().any(|n| spelling.contains(n));
    (!nameless && ty.kind() != CXType_Unexposed).then_some(spelling)
}

fn noexcept(kind: i32) -> Noexcept {
    #[expect(non_upper_case_globals, reason = "libclang's names")]
    match kind {
        CXCursor_ExceptionSpecificationKind_DynamicNone
        | CXCursor_ExceptionSpecificationKind_BasicNoexcept
        | CXCursor_ExceptionSpecificationKind_NoThrow => Noexcept::Yes,
        CXCursor_ExceptionSpecificationKind_Dynamic | CXCursor_ExceptionSpecificationKind_MSAny => Noexcept::No,
        CXCursor_ExceptionSpecificationKind_ComputedNoexcept => Noexcept::Conditional,
        _ => Noexcept::Unspecified,
    }
}
