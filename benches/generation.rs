//! Facts to a crate, without a compiler: what the generator itself costs.
#![allow(missing_docs, reason = "criterion's macros write a public function")]

use criterion::{Criterion, criterion_group, criterion_main};
use migrate_bridge_gen::{Bridge, Facts, Request};
use migrate_model::facts::{Extent, Symbol, Type};
use serde_json::json;

mod agreeing;

use agreeing::{Agreeing, Silent};

/// A function with a number, a text and an object.
fn symbol(i: usize, classes: usize) -> Symbol {
    let class = i % classes;
    let int = json!({"t": "builtin", "name": "int"});
    let of = json!({"t": "named", "usr": format!("c:@S@C{class}"), "name": format!("C{class}"), "what": "class"});
    let object = json!({"t": "reference", "to": {"t": "qualified", "of": of, "is_const": true}});
    let params = json!([{"name": "count", "ty": int}, {"name": "object", "ty": object}]);
    let (mangled, name, usr) = (format!("_Z1f{i}"), format!("function_{i}"), format!("c:@F@function_{i}"));
    let row = json!({
        "mangled": mangled, "name": name, "kind": "function", "file": "big.h", "line": i + 1, "linkage": "external",
        "defined": true, "usr": usr, "signature": {"result": int, "params": params},
    });
    serde_json::from_value(row).expect("a symbol")
}

fn class(i: usize) -> Type {
    let row = json!({
        "usr": format!("c:@S@C{i}"), "name": format!("C{i}"), "kind": "class", "file": "big.h",
        "extent": Extent::default(), "defined": true,
    });
    serde_json::from_value(row).expect("a type")
}

fn bridge(facts: &Facts) -> Bridge {
    let request = Request {
        crate_name: "big-bridge".to_owned(),
        headers: vec!["big.h".to_owned()],
        standard: "c++17".to_owned(),
        ..Request::default()
    };
    migrate_bridge_gen::generate(&request, facts, &Agreeing, &Silent).expect("a bridge")
}

fn generation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generation");
    group.sample_size(10);
    for functions in [100, 1000, 10_000] {
        let classes = functions / 10;
        let facts = Facts {
            symbols: (0..functions).map(|i| symbol(i, classes)).collect(),
            types: (0..classes).map(class).collect(),
            ..Facts::default()
        };
        assert_eq!(bridge(&facts).items.len(), functions, "everything is in the report");
        group.bench_function(format!("{functions} functions"), |b| b.iter(|| bridge(&facts)));
    }
    group.finish();
}

criterion_group!(benches, generation);
criterion_main!(benches);
