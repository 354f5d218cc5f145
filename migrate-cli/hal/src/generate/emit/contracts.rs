//! The safety paperwork: what each function asks of its caller, what is not wrapped, and where a shim differs.

use migrate_model::hal::{GeneratedFunction, LeftOut};

use super::crates::implemented;
use super::sentence;
use crate::generate::plan::Plan;
use crate::generate::{Answer, Names};

pub(super) fn text(plan: &Plan, names: &Names, answer: &Answer) -> String {
    let mut text = format!(
        "<!-- Written by `migrate hal generate`; do not edit. -->\n# Contracts of {}\n\n\
         What each function of the vendor's HAL `{}` became in Rust, and what its caller has to promise. The judgement is by the\n\
         rules of `migrate hal scan`: shapes of parameters, words of names, and what bodies do. It is no proof that the vendor's C\n\
         is right, nor that it refuses numbers that are out of range.\n",
        names.hal_package(),
        names.hal
    );
    let safe: Vec<&GeneratedFunction> = answer.functions.iter().filter(|f| f.safe).collect();
    let rest: Vec<&GeneratedFunction> = answer.functions.iter().filter(|f| !f.safe).collect();
    text.push_str(&format!(
        "\n## Safe: {}\n\n| function | in Rust | why nothing is left to promise |\n|---|---|---|\n",
        safe.len()
    ));
    for f in safe {
        text.push_str(&format!("| `{}` | `{}` | {} |\n", f.name, f.rust, cell(&f.reason)));
    }
    text.push_str(&format!(
        "\n## Unsafe: {}\n\n| function | in Rust | what the caller promises |\n|---|---|---|\n",
        rest.len()
    ));
    for f in rest {
        let contract: Vec<String> = f.contract.iter().map(|line| sentence(line)).collect();
        text.push_str(&format!("| `{}` | `{}` | {} |\n", f.name, f.rust, cell(&contract.join(" "))));
    }
    text.push_str(&format!("\n## Units that depend on a setting: {}\n\n", answer.guarded.len()));
    text.push_str(
        "The HAL takes the caller's bytes for larger units with these settings. The call is refused then.\n\n",
    );
    text.push_str("| function | refused while |\n|---|---|\n");
    for (name, when) in &answer.guarded {
        text.push_str(&format!("| `{name}` | {} |\n", cell(when)));
    }
    text.push_str("\n## Traits\n\n");
    for (name, of) in implemented(plan) {
        text.push_str(&format!("- `{name}` for `{of}`\n"));
    }
    text.push_str(&list("Traits that do not fit", "", &plan.no_traits));
    text.push_str(&list(
        "Callbacks that firmware may define",
        "Those of a handle that has a peripheral can be set at run time instead, by functions that start with `on_`.",
        &plan.overrides,
    ));
    text.push_str(&list("Not wrapped", "Declared in the `-sys` crate only.", &plan.left_out));
    text.push_str(&format!(
        "\n## Shims: {}\n\nA C function of the vendor's compiler stands for each of these. It evaluates each argument once, where a macro may do so\n\
         never or more than once; its result has the type that the header gives, or that `migrate.toml` asks for.\n\n{}\n",
        answer.shimmed.len(),
        answer.shimmed.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    ));
    text.push_str(&list("No shim, no constant", "", &answer.undeclared));
    text
}

fn list(title: &str, about: &str, items: &[LeftOut]) -> String {
    let mut text = format!("\n## {title}: {}\n\n", items.len());
    if !about.is_empty() {
        text.push_str(&format!("{about}\n\n"));
    }
    for item in items {
        text.push_str(&format!("- `{}`: {}\n", item.name.replace('`', ""), item.reason));
    }
    text
}

/// Text that does not end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
