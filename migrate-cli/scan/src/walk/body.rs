//! Function bodies and initialisers: which entities they refer to, and how.

use std::rc::Rc;

use clang_sys::*;
use migrate_model::facts::{RefKind, SiteKind};

use super::entity::{Sort, Whose};
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
struct Context {
    /// The function that the call around has already recorded.
    callee: Option<EntityId>,
    /// The value becomes a variable, a member or the result: no temporary is destroyed here.
    kept: bool,
    /// Behind an implicit conversion: a variable's value is read.
    converted: bool,
    /// Left side of an assignment.
    assigned: bool,
    /// Operand of `&`.
    address: bool,
    /// Operand of `return`.
    returned: bool,
}

impl Context {
    fn kept() -> Context {
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

    fn push_children(&mut self, c: Cursor) -> usize {
        let start = self.stack.len();
        let stack = &mut self.stack;
        c.each(|k| stack.push(k));
        start
    }

    fn all(&mut self, c: Cursor, body: &Body, context: Context) {
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

    fn expr(&mut self, c: Cursor, body: &Body, x: Context) {
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

    /// Statements behind one that never ends are not compiled, unless something jumps there.
    fn block(&mut self, c: Cursor, body: &Body) {
        let start = self.push_children(c);
        let mut dead = false;
        for i in start..self.stack.len() {
            let k = self.stack[i];
            if dead && !has_label(k) {
                continue;
            }
            self.expr(k, body, Context::default());
            dead = self.never_returns(k);
        }
        self.stack.truncate(start);
    }

    /// A statement after which nothing runs: a call of a function that does not return, or a block or loop that ends so.
    pub(super) fn never_returns(&mut self, c: Cursor) -> bool {
        match c.kind() {
            CXCursor_CallExpr => c.referenced().is_some_and(|f| self.is_noreturn(f)),
            CXCursor_UnexposedExpr | CXCursor_ParenExpr | CXCursor_DoStmt => {
                let start = self.push_children(c);
                let first = self.stack.get(start).copied();
                self.stack.truncate(start);
                first.is_some_and(|k| self.never_returns(k))
            }
            CXCursor_CompoundStmt => {
                let start = self.push_children(c);
                let end = self.stack.len();
                let mut never = false;
                for i in start..end {
                    let k = self.stack[i];
                    never = (never && !has_label(k)) || self.never_returns(k);
                }
                self.stack.truncate(start);
                never && !contains_break(c)
            }
            _ => false,
        }
    }

    fn is_noreturn(&mut self, f: Cursor) -> bool {
        if let Some(known) = self.noreturn.get(&f.id()) {
            return *known;
        }
        let name = f.spelling();
        let answer = match f.kind() {
            CXCursor_FunctionDecl | CXCursor_CXXMethod => {
                NEVER_RETURN.contains(&name.as_str()) || {
                    let mut attributes = false;
                    f.each(|k| attributes |= (CXCursor_UnexposedAttr..500).contains(&k.kind()));
                    attributes && f.pretty().contains("noreturn")
                }
            }
            _ => false,
        };
        self.noreturn.insert(f.id(), answer);
        answer
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

    fn call(&mut self, c: Cursor, body: &Body, x: Context) {
        let mut inner = Context::default();
        match c.referenced() {
            None => {
                // An elided copy: what it would have copied takes its place.
                inner.kept = x.kept;
            }
            Some(target) => match target.kind() {
                CXCursor_Constructor => {
                    if !x.kept {
                        self.destroy(c.ty(), body, c);
                    }
                    if !(x.returned && self.moves_result(c, target)) {
                        let function = self.entity_of(target, Sort::Function);
                        self.function_edge(body, function, RefKind::Call, true, c);
                        self.call_site(body, function, c);
                    }
                    self.default_arguments(c, target, body);
                }
                CXCursor_FunctionDecl | CXCursor_CXXMethod | CXCursor_ConversionFunction | CXCursor_Destructor => {
                    let function = self.entity_of(target, Sort::Function);
                    inner.callee = Some(function);
                    let dispatched = target.is_virtual() && self.is_dispatched(c, target);
                    let kind = if dispatched { RefKind::VirtualCall } else { RefKind::Call };
                    self.function_edge(body, function, kind, !dispatched, c);
                    self.call_site(body, function, c);
                    if !x.kept && target.kind() != CXCursor_Destructor {
                        self.destroy(target.ty().result(), body, c);
                    }
                    self.default_arguments(c, target, body);
                }
                _ => {}
            },
        }
        self.all(c, body, inner);
    }

    /// `return local;`: the local variable is built where the result goes, and nothing is copied or moved.
    fn moves_result(&mut self, c: Cursor, constructor: Cursor) -> bool {
        if !(constructor.is_copy_constructor() || constructor.is_move_constructor()) {
            return false;
        }
        let mut inner = c;
        loop {
            let start = self.push_children(inner);
            let only = (self.stack.len() == start + 1).then(|| self.stack[start]);
            self.stack.truncate(start);
            match only {
                Some(k) if k.kind() == CXCursor_UnexposedExpr || k.kind() == CXCursor_ParenExpr => inner = k,
                Some(k) if k.kind() == CXCursor_DeclRefExpr => {
                    return k.referenced().is_some_and(|v| {
                        v.kind() == CXCursor_VarDecl
                            && v.linkage() == CXLinkage_NoLinkage
                            && v.storage() != CX_SC_Static
                            && v.ty().canonical().kind() == CXType_Record
                    });
                }
                _ => return false,
            }
        }
    }

    /// The call goes through the vtable: not on an object by value, not on what is final.
    fn is_dispatched(&mut self, call: Cursor, target: Cursor) -> bool {
        let Some(object) = self.object_of(call) else { return call.is_dynamic_call() };
        if object.through_member && !call.is_dynamic_call() {
            return false;
        }
        if object.by_value {
            return false;
        }
        let is_final = |c: Cursor| c.children().iter().any(|k| k.kind() == CXCursor_CXXFinalAttr);
        !(is_final(target) || object.class.is_some_and(|c| c.definition().is_some_and(is_final)))
    }

    fn object_of(&mut self, call: Cursor) -> Option<Object> {
        let start = self.push_children(call);
        let first = self.stack.get(start).copied();
        self.stack.truncate(start);
        let mut callee = first?;
        while callee.kind() == CXCursor_UnexposedExpr || callee.kind() == CXCursor_ParenExpr {
            callee = *callee.children().first()?;
        }
        let through_member = callee.kind() == CXCursor_MemberRefExpr;
        let object = if through_member {
            callee
                .children()
                .into_iter()
                .find(|k| !matches!(k.kind(), CXCursor_TypeRef | CXCursor_TemplateRef | CXCursor_NamespaceRef))?
        } else {
            callee
        };
        let mut inner = object;
        while inner.kind() == CXCursor_UnexposedExpr || inner.kind() == CXCursor_ParenExpr {
            match inner.children().first() {
                Some(k) => inner = *k,
                None => break,
            }
        }
        let by_value = object.ty().canonical().kind() != CXType_Pointer
            && match inner.kind() {
                CXCursor_DeclRefExpr | CXCursor_MemberRefExpr => inner.referenced().is_some_and(|v| {
                    let k = v.ty().canonical().kind();
                    k != CXType_LValueReference && k != CXType_RValueReference && k != CXType_Pointer
                }),
                CXCursor_CallExpr => inner
                    .referenced()
                    .is_some_and(|f| f.kind() == CXCursor_Constructor || f.ty().result().record().is_some()),
                _ => false,
            };
        let ty = object.ty().canonical();
        let class = ty.record().or_else(|| ty.pointee().record());
        Some(Object { through_member, by_value, class })
    }

    /// Arguments that the call leaves to their defaults are evaluated by the caller.
    fn default_arguments(&mut self, call: Cursor, target: Cursor, body: &Body) {
        let given = call.num_args();
        let declared = target.num_args();
        if given <= 0 || declared <= 0 {
            return;
        }
        let shift = u32::from(given > declared && target.kind() == CXCursor_CXXMethod);
        for i in shift..given.unsigned_abs() {
            let arg = call.arg(i);
            if arg.kind() != CXCursor_UnexposedExpr
                || arg.place().file.is_some()
                || i - shift >= declared.unsigned_abs()
            {
                continue;
            }
            for declaration in [target, target.canonical()] {
                let parameter = declaration.arg(i - shift);
                let start = self.push_children(parameter);
                let mut found = false;
                for k in start..self.stack.len() {
                    let e = self.stack[k];
                    if !matches!(e.kind(), CXCursor_TypeRef | CXCursor_TemplateRef | CXCursor_NamespaceRef) {
                        found = true;
                        let quiet = Body { sites: false, ..body.clone() };
                        self.expr(e, &quiet, Context::default());
                    }
                }
                self.stack.truncate(start);
                if found {
                    break;
                }
            }
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

    /// `if` and `?:`: a branch behind a constant condition is not compiled, even without optimisation.
    fn branches(&mut self, c: Cursor, body: &Body, x: Context) {
        let start = self.push_children(c);
        let kids: Vec<Cursor> = self.stack[start..].to_vec();
        self.stack.truncate(start);
        let condition = kids.iter().position(|k| is_expression(k.kind()));
        let value = condition.and_then(|i| self.constant(kids[i]));
        for (i, k) in kids.iter().enumerate() {
            let skipped = match (value, condition) {
                (Some(0), Some(at)) => i == at + 1,
                (Some(_), Some(at)) => i == at + 2,
                _ => false,
            };
            let context = if Some(i) == condition { Context::default() } else { x };
            if !skipped {
                self.expr(*k, body, context);
            }
        }
    }

    /// The value of a condition that is made of constants only.
    fn constant(&mut self, c: Cursor) -> Option<i64> {
        if self.is_constant_expression(c, 0) { c.evaluate_int() } else { None }
    }

    fn is_constant_expression(&mut self, c: Cursor, depth: usize) -> bool {
        if depth > 6 {
            return false;
        }
        match c.kind() {
            CXCursor_IntegerLiteral | CXCursor_CXXBoolLiteralExpr | CXCursor_CharacterLiteral | CXCursor_UnaryExpr => {
                true
            }
            CXCursor_DeclRefExpr => c.referenced().is_some_and(|v| match v.kind() {
                CXCursor_EnumConstantDecl | CXCursor_NonTypeTemplateParameter => true,
                CXCursor_VarDecl => v.ty().is_const() && has_initialiser(v),
                _ => false,
            }),
            CXCursor_UnexposedExpr
            | CXCursor_ParenExpr
            | CXCursor_UnaryOperator
            | CXCursor_BinaryOperator
            | CXCursor_CXXStaticCastExpr
            | CXCursor_CXXFunctionalCastExpr
            | CXCursor_CStyleCastExpr => {
                let start = self.push_children(c);
                let end = self.stack.len();
                let mut all = end > start;
                for i in start..end {
                    let k = self.stack[i];
                    all = all
                        && (matches!(k.kind(), CXCursor_TypeRef | CXCursor_NamespaceRef)
                            || self.is_constant_expression(k, depth + 1));
                }
                self.stack.truncate(start);
                all
            }
            _ => false,
        }
    }

    fn new_object(&mut self, c: Cursor, body: &Body) {
        let made = c.ty().canonical().pointee();
        self.site(body, SiteKind::New, c, || made.canonical().spelling());
        if let Some(record) = self.value_class(made).and_then(|r| self.record(r)) {
            self.class_operator(&record, "operator new", body, c);
        }
        let start = self.push_children(c);
        for i in start..self.stack.len() {
            let k = self.stack[i];
            self.expr(k, body, Context::kept());
        }
        self.stack.truncate(start);
    }

    fn delete_object(&mut self, c: Cursor, body: &Body) {
        let operand = c.children().into_iter().find(|k| is_expression(k.kind()));
        if let Some(operand) = operand {
            let mut ty = operand.ty();
            let mut inner = operand;
            // Behind the conversion to `void*` stands the pointer that was written.
            while inner.kind() == CXCursor_UnexposedExpr {
                match inner.children().first() {
                    Some(k) if k.ty().canonical().kind() == CXType_Pointer => {
                        inner = *k;
                        ty = k.ty();
                    }
                    _ => break,
                }
            }
            let pointee = match ty.kind() {
                CXType_Pointer => ty.pointee(),
                _ => ty.canonical().pointee(),
            };
            self.site(body, SiteKind::Delete, c, || pointee.canonical().spelling());
            self.delete(pointee, body, c);
        }
        self.all(c, body, Context::default());
    }

    /// `begin`, `end` and the iterator's operators, which libclang does not show.
    fn range_for(&mut self, c: Cursor, body: &Body) {
        let kids = c.children();
        let range = kids.iter().copied().find(|k| is_expression(k.kind()));
        if let Some(class) = range.and_then(|r| {
            let t = r.ty().canonical();
            t.record().or_else(|| t.pointee().record())
        }) && let Some(record) = self.record(class)
            && record.project
            && !record.instance
        {
            for name in ["begin", "end"] {
                let Some(m) = record.methods.iter().copied().find(|m| m.spelling() == name) else { continue };
                let f = self.entity_of(m, Sort::Function);
                self.edge(body.owner, f, RefKind::ImplicitCall, body.link, c);
                if name == "begin"
                    && let Some(iterator) = m.ty().result().record().and_then(|r| self.record(r))
                {
                    self.iterator_operators(&iterator, body, c);
                }
            }
        }
        for k in kids {
            self.expr(k, body, Context::default());
        }
    }

    fn iterator_operators(&mut self, iterator: &Rc<super::record::Record>, body: &Body, at: Cursor) {
        if !iterator.project || iterator.instance {
            return;
        }
        for m in iterator.methods.clone() {
            let wanted = match m.spelling().as_str() {
                "operator!=" | "operator*" => true,
                "operator++" => m.num_args() == 0,
                _ => false,
            };
            if wanted {
                let f = self.entity_of(m, Sort::Function);
                self.edge(body.owner, f, RefKind::ImplicitCall, body.link, at);
            }
        }
    }

    fn local_variable(&mut self, c: Cursor, body: &Body) {
        self.destroy(c.ty(), body, c);
        if c.storage() == CX_SC_Static && !c.ty().is_const() {
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

/// Something in it may throw: it calls, allocates or throws.
pub(super) fn may_throw(c: Cursor) -> bool {
    match c.kind() {
        CXCursor_CXXNewExpr | CXCursor_CXXThrowExpr | CXCursor_CXXDynamicCastExpr => true,
        CXCursor_CallExpr if c.referenced().is_none_or(|f| !is_noexcept(f)) => true,
        CXCursor_LambdaExpr => false,
        _ => {
            let mut found = false;
            c.each(|k| found = found || may_throw(k));
            found
        }
    }
}

fn is_noexcept(f: Cursor) -> bool {
    matches!(
        f.ty().exception_spec(),
        CXCursor_ExceptionSpecificationKind_DynamicNone
            | CXCursor_ExceptionSpecificationKind_BasicNoexcept
            | CXCursor_ExceptionSpecificationKind_NoThrow
    )
}

/// On what a member function is called.
struct Object {
    through_member: bool,
    by_value: bool,
    class: Option<Cursor>,
}

/// Functions of compilers and of the standard library that do not return, whatever their headers declare.
const NEVER_RETURN: [&str; 9] = [
    "__builtin_unreachable",
    "__builtin_trap",
    "__builtin_abort",
    "abort",
    "exit",
    "_exit",
    "_Exit",
    "quick_exit",
    "terminate",
];

/// Something may jump into the statement.
fn has_label(c: Cursor) -> bool {
    match c.kind() {
        CXCursor_LabelStmt | CXCursor_CaseStmt | CXCursor_DefaultStmt => true,
        CXCursor_LambdaExpr => false,
        _ => {
            let mut found = false;
            c.each(|k| found = found || has_label(k));
            found
        }
    }
}

/// Something may leave the block by another way than its end.
fn contains_break(c: Cursor) -> bool {
    match c.kind() {
        CXCursor_BreakStmt | CXCursor_ContinueStmt | CXCursor_GotoStmt | CXCursor_ReturnStmt => true,
        CXCursor_LambdaExpr => false,
        _ => {
            let mut found = false;
            c.each(|k| found = found || contains_break(k));
            found
        }
    }
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
