//! JSON schemas of everything that is printed as JSON, and of `migrate.toml`.

use migrate_model::{bench, bridge, config, facts, finding, hal, miri, plan, port};
use schemars::{JsonSchema, schema_for};

use crate::documents;

/// All schemas by name, as JSON with a line break at the end. `facts-KIND` is one row of `migrate facts KIND`.
pub fn all() -> Vec<(&'static str, String)> {
    vec![
        ("bench", one::<bench::BenchDocument>()),
        ("bench-modules", one::<bench::BenchModules>()),
        ("bridge", one::<bridge::BridgeDocument>()),
        ("config", one::<config::Config>()),
        ("error", one::<documents::Error>()),
        ("explain", one::<documents::Explain>()),
        ("facts", one::<documents::Facts>()),
        ("facts-diagnostics", one::<finding::Finding>()),
        ("facts-files", one::<facts::File>()),
        ("facts-includes", one::<facts::Include>()),
        ("facts-macros", one::<facts::Macro>()),
        ("facts-refs", one::<facts::Ref>()),
        ("facts-sites", one::<facts::Site>()),
        ("facts-symbols", one::<facts::Symbol>()),
        ("facts-targets", one::<facts::Target>()),
        ("facts-types", one::<facts::Type>()),
        ("hal-bench", one::<hal::HalBench>()),
        ("hal-check", one::<hal::HalCheck>()),
        ("hal-generate", one::<hal::HalGenerate>()),
        ("hal-scan", one::<hal::HalScan>()),
        ("hal-test", one::<hal::HalTest>()),
        ("init", one::<documents::Init>()),
        ("miri", one::<miri::MiriDocument>()),
        ("plan", one::<plan::Plan>()),
        ("port", one::<port::PortDocument>()),
        ("scan", one::<documents::Scan>()),
        ("session", one::<migrate_session::Document>()),
        ("show", one::<documents::Show>()),
    ]
}

fn one<T: JsonSchema>() -> String {
    documents::print(&schema_for!(T))
}
