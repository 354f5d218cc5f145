//! Function bodies and initialisers: which entities they refer to, and how.

use clang_sys::*;
use migrate_model::facts::{RefKind, SiteKind};

use super::entity::{Sort, Whose};
use super::flow::may_throw;
use super::record::Arguments;
use super::{EntityId, Walk};
use crate::clang::Cursor;

/// Whose body is being read.
#[derive(Clone)]
pub(super) struct Body {
    /// Edges start here.
    pub(super) owner: EntityId,
    /// The object of the TU holds this code: edges need linker symbols.
    pub(super) link: bool,
    /// Places are recorded for people (written project code only).
    pub(super) sites: bool,
    /// What stands for template parameters, where a template's text is read for one of its instances.
    pub(super) arguments: Option<Arguments>,
}

impl Body {
    pub(super) fn transparent(owner: EntityId, arguments: Option<Arguments>) -> Body {
        Body { owner, link: true, sites: false, arguments }
    }
}

/// What the expression around says about the one in hand.
#[derive(Clone, Copy, Default)]
pub(super) struct Context {
    /// The function that the call around has already recorded.
    pub(super) callee: Option<EntityId>,
    /// The value becomes a variable, a member or the result: no temporary is destroyed here.
    pub(super) kept: bool,
    /// Behind an implicit conversion: a variable's value is read.
    pub(super) converted: bool,
    /// Left side of an assignment.
    pub(super) assigned: bool,
    /// Operand of `&`.
    pub(super) address: bool,
    /// Operand of `return`.
    pub(super) returned: bool,
}

impl Context {
    pub(super) fn kept() -> Context {
        Context { kept: true, ..Context::default() }
    }
}

impl Walk<'_> {
    /// A function definition, with what constructors and destructors do unasked.
    pub(super) fn function_body(&mut self, definition: Cursor, body: &Body) {
        let constructor = definition.kind() == CXCursor_Constructor
            || definition.kind() == CXCursor_FunctionTemplate && definition.template_kind() == CXCursor_Constructor;
        let class = definition
            .semantic_parent()
            .filter(|p| matches!(p.kind(), CXCursor_ClassDecl | CXCursor_StructDecl | CXCursor_UnionDecl));
        let mut initialised = Initialised::default();
        let mut delegates = false;
        let mut member = None;
        let start = self.push_children(definition);
        for i in start..self.stack.len() {
            let c = self.stack[i];
            match c.kind() {
                CXCursor_ParmDecl => self.types_under(c, body),
                CXCursor_MemberRef => {
                    member = c.referenced().map(|f| f.canonical().id());
                    initialised.parts.extend(member);
                }
                CXCursor_TypeRef | CXCursor_TemplateRef if constructor => {
                    member = c.ty().record().map(|b| b.canonical().id());
                    initialised.parts.extend(member);
                    self.type_ref(c, body);
                }
                CXCursor_CompoundStmt if constructor => {
                    initialised.body_throws = may_throw(c);
                    self.expr(c, body, Context::kept());
                }
                _ if constructor => {
                    let made = c.referenced().filter(|r| r.kind() == CXCursor_Constructor);
                    if let Some(made) = made.and_then(Cursor::semantic_parent).map(Cursor::canonical) {
                        delegates |= class.is_some_and(|k| k.canonical().id() == made.id());
                        if member.is_none() {
                            member = Some(made.id());
                            initialised.parts.push(made.id());
                        }
                    }
                    if may_throw(c) {
                        initialised.throwing.extend(member);
                    }
                    member = None;
                    self.expr(c, body, Context::kept());
                }
                _ => self.expr(c, body, Context::kept()),
            }
        }
        self.stack.truncate(start);
        let Some(record) = class.and_then(|c| self.record(c)) else { return };
        if constructor && !delegates {
            self.construct_parts(&record, &initialised, body);
        } else if definition.kind() == CXCursor_Destructor {
            let block = definition.children().into_iter().find(|k| k.kind() == CXCursor_CompoundStmt);
            if block.is_some_and(|b| self.never_returns(b)) {
                self.use_vtable(&record, body, definition);
            } else {
                self.destroy_parts(&record, body);
            }
        }
    }

    /// The initialiser of a variable or member, and what it is made of.
    pub(super) fn initialiser(&mut self, variable: Cursor, body: &Body) {
        let start = self.push_children(variable);
        for i in start..self.stack.len() {
            let c = self.stack[i];
            self.expr(c, body, Context::kept());
        }
        self.stack.truncate(start);
    }

    pub(super) fn push_children(&mut self, c: Cursor) -> usize {
        let start = self.stack.len();
        let stack = &mut self.stack;
        c.each(|k| stack.push(k));
        start
    }

    pub(super) fn all(&mut self, c: Cursor, body: &Body, context: Context) {
        let start = self.push_children(c);
        for i in start..self.stack.len() {
            let k = self.stack[i];
            self.expr(k, body, context);
        }
        self.stack.truncate(start);
    }

    /// Only the types that are named below a declaration.
    pub(super) fn types_under(&mut self, c: Cursor, body: &Body) {
        let start = self.push_children(c);
        for i in start..self.stack.len() {
            let k = self.stack[i];
            match k.kind() {
                CXCursor_TypeRef | CXCursor_TemplateRef => self.type_ref(k, body),
                CXCursor_ParmDecl => self.types_under(k, body),
                _ => {}
            }
        }
        self.stack.truncate(start);
    }

    pub(super) fn expr(&mut self, c: Cursor, body: &Body, x: Context) {
        match c.kind() {
            CXCursor_CallExpr => self.call(c, body, x),
            CXCursor_DeclRefExpr => {
                self.name(c, body, x);
                self.all(c, body, Context::default());
            }
            CXCursor_MemberRefExpr => {
                self.name(c, body, x);
                self.all(c, body, Context { assigned: x.assigned, ..Context::default() });
            }
            CXCursor_TypeRef | CXCursor_TemplateRef => self.type_ref(c, body),
            CXCursor_NamespaceRef
            | CXCursor_IntegerLiteral
            | CXCursor_StringLiteral
            | CXCursor_FloatingLiteral
            | CXCursor_CharacterLiteral
            | CXCursor_CXXBoolLiteralExpr
            | CXCursor_CXXThisExpr
            | CXCursor_CXXNullPtrLiteralExpr
            | CXCursor_StaticAssert => {}
            CXCursor_UnexposedExpr => self.all(c, body, Context { converted: true, ..x }),
            CXCursor_ParenExpr => self.all(c, body, x),
            CXCursor_UnaryExpr | CXCursor_CXXTypeidExpr | CXCursor_SizeOfPackExpr => self.types_below(c, body),
            CXCursor_UnaryOperator => self.unary(c, body, x),
            CXCursor_BinaryOperator | CXCursor_CompoundAssignOperator => self.binary(c, body),
            CXCursor_ConditionalOperator => self.branches(c, body, x),
            CXCursor_IfStmt => self.branches(c, body, Context::default()),
            CXCursor_ReturnStmt => self.all(c, body, Context { returned: true, ..Context::kept() }),
            CXCursor_CXXNewExpr => self.new_object(c, body),
            CXCursor_CXXDeleteExpr => self.delete_object(c, body),
            CXCursor_CXXForRangeStmt => self.range_for(c, body),
            CXCursor_VarDecl => self.local_variable(c, body),
            CXCursor_ClassDecl
            | CXCursor_StructDecl
            | CXCursor_UnionDecl
            | CXCursor_EnumDecl
            | CXCursor_TypedefDecl
            | CXCursor_TypeAliasDecl => self.local_type(c, body),
            CXCursor_CXXThrowExpr => {
                self.throw(c, body);
                self.all(c, body, Context::default());
            }
            CXCursor_CXXCatchStmt => {
                self.site(body, SiteKind::Catch, c, || catch_type(c));
                self.all(c, body, Context::default());
            }
            CXCursor_GotoStmt | CXCursor_IndirectGotoStmt => {
                self.site(body, SiteKind::Goto, c, String::new);
            }
            CXCursor_AsmStmt | CXCursor_MSAsmStmt => {
                self.site(body, SiteKind::Asm, c, String::new);
                self.all(c, body, Context::default());
            }
            CXCursor_CXXReinterpretCastExpr => self.cast(c, body, SiteKind::ReinterpretCast, x),
            CXCursor_CXXConstCastExpr => self.cast(c, body, SiteKind::ConstCast, x),
            CXCursor_CXXDynamicCastExpr => self.cast(c, body, SiteKind::DynamicCast, x),
            CXCursor_CStyleCastExpr => self.cast(c, body, SiteKind::CStyleCast, x),
            CXCursor_CXXStaticCastExpr | CXCursor_CXXFunctionalCastExpr => {
                self.all(c, body, Context { converted: true, ..x });
            }
            CXCursor_InitListExpr => self.all(c, body, Context::kept()),
            CXCursor_OverloadedDeclRef => self.overloaded(c, body),
            CXCursor_CompoundStmt => self.block(c, body),
            _ => self.all(c, body, Context::default()),
        }
    }

    /// An operand that is never evaluated: its types count, its calls do not.
    fn types_below(&mut self, c: Cursor, body: &Body) {
        let start = self.push_children(c);
        for i in start..self.stack.len() {
            let k = self.stack[i];
            match k.kind() {
                CXCursor_TypeRef | CXCursor_TemplateRef => self.type_ref(k, body),
                _ => self.types_below(k, body),
            }
        }
        self.stack.truncate(start);
    }

    pub(super) fn type_ref(&mut self, c: Cursor, body: &Body) {
        let Some(target) = c.referenced() else { return };
        if matches!(
            target.kind(),
            CXCursor_TemplateTypeParameter | CXCursor_TemplateTemplateParameter | CXCursor_NonTypeTemplateParameter
        ) {
            return;
        }
        let target = self.entity_of(target, Sort::Type);
        if self.entity(target).whose == Whose::Project {
            self.edge(body.owner, target, RefKind::Type, false, c);
        } else {
            self.thread_type(body, c, target);
        }
    }

    /// A variable, function, field or enumerator is named.
    fn name(&mut self, c: Cursor, body: &Body, x: Context) {
        let Some(target) = c.referenced() else { return };
        match target.kind() {
            CXCursor_ParmDecl | CXCursor_NonTypeTemplateParameter => {}
            CXCursor_VarDecl => self.variable(c, target, body, x),
            CXCursor_FieldDecl => {
                let target = self.entity_of(target, Sort::Field);
                if self.entity(target).whose == Whose::Project {
                    self.edge(body.owner, target, use_kind(x), false, c);
                }
            }
            CXCursor_EnumConstantDecl => {
                if let Some(parent) = target.semantic_parent() {
                    let target = self.entity_of(parent, Sort::Type);
                    if self.entity(target).whose == Whose::Project {
                        self.edge(body.owner, target, RefKind::Type, false, c);
                    }
                }
            }
            CXCursor_FunctionDecl
            | CXCursor_CXXMethod
            | CXCursor_ConversionFunction
            | CXCursor_Destructor
            | CXCursor_Constructor => {
                let function = self.entity_of(target, Sort::Function);
                if x.callee == Some(function) {
                    return;
                }
                // A pointer to a virtual member holds its slot, not its address.
                let dispatched = target.is_virtual();
                self.function_edge(body, function, RefKind::Address, !dispatched, c);
            }
            _ => {}
        }
    }

    fn variable(&mut self, c: Cursor, target: Cursor, body: &Body, x: Context) {
        if target.linkage() == CXLinkage_NoLinkage || target.linkage() == CXLinkage_Invalid {
            return;
        }
        let id = self.entity_of(target, Sort::Variable);
        if self.entity(id).whose != Whose::Project {
            return;
        }
        let kind = use_kind(x);
        let folded = kind == RefKind::Read && self.is_constant(id);
        self.edge(body.owner, id, kind, body.link && !folded, c);
    }

    /// The compiler puts in the value: a constant whose initialiser every TU sees.
    fn is_constant(&self, id: EntityId) -> bool {
        let c = self.entity(id).cursor;
        let ty = c.ty().canonical();
        let scalar = matches!(ty.kind(), CXType_Bool..=CXType_LongDouble | CXType_Enum);
        scalar && ty.is_const() && (has_initialiser(c) || c.definition().is_some_and(has_initialiser))
    }

    pub(super) fn function_edge(&mut self, body: &Body, function: EntityId, kind: RefKind, link: bool, at: Cursor) {
        if self.entity(function).whose != Whose::Outside {
            self.edge(body.owner, function, kind, body.link && link, at);
        }
    }

    fn unary(&mut self, c: Cursor, body: &Body, x: Context) {
        let op = c.unary_operator();
        let inner = match op {
            CXUnaryOperator_AddrOf => Context { address: true, ..Context::default() },
            CXUnaryOperator_PostInc | CXUnaryOperator_PostDec | CXUnaryOperator_PreInc | CXUnaryOperator_PreDec => {
                if c.ty().canonical().kind() == CXType_Pointer {
                    self.site(body, SiteKind::PointerArithmetic, c, || "++/--".to_owned());
                }
                Context { assigned: true, ..Context::default() }
            }
            _ => Context { converted: x.converted, ..Context::default() },
        };
        self.all(c, body, inner);
    }

    fn binary(&mut self, c: Cursor, body: &Body) {
        let op = c.binary_operator();
        let start = self.push_children(c);
        let kids: Vec<Cursor> = self.stack[start..].to_vec();
        self.stack.truncate(start);
        let assigns = (CXBinaryOperator_Assign..=CXBinaryOperator_OrAssign).contains(&op);
        if matches!(
            op,
            CXBinaryOperator_Add | CXBinaryOperator_Sub | CXBinaryOperator_AddAssign | CXBinaryOperator_SubAssign
        ) && c.ty().canonical().kind() == CXType_Pointer
        {
            self.site(body, SiteKind::PointerArithmetic, c, || "+/-".to_owned());
        }
        if let [left, right] = kids.as_slice() {
            let dead = match op {
                CXBinaryOperator_LAnd => self.constant(*left) == Some(0),
                CXBinaryOperator_LOr => self.constant(*left).is_some_and(|v| v != 0),
                _ => false,
            };
            self.expr(*left, body, Context { assigned: assigns, ..Context::default() });
            if !dead {
                self.expr(*right, body, Context::default());
            }
        } else {
            for k in kids {
                self.expr(k, body, Context::default());
            }
        }
    }

    fn local_variable(&mut self, c: Cursor, body: &Body) {
        self.destroy(c.ty(), body, c);
        if c.storage() == CX_SC_Static && !c.ty().holds_constants() {
            self.site(body, SiteKind::Global, c, || c.spelling());
        }
        self.initialiser(c, body);
    }

    fn throw(&mut self, c: Cursor, body: &Body) {
        let thrown = c.children().into_iter().find(|k| is_expression(k.kind()));
        self.site(body, SiteKind::Throw, c, || thrown.map(|t| t.ty().canonical().spelling()).unwrap_or_default());
        if let Some(t) = thrown {
            self.destroy(t.ty(), body, c);
        }
    }

    fn cast(&mut self, c: Cursor, body: &Body, kind: SiteKind, x: Context) {
        let to = c.ty().canonical();
        let pointers = matches!(to.kind(), CXType_Pointer | CXType_LValueReference | CXType_RValueReference);
        if kind != SiteKind::CStyleCast || pointers {
            self.site(body, kind, c, || to.spelling());
        }
        self.all(c, body, Context { converted: true, ..x });
    }

    /// A name in a template's text that its arguments will resolve: with one candidate there is nothing to resolve.
    fn overloaded(&mut self, c: Cursor, body: &Body) {
        let candidates = c.overloaded();
        if let [one] = candidates.as_slice()
            && one.kind() == CXCursor_FunctionDecl
        {
            let function = self.entity_of(*one, Sort::Function);
            self.function_edge(body, function, RefKind::Call, true, c);
        }
    }
}

/// What a constructor's initialisers say.
#[derive(Default)]
pub(super) struct Initialised {
    /// Members and bases that are named, by identity.
    pub(super) parts: Vec<usize>,
    /// Of these, whose initialiser calls something.
    pub(super) throwing: Vec<usize>,
    /// The body calls something.
    pub(super) body_throws: bool,
}

fn use_kind(x: Context) -> RefKind {
    if x.assigned {
        RefKind::Write
    } else if x.converted && !x.address {
        RefKind::Read
    } else {
        RefKind::Use
    }
}

fn catch_type(c: Cursor) -> String {
    c.children()
        .into_iter()
        .find(|k| k.kind() == CXCursor_VarDecl)
        .map_or_else(|| "...".to_owned(), |v| v.ty().canonical().spelling())
}

pub(super) fn is_expression(kind: CXCursorKind) -> bool {
    (CXCursor_UnexposedExpr..CXCursor_UnexposedStmt).contains(&kind)
}

/// A variable with a value of its own.
pub(super) fn has_initialiser(c: Cursor) -> bool {
    let mut found = false;
    c.each(|k| found |= is_expression(k.kind()));
    found
}
