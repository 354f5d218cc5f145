//! From the graph to rows.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use clang_sys::*;
use migrate_model::facts::{Extent, Linkage, Ref, RefKind, Site, Symbol, SymbolAbout, SymbolKind};

use super::decl::{function_kind, is_class, linkage};
use super::entity::{Sort, Whose, own_name, symbols_of, template_arguments};
use super::{EdgeKey, EntityId, REACHED, Walk};

/// Outgoing edges of one entity.
type Out = Vec<(EdgeKey, u64, u32)>;

/// A row is one of these: kind, target, needs a symbol.
type RowKey = (RefKind, EntityId, bool);

impl Walk<'_> {
    /// Makes rows from everything that was recorded.
    pub(super) fn emit(&mut self) {
        self.emit_sites();
        let mut out: HashMap<EntityId, Out> = HashMap::new();
        let mut edges: Vec<(EdgeKey, (u64, u32))> = self.edges.drain().collect();
        edges.sort_unstable();
        for (key, (count, line)) in edges {
            out.entry(key.from).or_default().push((key, count, line));
        }
        let useful = self.useful(&out);
        let alive = self.alive(&out, &useful);
        let mut owners: Vec<EntityId> = out.keys().copied().collect();
        owners.sort_unstable();
        for owner in owners {
            if self.entity(owner).whose == Whose::Project {
                self.emit_refs(owner, &out, &useful, &alive);
            }
        }
        self.emit_instances();
    }

    /// Transparent entities that reach project code.
    fn useful(&self, out: &HashMap<EntityId, Out>) -> HashSet<EntityId> {
        let mut callers: HashMap<EntityId, Vec<EntityId>> = HashMap::new();
        let mut todo = Vec::new();
        let mut useful = HashSet::new();
        for (from, edges) in out {
            if self.entity(*from).whose != Whose::Transparent {
                continue;
            }
            for (key, _, _) in edges {
                match self.entity(key.to).whose {
                    Whose::Project if key.link && useful.insert(*from) => todo.push(*from),
                    Whose::Transparent => callers.entry(key.to).or_default().push(*from),
                    _ => {}
                }
            }
        }
        while let Some(id) = todo.pop() {
            for caller in callers.get(&id).into_iter().flatten() {
                if useful.insert(*caller) {
                    todo.push(*caller);
                }
            }
        }
        useful
    }

    /// What the object of the TU holds: strong definitions, initialised variables, and what these reach. Static and inline
    /// functions that nobody uses are dropped by compilers even without optimisation.
    ///
    /// Calls through type erasure (a method bound to a function object of the project's own) leave no edge, so a class with
    /// one live member counts as live as a whole.
    fn alive(&self, out: &HashMap<EntityId, Out>, useful: &HashSet<EntityId>) -> HashSet<EntityId> {
        let mut alive: HashSet<EntityId> = HashSet::new();
        let mut todo: Vec<EntityId> = Vec::new();
        for i in 0..self.entities.len() {
            let id = EntityId(u32::try_from(i).expect("entity ids fit"));
            let e = self.entity(id);
            let root = match e.sort {
                Sort::File => true,
                Sort::Variable => e.written,
                Sort::Vtable => !e.instance && e.home.is_some(),
                Sort::Function => {
                    e.written
                        && e.cursor.linkage() == CXLinkage_External
                        && !e.cursor.definition().is_some_and(|d| d.is_inlined())
                }
                _ => false,
            };
            if root && alive.insert(id) {
                todo.push(id);
            }
        }
        let members = self.members_by_class();
        while let Some(id) = todo.pop() {
            let class = self.entity(id).cursor.semantic_parent().filter(|p| is_class(p.kind()));
            for sibling in class.and_then(|c| members.get(&c.canonical().id())).into_iter().flatten() {
                if alive.insert(*sibling) {
                    todo.push(*sibling);
                }
            }
            for (key, _, _) in out.get(&id).into_iter().flatten() {
                let passes = self.entity(key.to).whose != Whose::Transparent || useful.contains(&key.to);
                if key.link && passes && alive.insert(key.to) {
                    todo.push(key.to);
                }
            }
        }
        alive
    }

    /// Member functions that are written in source files, by the identity of their class.
    fn members_by_class(&self) -> HashMap<usize, Vec<EntityId>> {
        let mut out: HashMap<usize, Vec<EntityId>> = HashMap::new();
        for (i, e) in self.entities.iter().enumerate() {
            if e.sort == Sort::Function
                && e.written
                && e.home.as_ref().is_some_and(|f| f.source)
                && let Some(class) = e.cursor.semantic_parent().filter(|p| is_class(p.kind()))
            {
                let id = EntityId(u32::try_from(i).expect("entity ids fit"));
                out.entry(class.canonical().id()).or_default().push(id);
            }
        }
        out
    }

    fn emit_refs(
        &mut self,
        owner: EntityId,
        out: &HashMap<EntityId, Out>,
        useful: &HashSet<EntityId>,
        alive: &HashSet<EntityId>,
    ) {
        let mut rows: BTreeMap<RowKey, (u64, u32)> = BTreeMap::new();
        let mut seen: HashSet<EntityId> = HashSet::new();
        let mut through: Vec<(EntityId, u32)> = Vec::new();
        for (key, count, line) in &out[&owner] {
            match self.entity(key.to).whose {
                Whose::Project => add(&mut rows, (key.kind, key.to, key.link), *count, *line),
                Whose::Transparent if useful.contains(&key.to) && seen.insert(key.to) => through.push((key.to, *line)),
                _ => {}
            }
        }
        while let Some((id, line)) = through.pop() {
            for (key, _, _) in out.get(&id).into_iter().flatten() {
                match self.entity(key.to).whose {
                    Whose::Project if key.link => {
                        let kind = if key.kind == RefKind::Vtable { key.kind } else { RefKind::ImplicitCall };
                        add(&mut rows, (kind, key.to, true), 1, line);
                    }
                    Whose::Transparent if useful.contains(&key.to) && seen.insert(key.to) => {
                        through.push((key.to, line));
                    }
                    _ => {}
                }
            }
        }
        let Some(file) = self.entity(owner).home.clone().or_else(|| self.entity(owner).file.clone()) else { return };
        let written = self.entity(owner).written;
        // Code of a source file that its object does not hold needs no symbols; headers are judged by each user.
        let dead = file.source && !alive.contains(&owner);
        let from = self.mangled(owner);
        let group = if written { file.name.clone() } else { REACHED.to_owned() };
        let mut made: BTreeMap<(RefKind, String, Option<Rc<str>>), Ref> = BTreeMap::new();
        for ((kind, to, link), (count, line)) in rows {
            let symbol = if link && !dead && !self.is_private(to) { self.mangled(to) } else { None };
            if symbol.is_none() && link && self.entity(to).sort == Sort::Vtable {
                continue;
            }
            let target = self.entity(to);
            let to_file = target.home.clone().or_else(|| target.file.clone());
            let cursor = target.cursor;
            let sort = target.sort;
            let (to_usr, to_name) = match sort {
                Sort::Vtable => (String::new(), format!("vtable for {}", self.qualified_name(cursor))),
                Sort::Macro => (cursor.usr(), own_name(cursor)),
                _ => {
                    let named = if sort == Sort::Type { cursor.template().unwrap_or(cursor) } else { cursor };
                    (named.usr(), self.qualified_name(named))
                }
            };
            let row = Ref {
                from_file: file.name.clone(),
                from: from.as_ref().map(ToString::to_string),
                kind,
                to: symbol.as_ref().map(ToString::to_string),
                to_usr,
                to_name,
                to_file: to_file.map(|f| f.name.clone()),
                count,
                line,
            };
            made.entry((kind, row.to_usr.clone(), symbol))
                .and_modify(|r| {
                    r.count += count;
                    r.line = r.line.min(line);
                })
                .or_insert(row);
        }
        self.group(&group).refs.extend(made.into_values());
    }

    /// Nobody outside of its source file can mean it: the name of such a function may stand for another one elsewhere.
    fn is_private(&self, id: EntityId) -> bool {
        let e = self.entity(id);
        let home = e.home.as_ref().or(e.file.as_ref());
        home.is_some_and(|f| f.source) && e.sort != Sort::Vtable && linkage(e.cursor) != Linkage::External
    }

    /// Symbols of what the TU instantiates or the compiler makes: instances, implicit members, vtables.
    fn emit_instances(&mut self) {
        for i in 0..self.entities.len() {
            let id = EntityId(u32::try_from(i).expect("entity ids fit"));
            let e = self.entity(id).clone();
            if e.whose != Whose::Project || e.written || e.home.is_none() || self.asked.contains(&id) {
                continue;
            }
            let Some(file) = e.home.clone().or(e.file.clone()) else { continue };
            let (kind, names) = match e.sort {
                Sort::Function => (function_kind(e.cursor), symbols_of(e.cursor)),
                Sort::Vtable => (SymbolKind::Vtable, self.mangled(id).map(|m| m.to_string()).into_iter().collect()),
                _ => continue,
            };
            let place = e.cursor.place();
            let name = match e.sort {
                Sort::Vtable => format!("vtable for {}", self.qualified_name(e.cursor)),
                _ => self.qualified_name(e.cursor),
            };
            let implicit = e.sort == Sort::Function && !e.instance;
            let weak_vtable = e.sort == Sort::Vtable && e.instance;
            let row = Symbol {
                mangled: String::new(),
                name,
                kind,
                file: file.name.clone(),
                line: place.line,
                linkage: if e.sort == Sort::Vtable { class_linkage(e.cursor) } else { linkage(e.cursor) },
                defined: true,
                inline: false,
                implicit,
                template: e.sort == Sort::Function && e.instance,
                weak: weak_vtable,
                written_in: None,
                about: SymbolAbout {
                    usr: if e.sort == Sort::Vtable { String::new() } else { e.cursor.usr() },
                    extent: Extent { line: place.line, column: place.column, end_line: place.line, end_column: 0 },
                    arguments: if e.sort == Sort::Function { template_arguments(e.cursor) } else { None },
                    ..SymbolAbout::default()
                },
            };
            let group = self.group(REACHED);
            for mangled in names {
                group.symbols.push(Symbol { mangled, ..row.clone() });
            }
        }
    }

    fn emit_sites(&mut self) {
        let sites = std::mem::take(&mut self.sites);
        for ((file, kind, detail, owner), (line, column, count)) in sites {
            let within = owner.and_then(|o| self.mangled(o)).map(|m| m.to_string());
            let row = Site { file: file.clone(), kind, detail, within, line, column, count };
            self.group(&file).sites.push(row);
        }
    }
}

fn add(rows: &mut BTreeMap<RowKey, (u64, u32)>, key: RowKey, count: u64, line: u32) {
    let row = rows.entry(key).or_insert((0, line));
    row.0 += count;
    row.1 = row.1.min(line);
}

fn class_linkage(class: crate::clang::Cursor) -> Linkage {
    match class.linkage() {
        CXLinkage_UniqueExternal | CXLinkage_Internal => Linkage::Internal,
        _ => Linkage::External,
    }
}
