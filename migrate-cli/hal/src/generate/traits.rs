//! Which traits fit: functions with the roles that a trait needs, by the rules in `roles.toml`.

use std::collections::HashMap;

use migrate_model::hal::{Direction, LeftOut};

use super::make::Known;
use super::plan::*;
use super::roles::{Candidate, roles};
use crate::classify::words;

const UNSHIFTED: &str = "nothing says whether addresses are shifted by the bit of the direction";

/// Finds what fits, and says why the rest does not.
pub(super) fn find(known: &Known, plan: &mut Plan) {
    let mut missing = Vec::new();
    for module in &mut plan.modules {
        let by_role = by_role(known, module);
        let get = |role: &str| by_role.get(role).map(|w| w.rust.clone());
        let is_state = matches!(module.kind, ModuleKind::State(_));
        let mut traits = Traits {
            serial_write: get("serial-write"),
            serial_read: get("serial-read"),
            level_write: get("level-write").filter(|_| is_state),
            level_read: get("level-read").filter(|_| is_state),
            ..Traits::default()
        };
        traits.serial_put = get("serial-put").filter(|_| traits.serial_write.is_none());
        traits.serial_get = get("serial-get").filter(|_| traits.serial_read.is_none());
        let mut no = |what: &str, reason: &str| {
            missing.push(LeftOut { name: format!("{what} for `{}`", module.ty), reason: reason.to_owned() });
        };
        let spi = [get("spi-write"), get("spi-read"), get("spi-exchange")];
        traits.spi = match &spi {
            [Some(write), Some(read), Some(exchange)] => Some([write.clone(), read.clone(), exchange.clone()]),
            [None, None, None] => None,
            _ => {
                no("SpiBus", "it needs a safe write, a safe read and a safe exchange, and not all of them are there");
                None
            }
        };
        traits.i2c = match (get("i2c-write"), get("i2c-read")) {
            (Some(write), Some(read)) => match shift(known, by_role["i2c-write"]) {
                Some(shifted) => {
                    let memory_read = get("i2c-memory-read").zip(sizes(known));
                    Some(I2c { write, read, memory_read, shifted })
                }
                None => {
                    no("I2c", UNSHIFTED);
                    None
                }
            },
            (None, None) => None,
            _ => {
                no("I2c", "it needs a safe write and a safe read with an address, and only one is there");
                None
            }
        };
        if traits.i2c.is_none()
            && let (Some(write), Some(read)) = (get("i2c-write-counted"), get("i2c-read-counted"))
        {
            traits.i2c_counted = shift(known, by_role["i2c-write-counted"]).map(|shifted| ([write, read], shifted));
            if traits.i2c_counted.is_none() {
                no("I2c", UNSHIFTED);
            }
        }
        traits.pins = match (by_role.get("pin-write"), by_role.get("pin-read"), &module.kind) {
            (Some(write), Some(read), ModuleKind::Registers { .. }) => {
                let pins = pins(known, write, read, by_role.get("pin-settings").copied());
                if pins.is_none() {
                    no("OutputPin", "no constants say how pins are numbered, or which level is which");
                }
                pins
            }
            _ => None,
        };
        module.traits = traits;
    }
    let (delay, reason) = delay(known, plan);
    plan.delay = delay;
    missing.extend(reason);
    missing.extend(never());
    plan.no_traits = missing;
}

/// Traits that no HAL of this kind can have, whatever its functions.
fn never() -> [LeftOut; 2] {
    [
        LeftOut {
            name: "the traits of embedded-io-async, and SpiBus and I2c of embedded-hal-async".into(),
            reason:
                "their futures borrow the caller's memory, and may be forgotten while an interrupt still works on it; \
                     what goes on in interrupts takes memory that it keeps instead"
                    .into(),
        },
        LeftOut {
            name: "DelayNs of embedded-hal-async".into(),
            reason: "the HAL waits in a loop and has nothing that wakes a task".into(),
        },
    ]
}

fn by_role<'a>(known: &Known, module: &'a Module) -> HashMap<&'static str, &'a Wrapped> {
    let mut found: HashMap<&'static str, &Wrapped> = HashMap::new();
    for wrapped in module.methods.iter().filter(|w| w.is_safe() && !w.lends()) {
        let candidate = candidate(known, wrapped, &module.handle);
        for role in roles().of(&candidate) {
            let role: &'static str = role;
            let fewer = found.get(role).is_none_or(|other| words(&wrapped.c).len() < words(&other.c).len());
            if fewer {
                found.insert(role, wrapped);
            }
        }
    }
    found
}

fn candidate<'a>(known: &'a Known, wrapped: &'a Wrapped, handle: &str) -> Candidate<'a> {
    let words_of = words(&wrapped.c);
    let own: Vec<String> = words_of.iter().filter(|word| known.start.as_ref() != Some(word)).cloned().collect();
    let rest = wrapped.args.iter().filter_map(|arg| match arg {
        Arg::Value { name, .. } | Arg::Reference { name, .. }
            if wrapped.timeout.as_deref().map(super::wrap::rust_name).as_ref() != Some(name) =>
        {
            Some(name.as_str())
        }
        _ => None,
    });
    Candidate {
        family: own.iter().cloned().chain(words(handle)).collect(),
        memory: wrapped.slices().map(|s| if s.mutable { Direction::Out } else { Direction::In }).collect(),
        rest: rest.collect(),
        returns: match wrapped.gives {
            Gives::Nothing => "nothing",
            Gives::Value(_) => "value",
            _ => "status",
        },
        waits: known.loops.contains(wrapped.c.as_str()),
        doc: known.docs.get(wrapped.c.as_str()).map_or("", String::as_str),
        words: own,
    }
}

/// Whether the address has a bit of the direction behind it, by what the comment says.
fn shift(known: &Known, write: &Wrapped) -> Option<bool> {
    let doc = known.docs.get(write.c.as_str())?;
    let says = |texts: &[String]| texts.iter().any(|text| doc.contains(text.as_str()));
    let vocabulary = &roles().vocabulary;
    if says(&vocabulary.unshifted) { Some(false) } else { says(&vocabulary.shifted).then_some(true) }
}

/// Constants for addresses of one byte and of two.
fn sizes(known: &Known) -> Option<[String; 2]> {
    let of = |end: &str| {
        let is_it = |name: &&str| {
            let words = words(name);
            words.iter().any(|w| w.starts_with("mem")) && words.last().is_some_and(|w| w == end)
        };
        known.numbers().map(|(name, _)| name).find(is_it).map(str::to_owned)
    };
    Some([of("8bit")?, of("16bit")?])
}

fn pins(known: &Known, write: &Wrapped, read: &Wrapped, settings: Option<&Wrapped>) -> Option<Pins> {
    let Arg::Value { name: pin, .. } = write.args.get(1)? else { return None };
    let Arg::Value { ty: level, .. } = write.args.get(2)? else { return None };
    let pin_words: Vec<&str> = pin.split('_').collect();
    let number_of = |name: &str| -> Option<u32> {
        let words = words(name);
        let (last, start) = words.split_last()?;
        (start.iter().map(String::as_str).eq(pin_words.iter().copied())).then(|| last.parse().ok())?
    };
    let numbered: Vec<(u32, i64)> =
        known.numbers().filter_map(|(name, value)| Some((number_of(name)?, value))).collect();
    let is_bit = numbered.iter().all(|(n, value)| *n < 32 && *value == 1 << n);
    let is_number = numbered.iter().all(|(n, value)| *value == i64::from(*n));
    if numbered.is_empty() || !(is_bit || is_number) {
        return None;
    }
    let levels = match level.name().and_then(|name| known.enums.get(name)) {
        Some(values) => {
            let of = |list: &[String]| {
                let mut hits = values.iter().filter(|(name, _)| words(name).iter().any(|w| list.contains(w)));
                hits.next().map(|(name, _)| format!("sys::{name}"))
            };
            [of(&roles().vocabulary.low)?, of(&roles().vocabulary.high)?]
        }
        None if known.decls.is_number(level) => ["0".to_owned(), "1".to_owned()],
        None => return None,
    };
    let settings = settings.and_then(|settings| {
        let (_, ty) = settings.args.iter().find_map(|arg| match arg {
            Arg::Reference { name, ty, .. } => Some((name, ty.name()?)),
            _ => None,
        })?;
        let member = known
            .decls
            .members(ty)?
            .iter()
            .find(|(member, _)| words(member).iter().all(|word| roles().vocabulary.pin.contains(word)))?;
        Some((settings.rust.clone(), ty.to_owned(), member.0.clone()))
    });
    Some(Pins {
        write: write.rust.clone(),
        read: read.rust.clone(),
        settings,
        levels,
        count: numbered.iter().map(|(n, _)| n + 1).max().unwrap_or_default(),
        is_bit,
    })
}

fn delay(known: &Known, plan: &Plan) -> (Option<Delay>, Option<LeftOut>) {
    let is_delay = |w: &&Wrapped| {
        let candidate = candidate(known, w, "");
        w.is_safe() && roles().of(&candidate).any(|role| role == "delay")
    };
    let mut all: Vec<&Wrapped> = plan.functions.iter().filter(is_delay).collect();
    all.sort_by_key(|w| w.c.len());
    let Some(shortest) = all.first() else {
        let reason = "no safe function waits for a time that is its only parameter".into();
        return (None, Some(LeftOut { name: "DelayNs".into(), reason }));
    };
    let unit = |w: &Wrapped| {
        let name = words(&w.c);
        let named = |word: &str| name.iter().any(|w| w == word);
        let doc = known.docs.get(w.c.as_str()).map_or("", String::as_str);
        let says = |list: &[String]| list.iter().any(|part| doc.contains(part.as_str()));
        let vocabulary = &roles().vocabulary;
        match (named("us"), named("ms"), says(&vocabulary.microseconds), says(&vocabulary.milliseconds)) {
            (true, false, ..) | (false, false, true, false) => Some(DelayUnit::Microseconds),
            (false, true, ..) | (false, false, false, true) => Some(DelayUnit::Milliseconds),
            _ => None,
        }
    };
    // The finer one, if there are several.
    let of =
        |wanted| all.iter().find(|w| unit(w) == Some(wanted)).map(|w| Delay { function: (*w).clone(), unit: wanted });
    match of(DelayUnit::Microseconds).or_else(|| of(DelayUnit::Milliseconds)) {
        Some(delay) => (Some(delay), None),
        None => {
            let reason = format!("nothing says in which unit `{}` waits", shortest.c);
            (None, Some(LeftOut { name: "DelayNs".into(), reason }))
        }
    }
}
