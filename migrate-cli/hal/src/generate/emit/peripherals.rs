//! Peripherals of the device, and who owns each.

use super::HEAD;
use crate::generate::Names;
use crate::generate::plan::{Peripheral, Plan};

pub(super) fn text(plan: &Plan, names: &Names) -> String {
    let mut text = format!(
        "{HEAD}\n//! Peripherals of the device by the type of their registers. Each has one owner at a time, whatever its handle.\n\n\
         use hal_support::Claim;\nuse {sys} as sys;\n\n\
         static CLAIMS: [Claim; {claims}] = [const {{ Claim::new() }}; {claims}];\n",
        sys = names.sys_crate(),
        claims = plan.claims
    );
    for peripheral in &plan.peripherals {
        text.push_str(&one(peripheral));
    }
    text
}

fn one(peripheral: &Peripheral) -> String {
    let (mut variants, mut registers, mut claims) = (String::new(), String::new(), String::new());
    let mut all = Vec::new();
    for instance in &peripheral.instances {
        let also = match instance.also.as_slice() {
            [] => String::new(),
            also => format!(", also `{}`", also.join("`, `")),
        };
        variants.push_str(&format!("    /// `{}`{also}.\n    {},\n", instance.constant, instance.variant));
        registers.push_str(&format!("            Self::{} => sys::{},\n", instance.variant, instance.constant));
        claims.push_str(&format!("            Self::{} => {},\n", instance.variant, instance.claim));
        all.push(format!("Self::{}", instance.variant));
    }
    format!(
        "\n/// Peripherals with registers of the type `{record}`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum {ty} {{\n{variants}}}\n\n\
         impl {ty} {{\n    /// All of them.\n    pub const ALL: [Self; {count}] = [{all}];\n\n\
         \x20   /// Where its registers are.\n    pub const fn registers(self) -> *mut sys::{record} {{\n        match self {{\n{registers}        }}\n    }}\n\n\
         \x20   #[allow(dead_code)]\n    pub(crate) fn claim(self) -> &'static Claim {{\n        let index: usize = match self {{\n{claims}        }};\n        &CLAIMS[index]\n    }}\n}}\n",
        record = peripheral.record,
        ty = peripheral.ty,
        count = peripheral.instances.len(),
        all = all.join(", ")
    )
}
