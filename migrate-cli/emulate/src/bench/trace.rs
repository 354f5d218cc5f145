//! What a core executes, as QEMU logs it: `-singlestep -d exec,cpu,nochain` has each instruction with all registers.

use std::collections::BTreeMap;

/// What was executed between two places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Steps {
    /// How often the instruction at an address was executed, outside of interrupts.
    pub counts: BTreeMap<u64, u64>,
    /// Bytes that the stack grew by at most, outside of interrupts.
    pub deepest: u64,
    /// Instructions of interrupts that came in between.
    pub interrupts: u64,
    /// Both places were reached.
    pub complete: bool,
}

/// Takes the log line by line.
pub(crate) struct Reader {
    begin: u64,
    end: u64,
    inside: bool,
    top: Option<u64>,
    lowest: u64,
    step: Option<Step>,
    steps: Steps,
}

/// An instruction that is about to be executed.
#[derive(Clone, Copy)]
struct Step {
    address: u64,
    stack: u64,
    interrupt: bool,
}

const EXECUTES: &str = "Trace ";
const STACK: &str = "R13=";
const STATE: &str = "XPSR=";
const INTERRUPT: &str = "handler";
/// An interrupt came first: the instruction is logged again when it is over.
const NOT_YET: &str = "Stopped execution";

impl Reader {
    /// Counts from the first instruction at `begin` to that at `end`, without both.
    pub(crate) fn new(begin: u64, end: u64) -> Self {
        Self { begin, end, inside: false, top: None, lowest: u64::MAX, step: None, steps: Steps::default() }
    }

    pub(crate) fn line(&mut self, line: &str) {
        if line.starts_with(EXECUTES) {
            self.finish();
            self.step = address(line).map(|address| Step { address, stack: u64::MAX, interrupt: false });
        } else if line.starts_with(NOT_YET) {
            self.step = None;
        } else if let Some(step) = &mut self.step {
            if let Some(stack) = line.split(STACK).nth(1).and_then(|text| hexadecimal(text.split(' ').next()?)) {
                step.stack = stack;
            } else if line.starts_with(STATE) {
                step.interrupt = line.ends_with(INTERRUPT);
            }
        }
    }

    pub(crate) fn steps(mut self) -> Steps {
        self.finish();
        self.steps.deepest = self.top.map_or(0, |top| top.saturating_sub(self.lowest));
        self.steps
    }

    fn finish(&mut self) {
        let Some(step) = self.step.take() else { return };
        if step.address == self.begin {
            (self.inside, self.top) = (true, Some(step.stack));
        } else if step.address == self.end && self.inside {
            (self.inside, self.steps.complete) = (false, true);
        } else if self.inside && step.interrupt {
            self.steps.interrupts += 1;
        } else if self.inside {
            *self.steps.counts.entry(step.address).or_default() += 1;
            self.lowest = self.lowest.min(step.stack);
        }
    }
}

/// `Trace 0: HOST [BASE/ADDRESS/FLAGS/FLAGS] NAME`
fn address(line: &str) -> Option<u64> {
    let (_, inside) = line.split_once('[')?;
    hexadecimal(inside.split_once(']')?.0.split('/').nth(1)?)
}

fn hexadecimal(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(address: u64, stack: u64, mode: &str) -> String {
        format!(
            "Trace 0: 0x7f [00800400/{address:08x}/00000110/ff020201] f\nR00=00000000 R01=00000000\n\
             R12=00000000 R13={stack:08x} R14=00000000 R15={address:08x}\nXPSR=41000000 -Z-- T {mode}\n"
        )
    }

    fn read(log: &[String]) -> Steps {
        let mut reader = Reader::new(0x10, 0x20);
        log.concat().lines().for_each(|line| reader.line(line));
        reader.steps()
    }

    #[test]
    fn only_what_is_between_counts() {
        let thread = |address, stack| step(address, stack, "priv-thread");
        let steps = read(&[
            thread(0x2, 0x900),
            thread(0x10, 0x800),
            thread(0x4, 0x800),
            step(0x6, 0x700, "handler"),
            thread(0x4, 0x7f0),
            thread(0x20, 0x800),
            thread(0x8, 0x600),
        ]);
        let expected = Steps { counts: [(4, 2)].into(), deepest: 16, interrupts: 1, complete: true };
        assert_eq!(steps, expected);
    }

    #[test]
    fn what_an_interrupt_held_up_counts_once() {
        let thread = |address| step(address, 0x800, "priv-thread");
        let held = format!("{}Stopped execution of TB chain before 0x7f [00000004] f\n", thread(4));
        let steps = read(&[thread(0x10), held, thread(4), thread(0x20)]);
        assert_eq!(steps.counts, [(4, 1)].into());
    }

    #[test]
    fn an_image_that_ends_early_is_seen() {
        assert!(!read(&[step(0x10, 0x800, "priv-thread"), step(4, 0x800, "priv-thread")]).complete);
    }
}
