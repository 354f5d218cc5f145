//! From a parsed TU to facts.
//!
//! The walk has two halves. First every declaration of the project's own files is recorded and the bodies of its functions
//! are read ([`decl`], [`body`]). Then everything that these bodies reach and that nobody wrote out (instances of templates,
//! implicit members, vtables, code of the standard library that calls back) is followed until nothing new turns up
//! ([`reach`], [`special`]). Both fill one graph of entities and edges, from which [`emit`] makes rows.
//!
//! Code outside of the project is *transparent*: its functions get no rows of their own; what they reach in the project is
//! charged to the project function that called them.

mod answers;
mod body;
mod call;
mod decl;
mod doc;
mod emit;
mod entity;
pub(crate) mod explicit;
mod flow;
mod preprocess;
mod reach;
mod record;
mod site;
mod special;
mod typedecl;
mod types;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use migrate_model::facts::{RefKind, SiteKind};
use migrate_model::types::TypeExpr;

use crate::clang::{Cursor, File, Place, Unit};
use crate::paths::{PathNames, is_source_name};
use crate::protocol::FactGroup;

use entity::Entity;
pub(crate) use entity::EntityId;
use record::Record;
use types::TypeIdentity;

/// A file as facts name it.
#[derive(Debug)]
pub(crate) struct FileInfo {
    /// Path from the source root, or absolute.
    pub(crate) name: String,
    /// Absolute path.
    pub(crate) path: std::path::PathBuf,
    /// Facts about it are recorded.
    pub(crate) project: bool,
    /// Its code belongs to itself, not to the file that includes it.
    pub(crate) source: bool,
}

/// One edge of the graph, with the number of places and the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct EdgeKey {
    from: EntityId,
    to: EntityId,
    kind: RefKind,
    /// The object needs the symbol.
    link: bool,
}

/// Aggregated sites: first line and column, number of places.
type SiteKey = (String, SiteKind, String, Option<EntityId>);

/// The walk over one TU.
pub(crate) struct Walk<'u> {
    unit: &'u Unit,
    names: &'u PathNames,
    files: HashMap<File, Rc<FileInfo>>,
    main: Rc<FileInfo>,
    is_c: bool,
    exceptions: bool,
    /// Instances whose code stands in another object.
    elsewhere: HashMap<String, Vec<Option<String>>>,

    entities: Vec<Entity>,
    by_decl: HashMap<usize, EntityId>,
    by_file: HashMap<String, EntityId>,
    edges: HashMap<EdgeKey, (u64, u32)>,
    queue: Vec<EntityId>,
    /// Instances of templates that were asked for: they have full rows.
    asked: HashSet<EntityId>,
    records: HashMap<usize, Rc<Record>>,
    /// Entities that libclang has no cursor for (vtables, implicit members), by a key of our own.
    keyed: HashMap<String, EntityId>,
    type_names: HashMap<usize, TypeIdentity>,
    /// What aliases stand for, by identity of the canonical type.
    canonical_types: HashMap<usize, Option<Box<TypeExpr>>>,
    scope_names: HashMap<usize, String>,
    concerns: HashMap<usize, bool>,
    noreturn: HashMap<usize, bool>,

    sites: BTreeMap<SiteKey, (u32, u32, u64)>,
    groups: BTreeMap<String, FactGroup>,
    seen_types: HashSet<usize>,
    stack: Vec<Cursor>,
}

/// What is known of a TU beside its text.
pub(crate) struct Task<'a> {
    pub(crate) names: &'a PathNames,
    /// Main file, absolute.
    pub(crate) main: &'a std::path::Path,
    pub(crate) is_c: bool,
    /// Compiled with exceptions: what was made is destroyed when something throws.
    pub(crate) exceptions: bool,
}

/// Everything that one TU says.
pub(crate) struct Outcome {
    pub(crate) groups: Vec<FactGroup>,
    /// Absolute paths of all files that were read, sorted.
    pub(crate) reads: Vec<String>,
}

/// Walks a parsed unit.
pub(crate) fn walk(unit: &Unit, task: &Task<'_>, cache: &mut explicit::Cache) -> Outcome {
    let (names, main) = (task.names, task.main);
    let project = !names.is_umbrella(main);
    let main_info = Rc::new(FileInfo { name: names.name(main), path: main.to_owned(), project, source: true });
    let mut walk = Walk {
        unit,
        names,
        files: HashMap::new(),
        main: main_info,
        is_c: task.is_c,
        exceptions: task.exceptions,
        elsewhere: HashMap::new(),
        entities: Vec::new(),
        by_decl: HashMap::new(),
        by_file: HashMap::new(),
        edges: HashMap::new(),
        queue: Vec::new(),
        asked: HashSet::new(),
        records: HashMap::new(),
        keyed: HashMap::new(),
        type_names: HashMap::new(),
        canonical_types: HashMap::new(),
        scope_names: HashMap::new(),
        concerns: HashMap::new(),
        noreturn: HashMap::new(),
        sites: BTreeMap::new(),
        groups: BTreeMap::new(),
        seen_types: HashSet::new(),
        stack: Vec::new(),
    };
    walk.read_explicit(cache);
    walk.declarations();
    walk.follow();
    walk.emit();
    let mut reads: Vec<String> = unit
        .files()
        .into_iter()
        .map(|f| names.real(std::path::Path::new(&f.name())).to_string_lossy().into_owned())
        .collect();
    reads.push(main.to_string_lossy().into_owned());
    reads.sort();
    reads.dedup();
    let mut groups: Vec<FactGroup> = std::mem::take(&mut walk.groups).into_values().collect();
    for group in &mut groups {
        group.normalise();
    }
    groups.retain(|g| !g.is_empty());
    Outcome { groups, reads }
}

impl Walk<'_> {
    /// Collects what headers declare `extern template` and the main file does not define.
    fn read_explicit(&mut self, cache: &mut explicit::Cache) {
        let mut here = Vec::new();
        for file in self.unit.files() {
            let text = self.unit.contents(file);
            let Some(info) = self.file(Place { file: Some(file), line: 0, column: 0, offset: 0 }) else { continue };
            if !info.project {
                continue;
            }
            let known = cache.get(&info.name).filter(|(size, _)| *size == text.len()).map(|(_, e)| Rc::clone(e));
            let found = known.unwrap_or_else(|| {
                let read = Rc::new(explicit::read(text));
                cache.insert(info.name.clone(), (text.len(), Rc::clone(&read)));
                read
            });
            if info.source {
                here.extend(found.names.iter().map(|(n, _)| n.clone()));
            } else {
                for (name, arguments) in &found.names {
                    self.elsewhere.entry(name.clone()).or_default().push(arguments.clone());
                }
            }
        }
        for name in here {
            self.elsewhere.remove(&name);
        }
    }
}

/// The group of facts that only this TU has: what it instantiates.
const REACHED: &str = "";

impl Walk<'_> {
    /// The file of a place.
    fn file(&mut self, place: Place) -> Option<Rc<FileInfo>> {
        let file = place.file?;
        if let Some(info) = self.files.get(&file) {
            return Some(Rc::clone(info));
        }
        let path = self.names.real(std::path::Path::new(&file.name()));
        let info = if path == self.main.path {
            Rc::clone(&self.main)
        } else {
            let name = self.names.name(&path);
            let source = is_source_name(&name);
            Rc::new(FileInfo { project: self.names.is_inside(&path), name, path, source })
        };
        self.files.insert(file, Rc::clone(&info));
        Some(info)
    }

    /// The facts of one file (or of [`REACHED`]).
    fn group(&mut self, file: &str) -> &mut FactGroup {
        if !self.groups.contains_key(file) {
            self.groups.insert(file.to_owned(), FactGroup::default());
        }
        self.groups.get_mut(file).expect("just inserted")
    }

    /// Adds an edge, or one more place to it.
    fn edge(&mut self, from: EntityId, to: EntityId, kind: RefKind, link: bool, at: Cursor) {
        if from == to && kind != RefKind::Call {
            return;
        }
        let key = EdgeKey { from, to, kind, link };
        if let Some((count, _)) = self.edges.get_mut(&key) {
            *count += 1;
            return;
        }
        let line = at.place().line;
        self.edges.insert(key, (1, line));
        self.reached(to);
    }
}
