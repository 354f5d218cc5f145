//! The fundamental types.

/// A fundamental type that crosses by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// `bool`
    Bool,
    /// An integer of so many bits.
    Int {
        /// 8, 16, 32 or 64.
        bits: u8,
        /// Has a sign.
        signed: bool,
    },
    /// `size_t`
    Size,
    /// `ptrdiff_t`
    Difference,
    /// `char`: a byte.
    Char,
    /// `float`
    Float,
    /// `double`
    Double,
    /// `long double`, rounded to `double`.
    LongDouble,
}

impl Scalar {
    /// The builtin type of this spelling.
    #[must_use]
    pub fn of_builtin(name: &str, long_bits: u8, wchar_bits: u8) -> Option<Scalar> {
        let int = |bits, signed| Some(Scalar::Int { bits, signed });
        match name {
            "bool" | "_Bool" => Some(Scalar::Bool),
            "char" => Some(Scalar::Char),
            "signed char" => int(8, true),
            "unsigned char" | "char8_t" => int(8, false),
            "short" => int(16, true),
            "unsigned short" | "char16_t" => int(16, false),
            "int" => int(32, true),
            "unsigned int" | "char32_t" => int(32, false),
            "long" => int(long_bits, true),
            "unsigned long" => int(long_bits, false),
            "long long" => int(64, true),
            "unsigned long long" => int(64, false),
            "wchar_t" => int(wchar_bits, false),
            "float" => Some(Scalar::Float),
            "double" => Some(Scalar::Double),
            "long double" => Some(Scalar::LongDouble),
            _ => None,
        }
    }

    /// The Rust type.
    #[must_use]
    pub fn rust(self) -> &'static str {
        match self {
            Scalar::Bool => "bool",
            Scalar::Int { bits: 8, signed: true } => "i8",
            Scalar::Int { bits: 8, signed: false } | Scalar::Char => "u8",
            Scalar::Int { bits: 16, signed: true } => "i16",
            Scalar::Int { bits: 16, signed: false } => "u16",
            Scalar::Int { bits: 32, signed: true } => "i32",
            Scalar::Int { bits: 32, signed: false } => "u32",
            Scalar::Int { signed: true, .. } => "i64",
            Scalar::Int { signed: false, .. } => "u64",
            Scalar::Size => "usize",
            Scalar::Difference => "isize",
            Scalar::Float => "f32",
            Scalar::Double | Scalar::LongDouble => "f64",
        }
    }

    /// The C++ type that cxx has for the Rust type.
    #[must_use]
    pub fn transport(self) -> &'static str {
        match self.rust() {
            "bool" => "bool",
            "i8" => "std::int8_t",
            "u8" => "std::uint8_t",
            "i16" => "std::int16_t",
            "u16" => "std::uint16_t",
            "i32" => "std::int32_t",
            "u32" => "std::uint32_t",
            "i64" => "std::int64_t",
            "u64" => "std::uint64_t",
            "usize" => "std::size_t",
            "isize" => "rust::isize",
            "f32" => "float",
            _ => "double",
        }
    }

    /// An integer that can count something.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Scalar::Int { bits: 32 | 64, .. } | Scalar::Size | Scalar::Difference)
    }
}
