//! What the bodies of functions do: loops, and what becomes of their pointers. It is read from the sources of the HAL and from
//! inline functions, and is better evidence than any name.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use clang_sys::*;
use migrate_clang::{Cursor, Unit};

use super::condition::{self, Term};
use super::decl::plain;

/// Bodies by the name of their function.
pub(crate) type Bodies = HashMap<String, Body>;

/// What one body does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Body {
    /// It repeats something: what may wait is here.
    pub(crate) loops: bool,
    /// It has instructions of its own.
    pub(crate) assembly: bool,
    /// It reads or writes something else than its parameters and local variables: registers, state.
    pub(crate) touches_memory: bool,
    /// Parameters through which it writes.
    pub(crate) writes: HashSet<usize>,
    /// Pointer parameters that it keeps beyond the call.
    pub(crate) keeps: HashSet<usize>,
    /// Members of structs in which it keeps parameters.
    pub(crate) kept_in: HashSet<(usize, String)>,
    /// Parameters that it reads or writes in larger units than their type says.
    pub(crate) widened: HashSet<usize>,
    /// Members that it uses so.
    pub(crate) widened_members: HashSet<String>,
    /// Each of these places, with the settings of the first parameter on which it depends.
    pub(crate) wide: HashSet<Wide>,
    /// Pointer parameters through which it reaches more than what they point to.
    pub(crate) walks: HashSet<usize>,
    /// Number parameters that it multiplies: as lengths, they count something larger.
    pub(crate) scales: HashSet<usize>,
    /// Number parameters on which it depends where in memory it reads or writes.
    pub(crate) indexes: HashSet<usize>,
    /// Members that it assigns, by their last name.
    pub(crate) assigned: HashSet<String>,
    /// Parameters that it hands on: (own, callee, the callee's).
    pub(crate) passes: HashSet<(usize, String, usize)>,
    /// Functions that it calls.
    pub(crate) calls: HashSet<String>,
    /// The comment above the definition.
    pub(crate) doc: String,
    /// Names of the parameters at the definition.
    pub(crate) parameters: Vec<String>,
}

/// A place where memory is taken for larger units than its type says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Wide {
    pub(crate) memory: Memory,
    /// All of these hold there.
    pub(crate) when: Vec<Term>,
}

/// Whose memory.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Memory {
    /// A parameter's.
    Parameter(usize),
    /// That which a member of a struct points to.
    Member(String),
}

/// Reads all bodies of a unit that are in files `is_own` accepts, into `bodies`.
pub(crate) fn read_bodies(unit: &Unit, is_own: &mut dyn FnMut(&Path) -> bool, bodies: &mut Bodies) {
    unit.cursor().each(|cursor| {
        if cursor.kind() != CXCursor_FunctionDecl || !cursor.is_definition() {
            return;
        }
        let name = cursor.spelling();
        let own = cursor.place().file.is_some_and(|file| is_own(Path::new(&file.name())));
        if own && !bodies.contains_key(&name) {
            bodies.insert(name, read(cursor));
        }
    });
}

/// What callees do is done by their callers.
pub(crate) fn close(bodies: &mut Bodies) {
    loop {
        let mut changed = false;
        let names: Vec<String> = bodies.keys().cloned().collect();
        for name in names {
            let body = &bodies[&name];
            let touches = body.touches_memory
                || body.calls.iter().any(|callee| bodies.get(callee).is_some_and(|b| b.touches_memory));
            let assigned: HashSet<String> = (body.calls.iter().filter_map(|callee| bodies.get(callee)))
                .flat_map(|b| b.assigned.iter().cloned())
                .chain(body.assigned.iter().cloned())
                .collect();
            let loops = body.loops || body.calls.iter().any(|callee| bodies.get(callee).is_some_and(|b| b.loops));
            let through = |set: fn(&Body) -> &HashSet<usize>| -> HashSet<usize> {
                let handed =
                    |(_, callee, at): &&(usize, String, usize)| bodies.get(callee).is_some_and(|b| set(b).contains(at));
                body.passes.iter().filter(handed).map(|(own, ..)| *own).chain(set(body).iter().copied()).collect()
            };
            let (writes, keeps, widened) = (through(|b| &b.writes), through(|b| &b.keeps), through(|b| &b.widened));
            let (scales, indexes) = (through(|b| &b.scales), through(|b| &b.indexes));
            // Nobody knows how far a function goes whose body is elsewhere.
            let out_of_sight =
                body.passes.iter().filter(|(_, callee, _)| !bodies.contains_key(callee)).map(|(own, ..)| *own);
            let walks: HashSet<usize> = through(|b| &b.walks).into_iter().chain(out_of_sight).collect();
            let kept_in: HashSet<(usize, String)> = body
                .passes
                .iter()
                .filter_map(|(own, callee, at)| Some((own, at, bodies.get(callee)?)))
                .flat_map(|(own, at, b)| b.kept_in.iter().filter(move |(i, _)| i == at).map(|(_, m)| (*own, m.clone())))
                .chain(body.kept_in.iter().cloned())
                .collect();
            let sizes = |b: &Body| {
                let sets = [&b.writes, &b.keeps, &b.widened, &b.walks, &b.scales, &b.indexes].map(HashSet::len);
                (sets, b.kept_in.len(), b.assigned.len())
            };
            let sets = [&writes, &keeps, &widened, &walks, &scales, &indexes].map(HashSet::len);
            let grown = (sets, kept_in.len(), assigned.len());
            if loops != body.loops || touches != body.touches_memory || grown != sizes(body) {
                changed = true;
                if let Some(body) = bodies.get_mut(&name) {
                    (body.loops, body.writes, body.keeps) = (loops, writes, keeps);
                    (body.widened, body.kept_in, body.assigned) = (widened, kept_in, assigned);
                    (body.walks, body.scales, body.indexes) = (walks, scales, indexes);
                    body.touches_memory = touches;
                }
            }
        }
        if !changed {
            return;
        }
    }
}

fn read(function: Cursor) -> Body {
    let count = u32::try_from(function.num_args()).unwrap_or_default();
    let parameters: Vec<Cursor> = (0..count).map(|i| function.arg(i)).collect();
    let mut reader = BodyReader {
        origin: parameters.iter().enumerate().map(|(i, p)| (p.id(), i)).collect(),
        sources: parameters.iter().enumerate().map(|(i, p)| (p.id(), HashSet::from([i]))).collect(),
        handle: parameters.first().map(|p| p.id()),
        when: Vec::new(),
        body: Body {
            doc: function.raw_comment().map(|text| plain(&text)).unwrap_or_default(),
            parameters: parameters.iter().map(|p| p.spelling()).collect(),
            ..Body::default()
        },
    };
    for child in function.children().into_iter().filter(|c| c.kind() == CXCursor_CompoundStmt) {
        // Twice: an alias may be used above its last assignment, in a loop.
        reader.statement(child);
        reader.statement(child);
    }
    reader.body
}

struct BodyReader {
    /// Which parameter a variable points into.
    origin: HashMap<usize, usize>,
    /// Which parameters the value of a variable may come from.
    sources: HashMap<usize, HashSet<usize>>,
    /// The first parameter.
    handle: Option<usize>,
    /// What holds of its settings where the reader is.
    when: Vec<Term>,
    body: Body,
}

impl BodyReader {
    fn statement(&mut self, cursor: Cursor) {
        match cursor.kind() {
            CXCursor_IfStmt => return self.branch(cursor),
            CXCursor_ForStmt | CXCursor_WhileStmt => self.body.loops = true,
            CXCursor_AsmStmt | CXCursor_MSAsmStmt => self.body.assembly = true,
            CXCursor_DoStmt => {
                let condition = cursor.children().last().and_then(|c| c.evaluate_int());
                self.body.loops |= condition != Some(0);
            }
            CXCursor_VarDecl => {
                if let Some(parameter) = cursor.children().last().and_then(|value| self.pointer(*value)) {
                    self.origin.insert(cursor.id(), parameter);
                }
                self.comes_from(cursor, cursor);
            }
            CXCursor_BinaryOperator if cursor.binary_operator() == CXBinaryOperator_Assign => self.assignment(cursor),
            CXCursor_CompoundAssignOperator => {
                if let Some(target) = cursor.children().first() {
                    self.write(*target);
                    self.walk(*target);
                }
            }
            CXCursor_UnaryOperator => {
                let changes =
                    [CXUnaryOperator_PostInc, CXUnaryOperator_PostDec, CXUnaryOperator_PreInc, CXUnaryOperator_PreDec];
                self.body.touches_memory |= cursor.unary_operator() == CXUnaryOperator_Deref;
                if changes.contains(&cursor.unary_operator())
                    && let Some(target) = cursor.children().first()
                {
                    self.write(*target);
                    self.walk(*target);
                }
            }
            CXCursor_CallExpr => self.call(cursor),
            CXCursor_CStyleCastExpr => self.cast(cursor),
            CXCursor_MemberRefExpr => self.body.touches_memory = true,
            CXCursor_ArraySubscriptExpr => {
                self.body.touches_memory = true;
                if let [base, index] = cursor.children()[..] {
                    self.lead(index);
                    if index.evaluate_int() != Some(0) {
                        self.walk(base);
                    }
                }
            }
            CXCursor_BinaryOperator => self.arithmetic(cursor),
            CXCursor_DeclRefExpr if cursor.referenced().is_some_and(is_of_the_program) => {
                self.body.touches_memory = true
            }
            _ => {}
        }
        cursor.each(|child| self.statement(child));
    }

    /// What stands in a branch is done only if its condition holds, or does not.
    fn branch(&mut self, cursor: Cursor) {
        let children = cursor.children();
        let [condition, branches @ ..] = &children[..] else { return };
        self.statement(*condition);
        let (then, otherwise) = condition::terms(*condition, self.handle);
        for (branch, terms) in branches.iter().zip([then, otherwise]) {
            let before = self.when.len();
            self.when.extend(terms);
            self.statement(*branch);
            self.when.truncate(before);
        }
    }

    fn assignment(&mut self, cursor: Cursor) {
        let [target, value] = cursor.children()[..] else { return };
        let source = self.pointer(value);
        let target = peel(target);
        if target.kind() == CXCursor_DeclRefExpr {
            if let Some(variable) = target.referenced() {
                self.comes_from(variable, value);
            }
            // A variable of the program keeps it; a local one is another name of it.
            if let (Some(parameter), Some(variable)) = (source, target.referenced()) {
                match variable.semantic_parent().is_some_and(|p| p.kind() == CXCursor_FunctionDecl) {
                    true => drop(self.origin.insert(variable.id(), parameter)),
                    false => drop(self.body.keeps.insert(parameter)),
                }
            }
            return;
        }
        if let Some(parameter) = source {
            self.body.keeps.insert(parameter);
            if target.kind() == CXCursor_MemberRefExpr {
                self.body.kept_in.insert((parameter, member(target)));
            }
        }
        self.write(target);
    }

    /// `p + n` leads away from what a parameter points to; `n * m` is more than a parameter says.
    fn arithmetic(&mut self, cursor: Cursor) {
        let operands = cursor.children();
        match cursor.binary_operator() {
            CXBinaryOperator_Add | CXBinaryOperator_Sub => {
                operands.iter().for_each(|operand| self.walk(*operand));
                if operands.iter().any(|operand| is_pointer(*operand)) {
                    operands.iter().filter(|operand| !is_pointer(**operand)).for_each(|operand| self.lead(*operand));
                }
            }
            CXBinaryOperator_Mul | CXBinaryOperator_Shl => {
                let scaled: Vec<usize> = operands.iter().filter_map(|operand| self.pointer(*operand)).collect();
                self.body.scales.extend(scaled);
            }
            _ => {}
        }
    }

    /// A number that says where in memory something is.
    fn lead(&mut self, number: Cursor) {
        self.body.indexes.extend(self.parameters(number));
    }

    fn comes_from(&mut self, variable: Cursor, value: Cursor) {
        let parameters = self.parameters(value);
        self.sources.entry(variable.id()).or_default().extend(parameters);
    }

    /// The parameters that are in an expression, by their names or by those of variables.
    fn parameters(&self, value: Cursor) -> HashSet<usize> {
        let variable = value.referenced().filter(|_| value.kind() == CXCursor_DeclRefExpr);
        let own = variable.and_then(|variable| self.sources.get(&variable.id())).into_iter().flatten().copied();
        own.chain(value.children().into_iter().flat_map(|child| self.parameters(child))).collect()
    }

    fn walk(&mut self, pointer: Cursor) {
        if is_pointer(pointer)
            && let Some(parameter) = self.pointer(pointer)
        {
            self.body.walks.insert(parameter);
        }
    }

    /// `*p`, `p[i]`, `p->m`: what is written through which parameter.
    fn write(&mut self, target: Cursor) {
        let target = peel(target);
        if target.kind() == CXCursor_MemberRefExpr {
            self.body.assigned.insert(target.spelling());
        }
        let through = match target.kind() {
            CXCursor_UnaryOperator | CXCursor_ArraySubscriptExpr | CXCursor_MemberRefExpr => {
                target.children().first().copied()
            }
            _ => None,
        };
        let Some(base) = through else { return };
        if let Some(parameter) = self.pointer(base) {
            self.body.writes.insert(parameter);
        } else if target.kind() == CXCursor_MemberRefExpr && peel(base).kind() == CXCursor_MemberRefExpr {
            self.write(base);
        }
    }

    /// The parameter that an expression points into: itself, an alias, either with something added.
    fn pointer(&self, value: Cursor) -> Option<usize> {
        let value = peel(value);
        match value.kind() {
            CXCursor_DeclRefExpr => self.origin.get(&value.referenced()?.id()).copied(),
            CXCursor_UnaryOperator => {
                let moves =
                    [CXUnaryOperator_PostInc, CXUnaryOperator_PostDec, CXUnaryOperator_PreInc, CXUnaryOperator_PreDec];
                moves
                    .contains(&value.unary_operator())
                    .then(|| value.children().first().copied())?
                    .and_then(|c| self.pointer(c))
            }
            CXCursor_BinaryOperator => {
                let moves = [CXBinaryOperator_Add, CXBinaryOperator_Sub];
                moves
                    .contains(&value.binary_operator())
                    .then(|| value.children().first().copied())?
                    .and_then(|c| self.pointer(c))
            }
            _ => None,
        }
    }

    /// A pointer to small units becomes one to large ones: the length may count those.
    fn cast(&mut self, cursor: Cursor) {
        let Some(from) = cursor.children().last().copied() else { return };
        if is_pointer(cursor) && !is_pointer(peel(from)) {
            self.lead(from);
        }
        let size = |c: Cursor| c.ty().canonical().pointee().canonical().size().filter(|size| *size > 0);
        let (Some(small), Some(large)) = (size(peel(from)), size(cursor)) else { return };
        if small >= large {
            return;
        }
        let memory = if let Some(parameter) = self.pointer(from) {
            self.body.widened.insert(parameter);
            Memory::Parameter(parameter)
        } else if peel(from).kind() == CXCursor_MemberRefExpr {
            self.body.widened_members.insert(member(peel(from)));
            Memory::Member(member(peel(from)))
        } else {
            return;
        };
        self.body.wide.insert(Wide { memory, when: self.when.clone() });
    }

    fn call(&mut self, cursor: Cursor) {
        let arguments = (0..u32::try_from(cursor.num_args()).unwrap_or_default()).map(|at| cursor.arg(at));
        let handed: Vec<(usize, usize)> =
            arguments.enumerate().filter_map(|(at, argument)| Some((self.pointer(argument)?, at))).collect();
        let Some(callee) = cursor.referenced().filter(|c| c.kind() == CXCursor_FunctionDecl) else {
            self.body.walks.extend(handed.iter().map(|(parameter, _)| *parameter));
            return;
        };
        let name = callee.spelling();
        self.body.passes.extend(handed.into_iter().map(|(parameter, at)| (parameter, name.clone(), at)));
        if !name.starts_with("__builtin_") {
            self.body.calls.insert(name);
        }
    }
}

/// `type.member`: structs of different drivers name their members alike.
fn member(reference: Cursor) -> String {
    let base = reference.children().first().map(|base| base.ty().canonical());
    let record = base.map(|ty| if ty.kind() == CXType_Pointer { ty.pointee().canonical() } else { ty });
    format!("{}.{}", record.map(|ty| ty.spelling()).unwrap_or_default(), reference.spelling())
}

fn is_pointer(value: Cursor) -> bool {
    [CXType_Pointer, CXType_IncompleteArray, CXType_ConstantArray].contains(&value.ty().canonical().kind())
}

/// A variable outside of functions.
fn is_of_the_program(variable: Cursor) -> bool {
    let is_local = || variable.semantic_parent().is_some_and(|p| p.kind() == CXCursor_FunctionDecl);
    variable.kind() == CXCursor_VarDecl && !is_local()
}

/// Without parentheses and casts.
pub(super) fn peel(mut cursor: Cursor) -> Cursor {
    while matches!(cursor.kind(), CXCursor_UnexposedExpr | CXCursor_ParenExpr | CXCursor_CStyleCastExpr) {
        match cursor.children().last() {
            Some(inner) => cursor = *inner,
            None => break,
        }
    }
    cursor
}
