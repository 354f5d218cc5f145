//! The rules, as the report and the index want them.

use std::path::Path;

use migrate_model::finding::Finding;
use migrate_report::sarif;
use migrate_rules::{Row, Value};
use migrate_scan::{Codebase, Index, IndexError};

use crate::request::Context;

/// All rules for a SARIF run.
pub fn described() -> Vec<sarif::Rule> {
    let one = |r: &migrate_rules::Rule| sarif::Rule {
        code: r.code.to_owned(),
        title: r.title.to_owned(),
        page: r.explain.to_owned(),
    };
    migrate_rules::all().iter().map(one).collect()
}

/// The findings of all rules that are queries over the index.
pub fn evaluate(index: &Index) -> Result<Vec<Finding>, IndexError> {
    migrate_rules::evaluate(&mut |sql| {
        let rows = index.query(sql)?;
        Ok(rows.into_iter().map(|row| row.into_iter().map(|(name, v)| (name, value(v))).collect::<Row>()).collect())
    })
}

fn value(v: migrate_scan::Value) -> Value {
    match v {
        migrate_scan::Value::Null => Value::Null,
        migrate_scan::Value::Int(n) => Value::Int(n),
        migrate_scan::Value::Real(x) => Value::Real(x),
        migrate_scan::Value::Text(t) => Value::Text(t),
    }
}

/// What stands before paths of findings so that they start at the top of the repository, where code scanning and
/// workflow annotations want them: the source root below the nearest folder with a `.git`.
pub fn prefix(code: &Codebase, context: &Context) -> String {
    prefix_of(&code.root, context)
}

/// The same for any folder in which the paths of findings start.
pub fn prefix_of(root: &Path, context: &Context) -> String {
    let top = root.ancestors().find(|d| d.join(".git").exists()).unwrap_or(&context.dir);
    let inner = root.strip_prefix(top).unwrap_or(Path::new(""));
    inner.to_string_lossy().into_owned()
}
