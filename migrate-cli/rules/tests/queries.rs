//! Every query can be prepared against the schema of the index, reads only, and names its columns.

use std::time::{Duration, Instant};

use migrate_rules::{Row, Value, all, evaluate};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

const COLUMNS: [&str; 6] = ["file", "line", "column", "subject", "detail", "count"];
const SCHEMA: &str = include_str!("../../scan/src/index/schema.sql");

fn index() -> Connection {
    let db = Connection::open_in_memory().expect("SQLite opens");
    db.execute_batch(SCHEMA).expect("the schema is valid");
    db
}

fn run(db: &Connection, sql: &str) -> rusqlite::Result<Vec<Row>> {
    let mut statement = db.prepare(sql)?;
    let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let value = |i: usize| -> rusqlite::Result<Value> {
            Ok(match row.get_ref(i)? {
                ValueRef::Integer(n) => Value::Int(n),
                ValueRef::Real(x) => Value::Real(x),
                ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Null | ValueRef::Blob(_) => Value::Null,
            })
        };
        found.push(
            names
                .iter()
                .enumerate()
                .map(|(i, name)| Ok((name.clone(), value(i)?)))
                .collect::<rusqlite::Result<Row>>()?,
        );
    }
    Ok(found)
}

#[test]
fn queries_fit_the_schema_and_only_read() {
    let db = index();
    for rule in all() {
        let Some(query) = rule.query else { continue };
        let statement = db.prepare(query).unwrap_or_else(|e| panic!("{}: {e}", rule.folder()));
        assert!(statement.readonly(), "{} writes", rule.code);
        assert_eq!(statement.column_names(), COLUMNS, "{}", rule.code);
        let uses_detail = [rule.message, rule.label].iter().any(|text| text.contains("{detail}"));
        assert!(!uses_detail || !query.contains("NULL AS detail"), "{}: its message needs `detail`", rule.code);
    }
    let all = db.prepare(migrate_rules::query()).expect("all queries at once");
    assert!(all.readonly());
    assert_eq!(all.column_names()[1..], COLUMNS);
    assert_eq!(all.column_names()[0], "code");
}

#[test]
fn an_empty_index_has_no_findings() {
    let db = index();
    assert_eq!(evaluate(&mut |sql| run(&db, sql)).expect("queries run"), []);
}

/// Files, functions, classes and references as a codebase of some size has them.
fn fill(db: &Connection, units: u32, refs_per_unit: u32) {
    let functions = 20;
    db.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").expect("a transaction starts");
    let mut text = db.prepare("INSERT INTO text VALUES (?, ?)").expect("text");
    let mut symbol = db
        .prepare("INSERT INTO symbols VALUES (NULL,?,?,'function',?,?,'external',1,0,0,0,0,?,NULL,NULL,NULL,?)")
        .expect("symbols");
    let mut ty = db.prepare("INSERT INTO types VALUES (NULL,?,?,'struct',?,1,1,0,?)").expect("types");
    let mut reference = db.prepare("INSERT INTO reference VALUES (NULL,?,?,?,?,?,?,?,1,1)").expect("reference");
    for unit in 0..units {
        let (source, header) = (format!("d{}/u{unit}.cc", unit % 50), format!("d{}/u{unit}.h", unit % 50));
        for (file, is_source) in [(&source, 1), (&header, 0)] {
            db.execute("INSERT INTO files VALUES (?, ?, 100, '', 1)", (file, is_source)).expect("files");
        }
        db.execute("INSERT INTO includes VALUES (NULL, ?, ?, 'x', 1, '{}')", (&source, &header)).expect("includes");
        text.execute((unit + 1, &source)).expect("text");
        for n in 0..functions {
            let id = 1_000_000 + (unit * functions + n) * 2;
            let (mangled, usr) = (format!("_Z{unit}f{n}"), format!("c:@F@u{unit}f{n}#"));
            text.execute((id, &mangled)).expect("text");
            text.execute((id + 1, &usr)).expect("text");
            let json = format!(
                r#"{{"mangled":"{mangled}","defined":true,"usr":"{usr}","signature":{{"variadic":true,"result":{{"t":"builtin","name":"int"}},
                "params":[{{"ty":{{"t":"pointer","to":{{"t":"named","name":"S","usr":"c:@S@{n}","what":"class"}}}}}}]}}}}"#
            );
            symbol.execute((&mangled, format!("u{unit}::f{n}"), &source, n, &usr, json)).expect("symbols");
        }
        let json = r#"{"fields":[{"name":"a","ty":{"t":"builtin","name":"int"},"access":"public"}]}"#;
        ty.execute((format!("c:@S@{unit}"), format!("S{unit}"), &header, json)).expect("types");
        for n in 0..refs_per_unit {
            let other = (unit * 7919 + n * 104_729) % units;
            let to = 1_000_000 + (other * functions + n % functions) * 2;
            let from = 1_000_000 + (unit * functions + n % functions) * 2;
            reference.execute((unit + 1, from, "call", to, to + 1, to, other + 1)).expect("reference");
        }
    }
    db.execute_batch("COMMIT").expect("the transaction ends");
}

#[test]
fn queries_on_twenty_thousand_references_are_quick() {
    let db = index();
    fill(&db, 200, 100);
    let start = Instant::now();
    let rows = run(&db, migrate_rules::query()).expect("queries run").len();
    // A tenth of a second where it is built with optimisation; the bound is for a busy machine.
    assert!(rows > 0 && start.elapsed() < Duration::from_secs(5), "{rows} rows in {:?}", start.elapsed());
}

#[test]
#[ignore = "takes a minute; prints what the largest codebases cost"]
fn queries_on_two_million_references() {
    let db = index();
    fill(&db, 4_000, 500);
    let start = Instant::now();
    let rows = run(&db, migrate_rules::query()).expect("queries run").len();
    eprintln!("all {:>8.2?} {rows} rows", start.elapsed());
    for rule in all() {
        let Some(query) = rule.query else { continue };
        let start = Instant::now();
        let rows = run(&db, query).unwrap_or_else(|e| panic!("{}: {e}", rule.code)).len();
        eprintln!("{} {:>8.2?} {rows} rows", rule.code, start.elapsed());
    }
}
