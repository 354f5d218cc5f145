//! A serial port with a status, a data and three control registers, as STM32F1 and its relatives have it.

use std::collections::VecDeque;
use std::fmt;

use crate::Device;
use crate::session::{Peer, Recorder, Session};

const STATUS: u32 = 0x00;
const DATA: u32 = 0x04;
const CONTROL1: u32 = 0x0c;
const CONTROL3: u32 = 0x14;

/// A byte can be read.
const RECEIVED: u32 = 1 << 5;
/// The last bit has left.
const COMPLETE: u32 = 1 << 6;
/// A byte can be written.
const EMPTY: u32 = 1 << 7;
/// Parity is checked, and its error interrupts.
const PARITY_INTERRUPTS: u32 = 1 << 8;
/// The other errors interrupt.
const ERRORS_INTERRUPT: u32 = 1;
const ENABLED: u32 = 1 << 13;
const SENDS: u32 = 1 << 3;

/// Errors of a byte that was received, as the status shows them.
pub mod line_error {
    /// Its parity is wrong.
    pub const PARITY: u32 = 1 << 0;
    /// It has no stop bit.
    pub const FRAME: u32 = 1 << 1;
    /// Samples of one bit differ.
    pub const NOISE: u32 = 1 << 2;
    /// The byte before it was not read in time.
    pub const OVERRUN: u32 = 1 << 3;
}

/// What the port does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsartFault {
    /// After so many bytes it takes no more.
    FullAfter(usize),
    /// The last bit never leaves.
    NeverComplete,
}

/// The model.
#[derive(Default)]
pub struct Usart {
    registers: [u32; 7],
    received: VecDeque<(u8, u32)>,
    sent: Vec<u8>,
    peer: Option<Box<dyn Peer>>,
    heard: Recorder,
    /// What it does wrong, if anything.
    pub fault: Option<UsartFault>,
}

impl Usart {
    /// A port after its reset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts somebody at the other end, who answers each byte that is sent as soon as it is.
    pub fn connect(&mut self, mut peer: impl Peer + 'static) {
        self.arrive(&peer.begin());
        self.peer = Some(Box::new(peer));
    }

    /// All that was sent and that arrived, in order. Errors of bytes are no part of it.
    pub fn session(&self) -> Session {
        self.heard.session()
    }

    /// Bytes arrive, without errors.
    pub fn arrive(&mut self, bytes: &[u8]) {
        self.heard.peer(bytes);
        self.received.extend(bytes.iter().map(|byte| (*byte, 0)));
    }

    /// A byte arrives with errors of [`line_error`].
    pub fn arrive_with(&mut self, byte: u8, errors: u32) {
        self.heard.peer(&[byte]);
        self.received.push_back((byte, errors));
    }

    /// What was sent, since this was asked last.
    pub fn take_sent(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.sent)
    }

    fn send(&mut self, byte: u8) {
        self.sent.push(byte);
        self.heard.firmware(&[byte]);
        let answer = self.peer.as_mut().map(|peer| peer.hear(byte)).unwrap_or_default();
        self.arrive(&answer);
    }

    fn register(&self, offset: u32) -> u32 {
        self.registers.get(offset as usize / 4).copied().unwrap_or_default()
    }

    fn status(&self) -> u32 {
        let empty = !matches!(self.fault, Some(UsartFault::FullAfter(bytes)) if self.sent.len() >= bytes);
        let complete = empty && self.fault != Some(UsartFault::NeverComplete);
        let received = self.received.front().map_or(0, |(_, errors)| RECEIVED | errors);
        received | if empty { EMPTY } else { 0 } | if complete { COMPLETE } else { 0 }
    }
}

impl fmt::Debug for Usart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Usart").field("received", &self.received).field("sent", &self.sent).finish_non_exhaustive()
    }
}

impl Device for Usart {
    fn peek(&self, offset: u32) -> u32 {
        match offset {
            STATUS => self.status(),
            DATA => self.received.front().map_or(0, |(byte, _)| u32::from(*byte)),
            _ => self.register(offset),
        }
    }

    fn read(&mut self, offset: u32) -> u32 {
        match offset {
            DATA => self.received.pop_front().map_or(0, |(byte, _)| u32::from(byte)),
            _ => self.peek(offset),
        }
    }

    fn write(&mut self, offset: u32, value: u32) {
        match offset {
            DATA if self.register(CONTROL1) & (ENABLED | SENDS) == ENABLED | SENDS => self.send(value as u8),
            STATUS | DATA => {}
            _ => {
                if let Some(register) = self.registers.get_mut(offset as usize / 4) {
                    *register = value;
                }
            }
        }
    }

    fn interrupts(&self) -> bool {
        let (status, control) = (self.status(), self.register(CONTROL1));
        let errors = line_error::FRAME | line_error::NOISE | line_error::OVERRUN;
        // The enabling bits of these are where the status has its own.
        status & control & (RECEIVED | COMPLETE | EMPTY) != 0
            || status & line_error::PARITY != 0 && control & PARITY_INTERRUPTS != 0
            || status & errors != 0 && self.register(CONTROL3) & ERRORS_INTERRUPT != 0
    }
}
