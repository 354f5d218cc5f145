//! Small graphs for tests.

use migrate_model::graph::{CrossSymbol, SourceFile, SymbolGraph};
use proptest::prelude::*;

/// A source file with lines.
pub(crate) fn file(path: &str, lines: u64) -> (String, SourceFile) {
    (path.to_owned(), SourceFile { lines, ..SourceFile::default() })
}

/// A graph of files and symbols `(name, owner, users)`.
pub(crate) fn graph(files: &[(String, SourceFile)], symbols: &[(&str, &str, &[&str])]) -> SymbolGraph {
    let symbol = |&(name, owner, users): &(&str, &str, &[&str])| CrossSymbol {
        mangled: format!("_Z{name}"),
        name: name.to_owned(),
        owner: owner.to_owned(),
        users: users.iter().map(|u| (*u).to_owned()).collect(),
    };
    SymbolGraph { files: files.iter().cloned().collect(), symbols: symbols.iter().map(symbol).collect() }
}

/// Graphs of up to twelve files in three folders; some symbols name files that are not there, or only their owner.
pub(crate) fn any_graph() -> impl Strategy<Value = SymbolGraph> {
    let files = proptest::collection::vec(0..400_u64, 1..12);
    let symbols = proptest::collection::vec((0..13_usize, proptest::collection::vec(0..13_usize, 0..5)), 0..40);
    (files, symbols).prop_map(|(lines, symbols)| {
        let path = |i: usize| format!("{}/f{i}.cc", ["a", "b", "c"][i % 3]);
        let files = lines.iter().enumerate().map(|(i, &l)| file(&path(i), l)).collect();
        let symbol = |(i, (owner, users)): (usize, (usize, Vec<usize>))| CrossSymbol {
            mangled: format!("_Z{i}"),
            name: format!("s{i}"),
            owner: path(owner),
            users: users.into_iter().map(path).collect(),
        };
        SymbolGraph { files, symbols: symbols.into_iter().enumerate().map(symbol).collect() }
    })
}
