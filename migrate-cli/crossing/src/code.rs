//! Codes of judgements: why something does not cross, or crosses as `unsafe`.

/// A judgement with a rule of its own (`migrate explain CODE`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Declared, but nobody defines it.
    NoSymbol,
    /// The user's compiler rejects the thunk.
    Rejected,
    /// A type that no other code can name.
    Unnameable,
    /// A class by value of which only the name is known, or that can neither be copied nor moved.
    Incomplete,
    /// C variadic.
    Variadic,
    /// A type without a Rust form.
    NoForm,
    /// A constructor of a class that cannot be made: abstract, and no subclass can be written.
    Abstract,
    /// `operator new` and `operator delete` of a class.
    Allocation,
    /// Left out by the configuration.
    Configured,
    /// Stays in C++: state that is laid out in a header.
    State,
    /// Stays in C++: data, which both implementations share.
    Data,
    /// Stays in C++: shares hidden state with what stays there.
    Shared,
    /// Stays in C++: a class whose header cannot be replaced.
    Replace,
    /// Unsafe: a raw pointer whose validity only the caller knows.
    RawPointer,
    /// Unsafe: what is passed may be kept longer than the call.
    Keeps,
    /// Unsafe: what is passed may be destroyed.
    Frees,
    /// Unsafe: a mutable reference comes out of a shared one.
    Aliases,
    /// Unsafe: nothing says how long the result lives.
    Unbound,
    /// Unsafe: declared so by the configuration.
    Declared,
    /// Unsafe: moves or ends an object that others may still refer to.
    Invalidates,
    /// Unsafe: changes what other handles lead to.
    Shares,
    /// Unsafe: a member of a union, which may not be the one that is alive.
    Inactive,
}

impl Code {
    /// As it is printed.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Code::NoSymbol => "MG0501",
            Code::Rejected => "MG0502",
            Code::Unnameable => "MG0503",
            Code::Incomplete => "MG0504",
            Code::Variadic => "MG0505",
            Code::NoForm => "MG0506",
            Code::Abstract => "MG0507",
            Code::Allocation => "MG0508",
            Code::Configured => "MG0509",
            Code::State => "MG0601",
            Code::Data => "MG0602",
            Code::Shared => "MG0603",
            Code::Replace => "MG0606",
            Code::RawPointer => "MG0521",
            Code::Keeps => "MG0522",
            Code::Frees => "MG0523",
            Code::Aliases => "MG0524",
            Code::Unbound => "MG0525",
            Code::Declared => "MG0526",
            Code::Invalidates => "MG0527",
            Code::Shares => "MG0528",
            Code::Inactive => "MG0529",
        }
    }
}
