//! Who is at the other end of a serial line.

/// The other end of a firmware's serial line.
pub trait Peer: Send {
    /// What is sent before the firmware has said anything. On a wire, and in an emulator, a port that is not open yet may lose it.
    fn begin(&mut self) -> Vec<u8> {
        Vec::new()
    }

    /// Hears one byte; what is sent now.
    fn hear(&mut self, byte: u8) -> Vec<u8>;
}

/// Something that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Once the firmware has said this, behind where the step before found its own.
    pub after: Vec<u8>,
    /// What is sent.
    pub send: Vec<u8>,
}

/// A peer that waits for a text and answers, step by step.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// The next one last.
    steps: Vec<Step>,
    /// What was said behind what the last step found.
    heard: Vec<u8>,
}

impl Script {
    /// Takes the steps in their order.
    #[must_use]
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let mut steps: Vec<Step> = steps.into_iter().collect();
        steps.reverse();
        Self { steps, heard: Vec::new() }
    }

    /// From texts: what is waited for, and what is sent then.
    #[must_use]
    pub fn of_texts(steps: &[(&str, &str)]) -> Self {
        let bytes = |(after, send): &(&str, &str)| Step { after: (*after).into(), send: (*send).into() };
        Self::new(steps.iter().map(bytes))
    }
}

impl Peer for Script {
    fn hear(&mut self, byte: u8) -> Vec<u8> {
        self.heard.push(byte);
        let mut answer = Vec::new();
        while let Some(step) = self.steps.pop_if(|step| self.heard.ends_with(&step.after)) {
            if !step.after.is_empty() {
                self.heard.clear();
            }
            answer.extend(step.send);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(said: &str, steps: &[(&str, &str)]) -> Vec<u8> {
        let mut script = Script::of_texts(steps);
        said.bytes().flat_map(|byte| script.hear(byte)).collect()
    }

    #[test]
    fn steps_are_taken_in_order() {
        assert_eq!(sent("ready, not, ready", &[("ready", "1"), ("ready", "2"), ("never", "3")]), b"12");
    }

    #[test]
    fn one_occurrence_is_for_one_step() {
        assert_eq!(sent("ready", &[("ready", "1"), ("ready", "2")]), b"1");
    }

    #[test]
    fn nothing_to_wait_for_is_found_at_once() {
        assert_eq!(sent("ab", &[("", "1"), ("ab", "2"), ("", "3")]), b"123");
    }

    #[test]
    fn an_answer_is_given_at_the_byte_that_ends_what_it_waits_for() {
        let mut script = Script::of_texts(&[("ab", "1")]);
        assert_eq!(b"aabb".map(|byte| script.hear(byte).len()), [0, 0, 1, 0]);
    }
}
