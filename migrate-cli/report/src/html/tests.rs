use std::collections::BTreeMap;

use migrate_model::finding::{Finding, Severity, Span};
use migrate_model::plan::{
    Baselines, Border, CurvePoint, Decision, Granularity, LiveSymbols, Module, ModuleSource, OrderCost, Plan, Seam,
    SeamSymbol, Step, Term,
};

use super::{PlanPage, plan_page};

const HOSTILE: &str = "a/<script>alert('1')</script>\u{202e}&quot;";

fn module(name: &str) -> Module {
    let span = Span { file: name.into(), line: 1, column: 1, end_column: 3 };
    Module {
        name: name.into(),
        files: vec![name.into()],
        lines: 1234,
        source_lines: 1234,
        hub: false,
        used_by_share: 0.5,
        seam: Seam { inward: 1, outward: 1 },
        uses: vec![],
        used_by: vec!["x".into(), "y".into()],
        findings: vec![Finding::new("MG0311", Severity::Warning, "</script><!-- message").at(span)],
    }
}

fn plan() -> Plan {
    let cost = OrderCost { area: 3.0, peak: 4.0, curve: vec![CurvePoint::default()] };
    let step = |n: u32, name: &str| Step {
        n,
        modules: vec![name.into()],
        files: vec![name.into()],
        lines: 1234,
        decision: if n == 1 { Decision::Twin } else { Decision::Bridge },
        why: "because of <b>".into(),
        twin_until: None,
        live_symbols: LiveSymbols { cpp_to_rust: 2 - u64::from(n), rust_to_cpp: 0 },
        terms: vec![Term { name: "opens".into(), value: 1.0, why: "one".into() }],
        score: 1.0,
    };
    Plan {
        schema: "migrate.plan".into(),
        schema_version: 1,
        granularity: Granularity::Unit,
        modules_from: ModuleSource::Units,
        modules: vec![module(HOSTILE), module("b/z")],
        steps: vec![step(1, HOSTILE), step(2, "b/z")],
        border: Border {
            area: 3.0,
            peak: 4,
            symbols: 1,
            baselines: Baselines {
                random: cost.clone(),
                leaf_first: cost.clone(),
                smallest_first: cost.clone(),
                greedy: cost,
            },
            curve: vec![CurvePoint::default(); 3],
        },
    }
}

fn page() -> String {
    let symbols = [SeamSymbol { name: "operator<</*</script>*/".into(), owner: 0, users: vec![1] }];
    let lines = BTreeMap::from([(("b/z".to_owned(), 1), "#include </script>".to_owned())]);
    plan_page(&PlanPage { codebase: "<i>lib", plan: &plan(), symbols: &symbols, lines: &lines })
}

#[test]
fn hostile_names_stay_text() {
    let page = page();
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<i>lib") && !page.contains("<b>\""));
    assert!(page.contains("&lt;script&gt;alert"));
}

#[test]
fn the_data_is_json_that_says_the_same() {
    let page = page();
    let from = page.find("id=\"plan-data\">").expect("data is there") + "id=\"plan-data\">".len();
    let json = &page[from..from + page[from..].find("</script>").expect("data ends")];
    let data: serde_json::Value = serde_json::from_str(json).expect("data is JSON");
    assert_eq!(data["modules"][0]["name"], HOSTILE);
    assert_eq!(data["symbols"][0][0], "operator<</*</script>*/");
    assert_eq!(data["modules"][1]["findings"][0]["source"], "#include </script>");
}

#[test]
fn needs_no_network_and_no_scripts_to_be_read() {
    let page = page();
    for word in ["src=", "url(", "@import", "https://"] {
        assert!(!page.contains(word), "{word}");
    }
    assert_eq!(page.matches("http://").count(), 1, "only the name of the SVG namespace");
    assert!(page.contains("2,468 lines in 2 units move to Rust in 2 steps"));
    assert!(page.contains("<tr id=\"step-2\""));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    assert_eq!(page(), page());
}
