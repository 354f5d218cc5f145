//! What will be generated for a function, and why: safe only where nothing is left for a person to promise.

use migrate_model::hal::{Class, Direction, Generates, HandleKind};

use super::facts::Facts;
use crate::parse::Function;

/// What becomes of a function of a class.
pub(crate) fn decide(function: &Function, class: Class, facts: &Facts) -> (Generates, String) {
    if function.is_variadic {
        return (Generates::Declaration, "it takes any number of arguments, whose types nothing checks".into());
    }
    match class {
        Class::Unclassified => (Generates::Declaration, "no rule says what it is for, so nothing is promised".into()),
        Class::Callback if facts.traits.contains("defined") => {
            (Generates::Declaration, "the HAL defines it for itself; firmware has no reason to call it".into())
        }
        Class::Callback => (Generates::Override, "firmware may define it; it runs in the HAL's context".into()),
        Class::Isr => (Generates::Unsafe, "contract: only the interrupt of its peripheral calls it".into()),
        Class::CallbackRegistration => {
            (Generates::Unsafe, "contract: the function stays valid, and may run in an interrupt".into())
        }
        Class::Interrupt | Class::Dma | Class::Transfer if !facts.buffers.is_empty() => (
            Generates::Unsafe,
            format!(
                "contract: {} is not touched until the transfer is over; a `'static` token can promise that",
                pointers(facts)
            ),
        ),
        Class::Dma if facts.traits.contains("no pointers") && !takes_only_handle(function, facts) => (
            Generates::Unsafe,
            "contract: the numbers are addresses of memory that stays valid until the transfer is over".into(),
        ),
        _ => by_parameters(class, facts),
    }
}

fn takes_only_handle(function: &Function, facts: &Facts) -> bool {
    facts.handle.is_some() && function.parameters.len() <= 2
}

fn pointers(facts: &Facts) -> String {
    let names: Vec<String> = facts.buffers.iter().map(|b| format!("`{}`", b.pointer)).collect();
    names.join(", ")
}

/// The rest is safe if each parameter can be given without a promise.
fn by_parameters(class: Class, facts: &Facts) -> (Generates, String) {
    let (generates, because) = by_kinds(class, facts);
    let reaches = reaches(class, facts);
    match generates {
        _ if reaches.is_empty() => (generates, because),
        Generates::Safe => (Generates::Unsafe, format!("contract: {}", reaches.join(", and "))),
        _ => (generates, format!("{because}, and {}", reaches.join(", and "))),
    }
}

/// What has to be promised because a body reaches as far as its parameters say.
fn reaches(class: Class, facts: &Facts) -> Vec<String> {
    let walked = facts.other_pointers.iter().filter(|p| p.is_walked && p.is_typed);
    let walked = walked.map(|pointer| format!("`{}` points to as many as the function takes", pointer.name));
    // What makes an owner has its own promises about numbers.
    let makes = class == Class::Init && facts.handle.as_ref().is_some_and(|h| h.kind == HandleKind::State);
    let indexes = facts.indexes.iter().filter(|_| !makes);
    walked.chain(indexes.map(|name| format!("the number `{name}` names something that the device has"))).collect()
}

/// The same, if a body reaches no further than what its parameters point to.
fn by_kinds(class: Class, facts: &Facts) -> (Generates, String) {
    if let Some(unclear) = facts.buffers.iter().find(|b| b.direction == Direction::Unknown || b.unit.is_none()) {
        let what = if unclear.unit.is_none() { &unclear.unit_by } else { &unclear.direction_by };
        return (Generates::Unsafe, format!("contract: `{}` fits `{}` ({what})", unclear.pointer, unclear.length));
    }
    if let (Some(name), None) = (facts.addresses.first(), &facts.handle) {
        return (
            Generates::Unsafe,
            format!("contract: the number `{name}` is an address that the device has and nobody else uses"),
        );
    }
    if let Some(name) = facts.callbacks.first() {
        return (
            Generates::Unsafe,
            format!("contract: the function `{name}` stays valid, and may run in an interrupt"),
        );
    }
    if let Some(pointer) = facts.other_pointers.iter().find(|p| !p.is_typed) {
        return (
            Generates::Unsafe,
            format!("contract: `{}` points to what the function expects, and to enough of it", pointer.name),
        );
    }
    if let Some(pointer) = facts.other_pointers.iter().find(|p| p.is_kept && class != Class::Getter) {
        return (Generates::Unsafe, format!("contract: `{}` stays valid as long as the HAL may use it", pointer.name));
    }
    if facts.traits.contains("returns pointer") {
        return (Generates::Unsafe, "contract: nothing says how long the result lives".into());
    }
    match (facts.handle.as_ref().map(|h| h.kind), class) {
        (Some(HandleKind::State), _) => (Generates::Safe, "a handle that is owned, and nothing else to promise".into()),
        (Some(HandleKind::Registers), Class::Getter) => (Generates::Safe, "reads through a claimed peripheral".into()),
        (Some(HandleKind::Registers), _) => {
            (Generates::Safe, "a peripheral that is claimed once, and nothing else to promise".into())
        }
        (Some(HandleKind::Number), Class::Getter) => {
            (Generates::Unsafe, "contract: the number names something that the device has".into())
        }
        (Some(HandleKind::Number), _) => (
            Generates::Unsafe,
            "contract: the number names something that the device has, and that nobody else uses".into(),
        ),
        (None, Class::Getter | Class::Wait | Class::Pure) if facts.traits.contains("no pointers") => {
            (Generates::Safe, "no pointer, and nothing that others rely on changes".into())
        }
        (None, Class::Getter) => (Generates::Safe, "each pointer leads to one value of a known type".into()),
        (None, Class::Blocking) if facts.other_pointers.is_empty() && !facts.buffers.is_empty() => {
            (Generates::Safe, "its memory is slices of known length and direction".into())
        }
        (None, Class::Pure) => (Generates::Unsafe, "contract: its pointers are valid".into()),
        (None, _) => (
            Generates::Unsafe,
            "contract: it changes what the whole device shares; nothing else relies on it meanwhile".into(),
        ),
    }
}
