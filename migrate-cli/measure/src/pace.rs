//! When measuring ends.

use std::iter::Peekable;
use std::time::Instant;

use migrate_model::bench::{Raw, Settings, Verdict};

use crate::stats::evaluate::evaluate;
use crate::stats::looks;

/// How many budgets may be spent before the first look, which is worth some waiting.
const FIRST_LOOK: f64 = 2.0;

/// A running measurement.
pub(crate) struct Pace<'a> {
    settings: &'a Settings,
    began: Instant,
    /// Launches at the first look.
    first: usize,
    looks: Peekable<Box<dyn Iterator<Item = usize>>>,
}

impl<'a> Pace<'a> {
    /// It begins now.
    pub(crate) fn new(settings: &'a Settings) -> Self {
        let schedule: Box<dyn Iterator<Item = usize>> = Box::new(looks::schedule(settings.layouts as usize));
        let mut looks = schedule.peekable();
        let first = looks.peek().copied().unwrap_or_default();
        Pace { settings, began: Instant::now(), first, looks }
    }

    /// How long it has taken, in seconds.
    pub(crate) fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    /// After another launch: the verdict is found, or the budget is spent.
    pub(crate) fn is_over(&mut self, raw: &Raw) -> bool {
        let (launches, seconds) = (raw.launches.len(), self.seconds());
        let looks = self.looks.next_if(|at| *at <= launches).is_some();
        if looks && evaluate(raw, self.settings, seconds).verdict != Verdict::Undecided {
            return true;
        }
        let budgets = if launches < self.first { FIRST_LOOK } else { 1.0 };
        seconds >= self.settings.budget * budgets
    }
}
