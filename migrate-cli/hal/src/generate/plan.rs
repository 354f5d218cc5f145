//! What will be generated, as data: nothing here writes Rust.

use migrate_model::hal::{Class, GuardTerm, LeftOut};

use super::decls::RustType;

/// Two crates.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Register types with their instances.
    pub(super) peripherals: Vec<Peripheral>,
    /// Addresses that are claimed one by one.
    pub(super) claims: usize,
    pub(super) modules: Vec<Module>,
    /// What brings the HAL as a whole into use.
    pub(super) system: Option<Wrapped>,
    /// Functions without a handle, safe and unsafe.
    pub(super) functions: Vec<Wrapped>,
    /// Functions with a type that has no name, which are handed on as they are.
    pub(super) handed_on: Vec<Wrapped>,
    pub(super) statuses: Vec<Status>,
    pub(super) delay: Option<Delay>,
    /// Flags of error codes: what they mean, and the constant.
    pub(super) flags: Vec<(String, String)>,
    /// Callbacks that firmware may define, with the reason why no registration is made.
    pub(super) overrides: Vec<LeftOut>,
    /// Functions that are declared only.
    pub(super) left_out: Vec<LeftOut>,
    /// Traits that could have been, and why they are not.
    pub(super) no_traits: Vec<LeftOut>,
}

/// A type of registers.
#[derive(Debug)]
pub(super) struct Peripheral {
    pub(super) ty: String,
    pub(super) record: String,
    pub(super) instances: Vec<Instance>,
}

/// One peripheral of the device.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) variant: String,
    pub(super) constant: String,
    /// Which of the claims: two types of registers at one address share it.
    pub(super) claim: usize,
    /// Other names of it.
    pub(super) also: Vec<String>,
}

/// What owns a handle.
#[derive(Debug)]
pub(super) struct Module {
    pub(super) file: String,
    pub(super) ty: String,
    /// The handle's type in C.
    pub(super) handle: String,
    pub(super) kind: ModuleKind,
    pub(super) methods: Vec<Wrapped>,
    pub(super) callbacks: Vec<CallbackPlan>,
    /// The function that its interrupt has to call.
    pub(super) isr: Vec<Wrapped>,
    /// The flag of the error code that means a time-out.
    pub(super) timeout_flag: Option<String>,
    pub(super) traits: Traits,
}

/// Where a handle is.
#[derive(Debug)]
pub(super) enum ModuleKind {
    /// In a slot of its own; the peripheral is a member.
    State(State),
    /// The registers themselves; which type of them.
    Registers { peripheral: usize },
}

#[derive(Debug)]
pub(super) struct State {
    /// Member and type of registers; without one the caller brings the slot and promises that nobody else has the device.
    pub(super) instance: Option<(String, usize)>,
    /// Member and type of the settings.
    pub(super) settings: Option<(String, String)>,
    pub(super) code: Option<String>,
    pub(super) constructors: Vec<Constructor>,
    /// Anything in it is kept beyond a call: memory is lent to it.
    pub(super) lends: bool,
}

/// A function that brings a handle into use.
#[derive(Debug)]
pub(super) struct Constructor {
    pub(super) init: Wrapped,
    pub(super) deinit: Option<Wrapped>,
    /// What the caller has to promise; nothing most of the time.
    pub(super) contract: Vec<String>,
}

/// A callback of a handle that can be set at run time.
#[derive(Debug)]
pub(super) struct CallbackPlan {
    pub(super) c: String,
    pub(super) rust: String,
    /// Lent memory that is free when it is called: read by the HAL, written by the HAL.
    pub(super) ends: [bool; 2],
}

/// A function with its types.
#[derive(Clone, Debug)]
pub(super) struct Wrapped {
    pub(super) c: String,
    pub(super) rust: String,
    pub(super) class: Class,
    pub(super) args: Vec<Arg>,
    pub(super) gives: Gives,
    pub(super) because: String,
    /// What the caller has to promise: nothing if it is safe.
    pub(super) contract: Vec<String>,
    pub(super) timeout: Option<String>,
    /// It changes nothing.
    pub(super) looks_only: bool,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Arg {
    Handle,
    Value {
        name: String,
        ty: RustType,
    },
    /// As C has it: only in unsafe functions.
    Raw {
        name: String,
        ty: RustType,
    },
    Reference {
        name: String,
        ty: RustType,
        mutable: bool,
    },
    Slice(Slice),
    /// The length of the slices that stand before it.
    Length {
        ty: RustType,
        of: Vec<String>,
    },
}

/// Memory of the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) name: String,
    pub(super) element: RustType,
    pub(super) mutable: bool,
    /// The HAL writes it.
    pub(super) written: bool,
    /// The HAL keeps it beyond the call.
    pub(super) kept: bool,
    /// C points to something else than the elements: to anything.
    pub(super) cast: bool,
    pub(super) wide_when: Vec<Vec<GuardTerm>>,
}

/// What a function returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Nothing,
    Never,
    /// A status type.
    Status(String),
    Value(RustType),
}

/// A type that says how it went.
#[derive(Debug)]
pub(super) struct Status {
    /// Its name in C.
    pub(super) ty: String,
    /// As Rust writes it.
    pub(super) rust: String,
    /// The constant that means success, if it has a name.
    pub(super) ok: Option<String>,
    /// Constants and the errors that they are.
    pub(super) errors: Vec<(String, String)>,
}

/// A function that lets time pass.
#[derive(Debug)]
pub(super) struct Delay {
    pub(super) function: Wrapped,
    pub(super) unit: DelayUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DelayUnit {
    Milliseconds,
    Microseconds,
}

/// Methods with a role, by the method's name.
#[derive(Debug, Default)]
pub(super) struct Traits {
    pub(super) serial_write: Option<String>,
    pub(super) serial_read: Option<String>,
    /// One unit at a time.
    pub(super) serial_put: Option<String>,
    pub(super) serial_get: Option<String>,
    pub(super) spi: Option<[String; 3]>,
    pub(super) i2c: Option<I2c>,
    /// Write and read with results that count, and whether addresses are shifted.
    pub(super) i2c_counted: Option<([String; 2], bool)>,
    pub(super) pins: Option<Pins>,
    pub(super) level_write: Option<String>,
    pub(super) level_read: Option<String>,
}

#[derive(Debug)]
pub(super) struct I2c {
    pub(super) write: String,
    pub(super) read: String,
    /// Reads behind a write of one byte or two, with the constants for these.
    pub(super) memory_read: Option<(String, [String; 2])>,
    pub(super) shifted: bool,
}

#[derive(Debug)]
pub(super) struct Pins {
    pub(super) write: String,
    pub(super) read: String,
    /// With the member of the settings that says which pin.
    pub(super) settings: Option<(String, String, String)>,
    /// Names of levels in C; numbers if they have none.
    pub(super) levels: [String; 2],
    pub(super) count: u32,
    /// A pin is a bit, and no number.
    pub(super) is_bit: bool,
}

impl Wrapped {
    pub(super) fn is_safe(&self) -> bool {
        self.contract.is_empty()
    }

    pub(super) fn slices(&self) -> impl Iterator<Item = &Slice> {
        self.args.iter().filter_map(|arg| match arg {
            Arg::Slice(slice) => Some(slice),
            _ => None,
        })
    }

    /// It can fail before the HAL is asked, or by a status.
    pub(super) fn can_fail(&self) -> bool {
        matches!(self.gives, Gives::Status(_)) || self.slices().next().is_some()
    }

    /// All its types have names.
    pub(super) fn is_named(&self) -> bool {
        let is_named = |ty: &RustType| !matches!(ty, RustType::Other(_));
        let result = match &self.gives {
            Gives::Value(ty) => is_named(ty),
            _ => true,
        };
        let named = |arg: &Arg| match arg {
            Arg::Value { ty, .. } | Arg::Raw { ty, .. } => is_named(ty),
            _ => true,
        };
        result && self.args.iter().all(named)
    }

    /// Memory that stays with the HAL when the call is over.
    pub(super) fn lends(&self) -> bool {
        self.slices().any(|slice| slice.kept)
    }

    /// The same, and all of it bytes: such memory can come back.
    pub(super) fn lends_bytes(&self) -> bool {
        self.lends() && self.slices().all(|slice| slice.kept && slice.element.name() == Some("u8"))
    }
}
