//! The symbol graph between source files, worked out from the rows.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use migrate_model::graph::{CrossSymbol, SourceFile, SymbolGraph};
use rusqlite::Connection;

/// Symbols by number.
type Id = usize;

#[derive(Default)]
struct Symbols {
    ids: HashMap<String, Id>,
    /// Name and linker symbol for people.
    shown: Vec<(String, String)>,
    /// Source files with a strong definition.
    owners: Vec<BTreeSet<String>>,
    /// Known as weak only: uses pass through it.
    weak: Vec<bool>,
    /// A vtable: uses end at the file that owns it, but nobody bridges it.
    vtable: Vec<bool>,
}

impl Symbols {
    fn id(&mut self, mangled: &str) -> Id {
        if let Some(id) = self.ids.get(mangled) {
            return *id;
        }
        let id = self.shown.len();
        self.ids.insert(mangled.to_owned(), id);
        self.shown.push((String::new(), mangled.to_owned()));
        self.owners.push(BTreeSet::new());
        self.weak.push(false);
        self.vtable.push(false);
        id
    }
}

/// Reads the graph.
pub(super) fn read(db: &Connection) -> rusqlite::Result<SymbolGraph> {
    let sources: BTreeSet<String> = db
        .prepare("SELECT path FROM files WHERE source = 1")?
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut symbols = read_symbols(db, &sources)?;
    let users = read_users(db, &sources, &mut symbols)?;
    let mut out = SymbolGraph { files: read_files(db)?, symbols: Vec::new() };
    for (id, users) in users {
        let Some(owner) = single(&symbols.owners[id]).filter(|_| !symbols.vtable[id]) else { continue };
        let users: Vec<String> = users.into_iter().filter(|u| u != owner).collect();
        if !users.is_empty() {
            let (name, mangled) = symbols.shown[id].clone();
            out.symbols.push(CrossSymbol { mangled, name, owner: owner.clone(), users });
        }
    }
    out.symbols.sort_unstable();
    Ok(out)
}

fn single(set: &BTreeSet<String>) -> Option<&String> {
    if set.len() == 1 { set.first() } else { None }
}

/// Strong and weak definitions. The variants of a constructor or destructor are one symbol.
fn read_symbols(db: &Connection, sources: &BTreeSet<String>) -> rusqlite::Result<Symbols> {
    let mut out = Symbols::default();
    let mut query = db.prepare(
        "SELECT mangled, name, usr, kind, file, defined, linkage, inline OR implicit OR template OR weak FROM symbols \
         ORDER BY mangled",
    )?;
    let mut rows = query.query([])?;
    let mut by_usr: HashMap<String, Id> = HashMap::new();
    while let Some(r) = rows.next()? {
        let (mangled, name): (String, String) = (r.get(0)?, r.get(1)?);
        let (usr, kind): (String, String) = (r.get(2)?, r.get(3)?);
        let variants = kind == "constructor" || kind == "destructor";
        let id = match by_usr.get(&usr).filter(|_| variants && !usr.is_empty()) {
            Some(id) => {
                out.ids.insert(mangled, *id);
                *id
            }
            None => {
                let id = out.id(&mangled);
                if variants {
                    by_usr.insert(usr, id);
                }
                id
            }
        };
        out.shown[id].0 = name;
        out.vtable[id] = kind == "vtable";
        let (file, defined, linkage, soft): (String, bool, String, bool) = (r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?);
        if defined && soft {
            out.weak[id] = true;
        } else if defined && linkage == "external" && sources.contains(&file) {
            out.owners[id].insert(file);
        } else if defined && linkage != "external" {
            out.weak[id] = true;
        }
    }
    Ok(out)
}

/// For each owned symbol the source files whose objects need it.
fn read_users(
    db: &Connection,
    sources: &BTreeSet<String>,
    symbols: &mut Symbols,
) -> rusqlite::Result<BTreeMap<Id, BTreeSet<String>>> {
    let mut from_file: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    let mut from_symbol: HashMap<Id, BTreeSet<Id>> = HashMap::new();
    let mut query = db.prepare("SELECT from_file, from_symbol, to_symbol FROM refs WHERE to_symbol IS NOT NULL")?;
    let mut rows = query.query([])?;
    while let Some(r) = rows.next()? {
        let file: String = r.get(0)?;
        let to = symbols.id(r.get_ref(2)?.as_str()?);
        if let Some(from) = r.get::<_, Option<String>>(1)? {
            let from = symbols.id(&from);
            from_symbol.entry(from).or_default().insert(to);
        }
        if sources.contains(&file) {
            from_file.entry(file).or_default().insert(to);
        }
    }
    let mut out: BTreeMap<Id, BTreeSet<String>> = BTreeMap::new();
    for (file, first) in from_file {
        let mut seen: HashSet<Id> = first.iter().copied().collect();
        let mut todo: Vec<Id> = first.into_iter().collect();
        while let Some(id) = todo.pop() {
            if !symbols.owners[id].is_empty() && !symbols.weak[id] {
                out.entry(id).or_default().insert(file.clone());
                continue;
            }
            for next in from_symbol.get(&id).into_iter().flatten() {
                if seen.insert(*next) {
                    todo.push(*next);
                }
            }
        }
    }
    Ok(out)
}

fn read_files(db: &Connection) -> rusqlite::Result<BTreeMap<String, SourceFile>> {
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut out: BTreeMap<String, SourceFile> = BTreeMap::new();
    let mut query = db.prepare("SELECT path, source, lines FROM files ORDER BY path")?;
    let mut rows = query.query([])?;
    while let Some(r) = rows.next()? {
        let path: String = r.get(0)?;
        lines.insert(path.clone(), r.get(2)?);
        if r.get(1)? {
            out.insert(path, SourceFile { lines: r.get(2)?, ..SourceFile::default() });
        }
    }
    let mut includes: HashMap<String, BTreeSet<String>> = HashMap::new();
    let mut query = db.prepare("SELECT from_file, to_file FROM includes WHERE to_file IS NOT NULL")?;
    let mut rows = query.query([])?;
    while let Some(r) = rows.next()? {
        let to: String = r.get(1)?;
        if lines.contains_key(&to) {
            includes.entry(r.get(0)?).or_default().insert(to);
        }
    }
    let targets: Vec<migrate_model::facts::Target> = db
        .prepare("SELECT json FROM targets ORDER BY name")?
        .query_map([], |r| r.get::<_, String>(0))?
        .filter_map(|json| serde_json::from_str(&json.ok()?).ok())
        .collect();
    for (path, file) in &mut out {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut todo = vec![path.clone()];
        while let Some(f) = todo.pop() {
            for next in includes.get(&f).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    todo.push(next.clone());
                }
            }
        }
        let own = includes
            .get(path)
            .into_iter()
            .flatten()
            .filter(|h| stem(h) == stem(path))
            .min_by_key(|h| (!same_folder(h, path), (*h).clone()));
        if let Some(header) = own {
            file.header = Some(header.clone());
            file.header_lines = lines.get(header).copied().unwrap_or(0);
        }
        file.includes = seen.into_iter().filter(|f| f != path).collect();
        file.targets = targets.iter().filter(|t| t.sources.contains(path)).map(|t| t.name.clone()).collect();
    }
    Ok(out)
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn same_folder(a: &str, b: &str) -> bool {
    a.rsplit_once('/').map(|x| x.0) == b.rsplit_once('/').map(|x| x.0)
}
