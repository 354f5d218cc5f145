//! Pins of a port, one by one.

use crate::generate::plan::{Arg, Module, Pins, Wrapped};

fn find<'a>(module: &'a Module, name: &str) -> Option<&'a Wrapped> {
    module.methods.iter().find(|w| w.rust == name)
}

/// The type of a parameter.
fn type_of(wrapped: &Wrapped, index: usize) -> String {
    match wrapped.args.get(index) {
        Some(Arg::Value { ty, .. }) => ty.outside(),
        _ => "u32".into(),
    }
}

/// How a port gives a pin away.
pub(super) fn method(module: &Module, pins: &Pins) -> String {
    let number = if pins.is_bit { "1 << number" } else { "number as _" };
    let (parameter, setup) = match &pins.settings {
        Some((method, ty, member)) => {
            let c = find(module, method).map_or("", |w| w.c.as_str());
            (
                format!(", mut settings: sys::{ty}"),
                format!(
                    "        settings.{member} = {number};\n        // SAFETY: the port is ours and the pin nobody else's; the settings are numbers.\n\
                     \x20       let _ = unsafe {{ sys::{c}(self.handle(), &mut settings) }};\n"
                ),
            )
        }
        None => (String::new(), String::new()),
    };
    let say = if pins.settings.is_some() { " Which pin it is the settings need not say." } else { "" };
    format!(
        "    /// A pin of the port, which is nobody else's until it is dropped.{say}\n\
         \x20   pub fn pin(&self, number: u8{parameter}) -> Result<Pin<'_>, Error> {{\n\
         \x20       if u32::from(number) >= {count} {{\n            return Err(Refused::Unsupported.into());\n        }}\n\
         \x20       let bit = 1u32 << number;\n        if self.pins.get() & bit != 0 {{\n            return Err(Refused::AlreadyClaimed.into());\n        }}\n\
         \x20       self.pins.set(self.pins.get() | bit);\n{setup}        Ok(Pin {{ port: self, number }})\n    }}\n",
        count = pins.count
    )
}

/// The type of a pin with its traits.
pub(super) fn text(module: &Module, pins: &Pins) -> String {
    let (Some(write), Some(read)) = (find(module, &pins.write), find(module, &pins.read)) else { return String::new() };
    let name = if pins.is_bit { "1 << self.number" } else { "self.number as _" };
    let [low, high] = &pins.levels;
    format!(
        "\n/// A pin of a port. Whether it is an output or an input is what its settings say.\n#[derive(Debug)]\npub struct Pin<'a> {{\n    port: &'a {port},\n    number: u8,\n}}\n\n\
         impl Pin<'_> {{\n    fn write(&mut self, level: {level}) {{\n        // SAFETY: the pin is ours.\n        let _ = unsafe {{ sys::{write}(self.port.handle(), {name}, level) }};\n    }}\n\n\
         \x20   fn is_high(&self) -> bool {{\n        // SAFETY: looks at one pin, which is ours.\n        let level = unsafe {{ sys::{read}(self.port.handle(), {name}) }};\n        level as i64 != {low} as i64\n    }}\n}}\n\n\
         impl Drop for Pin<'_> {{\n    fn drop(&mut self) {{\n        self.port.pins.set(self.port.pins.get() & !(1u32 << self.number));\n    }}\n}}\n\n\
         impl embedded_hal::digital::ErrorType for Pin<'_> {{\n    type Error = core::convert::Infallible;\n}}\n\n\
         impl embedded_hal::digital::OutputPin for Pin<'_> {{\n    fn set_low(&mut self) -> Result<(), Self::Error> {{\n        self.write({low});\n        Ok(())\n    }}\n\n\
         \x20   fn set_high(&mut self) -> Result<(), Self::Error> {{\n        self.write({high});\n        Ok(())\n    }}\n}}\n\n\
         impl embedded_hal::digital::InputPin for Pin<'_> {{\n    fn is_high(&mut self) -> Result<bool, Self::Error> {{\n        Ok(Pin::is_high(self))\n    }}\n\n\
         \x20   fn is_low(&mut self) -> Result<bool, Self::Error> {{\n        Ok(!Pin::is_high(self))\n    }}\n}}\n\n\
         impl embedded_hal::digital::StatefulOutputPin for Pin<'_> {{\n    fn is_set_high(&mut self) -> Result<bool, Self::Error> {{\n        Ok(Pin::is_high(self))\n    }}\n\n\
         \x20   fn is_set_low(&mut self) -> Result<bool, Self::Error> {{\n        Ok(!Pin::is_high(self))\n    }}\n}}\n",
        port = module.ty,
        level = type_of(write, 2),
        write = write.c,
        read = read.c,
    )
}
