//! An owner of registers that functions take directly.

use super::method::{self, Of};
use super::{HEAD, pins};
use crate::generate::Names;
use crate::generate::plan::{Module, Peripheral};

pub(super) fn text(module: &Module, peripheral: &Peripheral, names: &Names) -> String {
    let mut text = format!(
        "{HEAD}\n//! `{handle}`: what owns registers of this type, and what it does.\n\n\
         #![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]\n\n\
         use core::cell::Cell;\n\nuse hal_support::{{Refused, count, same}};\nuse {sys} as sys;\n\n\
         use crate::error::{{self, Error}};\nuse crate::peripherals::{ty} as Peripheral;\n\n\
         /// Owns a peripheral.\n#[derive(Debug)]\npub struct {own} {{\n    peripheral: Peripheral,\n    pins: Cell<u32>,\n}}\n\n\
         impl {own} {{\n    /// Claims the peripheral.\n    pub fn claim(peripheral: Peripheral) -> Result<Self, Error> {{\n\
         \x20       peripheral.claim().take()?;\n        Ok(Self {{ peripheral, pins: Cell::new(0) }})\n    }}\n",
        handle = module.handle,
        sys = names.sys_crate(),
        ty = peripheral.ty,
        own = module.ty,
    );
    for wrapped in &module.methods {
        text.push('\n');
        text.push_str(&method::text(wrapped, Of::Keeper, "    "));
    }
    if let Some(found) = &module.traits.pins {
        text.push('\n');
        text.push_str(&pins::method(module, found));
    }
    text.push_str(&format!(
        "\n    fn handle(&self) -> *mut sys::{} {{\n        self.peripheral.registers()\n    }}\n\n\
         \x20   fn code(&self) -> u32 {{\n        0\n    }}\n\n\
         \x20   fn outcome(&self, outcome: Result<(), Error>) -> Result<(), Error> {{\n        outcome\n    }}\n}}\n\n\
         impl Drop for {} {{\n    fn drop(&mut self) {{\n        self.peripheral.claim().release();\n    }}\n}}\n",
        module.handle, module.ty
    ));
    if let Some(found) = &module.traits.pins {
        text.push_str(&pins::text(module, found));
    }
    text
}
