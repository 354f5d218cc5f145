//! Functions that belong to no owner, and the HAL as a whole.

use super::HEAD;
use super::method::{self, Of};
use crate::generate::Names;
use crate::generate::plan::{Plan, Wrapped};

pub(super) fn text(plan: &Plan, names: &Names) -> String {
    let mut text = format!(
        "{HEAD}\n//! Functions that belong to no owner: safe ones, and those that say what has to be promised.\n\n\
         #![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, unused_imports)]\n\n\
         use hal_support::{{Refused, count, same}};\nuse {} as sys;\n\nuse crate::error::{{self, Error}};\n",
        names.sys_crate()
    );
    for wrapped in &plan.functions {
        text.push('\n');
        text.push_str(&method::text(wrapped, Of::Nobody, ""));
    }
    for wrapped in &plan.handed_on {
        text.push_str(&format!("\n/// `{}`, as it is.\n///\n/// # Safety\n///\n", wrapped.c));
        for line in &wrapped.contract {
            text.push_str(&format!("/// - {}\n", super::sentence(line)));
        }
        text.push_str(&format!("pub use sys::{} as {};\n", wrapped.c, wrapped.rust));
    }
    text
}

/// The proof that the HAL runs.
pub(super) fn system(start: &Wrapped, names: &Names) -> String {
    let call = format!("unsafe {{ sys::{}() }}", start.c);
    let begin = match &start.gives {
        crate::generate::plan::Gives::Status(status) => {
            format!("let status = {call};\n        {}?;", method::outcome(status, Of::Nobody))
        }
        _ => format!("{call};"),
    };
    let error = if begin.contains("error::") { "use crate::error::{self, Error};" } else { "use crate::error::Error;" };
    format!(
        "{HEAD}\n//! The HAL as a whole.\n\nuse hal_support::Claim;\nuse {} as sys;\n\n{error}\n\n\
         static CLAIM: Claim = Claim::new();\n\n\
         /// The proof that `{c}` was called. Peripherals are made with it.\n#[derive(Debug)]\npub struct System(());\n\n\
         impl System {{\n    /// Calls `{c}`. Only once.\n    pub fn start() -> Result<Self, Error> {{\n        CLAIM.take()?;\n\
         \x20       // SAFETY: no owner of a peripheral is there yet, since each is made with this proof.\n        {begin}\n        Ok(Self(()))\n    }}\n}}\n",
        names.sys_crate(),
        c = start.c
    )
}
