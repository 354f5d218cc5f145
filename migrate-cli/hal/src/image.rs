//! Constants read from an object file: what a compiler thinks, without running what it made.

use object::{Object as _, ObjectSection as _, ObjectSymbol as _};

use crate::error::HalError;

/// `Tag_CPU_arch` and `Tag_ABI_VFP_args` of the ABI of the Arm architecture.
const TAG_ABI_VFP_ARGS: u64 = 28;
/// Bits of `e_flags` that say how RISC-V passes floating-point numbers.
const RISCV_FLOAT_ABI: u32 = 0x6;

/// An object file.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    bytes: Vec<u8>,
    is_little_endian: bool,
}

/// What two objects must have in common to call each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conventions {
    /// Architecture and word size, such as `Arm, 32 bits, little endian`.
    pub(crate) machine: String,
    /// How floating-point arguments are passed: `in floating-point registers` or `in integer registers`.
    pub(crate) floats: String,
}

impl Image {
    pub(crate) fn new(bytes: Vec<u8>) -> Result<Image, HalError> {
        match object::File::parse(&*bytes) {
            Ok(file) => Ok(Image { is_little_endian: file.is_little_endian(), bytes }),
            Err(error) => Err(HalError::build(format!("the object that the compiler wrote cannot be read: {error}"))
                .help("an ELF object is expected: leave -flto and output flags out of `flags`")),
        }
    }

    fn file(&self) -> object::File<'_> {
        object::File::parse(&*self.bytes).expect("it was parsed before")
    }

    /// The bytes of every variable whose name starts with `prefix`, by the rest of the name.
    pub(crate) fn variables(&self, prefix: &str) -> std::collections::HashMap<String, Vec<u8>> {
        let file = self.file();
        let of = |symbol: object::Symbol<'_, '_>| {
            let rest = symbol.name().ok()?.strip_prefix(prefix)?.to_owned();
            let section = file.section_by_index(symbol.section_index()?).ok()?;
            let size = usize::try_from(symbol.size()).ok()?;
            let data = section.data().ok()?;
            if data.is_empty() {
                return Some((rest, vec![0; size]));
            }
            let start = usize::try_from(symbol.address().checked_sub(section.address())?).ok()?;
            Some((rest, data.get(start..start.checked_add(size)?)?.to_owned()))
        };
        file.symbols().filter_map(of).collect()
    }

    /// A number of 8 bytes or fewer, in the byte order of the object.
    pub(crate) fn number(&self, bytes: &[u8]) -> u64 {
        let fold = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
        match self.is_little_endian {
            true => bytes.iter().rev().fold(0, fold),
            false => bytes.iter().fold(0, fold),
        }
    }

    /// The lowest byte of a number comes first.
    pub(crate) fn is_little_endian(&self) -> bool {
        self.is_little_endian
    }

    /// Functions that it defines, with whether they are weak.
    pub(crate) fn functions(&self) -> Vec<(String, bool)> {
        let file = self.file();
        let defined =
            file.symbols().filter(|s| s.is_definition() && s.is_global() && s.kind() == object::SymbolKind::Text);
        defined.filter_map(|s| Some((s.name().ok()?.to_owned(), s.is_weak()))).collect()
    }

    /// What it demands of who calls it.
    pub(crate) fn conventions(&self) -> Conventions {
        let file = self.file();
        let bits = if file.is_64() { 64 } else { 32 };
        let order = if file.is_little_endian() { "little" } else { "big" };
        let machine = format!("{:?}, {bits} bits, {order} endian", file.architecture());
        let in_registers = match file.flags() {
            object::FileFlags::Elf { e_flags, .. }
                if matches!(file.architecture(), object::Architecture::Riscv32 | object::Architecture::Riscv64) =>
            {
                e_flags.0 & RISCV_FLOAT_ABI != 0
            }
            _ => self.arm_attribute(TAG_ABI_VFP_ARGS) == Some(1),
        };
        let floats = if in_registers { "in floating-point registers" } else { "in integer registers" };
        Conventions { machine, floats: floats.to_owned() }
    }

    fn arm_attribute(&self, wanted: u64) -> Option<u64> {
        let file = self.file();
        let section = file.sections().find(|s| s.name() == Ok(".ARM.attributes"))?;
        attribute(section.data().ok()?, wanted)
    }
}

/// A file-scope attribute with a numeric value: `A`, then a vendor's section, then tagged subsections of pairs.
fn attribute(data: &[u8], wanted: u64) -> Option<u64> {
    let body = data.strip_prefix(b"A")?.get(4..)?;
    let named = &body[body.iter().position(|byte| *byte == 0)? + 1..];
    // Tag_File and the length of its subsection.
    let mut rest = named.strip_prefix(&[1])?.get(4..)?;
    while !rest.is_empty() {
        let tag = uleb(&mut rest)?;
        if is_text(tag) {
            rest = &rest[rest.iter().position(|byte| *byte == 0)? + 1..];
            continue;
        }
        let value = uleb(&mut rest)?;
        if tag == 32 {
            rest = &rest[rest.iter().position(|byte| *byte == 0)? + 1..];
        }
        if tag == wanted {
            return Some(value);
        }
    }
    None
}

/// Tags with a text as value: the names of the processor, and odd ones above 32.
fn is_text(tag: u64) -> bool {
    matches!(tag, 4 | 5) || tag > 32 && tag % 2 == 1
}

fn uleb(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_behind_texts() {
        let mut data = b"A\x1e\0\0\0aeabi\0\x01\x14\0\0\0".to_vec();
        data.extend(b"\x05Cortex-M4\0\x06\x0d\x1c\x01");
        assert_eq!(attribute(&data, 28), Some(1));
        assert_eq!(attribute(&data, 6), Some(13));
        assert_eq!(attribute(&data, 27), None);
        assert_eq!(attribute(b"", 28), None);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        let error = Image::new(b"text".to_vec()).unwrap_err();
        assert!(error.message.contains("cannot be read"), "{error}");
    }
}
