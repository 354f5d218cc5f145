//! What the Rust compiler does not take is dropped with its words, and the rest stays.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

use std::collections::BTreeMap;

use migrate_bridge_gen::{
    Bridge, Compiler, Facts, LinkReport, Progress, Request, RustError, Snippet, Stopped, Table, generate,
};
use migrate_model::bridge::Status;
use migrate_model::facts::{Extent, Linkage, Symbol, SymbolAbout, SymbolKind};
use migrate_model::types::{Param, Signature, TypeExpr};

/// A C++ compiler that takes everything, and a Rust compiler that does not take what it is told.
struct Told {
    /// Text of lines that are errors.
    wrong: Vec<&'static str>,
}

impl Compiler for Told {
    fn compile(&self, _: &str, snippets: &[Snippet]) -> Result<Vec<Option<String>>, Stopped> {
        Ok(vec![None; snippets.len()])
    }

    fn tables(&self, _: &str, tables: &[Table]) -> Result<Vec<Result<Vec<u64>, String>>, Stopped> {
        Ok(tables.iter().map(|_| Ok(vec![8, 4])).collect())
    }

    fn link(&self, _: &[(String, String)], _: &[(String, String)]) -> Result<LinkReport, Stopped> {
        Ok(LinkReport::default())
    }

    fn rust(&self, files: &BTreeMap<String, String>) -> Vec<RustError> {
        let lines =
            files.iter().flat_map(|(file, text)| text.lines().enumerate().map(move |(at, line)| (file, at, line)));
        let wrong = lines.filter(|(_, _, line)| self.wrong.iter().any(|w| line.contains(w)));
        wrong
            .map(|(file, at, _)| RustError {
                file: file.clone(),
                line: u32::try_from(at + 1).unwrap(),
                message: "mismatched types".to_owned(),
            })
            .collect()
    }

    fn format(&self, rust: &str) -> String {
        rust.to_owned()
    }
}

struct Silent;

impl Progress for Silent {
    fn phase(&self, _: &str) {}
}

fn function(name: &str) -> Symbol {
    let int = TypeExpr::Builtin { name: "int".to_owned() };
    let signature = Signature {
        result: int.clone(),
        params: vec![Param { name: "n".to_owned(), ty: int, default: None }],
        variadic: false,
        is_const: false,
        ref_qualifier: None,
        noexcept: migrate_model::types::Noexcept::Unspecified,
    };
    Symbol {
        mangled: format!("_Z{name}"),
        name: name.to_owned(),
        kind: SymbolKind::Function,
        file: "a.h".to_owned(),
        line: 1,
        linkage: Linkage::External,
        defined: true,
        inline: false,
        implicit: false,
        template: false,
        weak: false,
        written_in: None,
        about: SymbolAbout {
            usr: format!("c:{name}"),
            extent: Extent::default(),
            signature: Some(signature),
            ..SymbolAbout::default()
        },
    }
}

fn bridge(wrong: Vec<&'static str>) -> Bridge {
    let request = Request {
        crate_name: "zoo".to_owned(),
        headers: vec!["a.h".to_owned()],
        standard: "c++17".to_owned(),
        ..Request::default()
    };
    let facts = Facts { symbols: vec![function("legs"), function("arms")], ..Facts::default() };
    generate(&request, &facts, &Told { wrong }, &Silent).unwrap()
}

#[test]
fn an_error_costs_its_function() {
    let made = bridge(vec!["fn legs("]);
    let item = |name: &str| made.items.iter().find(|i| i.name == name).unwrap();
    assert_eq!((item("arms").status, item("legs").status), (Status::Bound, Status::Skipped));
    assert_eq!(item("legs").code.as_deref(), Some("MG0502"));
    assert_eq!(item("legs").reason.as_deref(), Some("the Rust compiler does not take it: mismatched types"));
    assert!(made.files["src/lib.rs"].contains("fn arms(") && !made.files["src/lib.rs"].contains("fn legs("));
    assert!(!made.files["cpp/thunks.cc"].contains("legs") && made.notes.is_empty());
}

#[test]
fn an_error_of_nobody_is_told() {
    let made = bridge(vec!["pub mod support;"]);
    assert!(made.items.iter().all(|i| i.status == Status::Bound));
    assert!(made.notes.iter().any(|n| n.starts_with("the Rust compiler does not take this crate: mismatched types")));
}
