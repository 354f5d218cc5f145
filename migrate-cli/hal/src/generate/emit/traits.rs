//! Traits of embedded-hal and embedded-io over methods that have the roles for them.

use super::HEAD;
use crate::generate::Names;
use crate::generate::plan::{Arg, Delay, DelayUnit, I2c, Module, Plan, Wrapped};

/// The traits of a module's owner.
pub(super) fn text(module: &Module) -> String {
    let traits = &module.traits;
    let mut text = String::new();
    let find = |name: &String| module.methods.iter().find(|w| w.rust == *name);
    let serial = [&traits.serial_write, &traits.serial_read, &traits.serial_put, &traits.serial_get];
    if serial.iter().any(|role| role.is_some()) {
        text.push_str(&error_type("embedded_io", &module.ty));
    }
    if let Some(write) = traits.serial_write.as_ref().and_then(find) {
        text.push_str(&serial_write(module, write));
    }
    if let Some(read) = traits.serial_read.as_ref().and_then(find) {
        text.push_str(&serial_read(module, read));
    }
    if let Some(put) = traits.serial_put.as_ref().and_then(find) {
        text.push_str(&serial_put(module, put));
    }
    if let Some(get) = traits.serial_get.as_ref().and_then(find) {
        text.push_str(&serial_get(module, get));
    }
    text.push_str(&levels(
        module,
        traits.level_write.as_ref().and_then(find),
        traits.level_read.as_ref().and_then(find),
    ));
    if let Some(([write, read], shifted)) = &traits.i2c_counted
        && let (Some(write), Some(read)) = (find(write), find(read))
    {
        text.push_str(&error_type("embedded_hal::i2c", &module.ty));
        text.push_str(&i2c_counted(module, write, read, *shifted));
    }
    if let Some([write, read, exchange]) = &traits.spi
        && let (Some(write), Some(read), Some(exchange)) = (find(write), find(read), find(exchange))
    {
        text.push_str(&error_type("embedded_hal::spi", &module.ty));
        text.push_str(&spi(module, [write, read, exchange]));
    }
    if let Some(i2c) = &traits.i2c
        && let (Some(write), Some(read)) = (find(&i2c.write), find(&i2c.read))
    {
        text.push_str(&error_type("embedded_hal::i2c", &module.ty));
        text.push_str(&i2c_of(module, i2c, write, read));
    }
    text
}

fn error_type(path: &str, ty: &str) -> String {
    format!("\nimpl {path}::ErrorType for {ty} {{\n    type Error = Error;\n}}\n")
}

/// `self.method(…)` with memory and other arguments in their order, and the owner's time-out.
fn call(wrapped: &Wrapped, memory: &[&str], rest: &[&str]) -> String {
    let timeout = wrapped.timeout.as_deref().map(crate::generate::wrap::rust_name);
    let (mut memory, mut rest) = (memory.iter(), rest.iter());
    let mut list: Vec<String> = Vec::new();
    for arg in &wrapped.args {
        match arg {
            Arg::Slice(_) => list.extend(memory.next().map(|m| (*m).to_owned())),
            Arg::Value { name, .. } if Some(name) == timeout.as_ref() => list.push("self.timeout".into()),
            Arg::Value { ty, .. } => list.extend(rest.next().map(|r| format!("{r} as {}", ty.outside()))),
            _ => {}
        }
    }
    format!("self.{}({})", wrapped.rust, list.join(", "))
}

/// The most that the length can count.
fn most(wrapped: &Wrapped) -> String {
    let length = wrapped.args.iter().find_map(|arg| match arg {
        Arg::Length { ty, .. } => Some(ty.outside()),
        _ => None,
    });
    format!("{}::MAX as usize", length.unwrap_or_else(|| "usize".into()))
}

fn serial_write(module: &Module, write: &Wrapped) -> String {
    format!(
        "\nimpl embedded_io::Write for {ty} {{\n    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {{\n\
         \x20       let part = bytes.get(..{most}).unwrap_or(bytes);\n        if !part.is_empty() {{\n            {call}?;\n        }}\n        Ok(part.len())\n    }}\n\n\
         \x20   fn flush(&mut self) -> Result<(), Error> {{\n        // The HAL's function returns when it is done.\n        Ok(())\n    }}\n}}\n",
        ty = module.ty,
        most = most(write),
        call = call(write, &["part"], &[]),
    )
}

fn serial_read(module: &Module, read: &Wrapped) -> String {
    format!(
        "\nimpl embedded_io::Read for {ty} {{\n    /// One byte at a time: the HAL's function waits until all are there.\n\
         \x20   fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Error> {{\n\
         \x20       let Some(first) = bytes.get_mut(..1) else {{ return Ok(0) }};\n        {call}?;\n        Ok(1)\n    }}\n}}\n",
        ty = module.ty,
        call = call(read, &["first"], &[]),
    )
}

fn serial_put(module: &Module, put: &Wrapped) -> String {
    format!(
        "\nimpl embedded_io::Write for {ty} {{\n    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {{\n\
         \x20       for byte in bytes {{\n            let byte = *byte;\n            let _ = {call};\n        }}\n        Ok(bytes.len())\n    }}\n\n\
         \x20   fn flush(&mut self) -> Result<(), Error> {{\n        // The HAL's function returns when it is done.\n        Ok(())\n    }}\n}}\n",
        ty = module.ty,
        call = call(put, &[], &["byte"]),
    )
}

fn serial_get(module: &Module, get: &Wrapped) -> String {
    format!(
        "\nimpl embedded_io::Read for {ty} {{\n    /// One byte at a time: the HAL's function waits for it.\n\
         \x20   fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Error> {{\n\
         \x20       let Some(first) = bytes.first_mut() else {{ return Ok(0) }};\n        *first = {call} as u8;\n        Ok(1)\n    }}\n}}\n",
        ty = module.ty,
        call = call(get, &[], &[]),
    )
}

/// Traits of an object that is one pin.
fn levels(module: &Module, write: Option<&Wrapped>, read: Option<&Wrapped>) -> String {
    let ty = &module.ty;
    let mut text = String::new();
    if write.is_some() || read.is_some() {
        text.push_str(&format!(
            "\nimpl embedded_hal::digital::ErrorType for {ty} {{\n    type Error = core::convert::Infallible;\n}}\n"
        ));
    }
    if let Some(write) = write {
        text.push_str(&format!(
            "\nimpl embedded_hal::digital::OutputPin for {ty} {{\n    fn set_low(&mut self) -> Result<(), Self::Error> {{\n        let _ = {low};\n        Ok(())\n    }}\n\n\
             \x20   fn set_high(&mut self) -> Result<(), Self::Error> {{\n        let _ = {high};\n        Ok(())\n    }}\n}}\n",
            low = call(write, &[], &["0"]),
            high = call(write, &[], &["1"]),
        ));
    }
    if let Some(read) = read {
        text.push_str(&format!(
            "\nimpl embedded_hal::digital::InputPin for {ty} {{\n    fn is_high(&mut self) -> Result<bool, Self::Error> {{\n        Ok({read} as i64 != 0)\n    }}\n\n\
             \x20   fn is_low(&mut self) -> Result<bool, Self::Error> {{\n        Ok({read} as i64 == 0)\n    }}\n}}\n",
            read = call(read, &[], &[]),
        ));
    }
    text
}

/// A bus whose functions count, and that go on without a stop if they are told to.
fn i2c_counted(module: &Module, write: &Wrapped, read: &Wrapped, shifted: bool) -> String {
    let address = if shifted { "u16::from(address) << 1" } else { "u16::from(address)" };
    let code = "i64::from(answer)";
    format!(
        "\nimpl embedded_hal::i2c::I2c for {ty} {{\n    /// A negative answer is an error of the HAL's; one that counts less is one, too.\n\
         \x20   fn transaction(&mut self, address: u8, operations: &mut [embedded_hal::i2c::Operation<'_>]) -> Result<(), Error> {{\n\
         \x20       use embedded_hal::i2c::Operation;\n\
         \x20       // Two of a kind would have to go on without an address between them.\n\
         \x20       let is_pair = |pair: &[Operation<'_>]| {{\n            matches!(pair, [Operation::Write(_), Operation::Write(_)] | [Operation::Read(_), Operation::Read(_)])\n        }};\n\
         \x20       if operations.windows(2).any(is_pair) {{\n            return Err(Refused::Unsupported.into());\n        }}\n\
         \x20       let address = {address};\n        let last = operations.len().saturating_sub(1);\n\
         \x20       for (index, operation) in operations.iter_mut().enumerate() {{\n            let stop = u8::from(index == last);\n\
         \x20           let (answer, wanted) = match operation {{\n                Operation::Write(bytes) => ({write}?, bytes.len()),\n\
         \x20               Operation::Read(bytes) => ({read}?, bytes.len()),\n            }};\n\
         \x20           if usize::try_from(answer) != Ok(wanted) {{\n                return Err(Error::Code({code}));\n            }}\n        }}\n        Ok(())\n    }}\n}}\n",
        ty = module.ty,
        write = call(write, &["bytes"], &["address", "stop"]),
        read = call(read, &["bytes"], &["address", "stop"]),
    )
}

fn spi(module: &Module, [write, read, exchange]: [&Wrapped; 3]) -> String {
    let order = exchange.slices().next().is_some_and(|slice| slice.written);
    let memory = |out: &'static str, back: &'static str| if order { [back, out] } else { [out, back] };
    format!(
        "\nimpl embedded_hal::spi::SpiBus for {ty} {{\n\
         \x20   fn read(&mut self, words: &mut [u8]) -> Result<(), Error> {{\n        for part in words.chunks_mut({most_read}) {{\n            {read}?;\n        }}\n        Ok(())\n    }}\n\n\
         \x20   fn write(&mut self, words: &[u8]) -> Result<(), Error> {{\n        for part in words.chunks({most_write}) {{\n            {write}?;\n        }}\n        Ok(())\n    }}\n\n\
         \x20   fn transfer(&mut self, read: &mut [u8], write: &[u8]) -> Result<(), Error> {{\n\
         \x20       let both = read.len().min(write.len());\n        let (back, rest) = read.split_at_mut(both);\n        let (out, more) = write.split_at(both);\n\
         \x20       for (part, out) in back.chunks_mut({most_both}).zip(out.chunks({most_both})) {{\n            {exchange}?;\n        }}\n\
         \x20       embedded_hal::spi::SpiBus::read(self, rest)?;\n        embedded_hal::spi::SpiBus::write(self, more)\n    }}\n\n\
         \x20   fn transfer_in_place(&mut self, words: &mut [u8]) -> Result<(), Error> {{\n        // Rust lends nothing twice, so each part goes out from a copy.\n\
         \x20       let mut copy = [0; 32];\n        for part in words.chunks_mut(copy.len()) {{\n            let out = &mut copy[..part.len()];\n            out.copy_from_slice(part);\n            let out = &*out;\n            {exchange}?;\n        }}\n        Ok(())\n    }}\n\n\
         \x20   fn flush(&mut self) -> Result<(), Error> {{\n        // The HAL's functions return when they are done.\n        Ok(())\n    }}\n}}\n",
        ty = module.ty,
        most_read = most(read),
        most_write = most(write),
        most_both = most(exchange),
        read = call(read, &["part"], &[]),
        write = call(write, &["part"], &[]),
        exchange = call(exchange, &memory("out", "part"), &[]),
    )
}

fn i2c_of(module: &Module, i2c: &I2c, write: &Wrapped, read: &Wrapped) -> String {
    let address = if i2c.shifted { "u16::from(address) << 1" } else { "u16::from(address)" };
    let memory = i2c
        .memory_read
        .as_ref()
        .and_then(|(name, sizes)| Some((module.methods.iter().find(|w| w.rust == *name)?, sizes)));
    let (more, doc) = match memory {
        Some((memory, [one, two])) => (
            format!(
                "            [Operation::Write([low]), Operation::Read(bytes)] => {{\n                let (place, width) = (u16::from(*low), sys::{one});\n                {read}\n            }}\n\
                 \x20           [Operation::Write([high, low]), Operation::Read(bytes)] => {{\n                let (place, width) = (u16::from_be_bytes([*high, *low]), sys::{two});\n                {read}\n            }}\n",
                read = call(memory, &["bytes"], &["address", "place", "width"])
            ),
            "One operation, or a write of one byte or two and a read: what the HAL can do without a stop between them.",
        ),
        None => (String::new(), "One operation: what the HAL can do without a stop between two."),
    };
    format!(
        "\nimpl embedded_hal::i2c::I2c for {ty} {{\n    /// {doc}\n\
         \x20   fn transaction(&mut self, address: u8, operations: &mut [embedded_hal::i2c::Operation<'_>]) -> Result<(), Error> {{\n\
         \x20       use embedded_hal::i2c::Operation;\n        let address = {address};\n        match operations {{\n            [] => Ok(()),\n\
         \x20           [Operation::Write(bytes)] => {write},\n            [Operation::Read(bytes)] => {read},\n{more}\
         \x20           _ => Err(Refused::Unsupported.into()),\n        }}\n    }}\n}}\n",
        ty = module.ty,
        write = call(write, &["bytes"], &["address"]),
        read = call(read, &["bytes"], &["address"]),
    )
}

/// Waiting, as a type of its own.
pub(super) fn delay(delay: &Delay, plan: &Plan, names: &Names) -> String {
    let ty = delay.function.args.iter().find_map(|arg| match arg {
        Arg::Value { ty, .. } => Some(ty.outside()),
        _ => None,
    });
    let (unit, nanos, method, per) = match delay.unit {
        DelayUnit::Milliseconds => ("milliseconds", "1_000_000", "delay_ms", "us.div_ceil(1_000)"),
        DelayUnit::Microseconds => ("microseconds", "1_000", "delay_us", "us"),
    };
    let (uses, field, new) = match &plan.system {
        Some(_) => (
            "use core::marker::PhantomData;\n\nuse crate::System;\n",
            "Delay<'a>(PhantomData<&'a System>)",
            "impl<'a> Delay<'a> {\n    /// With the proof that the HAL runs.\n    pub fn new(_: &'a System) -> Self {\n        Self(PhantomData)\n    }\n}\n",
        ),
        None => (
            "",
            "Delay(())",
            "impl Delay {\n    /// Needs nothing.\n    pub fn new() -> Self {\n        Self(())\n    }\n}\n\nimpl Default for Delay {\n    fn default() -> Self {\n        Self::new()\n    }\n}\n",
        ),
    };
    let life = if plan.system.is_some() { "Delay<'_>" } else { "Delay" };
    let coarse = match delay.unit {
        DelayUnit::Milliseconds => {
            format!("\n    fn delay_us(&mut self, us: u32) {{\n        self.delay_ms({per});\n    }}\n")
        }
        DelayUnit::Microseconds => String::new(),
    };
    let argument = if method == "delay_ms" { "ms" } else { "us" };
    format!(
        "{HEAD}\n//! Waiting.\n\n#![allow(clippy::unnecessary_cast)]\n\nuse embedded_hal::delay::DelayNs;\nuse {sys} as sys;\n\n{uses}\n\
         /// Waits by `{c}`, in whole {unit}.\n#[derive(Debug)]\npub struct {field};\n\n{new}\n\
         impl DelayNs for {life} {{\n    fn delay_ns(&mut self, ns: u32) {{\n        self.{method}(ns.div_ceil({nanos}));\n    }}\n{coarse}\n\
         \x20   fn {method}(&mut self, {argument}: u32) {{\n        // SAFETY: {because}.\n        let _ = unsafe {{ sys::{c}({argument} as {ty}) }};\n    }}\n}}\n",
        sys = names.sys_crate(),
        c = delay.function.c,
        ty = ty.unwrap_or_else(|| "u32".into()),
        because = delay.function.because,
    )
}
