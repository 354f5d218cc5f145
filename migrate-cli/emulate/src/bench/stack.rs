//! How deep the stack can get, by the code: what each function puts there, and whom it calls from where.

use std::collections::{BTreeMap, BTreeSet};

use super::elf::{Image, Symbol};
use super::thumb::{Op, decode};

/// The deepest that a function and all that it calls can get.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Depth {
    /// Bytes.
    pub bytes: u64,
    /// Functions on the way there, outermost first.
    pub path: Vec<String>,
    /// Functions of which the code does not say it all: calls through pointers, recursion, a stack by a register.
    pub open: BTreeSet<String>,
}

/// What one function does to the stack.
#[derive(Debug, Default)]
struct Frame {
    deepest: u64,
    /// Called address, and how deep the stack is then.
    calls: BTreeSet<(u64, u64)>,
    open: bool,
}

/// The deepest from a function on. `None` if there is no such function, or no code that can be read.
pub(crate) fn deepest(image: &Image, root: &str) -> Option<Depth> {
    let root = image.named(root).filter(|_| !image.code.is_empty())?;
    Some(Walk { image, known: BTreeMap::new(), within: vec![] }.depth(root))
}

struct Walk<'a> {
    image: &'a Image,
    known: BTreeMap<u64, Depth>,
    within: Vec<u64>,
}

impl Walk<'_> {
    fn depth(&mut self, function: &Symbol) -> Depth {
        if let Some(known) = self.known.get(&function.address) {
            return known.clone();
        }
        let frame = frame(self.image, function);
        let mut depth = Depth { bytes: frame.deepest, ..Depth::default() };
        depth.open.extend(frame.open.then(|| function.name.clone()));
        self.within.push(function.address);
        for (target, before) in frame.calls {
            let Some(callee) = self.image.at(target).cloned() else {
                depth.open.insert(function.name.clone());
                continue;
            };
            if self.within.contains(&callee.address) {
                depth.open.insert(callee.name);
                continue;
            }
            let below = self.depth(&callee);
            depth.open.extend(below.open);
            if before + below.bytes > depth.bytes {
                (depth.bytes, depth.path) = (before + below.bytes, below.path);
            }
        }
        self.within.pop();
        depth.path.insert(0, function.name.clone());
        self.known.insert(function.address, depth.clone());
        depth
    }
}

/// Follows every way through a function. What no way leads to is the target of a jump by a table: there the stack is taken to
/// be as deep as anywhere before.
fn frame(image: &Image, function: &Symbol) -> Frame {
    let within = function.address..function.address + function.size;
    let mut frame = Frame::default();
    let mut seen = BTreeMap::new();
    let mut ways = vec![(function.address, 0_u64)];
    loop {
        while let Some((address, depth)) = ways.pop() {
            if seen.get(&address).is_some_and(|known| *known >= depth) || !within.contains(&address) {
                continue;
            }
            let Some((op, length)) = instruction(image, address) else { continue };
            seen.insert(address, depth);
            let next = address + length;
            // A register may have moved the pointer anywhere, so a loop must not be followed for ever.
            let grown = depth.saturating_add(if let Op::Grow(bytes) = op { bytes } else { 0 }).min(1 << 20);
            frame.deepest = frame.deepest.max(grown);
            match op {
                Op::Shrink(bytes) => ways.push((next, depth.saturating_sub(bytes))),
                Op::Leave | Op::Switch => {}
                Op::JumpThrough => frame.open = true,
                Op::Jump(target) | Op::JumpIf(target) => {
                    if within.contains(&target) {
                        ways.push((target, depth));
                    } else {
                        frame.calls.insert((target, depth));
                    }
                    ways.extend(matches!(op, Op::JumpIf(_)).then_some((next, depth)));
                }
                Op::Call(target) => {
                    frame.calls.insert((target, depth));
                    ways.push((next, depth));
                }
                Op::CallThrough | Op::Resize => {
                    frame.open = true;
                    ways.push((next, depth));
                }
                Op::Grow(_) | Op::Other => ways.push((next, grown)),
            }
        }
        match unseen(image, &within, &seen) {
            Some(address) => ways.push((address, frame.deepest)),
            None => return frame,
        }
    }
}

fn unseen(image: &Image, within: &std::ops::Range<u64>, seen: &BTreeMap<u64, u64>) -> Option<u64> {
    let runs = image.code.iter().filter(|run| run.start < within.end && within.start < run.end);
    runs.flat_map(|run| {
        let (mut address, end) = (run.start.max(within.start), run.end.min(within.end));
        std::iter::from_fn(move || {
            let here = (address < end).then_some(address)?;
            address += instruction(image, here)?.1;
            Some(here)
        })
    })
    .find(|address| !seen.contains_key(address))
}

fn instruction(image: &Image, address: u64) -> Option<(Op, u64)> {
    let after = image.code.partition_point(|run| run.start <= address);
    image.code[..after].last().filter(|run| address < run.end)?;
    let half = |at: u64| {
        let (start, bytes) =
            image.text.iter().find(|(start, bytes)| (*start..start + bytes.len() as u64).contains(&at))?;
        let at = usize::try_from(at - start).ok()?;
        Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
    };
    Some(decode(address, half(address)?, half(address + 2).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Functions of these halves, one behind the other from 0 on.
    fn image(functions: &[(&str, &[u16])]) -> Image {
        let mut image = Image::default();
        let mut bytes = Vec::new();
        for (name, halves) in functions {
            let (address, size) = (bytes.len() as u64, halves.len() as u64 * 2);
            let name = (*name).to_owned();
            image.symbols.push(Symbol { name, address, size, function: true, flash: true, ..Symbol::default() });
            bytes.extend(halves.iter().flat_map(|half| half.to_le_bytes()));
        }
        image.code = std::iter::once(0..bytes.len() as u64).collect();
        image.text = vec![(0, bytes)];
        image
    }

    fn depth(functions: &[(&str, &[u16])]) -> Depth {
        deepest(&image(functions), functions[0].0).unwrap()
    }

    #[test]
    fn a_call_is_as_deep_as_the_stack_is_there() {
        // push {r4, lr}; bl leaf; pop {r4, pc}
        let main: &[u16] = &[0xb510, 0xf000, 0xf801, 0xbd10];
        // sub sp, #32; add sp, #32; bx lr
        let leaf: &[u16] = &[0xb088, 0xb008, 0x4770];
        let found = depth(&[("main", main), ("leaf", leaf)]);
        assert_eq!((found.bytes, found.path.join(" "), found.open.len()), (40, "main leaf".to_owned(), 0));
    }

    #[test]
    fn a_jump_to_another_function_has_given_the_stack_back() {
        // push {r4, lr}; pop {r4, r5}; b.n leaf
        let main: &[u16] = &[0xb510, 0xbc30, 0xe7ff];
        let found = depth(&[("main", main), ("leaf", &[0xb088, 0xb008, 0x4770])]);
        assert_eq!(found.bytes, 32);
    }

    #[test]
    fn what_the_code_does_not_say_is_named() {
        // blx r3; bx lr
        assert_eq!(depth(&[("main", &[0x4798, 0x4770])]).open, ["main".to_owned()].into());
        // push {r4, lr}; bl main
        let endless = depth(&[("main", &[0xb510, 0xf7ff, 0xfffd])]);
        assert_eq!((endless.bytes, endless.open.len()), (8, 1));
    }

    #[test]
    fn targets_of_a_table_are_looked_at() {
        // push {lr}; add pc, r0; (by the table:) sub sp, #32; bx lr
        assert_eq!(depth(&[("main", &[0xb500, 0x4487, 0xb088, 0x4770])]).bytes, 36);
    }
}
