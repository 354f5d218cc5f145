//! From what is known of a HAL to what will be generated.

use std::collections::{BTreeMap, HashMap, HashSet};

use migrate_model::hal::{
    Class, Generates, HalFunction, HalMacro, HalScan, HandleKind, LeftOut, MacroKind, StatusType,
};

use super::decls::{Decls, RustType};
use super::names::{Unique, camel, common_start, method, snake};
use super::plan::*;
use super::roles::roles;
use super::traits;
use super::wrap::wrap;
use crate::classify::{rules, words};
use crate::parse::bare;

/// What the generator reads.
pub(super) struct Known<'a> {
    pub(super) scan: &'a HalScan,
    pub(super) decls: &'a Decls,
    /// Comments of functions, in small letters: at the declaration and at the definition.
    pub(super) docs: HashMap<&'a str, String>,
    /// Constants of enums with their values.
    pub(super) enums: HashMap<&'a str, &'a [(String, i64)]>,
    /// Functions that repeat something.
    pub(super) loops: HashSet<&'a str>,
    /// The word that all functions start with.
    pub(super) start: Option<String>,
}

impl Known<'_> {
    pub(super) fn start_of<'a>(functions: impl Iterator<Item = &'a str>) -> Option<String> {
        common_start(functions)
    }

    fn macros(&self, kind: MacroKind) -> impl Iterator<Item = &HalMacro> {
        self.scan.macros.iter().filter(move |m| m.kind == kind)
    }

    /// Numbers that macros stand for.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, i64)> {
        self.macros(MacroKind::Integer).filter_map(|m| Some((m.name.as_str(), m.value.as_ref()?.parse().ok()?)))
    }
}

/// Plans the crates.
pub(super) fn plan(known: &Known) -> Plan {
    let mut plan = Plan { statuses: statuses(known), ..Plan::default() };
    peripherals(known, &mut plan);
    let mut files = Unique::with(&["error", "peripherals", "functions", "system", "delay", "sys", "lib"]);
    for handle in &known.scan.handles {
        if let Some(module) = module(known, &handle.name, handle.kind, &plan.peripherals, &mut files) {
            plan.modules.push(module);
        }
    }
    system(known, &mut plan);
    functions(known, &mut plan);
    flags(known, &mut plan);
    traits::find(known, &mut plan);
    rest(known, &mut plan);
    plan
}

fn statuses(known: &Known) -> Vec<Status> {
    let one = |status: &StatusType| {
        let ty = RustType::Name(number_of(&status.name).to_owned());
        let codes: Vec<String> =
            status.codes.iter().filter_map(|code| Some(code.split_once(" = ")?.0.to_owned())).collect();
        let is_named = codes.contains(&status.ok);
        let errors = codes.iter().filter(|code| **code != status.ok);
        Status {
            ty: status.name.clone(),
            rust: ty.outside(),
            ok: is_named.then(|| status.ok.clone()),
            errors: errors.filter_map(|code| Some((code.clone(), roles().error(code)?.to_owned()))).collect(),
        }
    };
    known.scan.statuses.iter().map(one).collect()
}

/// A number of C as Rust declares it.
fn number_of(c: &str) -> &str {
    match c {
        "int" => "::core::ffi::c_int",
        "long" => "::core::ffi::c_long",
        "unsigned int" => "::core::ffi::c_uint",
        "uint8_t" => "u8",
        "uint16_t" => "u16",
        "uint32_t" => "u32",
        "int8_t" => "i8",
        "int16_t" => "i16",
        "int32_t" => "i32",
        other => other,
    }
}

/// Types of registers at whose addresses macros point, and that some function or handle takes.
fn peripherals(known: &Known, plan: &mut Plan) {
    let mut found: BTreeMap<String, Vec<(&str, u64)>> = BTreeMap::new();
    for m in known.macros(MacroKind::Address) {
        let record = m.ty.as_deref().and_then(|ty| ty.trim_end().strip_suffix('*')).map(|ty| bare(ty.trim()));
        let address = m.value.as_deref().and_then(|v| u64::from_str_radix(v.trim_start_matches("0x"), 16).ok());
        if let (Some(record), Some(address)) = (record, address)
            && is_used(known, record)
        {
            found.entry(record.to_owned()).or_default().push((&m.name, address));
        }
    }
    let mut claims: Vec<u64> = Vec::new();
    let mut types = Unique::default();
    for (record, mut macros) in found {
        macros.sort_by_key(|(name, address)| (*address, name.len(), *name));
        let mut instances: Vec<(u64, Instance)> = Vec::new();
        for (name, address) in macros {
            match instances.last_mut() {
                Some((known, last)) if *known == address => last.also.push(name.to_owned()),
                _ => {
                    let claim = claims.iter().position(|a| *a == address).unwrap_or_else(|| {
                        claims.push(address);
                        claims.len() - 1
                    });
                    let variant = camel(&words(name));
                    instances.push((address, Instance { variant, constant: name.to_owned(), claim, also: Vec::new() }));
                }
            }
        }
        let name = camel(&short(&record));
        plan.peripherals.push(Peripheral {
            ty: types.give([name, camel(&words(&record))]),
            record,
            instances: instances.into_iter().map(|(_, instance)| instance).collect(),
        });
    }
    plan.claims = claims.len();
}

/// Some handle has it as a member, or is it.
fn is_used(known: &Known, record: &str) -> bool {
    known.scan.handles.iter().any(|handle| match handle.kind {
        HandleKind::Registers => handle.name == record,
        HandleKind::State => instance_member(known, &handle.name).is_some_and(|(_, of)| of == record),
        HandleKind::Number => false,
    })
}

/// The first member that points to a struct: where the peripheral of a handle is.
fn instance_member(known: &Known, handle: &str) -> Option<(String, String)> {
    known.decls.members(handle)?.iter().find_map(|(name, ty)| match ty {
        RustType::Pointer { to, mutable: true } => {
            let to = to.name()?;
            let is_registers = known.decls.is_plain(to) && !words(to).iter().any(|w| is_settings(w));
            is_registers.then(|| (name.clone(), to.to_owned()))
        }
        _ => None,
    })
}

fn is_settings(word: &str) -> bool {
    rules().vocabulary.settings.iter().any(|known| known == word)
}

/// Words of a type without those that all types have.
fn short(name: &str) -> Vec<String> {
    let all = words(name);
    let some: Vec<String> = all.iter().filter(|word| !roles().vocabulary.noise.contains(word)).cloned().collect();
    if some.is_empty() { all } else { some }
}

fn module(
    known: &Known,
    handle: &str,
    kind: HandleKind,
    peripherals: &[Peripheral],
    files: &mut Unique,
) -> Option<Module> {
    let users = || {
        known.scan.functions.iter().filter(move |f| f.handle.as_ref().is_some_and(|h| h.ty == handle && h.kind == kind))
    };
    let short = short(handle);
    let kind = match kind {
        HandleKind::Number => return None,
        HandleKind::Registers => {
            let peripheral = peripherals.iter().position(|p| p.record == handle)?;
            if !users().any(|f| f.generates == Generates::Safe) {
                return None;
            }
            ModuleKind::Registers { peripheral }
        }
        HandleKind::State => ModuleKind::State(state(known, handle, &short, users(), peripherals)?),
    };
    let file = files.give([snake(&short), snake(&words(handle))]);
    let mut names = Unique::with(&["new", "claim", "with_timeout", "set_timeout", "error_code", "pin", "take_back"]);
    let mut module = Module {
        ty: camel(&short),
        file,
        handle: handle.to_owned(),
        kind,
        methods: Vec::new(),
        callbacks: Vec::new(),
        isr: Vec::new(),
        timeout_flag: timeout_flag(known, &short),
        traits: Traits::default(),
    };
    let is_state = matches!(module.kind, ModuleKind::State(_));
    let is_placed = matches!(&module.kind, ModuleKind::State(State { instance: Some(_), .. }));
    for function in users() {
        let name = || [snake(&method(&function.name, known.start.as_deref(), &short)), snake(&words(&function.name))];
        let is_constructor =
            is_state && matches!(function.class, Class::Init | Class::Deinit) && is_life(&module, function);
        match (function.generates, function.class) {
            (Generates::Override, _) if is_placed && is_for_handle_only(known, function) => {
                let rust = snake(&method(&function.name, known.start.as_deref(), &short));
                let ends = ends(&function.name);
                module.callbacks.push(CallbackPlan { c: function.name.clone(), rust, ends });
            }
            _ if is_constructor => {}
            (Generates::Safe | Generates::Unsafe, class) => {
                let Some(wrapped) = wrap(function, names.give(name()), known.decls) else { continue };
                if !wrapped.is_named() {
                    continue;
                }
                let is_isr = is_placed && class == Class::Isr && wrapped.args == [Arg::Handle];
                if is_isr { module.isr.push(wrapped) } else { module.methods.push(wrapped) }
            }
            _ => {}
        }
    }
    if let ModuleKind::State(state) = &mut module.kind {
        state.lends = state.instance.is_some() && module.methods.iter().any(Wrapped::lends_bytes);
    }
    Some(module)
}

fn ends(callback: &str) -> [bool; 2] {
    use migrate_model::hal::Direction;
    let list = roles().ends(callback);
    [list.contains(&Direction::In), list.contains(&Direction::Out)]
}

/// It is called by a constructor or when the owner is dropped.
fn is_life(module: &Module, function: &HalFunction) -> bool {
    let ModuleKind::State(state) = &module.kind else { return false };
    state
        .constructors
        .iter()
        .any(|c| c.init.c == function.name || c.deinit.as_ref().is_some_and(|deinit| deinit.c == function.name))
}

fn is_for_handle_only(known: &Known, function: &HalFunction) -> bool {
    function.weak
        && known.decls.function(&function.name).is_some_and(|f| {
            f.result.is_none() && matches!(f.parameters.as_slice(), [(_, RustType::Pointer { mutable: true, .. })])
        })
}

fn state<'a>(
    known: &Known,
    handle: &str,
    short: &[String],
    users: impl Iterator<Item = &'a HalFunction>,
    peripherals: &[Peripheral],
) -> Option<State> {
    let members = known.decls.members(handle)?;
    let instance = instance_member(known, handle)
        .and_then(|(member, of)| Some((member, peripherals.iter().position(|p| p.record == of)?)));
    let settings = members.iter().find_map(|(member, ty)| {
        let ty = ty.name()?;
        let is_it = words(member).iter().chain(&words(ty)).any(|word| is_settings(word));
        (is_it && known.decls.members(ty).is_some()).then(|| (member.clone(), ty.to_owned()))
    });
    let code = members
        .iter()
        .find(|(member, ty)| roles().vocabulary.code.contains(&words(member)) && known.decls.is_number(ty));
    let mut names = Unique::default();
    let mut constructors = Vec::new();
    let users: Vec<&HalFunction> = users.collect();
    let mut inits: Vec<&&HalFunction> = users.iter().filter(|f| f.class == Class::Init && !f.weak).collect();
    // The one with a counterpart is the usual one; the shortest name is the plainest.
    inits.sort_by_key(|f| (f.pair.is_none(), f.name.len()));
    for init in inits {
        let mut rest = method(&init.name, known.start.as_deref(), short);
        rest.retain(|word| !matches!(word.as_str(), "init" | "initialize" | "initialise"));
        let name = if rest.is_empty() { "new".to_owned() } else { format!("new_{}", snake(&rest)) };
        // Safe or not, the handle is ours: what is left to promise is what the other parameters name.
        let mut as_owned = (*init).clone();
        if init.generates == Generates::Unsafe && init.buffers.is_empty() && init.callbacks.is_empty() {
            as_owned.generates = Generates::Safe;
        }
        let Some(wrapped) = wrap(&as_owned, names.give([name, snake(&words(&init.name))]), known.decls) else {
            continue;
        };
        if !wrapped.is_safe() || wrapped.args.first() != Some(&Arg::Handle) {
            continue;
        }
        let usual = users.iter().find(|f| f.class == Class::Deinit && f.handle.is_some());
        let deinit = init.pair.as_ref().and_then(|pair| users.iter().find(|f| f.name == *pair)).or(usual);
        let deinit = deinit.and_then(|f| wrap(f, "deinit".into(), known.decls)).filter(|w| w.args == [Arg::Handle]);
        let mut contract = Vec::new();
        if instance.is_none() {
            contract.push("What the arguments name is there, and nobody else uses it while the owner lives".to_owned());
        } else if init.generates == Generates::Unsafe {
            contract.push(init.because.trim_start_matches("contract: ").to_owned());
        }
        for name in wrapped.args.iter().filter_map(named_device) {
            contract.push(format!(
                "`{name}` names something that the device has and nobody else uses, and that belongs to what is claimed"
            ));
        }
        if let Some((_, ty)) = &settings
            && !known.decls.is_plain(ty)
        {
            contract.push("Every pointer in the settings stays valid while the owner lives".to_owned());
        }
        constructors.push(Constructor { init: wrapped, deinit, contract });
    }
    (!constructors.is_empty()).then(|| State {
        instance,
        settings,
        code: code.map(|(member, _)| member.clone()),
        constructors,
        lends: false,
    })
}

/// A number that names a pin, a channel, another peripheral.
fn named_device(arg: &Arg) -> Option<&str> {
    let Arg::Value { name, ty } = arg else { return None };
    let mut all = words(name);
    all.extend(ty.name().map(words).unwrap_or_default());
    all.iter().any(|word| rules().vocabulary.peripheral.contains(word)).then_some(name.as_str())
}

/// Constants with words of the module, `error`, and a word that a flag has.
fn flag_constants<'a>(known: &'a Known, module: &'a [String]) -> impl Iterator<Item = &'a str> {
    known.numbers().map(|(name, _)| name).filter(move |name| {
        let words = words(name);
        words.contains(&"error".to_owned()) && module.iter().all(|word| words.contains(word))
    })
}

fn timeout_flag(known: &Known, module: &[String]) -> Option<String> {
    flag_constants(known, module).find(|name| roles().flags(name).any(|kind| kind == "timeout")).map(str::to_owned)
}

fn flags(known: &Known, plan: &mut Plan) {
    for family in ["i2c", "spi"] {
        let module = [family.to_owned()];
        for name in flag_constants(known, &module) {
            for kind in roles().flags(name) {
                if let Some(kind) = kind.strip_prefix(family).and_then(|rest| rest.strip_prefix(' ')) {
                    plan.flags.push((format!("{family} {kind}"), name.to_owned()));
                }
            }
        }
    }
}

/// What brings the HAL as a whole into use, and has a counterpart.
fn system(known: &Known, plan: &mut Plan) {
    let is_it = |f: &&HalFunction| {
        f.class == Class::Init
            && f.handle.is_none()
            && f.pair.is_some()
            && !f.weak
            && known.decls.function(&f.name).is_some_and(|f| f.parameters.is_empty())
    };
    let shortest = known.scan.functions.iter().filter(is_it).min_by_key(|f| f.name.len());
    plan.system = shortest.and_then(|f| wrap(f, "start".into(), known.decls)).map(|mut wrapped| {
        wrapped.contract.clear();
        wrapped
    });
}

/// Functions of no module.
fn functions(known: &Known, plan: &mut Plan) {
    let system = plan.system.iter().map(|w| w.c.as_str());
    let taken: Vec<String> = plan.modules.iter().flat_map(in_module).chain(system).map(str::to_owned).collect();
    let mut names = Unique::default();
    for function in &known.scan.functions {
        let is_wanted = matches!(function.generates, Generates::Safe | Generates::Unsafe);
        if !is_wanted || taken.contains(&function.name) {
            continue;
        }
        let name = [snake(&method(&function.name, known.start.as_deref(), &[])), snake(&words(&function.name))];
        let mut function = function.clone();
        // Without an owner of it a handle is a pointer like any other.
        if function.handle.as_ref().is_some_and(|h| h.kind != HandleKind::Number) {
            if function.generates == Generates::Safe {
                function.because = "the handle is one that has been brought into use, and nobody else uses it".into();
            }
            (function.generates, function.handle) = (Generates::Unsafe, None);
        }
        if let Some(wrapped) = wrap(&function, names.give(name), known.decls) {
            if wrapped.is_named() { plan.functions.push(wrapped) } else { plan.handed_on.push(wrapped) }
        }
    }
}

/// Names in C of all functions that a module has.
pub(super) fn in_module(module: &Module) -> Vec<&str> {
    let mut all: Vec<&str> = module.methods.iter().chain(&module.isr).map(|w| w.c.as_str()).collect();
    all.extend(module.callbacks.iter().map(|c| c.c.as_str()));
    if let ModuleKind::State(state) = &module.kind {
        for constructor in &state.constructors {
            all.push(&constructor.init.c);
            all.extend(constructor.deinit.as_ref().map(|deinit| deinit.c.as_str()));
        }
    }
    all
}

/// What nothing is made of, with the reason.
fn rest(known: &Known, plan: &mut Plan) {
    let made: Vec<String> = plan.modules.iter().flat_map(in_module).map(str::to_owned).collect();
    let is_made = |name: &String| {
        plan.system.as_ref().is_some_and(|w| w.c == *name)
            || made.contains(name)
            || plan.functions.iter().chain(&plan.handed_on).any(|f| f.c == *name)
    };
    let (mut overrides, mut left_out) = (Vec::new(), Vec::new());
    for f in known.scan.functions.iter().filter(|f| !is_made(&f.name)) {
        let item = |reason: &str| LeftOut { name: f.name.clone(), reason: reason.to_owned() };
        match f.generates {
            Generates::Override => overrides.push(item("firmware defines it, in C or as `extern \"C\"` in Rust")),
            Generates::Safe | Generates::Unsafe if f.defined == Some(false) => {
                left_out.push(item("no source of the HAL defines it"));
            }
            Generates::Safe | Generates::Unsafe => {
                left_out.push(item("it is not declared in Rust: see what no function can stand for"));
            }
            _ => left_out.push(item(&f.because)),
        }
    }
    (plan.overrides, plan.left_out) = (overrides, left_out);
}
