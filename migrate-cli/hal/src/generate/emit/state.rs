//! An owner of a handle in a static slot.

use super::HEAD;
use super::method::{self, Of};
use crate::generate::Names;
use crate::generate::plan::{Arg, Constructor, Gives, Module, Peripheral, Plan, State, Wrapped};

pub(super) fn text(module: &Module, state: &State, plan: &Plan, names: &Names) -> String {
    let peripheral = state.instance.as_ref().map(|(_, index)| &plan.peripherals[*index]);
    let of = if state.lends { Of::Owner } else { Of::Keeper };
    let mut text = head(module, state, peripheral, plan, names);
    text.push_str(&owner(module, state, peripheral));
    text.push_str(&format!("\nimpl {} {{\n", module.ty));
    let mut parts: Vec<String> =
        state.constructors.iter().map(|c| constructor(module, state, c, peripheral, plan)).collect();
    parts.extend(module.methods.iter().map(|m| method::text(m, of, "    ")));
    if state.lends {
        parts.push(LENT.to_owned());
    }
    parts.extend(timeouts(module));
    parts.push(private(module, state, peripheral));
    text.push_str(&parts.join("\n"));
    text.push_str("}\n");
    text.push_str(&drop_of(module, state, peripheral));
    if let Some(peripheral) = peripheral {
        for isr in &module.isr {
            text.push_str(&isr_of(state, isr));
        }
        for callback in &module.callbacks {
            text.push_str(&callback_of(module, state, callback, peripheral));
        }
    }
    text
}

fn head(module: &Module, state: &State, peripheral: Option<&Peripheral>, plan: &Plan, names: &Names) -> String {
    let mut text = format!(
        "{HEAD}\n//! `{handle}`: what owns one, and what it does.\n\n\
         #![allow(clippy::missing_safety_doc, clippy::unnecessary_cast, clippy::too_many_arguments, unused_imports, dead_code)]\n\n\
         use hal_support::{{Callback, Claim, Loan, Refused, Slot, count, same}};\nuse {sys} as sys;\n\n\
         use crate::error::{{self, Error}};\n",
        handle = module.handle,
        sys = names.sys_crate()
    );
    if plan.system.is_some() {
        text.push_str("use crate::System;\n");
    }
    let Some(peripheral) = peripheral else { return text };
    let count = peripheral.instances.len();
    text.push_str(&format!("use crate::peripherals::{} as Peripheral;\n\n", peripheral.ty));
    text.push_str(&format!(
        "static SLOTS: [Slot<sys::{}>; {count}] = [const {{ Slot::new() }}; {count}];\n",
        module.handle
    ));
    if state.lends {
        text.push_str(&format!(
            "/// Memory that the HAL reads, and memory that it writes.\nstatic LENT: [[Loan; 2]; {count}] = [const {{ [const {{ Loan::new() }}; 2] }}; {count}];\n"
        ));
    }
    text.push_str(&format!(
        "\nfn index_of(handle: *mut sys::{}) -> Option<usize> {{\n    SLOTS.iter().position(|slot| slot.handle() == handle)\n}}\n",
        module.handle
    ));
    text
}

fn owner(module: &Module, state: &State, peripheral: Option<&Peripheral>) -> String {
    let which = match peripheral {
        Some(_) => "    peripheral: Peripheral,\n".to_owned(),
        None => format!("    slot: &'static Slot<sys::{}>,\n", module.handle),
    };
    let timeout = timeout_type(module).map(|ty| format!("    timeout: {ty},\n")).unwrap_or_default();
    let deinit = if several(state) { "    deinit: fn(*mut Handle),\n" } else { "" };
    format!(
        "\ntype Handle = sys::{};\n\n/// Owns a handle and its peripheral.{} \n#[derive(Debug)]\npub struct {} {{\n{which}{timeout}{deinit}}}\n",
        module.handle,
        if state.constructors.iter().any(|c| c.deinit.is_some()) {
            " Dropping it takes the peripheral out of use."
        } else {
            " The HAL has no function that takes it out of use."
        },
        module.ty
    )
    .replace(" \n", "\n")
}

/// Owners that end in different ways know how.
fn several(state: &State) -> bool {
    let names = || state.constructors.iter().map(|c| c.deinit.as_ref().map(|d| d.c.as_str()));
    let first = names().next().flatten();
    names().any(|name| name != first)
}

fn timeout_type(module: &Module) -> Option<String> {
    let of = |w: &Wrapped| {
        let timeout = crate::generate::wrap::rust_name(w.timeout.as_deref()?);
        w.args.iter().find_map(|arg| match arg {
            Arg::Value { name, ty } if *name == timeout => Some(ty.outside()),
            _ => None,
        })
    };
    module.methods.iter().filter(|w| w.is_safe()).find_map(of)
}

fn timeouts(module: &Module) -> Option<String> {
    let ty = timeout_type(module)?;
    Some(format!(
        "    /// How long functions of traits may wait, in the HAL's own unit: as long as it can count, if nobody sets it.\n\
         \x20   pub fn set_timeout(&mut self, timeout: {ty}) {{\n        self.timeout = timeout;\n    }}\n"
    ))
}

const LENT: &str = "    /// Memory that the HAL has read by interrupt or DMA, once a callback has said that it is done.
    pub fn sent(&mut self) -> Option<&'static mut [u8]> {
        self.lent()[0].done()
    }

    /// Memory that the HAL has filled by interrupt or DMA, once a callback has said that it is done.
    pub fn received(&mut self) -> Option<&'static mut [u8]> {
        self.lent()[1].done()
    }

    /// Memory that is lent, read and written by the HAL, done or not.
    ///
    /// # Safety
    ///
    /// - The HAL uses it no more: it was told to stop, or has never begun.
    pub unsafe fn take_back(&mut self) -> [Option<&'static mut [u8]>; 2] {
        // SAFETY: the caller promises it.
        unsafe { [self.lent()[0].revoke(), self.lent()[1].revoke()] }
    }

    fn lent(&self) -> &'static [Loan; 2] {
        &LENT[self.peripheral as usize]
    }
";

fn constructor(
    module: &Module,
    state: &State,
    constructor: &Constructor,
    peripheral: Option<&Peripheral>,
    plan: &Plan,
) -> String {
    let init = &constructor.init;
    let mut parameters: Vec<String> = Vec::new();
    parameters.extend(plan.system.as_ref().map(|_| "_: &System".to_owned()));
    parameters.push(match peripheral {
        Some(_) => "peripheral: Peripheral".to_owned(),
        None => "slot: &'static Slot<Handle>".to_owned(),
    });
    parameters.extend(state.settings.as_ref().map(|(_, ty)| format!("settings: sys::{ty}")));
    let (mut prepare, mut call) = (String::new(), vec!["handle".to_owned()]);
    for arg in init.args.iter().skip(1) {
        match arg {
            Arg::Value { name, ty } | Arg::Raw { name, ty } => {
                parameters.push(format!("{name}: {}", ty.outside()));
                call.push(name.clone());
            }
            Arg::Reference { name, ty, mutable } => {
                parameters.push(format!("{name}: &{}{}", if *mutable { "mut " } else { "" }, ty.outside()));
                call.push(name.clone());
            }
            _ => {}
        }
    }
    if let (Some((member, _)), Some(_)) = (&state.instance, peripheral) {
        prepare.push_str(&format!("            (*handle).{member} = peripheral.registers();\n"));
    }
    if let Some((member, _)) = &state.settings {
        prepare.push_str(&format!("            (*handle).{member} = settings;\n"));
    }
    let call = format!("sys::{}({})", init.c, call.join(", "));
    let (claim, slot, which) = match peripheral {
        Some(_) => ("peripheral.claim()", "let slot = &SLOTS[peripheral as usize];", "peripheral"),
        None => ("slot.claim()", "", "slot"),
    };
    let timeout = timeout_type(module).map(|ty| format!(", timeout: {ty}::MAX")).unwrap_or_default();
    let deinit = if several(state) {
        format!(", deinit: {}", deinit_closure(constructor.deinit.as_ref()))
    } else {
        String::new()
    };
    let finish = match &init.gives {
        Gives::Status(status) => {
            format!("        {}?;\n", method::outcome(status, Of::Owner).replace("self.", "owner."))
        }
        _ => String::new(),
    };
    let binding = if finish.is_empty() { "let _ = unsafe" } else { "let status = unsafe" };
    let is_unsafe = !constructor.contract.is_empty();
    let mut safety = String::new();
    if is_unsafe {
        safety.push_str("    ///\n    /// # Safety\n    ///\n");
        for line in &constructor.contract {
            safety.push_str(&format!("    /// - {}\n", super::sentence(line)));
        }
    }
    let slot = if slot.is_empty() { String::new() } else { format!("        {slot}\n") };
    format!(
        "    /// Claims {what} and brings it into use by `{c}`.\n{safety}\
         \x20   pub {unsafe_}fn {name}({parameters}) -> Result<Self, Error> {{\n\
         \x20       {claim}.take()?;\n{slot}        let handle = slot.handle();\n\
         \x20       // SAFETY: the claim is ours, so nobody else uses the handle before it is one.\n\
         \x20       {binding} {{\n            slot.clear();\n{prepare}            {call}\n        }};\n\
         \x20       let owner = Self {{ {which}{timeout}{deinit} }};\n{finish}        Ok(owner)\n    }}\n",
        what = if peripheral.is_some() { "the peripheral" } else { "the slot" },
        c = init.c,
        unsafe_ = if is_unsafe { "unsafe " } else { "" },
        name = init.rust,
        parameters = parameters.join(", "),
    )
}

fn deinit_closure(deinit: Option<&Wrapped>) -> String {
    match deinit {
        // The answer is of no use: nobody is left to hear it.
        Some(deinit) => format!(
            "|handle| {{\n            // SAFETY: the handle is that of an owner which is dropped.\n            let _ = unsafe {{ sys::{}(handle) }};\n        }}",
            deinit.c
        ),
        None => "|_| {}".into(),
    }
}

fn private(module: &Module, state: &State, peripheral: Option<&Peripheral>) -> String {
    let handle = match peripheral {
        Some(_) => "SLOTS[self.peripheral as usize].handle()",
        None => "self.slot.handle()",
    };
    let code = match &state.code {
        Some(member) => format!(
            "    /// The error code of the handle: flags of what went wrong last.\n    pub fn error_code(&self) -> u32 {{\n\
             \x20       // SAFETY: reads one number of the handle, which an interrupt may write.\n\
             \x20       unsafe {{ (&raw const (*self.handle()).{member}).read_volatile() as u32 }}\n    }}\n\n\
             \x20   fn code(&self) -> u32 {{\n        self.error_code()\n    }}\n"
        ),
        None => "    fn code(&self) -> u32 {\n        0\n    }\n".to_owned(),
    };
    let outcome = match &module.timeout_flag {
        Some(flag) => format!(
            "        match outcome {{\n            Err(Error::Failed {{ code }}) if code as i64 & sys::{flag} as i64 != 0 => Err(Error::Timeout),\n\
             \x20           other => other,\n        }}\n"
        ),
        None => "        outcome\n".to_owned(),
    };
    format!(
        "    fn handle(&self) -> *mut Handle {{\n        {handle}\n    }}\n\n{code}\n\
         \x20   fn outcome(&self, outcome: Result<(), Error>) -> Result<(), Error> {{\n{outcome}    }}\n"
    )
}

fn drop_of(module: &Module, state: &State, peripheral: Option<&Peripheral>) -> String {
    let end = if several(state) {
        "        (self.deinit)(self.handle());\n".to_owned()
    } else {
        match state.constructors.first().and_then(|c| c.deinit.as_ref()) {
            Some(deinit) => format!(
                "        // SAFETY: the handle is ours. Memory that is lent stays so, for good.\n        let _ = unsafe {{ sys::{}(self.handle()) }};\n",
                deinit.c
            ),
            None => String::new(),
        }
    };
    let claim = if peripheral.is_some() { "self.peripheral.claim()" } else { "self.slot.claim()" };
    format!(
        "\nimpl Drop for {} {{\n    fn drop(&mut self) {{\n{end}        {claim}.release();\n    }}\n}}\n",
        module.ty
    )
}

fn isr_of(state: &State, isr: &Wrapped) -> String {
    let Some((member, _)) = &state.instance else { return String::new() };
    format!(
        "\n/// `{c}`, once the peripheral was brought into use.\n///\n/// # Safety\n///\n\
         /// - Only the interrupt of the peripheral calls it.\npub unsafe fn on_{name}(peripheral: Peripheral) {{\n\
         \x20   let handle = SLOTS[peripheral as usize].handle();\n\
         \x20   // SAFETY: reads a pointer that is zero at first.\n    let is_used = unsafe {{ !(*handle).{member}.is_null() }};\n\
         \x20   if is_used {{\n        // SAFETY: the caller promises it; the HAL's handler works beside the main program, as it was written to.\n\
         \x20       let _ = unsafe {{ sys::{c}(handle) }};\n    }}\n}}\n",
        c = isr.c,
        name = isr.rust.trim_start_matches("on_"),
    )
}

fn callback_of(
    module: &Module,
    state: &State,
    callback: &crate::generate::plan::CallbackPlan,
    peripheral: &Peripheral,
) -> String {
    let count = peripheral.instances.len();
    let name = callback.rust.to_uppercase();
    let mut finish = String::new();
    for (place, ends) in callback.ends.iter().enumerate() {
        if *ends && state.lends {
            finish.push_str(&format!("        LENT[index][{place}].finish();\n"));
        }
    }
    format!(
        "\nstatic {name}: [Callback; {count}] = [const {{ Callback::new() }}; {count}];\n\n\
         /// Sets or removes what `{c}` calls: in the context that the HAL calls it in, an interrupt most of the time.\n\
         pub fn on_{rust}(peripheral: Peripheral, function: Option<fn()>) {{\n    {name}[peripheral as usize].set(function);\n}}\n\n\
         /// Instead of the HAL's weak function.\n#[unsafe(no_mangle)]\nextern \"C\" fn {c}(handle: *mut sys::{handle}) {{\n\
         \x20   if let Some(index) = index_of(handle) {{\n{finish}        {name}[index].call();\n    }}\n}}\n",
        c = callback.c,
        rust = callback.rust.trim_start_matches("on_"),
        handle = module.handle,
    )
}
