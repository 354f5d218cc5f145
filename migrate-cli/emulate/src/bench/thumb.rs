//! Instructions of a Cortex-M, as far as they move the stack pointer or leave the next one out.

/// What an instruction does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// The stack grows by so many bytes.
    Grow(u64),
    /// It shrinks.
    Shrink(u64),
    /// It changes by what is in a register.
    Resize,
    /// Nothing follows: a return, or a trap.
    Leave,
    Call(u64),
    /// A call of what is in a register.
    CallThrough,
    Jump(u64),
    JumpIf(u64),
    /// A jump to what is in a register.
    JumpThrough,
    /// One of several ways on in the same function.
    Switch,
    Other,
}

/// What the instruction at `address` does, whose halves are these, and its length in bytes.
pub(crate) fn decode(address: u64, first: u16, second: u16) -> (Op, u64) {
    match first >> 11 {
        0b11101..=0b11111 => (wide(address, first.into(), second.into()), 4),
        _ => (narrow(address, first.into()), 2),
    }
}

fn narrow(address: u64, word: u32) -> Op {
    let registers = |mask: u32| u64::from((word & mask).count_ones()) * 4;
    let target = |offset: u32, bits: u32| relative(address, offset, bits);
    match word {
        0xb400..=0xb5ff => Op::Grow(registers(0x1ff)),
        0xbd00..=0xbdff => Op::Leave,
        0xbc00..=0xbcff => Op::Shrink(registers(0xff)),
        0xb080..=0xb0ff => Op::Grow(u64::from(word & 0x7f) * 4),
        0xb000..=0xb07f => Op::Shrink(u64::from(word & 0x7f) * 4),
        0xde00..=0xdeff => Op::Leave,
        0xdf00..=0xdfff => Op::Other,
        0xd000..=0xddff => Op::JumpIf(target((word & 0xff) << 1, 9)),
        0xe000..=0xe7ff => Op::Jump(target((word & 0x7ff) << 1, 12)),
        _ if word & 0xf500 == 0xb100 => Op::JumpIf(address + 4 + u64::from((word & 0x200) >> 3 | (word & 0xf8) >> 2)),
        _ if word & 0xff87 == 0x4485 => Op::Resize,
        0x4770 => Op::Leave,
        _ if word & 0xff80 == 0x4700 => Op::JumpThrough,
        _ if word & 0xff80 == 0x4780 => Op::CallThrough,
        0x46f7 => Op::Leave,
        _ if matches!(word & 0xff87, 0x4687 | 0x4487) => Op::Switch,
        _ => Op::Other,
    }
}

fn wide(address: u64, first: u32, second: u32) -> Op {
    let listed = u64::from(second.count_ones()) * 4;
    let words = u64::from(second & 0xff) * 4;
    let bytes = u64::from(second & 0xff);
    let to_stack = second & 0x8f00 == 0x0d00;
    let to_counter = second >> 12 == 15;
    match first {
        0xe92d => Op::Grow(listed),
        0xe8bd if second & 0x8000 != 0 => Op::Leave,
        0xe8bd => Op::Shrink(listed),
        0xf84d if second & 0x0f00 == 0x0d00 => Op::Grow(bytes),
        0xf85d if second & 0x0f00 == 0x0b00 && to_counter => Op::Leave,
        0xf85d if second & 0x0f00 == 0x0b00 => Op::Shrink(bytes),
        0xe96d | 0xed2d => Op::Grow(words),
        0xe8fd | 0xecbd => Op::Shrink(words),
        0xf1ad | 0xf5ad if to_stack => Op::Grow(expanded(immediate(first, second))),
        0xf10d | 0xf50d if to_stack => Op::Shrink(expanded(immediate(first, second))),
        0xf2ad | 0xf6ad if to_stack => Op::Grow(immediate(first, second).into()),
        0xf20d | 0xf60d if to_stack => Op::Shrink(immediate(first, second).into()),
        _ if first & 0xfff0 == 0xe8d0 && second & 0xffe0 == 0xf000 => Op::Switch,
        _ if first & 0xff70 == 0xf850 && to_counter => Op::Switch,
        0xf000..=0xf7ff => branch(address, first, second),
        _ => Op::Other,
    }
}

fn branch(address: u64, first: u32, second: u32) -> Op {
    let sign = first >> 10 & 1;
    let far = || {
        let bit = |place: u32| !(second >> place & 1 ^ sign) & 1;
        let offset = sign << 24 | bit(13) << 23 | bit(11) << 22 | (first & 0x3ff) << 12 | (second & 0x7ff) << 1;
        relative(address, offset, 25)
    };
    match second & 0xd000 {
        0xd000 => Op::Call(far()),
        0x9000 => Op::Jump(far()),
        0x8000 if first & 0x380 != 0x380 => {
            let (near, further) = (second >> 13 & 1, second >> 11 & 1);
            let offset = sign << 20 | further << 19 | near << 18 | (first & 0x3f) << 12 | (second & 0x7ff) << 1;
            Op::JumpIf(relative(address, offset, 21))
        }
        _ => Op::Other,
    }
}

/// From four bytes behind the instruction, by a number of so many bits with a sign.
fn relative(address: u64, offset: u32, bits: u32) -> u64 {
    let unused = 32 - bits;
    let offset = (offset << unused).cast_signed() >> unused;
    (address + 4).wrapping_add_signed(offset.into())
}

/// The twelve bits of a number that are spread over both halves.
fn immediate(first: u32, second: u32) -> u32 {
    (first >> 10 & 1) << 11 | (second >> 12 & 7) << 8 | second & 0xff
}

/// Such a number where it stands for a rotated or repeated byte.
fn expanded(bits: u32) -> u64 {
    let byte = bits & 0xff;
    let value = match bits >> 8 {
        0 => byte,
        1 => byte << 16 | byte,
        2 => byte << 24 | byte << 8,
        3 => byte * 0x0101_0101,
        _ => (0x80 | byte & 0x7f).rotate_right(bits >> 7),
    };
    value.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `arm-none-eabi-objdump` prints them.
    #[test]
    fn words_of_a_disassembler() {
        let at = |address, first, second| decode(address, first, second).0;
        assert_eq!(at(0, 0xb508, 0), Op::Grow(8)); // push {r3, lr}
        assert_eq!(at(0, 0xbc30, 0), Op::Shrink(8)); // pop {r4, r5}
        assert_eq!(at(0, 0xbdf0, 0), Op::Leave); // pop {r4-r7, pc}
        assert_eq!(at(0, 0xb088, 0), Op::Grow(32)); // sub sp, #32
        assert_eq!(at(0x56, 0xd1f6, 0), Op::JumpIf(0x46)); // bne.n 46
        assert_eq!(at(0x78, 0xe7fe, 0), Op::Jump(0x78)); // b.n 78
        assert_eq!(at(0x10, 0xb118, 0), Op::JumpIf(0x1a)); // cbz r0, 1a
        assert_eq!(decode(0x66, 0xf7ff, 0xfffa), (Op::Call(0x5e), 4)); // bl 5e
        assert_eq!(at(0, 0xe92d, 0x41f0), Op::Grow(24)); // stmdb sp!, {r4-r8, lr}
        assert_eq!(at(0, 0xe8bd, 0x81f0), Op::Leave); // ldmia.w sp!, {r4-r8, pc}
        assert_eq!(at(0, 0xf84d, 0xed04), Op::Grow(4)); // str.w lr, [sp, #-4]!
        assert_eq!(at(0, 0xf85d, 0xfb04), Op::Leave); // ldr.w pc, [sp], #4
        assert_eq!(at(0, 0xf5ad, 0x7d00), Op::Grow(512)); // sub.w sp, sp, #512
        assert_eq!(at(0, 0xf2ad, 0x4d0c), Op::Grow(1036)); // subw sp, sp, #1036
        assert_eq!(at(0, 0xe8df, 0xf001), Op::Switch); // tbb [pc, r1]
        assert_eq!(at(0x100, 0xf000, 0xb802), Op::Jump(0x108)); // b.w 108
        assert_eq!(at(0x100, 0xf43f, 0xaffe), Op::JumpIf(0x100)); // beq.w 100
        assert_eq!(at(0, 0x4770, 0), Op::Leave); // bx lr
        assert_eq!(at(0, 0x4798, 0), Op::CallThrough); // blx r3
        assert_eq!(at(0, 0x4718, 0), Op::JumpThrough); // bx r3
        assert_eq!(at(0, 0x44a5, 0), Op::Resize); // add sp, r4
        assert_eq!(at(0, 0xf3bf, 0x8f4f), Op::Other); // dsb sy
    }
}
